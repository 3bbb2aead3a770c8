"""Random sequences of entering, correcting, erasing and sending again, beside a naive model of the ledger."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from tests.record.support import BADGES, NOON, event, holds, somebody

from trigpoint.kernel import Basis, Fact, Via
from trigpoint.record.actions import correct, enter, erase_entry, erase_subject, seal
from trigpoint.record.errors import NotCorrectableError
from trigpoint.record.keys import kept_key
from trigpoint.record.models import Reason
from trigpoint.record.queries import entries_of, facts_of
from trigpoint.record.verify import verify

STEPS = 10
days = st.dates(date(2015, 1, 1), date(2030, 1, 1))
states = st.builds(
    lambda code, start, length, **more: holds(code, start, length and start + timedelta(days=length), **more),
    st.sampled_from(BADGES), days, st.none() | st.integers(1, 900),
    basis=st.sampled_from(list(Basis)), via=st.sampled_from(list(Via)),
    at=st.none() | st.sampled_from(["urn:100000", "urn:100001"]),
)  # fmt: skip
facts = st.one_of(states, st.builds(event, on=days))
sides = st.sampled_from(["one", "other"])


@dataclass
class Line:
    """One entry as the model keeps it."""

    id: str
    fact: Fact | None
    corrects: str | None
    day: int
    erased: bool = False


class Ledger(RuleBasedStateMachine):
    """The ledger of two people, and plain lists that say what it should hold."""

    def __init__(self):
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.people = {side: somebody() for side in ("one", "other")}
        self.lines: dict[str, list[Line]] = {"one": [], "other": []}
        self.forms: list[tuple[str, str, list[Fact], tuple[str, ...]]] = []
        self.day = 0

    def teardown(self):
        try:
            self.every_past_day_is_replayed()
            self.every_entry_stays_in_the_history()
            assert verify(kept_key()).findings == []
        finally:
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)

    @property
    def now(self):
        return NOON + timedelta(days=self.day)

    @rule(ahead=st.integers(1, 3))
    def time_passes(self, ahead):
        self.day += ahead

    @rule(side=sides, said=st.lists(facts, min_size=1, max_size=3))
    def facts_are_entered(self, side, said):
        person, form = self.people[side], f"form:{side}:{len(self.lines[side])}"
        entries = enter(actor=person, subject=person, facts=said, now=self.now, form=form)
        self.lines[side] += [Line(entry, fact, None, self.day) for entry, fact in zip(entries, said, strict=True)]
        self.forms.append((side, form, said, entries))

    @precondition(lambda self: self.forms)
    @rule(data=st.data())
    def a_form_is_sent_again(self, data):
        side, form, said, entries = data.draw(st.sampled_from(self.forms))
        person = self.people[side]
        assert enter(actor=person, subject=person, facts=said, now=self.now, form=form) == entries

    @precondition(lambda self: self.lines["one"])
    @rule(data=st.data(), fact=st.none() | facts)
    def an_entry_is_corrected(self, data, fact):
        old = data.draw(st.sampled_from(self.lines["one"]))
        person = self.people["one"]
        corrected = old.id in {line.corrects for line in self.lines["one"]}
        if old.erased or corrected:
            with pytest.raises(NotCorrectableError):
                correct(actor=person, subject=person, entry=old.id, fact=fact, now=self.now)
            return
        new = correct(actor=person, subject=person, entry=old.id, fact=fact, now=self.now)
        self.lines["one"].append(Line(new, fact, old.id, self.day))

    @precondition(lambda self: self.lines["one"])
    @rule(data=st.data(), reason=st.sampled_from(list(Reason)))
    def an_entry_is_erased(self, data, reason):
        line = data.draw(st.sampled_from(self.lines["one"]))
        assert erase_entry(actor="p_registrar", entry=line.id, reason=reason, now=self.now) is not line.erased
        line.erased = True

    @precondition(lambda self: self.lines["other"])
    @rule()
    def a_person_is_erased(self):
        left = sum(not line.erased for line in self.lines["other"])
        person = self.people["other"]
        assert erase_subject(actor=person, subject=person, reason=Reason.PERSON, now=self.now) == left
        for line in self.lines["other"]:
            line.erased = True
        self.forms = [form for form in self.forms if form[0] != "other"]

    @rule()
    def the_ledger_is_sealed(self):
        seal(self.now)

    def believed(self, side, day):
        known = [line for line in self.lines[side] if line.day <= day]
        corrected = {line.corrects for line in known}
        return tuple(
            replace(line.fact, source=line.id)
            for line in known
            if line.fact is not None and not line.erased and line.id not in corrected
        )

    @invariant()
    def what_counts_is_what_the_model_says(self):
        for side, person in self.people.items():
            assert facts_of(person) == self.believed(side, self.day)

    def every_past_day_is_replayed(self):
        for day in range(-1, self.day + 1):
            assert facts_of(self.people["one"], (NOON + timedelta(days=day)).date()) == self.believed("one", day)

    def every_entry_stays_in_the_history(self):
        for side, person in self.people.items():
            rows = entries_of(person)
            assert [(row.id, row.seq, bool(row.erased)) for row in rows] == [
                (line.id, seq, line.erased) for seq, line in enumerate(self.lines[side], 1)
            ]


@pytest.mark.django_db
def test_whatever_happens_the_ledger_is_whole_and_says_what_a_naive_model_says():
    run_state_machine_as_test(Ledger, settings=settings(stateful_step_count=STEPS))
