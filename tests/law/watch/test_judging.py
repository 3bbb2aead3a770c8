"""Two named people judge a change; what they agree becomes a fact of the world, and everyone's law strand falls due."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from tests.law.watch.support import DUE, ENTRY, NOTE, NOW, TODAY, a_change, does_not, keeper, matters
from tests.somebody import a_person_like

from trigpoint.content.library import installed_library
from trigpoint.kernel import Basis, Fact, Period, State
from trigpoint.law.queries import changes, frozen, stale_since
from trigpoint.law.watch import actions
from trigpoint.law.watch.errors import WatchError
from trigpoint.law.watch.models import Decision, Judgement, Notice
from trigpoint.law.watch.queries import State as Stage
from trigpoint.law.watch.queries import notice
from trigpoint.people.roles import Role
from trigpoint.platform.events import latest
from trigpoint.platform.holdings import holdings
from trigpoint.record.actions import enrol, enter
from trigpoint.record.queries import entries_of, standing_of, world_facts

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client
    from pytest_django import Settings
    from tests.somebody import SignIn

    from trigpoint.kernel import Deadline
    from trigpoint.people.models import Person

pytestmark = pytest.mark.django_db
AWARD = "senco-award"


@pytest.fixture
def change(tmp_path: Path) -> str:
    return a_change(tmp_path)


def facts() -> list[tuple[date, date | None]]:
    return [(fact.valid.start, fact.due) for fact in world_facts(AWARD)]


def state(key: str) -> Stage:
    found = notice(key)
    assert found is not None
    return found.state


def test_one_judgement_decides_nothing_and_the_provision_stays_frozen(change: str):
    assert state(change) is Stage.NEW
    assert not matters(keeper("Ann Able"), change)

    assert (state(change), facts()) == (Stage.ONE, [])
    assert ENTRY in frozen()
    assert changes() == ()


def test_two_people_who_agree_enter_one_fact_of_the_world_with_its_note_and_events(change: str):
    ann, ben = keeper("Ann Able", Role.CONTENT_AUTHOR), keeper("Ben Bold")
    matters(ann, change)
    assert matters(ben, change)

    (decision,) = Decision.objects.all()
    (entry,) = entries_of("scheme:senco-award")
    assert facts() == [(TODAY, DUE)]
    assert (decision.entry, entry.actor, entry.note, entry.made_from) == (entry.id, ben, NOTE, change)
    told = latest("law.change.decided")
    assert told is not None
    assert (told.actor, told.subject) == (ben, ENTRY)
    assert told.data["first"] == ann
    assert [row.decided.note for row in changes() if row.decided] == [NOTE]
    assert ENTRY in frozen()  # until our register was read in the new text


def test_the_same_person_twice_is_one_person(change: str):
    ann = keeper("Ann Able")
    matters(ann, change)

    with pytest.raises(WatchError, match="You have said this already"):
        matters(ann, change)
    does_not(ann, change)
    assert not matters(ann, change)
    assert Decision.objects.count() == 0
    assert Judgement.objects.count() == 3


def test_two_who_disagree_decide_nothing_and_a_third_person_does(change: str):
    matters(keeper("Ann Able"), change)
    assert not does_not(keeper("Ben Bold"), change)
    assert (state(change), facts()) == (Stage.SPLIT, [])

    assert does_not(keeper("Cat Calm"), change, note="The meaning is the same.")
    assert (state(change), facts()) == (Stage.DOES_NOT, [])
    assert ENTRY not in frozen()


def test_another_day_or_other_words_are_no_agreement(change: str):
    matters(keeper("Ann Able"), change)

    assert not matters(keeper("Ben Bold"), change, due=DUE + timedelta(days=1))
    assert not matters(keeper("Cat Calm"), change, note="Other words.")
    assert (state(change), facts()) == (Stage.SPLIT, [])


def test_a_changed_mind_is_a_new_row_and_the_newest_counts(change: str):
    ann, ben = keeper("Ann Able"), keeper("Ben Bold")
    matters(ann, change)
    does_not(ben, change)

    assert matters(ben, change)
    assert [row.judge for row in Judgement.objects.all()] == [ann, ben, ben]
    assert state(change) is Stage.MATTERS


def test_a_decision_is_replaced_when_two_agree_on_something_else_and_the_fact_is_corrected(change: str):
    ann, ben = keeper("Ann Able"), keeper("Ben Bold")
    matters(ann, change)
    matters(ben, change)
    later, tomorrow = DUE + timedelta(days=30), NOW + timedelta(days=1)

    matters(ann, change, due=later, now=tomorrow)
    assert facts() == [(TODAY, DUE)]
    matters(ben, change, due=later, now=tomorrow)
    assert facts() == [(TODAY, later)]
    does_not(ann, change, now=tomorrow)
    does_not(ben, change, now=tomorrow)

    assert facts() == []
    assert [row.material for row in Decision.objects.all()] == [True, True, False]
    assert changes() == ()


def test_what_was_decided_is_not_judged_again_in_the_same_words(change: str):
    for name in ("Ann Able", "Ben Bold"):
        matters(keeper(name), change)

    with pytest.raises(WatchError, match="This is what was decided"):
        matters(keeper("Cat Calm"), change)


@pytest.mark.parametrize("role", [Role.ASSESSOR, Role.ADMINISTRATOR, None])
def test_only_content_authors_and_reviewers_judge_or_enter(change: str, role: Role | None):
    somebody = a_person_like("Una Usher", *([role] if role else [])).key

    with pytest.raises(WatchError, match="Only content authors and reviewers"):
        matters(somebody, change)
    with pytest.raises(WatchError, match="Only content authors and reviewers"):
        actions.enter_change(
            actor=somebody, provision=ENTRY, before="", after="New", as_at=TODAY, source="SI", address="", now=NOW
        )


@pytest.mark.parametrize(
    ("due", "note", "words"),
    [
        (None, NOTE, "Enter the day by which everyone is to catch up"),
        (date(2026, 11, 22), NOTE, "must be between 21"),
        (date(2026, 12, 20), NOTE, "must be between 21"),
        (date(2028, 3, 1), NOTE, "and 24"),
        (DUE, "  ", "Enter what changed and what to do"),
        (DUE, "n" * 501, "must be 500 characters or fewer. Yours has 501"),
    ],
)
def test_a_day_without_sensible_notice_or_a_note_of_no_use_is_refused(
    change: str, due: date | None, note: str, words: str
):
    with pytest.raises(WatchError, match=words):
        actions.judge(actor=keeper("Ann Able"), notice=change, material=True, due=due, note=note, now=NOW)

    assert Judgement.objects.count() == 0


def test_a_second_person_who_comes_late_cannot_agree_on_a_day_that_leaves_too_little_time(change: str):
    matters(keeper("Ann Able"), change)

    with pytest.raises(WatchError, match="must be between"):
        matters(keeper("Ben Bold"), change, now=datetime(2027, 2, 10, 12, tzinfo=UTC))


def test_a_change_entered_by_hand_freezes_what_it_is_about_until_it_is_judged():
    ann = keeper("Ann Able")
    key = actions.enter_change(
        actor=ann,
        provision="send-regs-20",
        before="within 2 weeks",
        after="within 3 weeks",
        as_at=date(2026, 9, 1),
        source="SI 2026/900 reg 2",
        address="https://www.legislation.gov.uk/uksi/2014/1530/regulation/20",
        now=NOW,
    )

    assert frozen() == {"send-regs-20"}
    assert stale_since({"send-regs-20": TODAY, "cfa-36": TODAY}) == {"send-regs-20"}
    assert stale_since({"send-regs-20": TODAY + timedelta(days=1)}) == frozenset()
    does_not(ann, key)
    does_not(keeper("Ben Bold"), key)
    assert frozen() == stale_since({"send-regs-20": TODAY}) == frozenset()


def test_what_is_entered_must_say_something_new_about_something_that_we_cite():
    ann = keeper("Ann Able")

    def entered(provision: str, before: str, after: str) -> None:
        actions.enter_change(
            actor=ann, provision=provision, before=before, after=after, as_at=TODAY, source="SI", address="", now=NOW
        )

    with pytest.raises(WatchError, match="a citation that our register has"):
        entered("no-such-thing", "", "New")
    with pytest.raises(WatchError, match="same as before"):
        entered(ENTRY, "Old ", "Old")
    assert Notice.objects.count() == 0


def test_everyone_with_a_current_law_strand_falls_due_by_that_day_and_the_refresher_meets_it(
    change: str, client: Client, sign_in: SignIn, settings: Settings
):
    settings.DEMO = True  # outside a demonstration, nobody enrols on a version that families have not signed
    asha = somebody_whose_law_strand_is_met()
    sign_in(client, asha)

    assert law_states(asha.key, TODAY) == (State.DOES_NOT_APPLY, State.MET)
    assert "1\xa0March 2027" not in standing_page(client)
    matters(keeper("Ann Able"), change)
    matters(keeper("Ben Bold"), change)

    assert law_states(asha.key, TODAY) == (State.NOT_YET_DUE, State.NOT_YET_DUE)
    assert [clock.last_day for clock in deadlines(asha.key)] == [DUE]
    assert "1\xa0March 2027" in standing_page(client)
    assert law_states(asha.key, DUE + timedelta(days=1))[0] is State.UNMET
    refreshed = Fact("completed:law-refresher", Period(TODAY + timedelta(days=9)), basis=Basis.VERIFIED)
    enter(actor="p_assessor1", subject=asha.key, facts=[refreshed], now=NOW)
    assert law_states(asha.key, DUE + timedelta(days=1)) == (State.MET, State.MET)


def somebody_whose_law_strand_is_met() -> Person:
    """Make somebody on route T who met the outcomes of the law strand and passed its examination."""
    asha = a_person_like("Asha Example")
    outcomes = [rule for rule in installed_library().schemes[AWARD].rules if rule[:4] == "LAW-" and rule[4:].isdigit()]
    march = date(2026, 3, 3)
    own = [Fact(f"achieved:{one}", Period(march), basis=Basis.ASSESSED) for one in outcomes]
    passed = Fact("passed:law-examination", Period(march, march + timedelta(days=1)), 71, Basis.ASSESSED)
    enter(actor="p_assessor1", subject=asha.key, facts=[*own, passed], now=NOW)
    enrol(actor=asha.key, subject=asha.key, scheme_id=AWARD, route="T", now=NOW)
    return asha


def law_states(key: str, today: date) -> tuple[State, State]:
    """Return where somebody is with keeping up with each change, and with the law strand."""
    found = standing_of(key, AWARD, "T", today=today)
    return found.state("LAW-refresh"), found.state("LAW")


def deadlines(key: str) -> tuple[Deadline, ...]:
    return standing_of(key, AWARD, "T", today=TODAY).deadlines()


def standing_page(client: Client) -> str:
    with time_machine.travel(NOW, tick=False):
        return client.get("/standing/").content.decode()


def test_who_judged_can_see_it_in_her_own_data_and_her_key_stays_when_she_goes(change: str):
    ann = keeper("Ann Able")
    matters(ann, change)
    holding = next(one for one in holdings() if one.name == "law.judgements")

    held = holding.held_about(ann)
    assert isinstance(held, dict)
    assert [row["note"] for row in held["judged"]] == [NOTE]
    holding.forget(ann, actor=ann, now=NOW)
    assert Judgement.objects.get().judge == ann
