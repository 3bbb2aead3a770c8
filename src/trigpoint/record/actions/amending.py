"""Correcting what several entries say together, such as the entries behind one post."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.platform.events import emit
from trigpoint.record.actions.entering import (
    append,
    entered_before,
    head_of,
    in_turn,
    receive,
    refuse_if_not_correctable,
)
from trigpoint.record.checking import checked, public_codes, withdrawal
from trigpoint.record.events import AMENDED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from trigpoint.kernel import Fact


def amend(
    *,
    actor: str,
    subject: str,
    corrections: Mapping[str, Fact | None],
    facts: Iterable[Fact] = (),
    now: datetime,
    note: str = "",
    form: str = "",
) -> tuple[str, ...]:
    """Correct several entries at once, withdraw those with None, enter more facts beside them; return the new entries.

    All of it is entered or nothing. Raises what `correct` and `enter` raise.
    """
    written = [
        withdrawal(actor=actor, subject=subject, now=now, note=note, corrects=entry)
        if fact is None
        else checked([fact], actor=actor, subject=subject, now=now, note=note, corrects=entry)[0]
        for entry, fact in corrections.items()
    ]
    written += checked(tuple(facts), actor=actor, subject=subject, now=now, note=note)
    if not written:
        return ()

    def work() -> tuple[str, ...]:
        if form and (earlier := entered_before(subject, form, written)):
            return earlier
        # The head is read first: a correction made meanwhile is then either seen by the check or takes our place.
        head = head_of(subject)
        for entry in corrections:
            refuse_if_not_correctable(subject, entry)
        chained = append(subject, written, head)
        receive(subject, form, chained)
        codes = public_codes([one.code for one in written])
        data = {"entries": chained.ids, "corrects": list(corrections), "codes": codes}
        emit(name=AMENDED, actor=actor, subject=subject, at=now, data=data)
        return chained.ids

    return in_turn(work)
