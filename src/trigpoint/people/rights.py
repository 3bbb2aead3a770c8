"""What this room holds about people: the account, what signs somebody in, and roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db.models import Q

from trigpoint.people import actions, queries, ways_in
from trigpoint.people.models import Person, Relationship, Session
from trigpoint.people.roles import Role
from trigpoint.platform import clock
from trigpoint.platform.holdings import Holding, Json, Waiting, hold, leave

if TYPE_CHECKING:
    from datetime import date, datetime

    from trigpoint.people.rows import AppointmentRow


def account_of(key: str) -> Json:
    """Return the account, and what signs her in, without any secret. Six queries."""
    found = Person.objects.filter(key=key).first()
    if found is None:
        return None
    signs_in = Authenticator.objects.filter(user=found).order_by("created_at")
    return {
        "key": found.key,
        "name": found.name,
        "email": found.email or "",
        "addresses": [
            {"email": email, "confirmed": verified}
            for email, verified in EmailAddress.objects.filter(user=found).values_list("email", "verified")
        ],
        "open": found.is_active,
        "joined": found.joined_at.isoformat(),
        "last signed in": found.last_login.isoformat() if found.last_login else "",
        "has a password": found.has_usable_password(),
        "also signs in with": [str(Authenticator.Type(one.type).label) for one in signs_in],
        "passkeys": [row.name for row in ways_in.passkeys_of(key)],
        "signs in by": [
            {"at": row.name, "since": row.since.isoformat(), "last": row.used.isoformat()}
            for row in ways_in.connections_of(key)
        ],
        "signed in now on": [row.expire_date.isoformat() for row in Session.objects.filter(person=found)],
    }


def forget_account(key: str, *, actor: str | None, now: datetime) -> None:
    """Forget name, address and all that signs her in. Somebody who was forgotten before is left alone."""
    if Person.objects.filter(key=key, email__isnull=False).exists():
        actions.forget(person=key, actor=actor, now=now)


def roles_of(key: str) -> Json:
    """Return every role she holds or held. One query."""
    return [
        {
            "role": str(row.role.label),
            "at": row.organisation.name if row.organisation else "",
            "from": row.since.isoformat(),
            "until": row.until.isoformat() if row.until else "",
        }
        for row in queries.history_of(key)
    ]


def end_roles(key: str, *, actor: str | None, now: datetime) -> None:
    """End the roles that she still holds. What she held, where and when, stays under her key."""
    today = now.astimezone(clock.ENGLAND).date()
    for row in queries.history_of(key):
        if row.until is None:
            actions.end_appointment(appointment=row.id, until=max(today, row.since), actor=actor, now=now)


def roles_waiting(key: str, today: date) -> tuple[Waiting, ...]:
    """Return her roles; the last administrator has to name another first. Two queries at most."""
    return tuple(_waiting(row, key, today) for row in queries.roles_of(key, today))


def _waiting(row: AppointmentRow, key: str, today: date) -> Waiting:
    if row.role is Role.ADMINISTRATOR and queries.holders_of(Role.ADMINISTRATOR, today) == (key,):
        return Waiting("You are the only administrator of this copy. Give the role to somebody else first.")

    def end(now: datetime) -> None:
        actions.end_appointment(
            appointment=row.id, until=max(now.astimezone(clock.ENGLAND).date(), row.since), actor=key, now=now
        )

    return Waiting(f"You hold a role: {row.words}. Others may be waiting for what you do in it.", end)


def relationships_of(key: str) -> Json:
    """Return who is or was what to her, without naming the other: that is theirs to tell. One query."""
    return [
        {
            "what": str(row.kind.label),
            "of": "somebody to you" if row.person == key else "you to somebody",
            "from": row.since.isoformat(),
            "until": row.until.isoformat() if row.until else "",
        }
        for row in queries.relationship_history(key)
    ]


def forget_relationships(key: str, *, actor: str | None, now: datetime) -> None:  # noqa: ARG001 - the shape of `forget`
    """Remove who was what to her, and she to whom."""
    Relationship.objects.filter(Q(person=key) | Q(other=key)).delete()


hold(
    Holding(
        name="people.account",
        title="Your account",
        what=(
            "Your name, your e-mail address, when you joined and last signed in, and what you sign in with. "
            "A password is kept only in a form that cannot be read."
        ),
        why="So that you, and nobody else, can come back to your record.",
        seen_by="You. An administrator of this copy sees your name, your address and whether the account is open.",
        goes="Your name, your address, your password, and all that signs you in.",
        stays="The random code of your account, and that it was closed, so that nobody else gets the same code.",
        columns=(
            "people.Person.key",
            "people.Person.email",
            "people.Session.person",
            "people.SignInLink.person",
            "account.EmailAddress.user",
            "account.EmailAddress.email",
            "mfa.Authenticator.user",
            "socialaccount.SocialAccount.user",
        ),
        held_about=account_of,
        forget=forget_account,
        goes_last=True,
    )
)
hold(
    Holding(
        name="people.roles",
        title="Roles you were given",
        what="Each role, such as mentor or head teacher, where, and from when until when.",
        why="So that a page opens only to those whose work it is, and a decision can be traced to a role.",
        seen_by="You. An administrator of this copy. Those about whom you decide something see your role.",
        goes="Your name. Roles that you still hold end.",
        stays=(
            "Which roles were held under your random code, where and when: they show who was allowed to decide. "
            "If few people held a role at one place, somebody who knows you could guess."
        ),
        columns=("people.Appointment.person",),
        held_about=roles_of,
        forget=end_roles,
        waits=roles_waiting,
    )
)
hold(
    Holding(
        name="people.relationships",
        title="Who is what to you",
        what="Who is or was your mentor, your line manager or family, or you to them, and from when until when.",
        why="So that nobody mentors or judges somebody whom they should not.",
        seen_by="You, and the other of the two. An administrator of this copy, when a mentor is chosen.",
        goes="All of it.",
        columns=("people.Relationship.person", "people.Relationship.other"),
        held_about=relationships_of,
        forget=forget_relationships,
    )
)
leave("account.EmailConfirmation.key", "A secret of an address that is not confirmed yet. It goes with the address.")
leave("sessions.Session.session_key", "Django’s own table of sessions is empty here: sessions are in people.Session.")
leave("people.Tally.key", "A keyed hash of what is counted by. It goes when the limit no longer looks back to it.")
leave("socialaccount.SocialApp.key", "Empty: the organisations whose sign-in is taken are in the settings.")
leave("people.Session.session_key", "A random secret. It goes with its session.")
