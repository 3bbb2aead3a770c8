"""The tables of this room: people, organisations, and who is what where."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from trigpoint.people.roles import OrganisationKind, RelationKind, Role
from trigpoint.people.sessions import Session

if TYPE_CHECKING:
    from datetime import datetime

    from trigpoint.people.rows import AppointmentRow

__all__ = [
    "Appointment",
    "Organisation",
    "Person",
    "Relationship",
    "Session",
    "SignInLink",
    "Tally",
    "canonical",
    "new_key",
]

KEY_LENGTH = 24
MOST_NAME = 120
MOST_ORGANISATION = 200


def new_key() -> str:
    """Return a random key, `p_` and 22 characters (132 bits): it says nothing about the person who gets it."""
    return f"p_{secrets.token_urlsafe(17)[:22]}"


def canonical(email: str) -> str:
    """Return the one spelling in which an address is kept: two spellings by case are one person."""
    return email.strip().lower()


class PersonManager(BaseUserManager["Person"]):
    """People, made with or without a password."""

    def create_user(
        self, *, email: str, name: str, password: str | None = None, joined_at: datetime | None = None
    ) -> Person:
        """Make somebody. Without a password, only a link or a demonstration can sign them in."""
        person = Person(email=canonical(email), name=name, joined_at=joined_at or timezone.now())
        person.set_password(password)
        person.save()
        return person

    def get_by_natural_key(self, username: str | None) -> Person:
        """Find somebody by e-mail address, in any case."""
        return self.get(email=canonical(username or ""))


class Person(AbstractBaseUser):
    """Somebody with an account.

    `key` is what every other room stores; the number of the row never leaves this room. `email` is kept in lower
    case. Somebody who was forgotten keeps the key and the row, without name, address and password.
    """

    key = models.CharField(max_length=KEY_LENGTH, unique=True, default=new_key, editable=False)
    email = models.EmailField(unique=True, null=True)  # noqa: DJ001 - unique, and those forgotten have none
    name = models.CharField(max_length=MOST_NAME, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    # What a request adds (people.middleware): the roles held today, and the one somebody is working as.
    appointments: tuple[AppointmentRow, ...] = ()
    working_as: AppointmentRow | None = None

    class Meta:  # noqa: D106 - Django's own
        verbose_name_plural = "people"
        constraints = [
            models.CheckConstraint(
                condition=Q(email=None) | Q(email=Lower("email")), name="people_email_in_lower_case"
            ),
            models.CheckConstraint(
                condition=(Q(email__isnull=False) & ~Q(email="") & ~Q(name=""))
                | Q(email=None, name="", is_active=False),
                name="people_named_until_forgotten",
            ),
        ]

    def __str__(self) -> str:
        return self.key

    def clean(self) -> None:
        """Bring the address into the spelling in which it is kept."""
        if self.email is not None:
            self.email = canonical(self.email)


class SignInLink(models.Model):
    """A link that was sent to somebody and not used yet: the SHA-256 of its secret, and when it stops working."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"until {self.until:%Y-%m-%d %H:%M}"


class Tally(models.Model):
    """How often something was tried of late (`people.limits`): a keyed hash of what is counted by, and no name.

    `until` is in seconds since 1970, as caches count.
    """

    key = models.CharField(max_length=64, primary_key=True)
    value = models.TextField()
    until = models.FloatField(db_index=True)

    def __str__(self) -> str:
        return f"until {self.until:.0f}"


class Organisation(models.Model):
    """A school, trust, council, provider, forum or awarding body in which people hold roles.

    `setting` is how facts and `schools.queries` name a school (`urn:…`); empty for every other kind.
    """

    kind = models.CharField(max_length=16, choices=OrganisationKind)
    name = models.CharField(max_length=MOST_ORGANISATION)
    setting = models.CharField(max_length=40, blank=True)

    class Meta:  # noqa: D106 - Django's own
        ordering = ("name", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=OrganisationKind.values), name="people_organisation_of_a_known_kind"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="people_organisation_named"),
            models.CheckConstraint(condition=Q(setting="") | Q(kind="school"), name="people_only_schools_are_settings"),
            models.UniqueConstraint(fields=["setting"], condition=~Q(setting=""), name="people_one_school_a_setting"),
            models.UniqueConstraint(fields=["kind", "name"], condition=Q(setting=""), name="people_one_name_a_kind"),
        ]

    def __str__(self) -> str:
        return self.name


class Appointment(models.Model):
    """That somebody is something, somewhere or everywhere, from `since` up to, not including, `until`.

    Roles end; they are not deleted.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    role = models.CharField(max_length=16, choices=Role)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:  # noqa: D106 - Django's own
        ordering = ("since", "id")
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="people_appointment_to_a_known_role"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="people_begins_before_ends"
            ),
            models.UniqueConstraint(
                fields=["person", "role", "organisation"],
                condition=Q(until=None),
                name="people_one_open_appointment",
            ),
            models.UniqueConstraint(
                fields=["person", "role"],
                condition=Q(until=None, organisation=None),
                name="people_one_open_appointment_anywhere",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} is {self.role} since {self.since}"

    def delete(self, *_: Any, **__: Any) -> tuple[int, dict[str, int]]:  # noqa: ANN401 - Django's signature
        """Refuse: a role ends, by its last day."""
        raise TypeError("An appointment is not deleted. End it with people.actions.end_appointment.")


class Relationship(models.Model):
    """That somebody is something to a person, from `since` up to, not including, `until`: `other` is her mentor.

    By keys, so that the line stays readable when one of the two is forgotten. It ends; it is not deleted but with one
    of the two.
    """

    person = models.CharField(max_length=64)
    other = models.CharField(max_length=64)
    kind = models.CharField(max_length=12, choices=RelationKind)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:  # noqa: D106 - Django's own
        ordering = ("since", "id")
        indexes = (
            models.Index(fields=["person", "kind"], name="people_relations_of"),
            models.Index(fields=["other", "kind"], name="people_relations_to"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=RelationKind.values), name="people_relationship_of_a_kind"),
            models.CheckConstraint(condition=~Q(person=F("other")), name="people_relationship_of_two"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="people_relationship_begins_before_ends"
            ),
            models.UniqueConstraint(
                fields=["person", "other", "kind"], condition=Q(until=None), name="people_one_open_relationship"
            ),
        )

    def __str__(self) -> str:
        return f"{self.other} is {self.kind} to {self.person} since {self.since}"
