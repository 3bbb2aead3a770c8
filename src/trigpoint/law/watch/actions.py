"""What can be done about changes in law. Each is one transaction with one event of this room."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from trigpoint.content import statute
from trigpoint.kernel import Fact, Period
from trigpoint.law.watch.errors import WatchError
from trigpoint.law.watch.events import DECIDED, ENTERED, JUDGED, NOTICED
from trigpoint.law.watch.models import MOST_NOTE, Decision, Found, Judgement, Notice, new_key
from trigpoint.law.watch.noticing import changes_in
from trigpoint.law.watch.positions import Position, open_judgements
from trigpoint.law.watch.rules import JUDGES
from trigpoint.people.queries import roles_of
from trigpoint.platform.clock import ENGLAND
from trigpoint.platform.events import emit
from trigpoint.platform.pages import written
from trigpoint.record import actions as record

if TYPE_CHECKING:
    from datetime import date, datetime

    from trigpoint.law.watch.noticing import Change

AWARD = "senco-award"
SUBJECT = f"scheme:{AWARD}"
CHANGED = "changed:law"
LEAST_NOTICE = timedelta(days=28)
MOST_NOTICE = timedelta(days=366)
"""How long people have to catch up, from the day of the decision. Ours: no law asks for it."""


def notice_changes(*, sha256: str, now: datetime) -> tuple[str, ...]:
    """Write down what a file changes of what we cite, each change once; return the keys of the new notices."""
    with transaction.atomic():
        made = [_notice_of(change, now) for change in changes_in(sha256)]
        known = set(Notice.objects.filter(mark__in=[one.mark for one in made]).values_list("provision", "mark"))
        new = [one for one in made if (one.provision, one.mark) not in known]
        for notice in new:
            notice.save()
            data = {"notice": notice.key, "sha256": sha256, "as_at": notice.as_at}
            emit(name=NOTICED, actor=None, subject=notice.provision, at=now, data=data)
    return tuple(one.key for one in new)


def _notice_of(change: Change, now: datetime) -> Notice:
    return Notice(
        provision=change.provision,
        mark=change.after.key,
        found=Found.IMPORTED,
        passage_before=change.before.key if change.before else "",
        passage_after=change.after.key,
        before=change.before.words if change.before else "",
        after=change.after.words,
        as_at=change.as_at,
        source=f"{change.after.title}, {change.after.day_words}",
        address=change.after.official_address,
        noticed_at=now,
    )


def enter_change(
    *, actor: str, provision: str, before: str, after: str, as_at: date, source: str, address: str, now: datetime
) -> str:
    """Enter by hand that a provision reads otherwise from a day on; return the key of the notice.

    `source` cites what changed it, `address` is where the official text is. Raises WatchError.
    """
    _refuse_others(actor, now)
    if provision not in {one.id for one in statute.provisions()}:
        raise WatchError("Enter a citation that our register has, like reg 20 SEND Regulations 2014", "citation")
    if not after.strip() or before.strip() == after.strip():
        raise WatchError("Enter what it says now. What you entered is the same as before", "after")
    key = new_key()
    with transaction.atomic():
        Notice(
            key=key,
            provision=provision,
            mark=key,
            found=Found.ENTERED,
            before=before.strip(),
            after=after.strip(),
            as_at=as_at,
            source=source,
            address=address,
            noticed_at=now,
            noticed_by=actor,
        ).save()
        emit(name=ENTERED, actor=actor, subject=provision, at=now, data={"notice": key, "as_at": as_at})
    return key


def judge(*, actor: str, notice: str, material: bool, due: date | None, note: str, now: datetime) -> bool:
    """Say whether a change matters, and so by when everyone is to catch up; return whether that decided it.

    Two people who say the same decide it, and then, in the same transaction, a change that matters becomes a fact of
    the world: everyone's law strand falls due. Of those who say otherwise neither decides; a third person does. After a
    decision, two people who agree on something else replace it. Raises WatchError.
    """
    _refuse_others(actor, now)
    today = now.astimezone(ENGLAND).date()
    position = _checked(material=material, due=due, note=note, today=today)
    with transaction.atomic():
        # The lock lets two who judge in the same moment see one another.
        found = Notice.objects.select_for_update().filter(key=notice).first()
        if found is None:
            raise WatchError("There is no such change. Go back to the list.")
        last = Decision.objects.filter(notice=found).last()
        earlier = open_judgements(Judgement.objects.filter(notice=found), last)
        _refuse_repeated(actor, position, earlier, last)
        said = Judgement(notice=found, judge=actor, judged_at=now, **position._asdict())
        said.save()
        agreed = next((one for who, one in earlier.items() if who != actor and position.agrees_with(one)), None)
        data = {"notice": notice, "judgement": said.pk, "material": position.material, "due": position.due}
        if agreed is None:
            emit(name=JUDGED, actor=actor, subject=found.provision, at=now, data=data, words=position.note)
            return False
        decision = _decide(found, agreed, said, last, now=now, today=today)
        data |= {"first": agreed.judge, "second": actor, "entry": decision.entry or None}
        emit(name=DECIDED, actor=actor, subject=found.provision, at=now, data=data, words=position.note)
    return True


def _refuse_others(actor: str, now: datetime) -> None:
    held = {one.role for one in roles_of(actor, now.astimezone(ENGLAND).date())}
    if not held & JUDGES:
        raise WatchError("Only content authors and reviewers judge changes in law. Ask the administrator of this site.")


def _checked(*, material: bool, due: date | None, note: str, today: date) -> Position:
    words = note.strip()
    if not words:
        asked = "what changed and what to do, in plain words" if material else "why it does not matter here"
        raise WatchError(f"Enter {asked}", "note")
    if len(words) > MOST_NOTE:
        raise WatchError(f"The note must be {MOST_NOTE} characters or fewer. Yours has {len(words)}", "note")
    if not material:
        return Position(material=False, due=None, note=words)
    if due is None:
        raise WatchError("Enter the day by which everyone is to catch up", "due")
    if not today + LEAST_NOTICE <= due <= today + MOST_NOTICE:
        first, last = written(today + LEAST_NOTICE), written(today + MOST_NOTICE)
        raise WatchError(f"The day by which everyone is to catch up must be between {first} and {last}", "due")
    return Position(material=True, due=due, note=words)


def _refuse_repeated(actor: str, position: Position, earlier: dict[str, Judgement], last: Decision | None) -> None:
    mine = earlier.get(actor)
    if mine is not None and position == Position.of(mine):
        raise WatchError("You have said this already. It counts once. Somebody else judges it now.", "verdict")
    if not earlier and last is not None and position.agrees_with(last):
        raise WatchError("This is what was decided. Say so again only if somebody asks to change it.", "verdict")


def _decide(
    notice: Notice, first: Judgement, second: Judgement, last: Decision | None, *, now: datetime, today: date
) -> Decision:
    """Write what two people agreed, and bring the world fact into line with it."""
    since = None
    if second.material:
        since = last.since if last is not None and last.since is not None else today
    decision = Decision(
        notice=notice,
        first=first,
        second=second,
        material=second.material,
        since=since,
        due=second.due,
        note=second.note if second.material else first.note,
        entry=_world_fact(notice, second, last, since=since, now=now),
        decided_at=now,
    )
    decision.save()
    return decision


def _world_fact(notice: Notice, said: Judgement, last: Decision | None, *, since: date | None, now: datetime) -> str:
    """Enter, correct or withdraw the fact that everyone's law strand is judged with; return its entry, if one holds."""
    old = last.entry if last is not None else ""
    if since is None:
        if old:
            record.correct(actor=said.judge, subject=SUBJECT, entry=old, fact=None, now=now)
        return ""
    fact = Fact(CHANGED, Period(since, since + timedelta(days=1)), due=said.due, source=notice.key)
    if old:
        return record.correct(actor=said.judge, subject=SUBJECT, entry=old, fact=fact, now=now, note=said.note)
    return record.enter(actor=said.judge, subject=SUBJECT, facts=[fact], now=now, note=said.note)[0]
