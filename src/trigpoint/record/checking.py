"""What may be entered about whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.content.library import installed_library
from trigpoint.kernel import Of, problems_of
from trigpoint.record.chain import Written
from trigpoint.record.errors import FactsRefusedError, RecordError
from trigpoint.record.subjects import is_person

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from trigpoint.kernel import Fact

LONGEST = {"note": 2_000, "source": 200, "at": 100, "code": 100, "actor": 100}
"""Characters."""
MOST_AT_ONCE = 200
"""Facts in one call, so that the database is never held for long."""
LARGEST_AMOUNT = 2**31 - 1


def checked(  # everything that an entry says comes through here
    facts: Sequence[Fact],
    *,
    actor: str,
    subject: str,
    now: datetime,
    note: str,
    corrects: str | None = None,
) -> list[Written]:
    """Return what the entries for these facts will say.

    Raises FactsRefusedError with everything that is wrong, RecordError for a subject, actor or moment of no use.
    """
    if now.tzinfo is None:
        raise RecordError("The moment has no time zone. Use trigpoint.platform.clock.now().")
    if not actor.strip():
        raise RecordError("Nobody is named as the one who enters this. Give the key of the person or of the task.")
    person = is_person(subject)
    if len(facts) > MOST_AT_ONCE:
        raise RecordError(f"At most {MOST_AT_ONCE} facts are entered at once; these are {len(facts)}. Send fewer.")
    problems = [
        (place, words)
        for place, fact in enumerate(facts)
        for words in _problems(fact, actor=actor, subject=subject, person=person, note=note)
    ]
    if problems:
        raise FactsRefusedError(problems)
    return [
        Written(
            code=fact.code,
            valid_from=fact.valid.start,
            valid_until=fact.valid.end,
            amount=fact.amount,
            basis=int(fact.basis),
            at=fact.at,
            via=fact.via.value,
            began=fact.began,
            due=fact.due,
            source=fact.source,
            note=note,
            corrects=corrects,
            actor=actor,
            entered_at=now,
        )
        for fact in facts
    ]


def withdrawal(*, actor: str, subject: str, now: datetime, note: str, corrects: str) -> Written:
    """Return an entry that takes another back and puts nothing in its place. Raises RecordError."""
    checked((), actor=actor, subject=subject, now=now, note=note)
    too_long = list(_texts(note=note, actor=actor))
    if too_long:
        raise FactsRefusedError([(0, words) for words in too_long])
    return Written(
        code=None, valid_from=None, valid_until=None, amount=None, basis=None, at=None, via=None, began=None, due=None,
        source="", note=note, corrects=corrects, actor=actor, entered_at=now,
    )  # fmt: skip


def public_codes(codes: Sequence[str | None]) -> list[str]:
    """Return the codes that an event may name, sorted: not the private ones."""
    vocabulary = installed_library().vocabulary
    return sorted({code for code in codes if code and not vocabulary[code].private})


def _problems(fact: Fact, *, actor: str, subject: str, person: bool, note: str) -> Iterator[str]:
    vocabulary = installed_library().vocabulary
    yield from problems_of(fact, vocabulary)
    yield from _texts(note=note, actor=actor, source=fact.source, at=fact.at or "", code=fact.code)
    if fact.amount is not None and fact.amount > LARGEST_AMOUNT:
        yield f"{fact.code}: {fact.amount} is too large an amount. Check the number."
    if fact.code not in vocabulary:
        return
    code = vocabulary[fact.code]
    if code.of is Of.SETTING:
        yield f"{fact.code} is about a school and comes from the register. It is not entered in the record."
    elif (code.of is Of.PERSON) is not person:
        whom = "a person" if code.of is Of.PERSON else "the world"
        yield f"{fact.code} is about {whom}, and {subject} is not. Enter it under another subject."
    if code.private:
        yield from _privacy(fact, actor=actor, subject=subject, note=note)


def _privacy(fact: Fact, *, actor: str, subject: str, note: str) -> Iterator[str]:
    """Hold a private fact to dates alone, told by the person herself: never a reason."""
    if actor != subject:
        yield f"{fact.code} is private: only the person herself can say it."
    if note or fact.source or fact.at:
        yield f"{fact.code} is private: give its dates only, without a note, a source or a place."


def _texts(**texts: str) -> Iterator[str]:
    for name, text in texts.items():
        if len(text) > LONGEST[name]:
            yield f"The {name} has {len(text):,} characters; at most {LONGEST[name]:,} fit. Make it shorter."
        if "\x00" in text:
            yield f"The {name} holds a character that cannot be stored. Type it again rather than paste it."
