"""The laws of the kernel: what must hold of every scheme, every set of facts and every day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st
from tests.kernel.strategies import (
    KINDS,
    SETTINGS,
    VOCABULARY,
    days,
    document,
    fact_lists,
    facts,
    rules,
    schemes,
)

from trigpoint.kernel import (
    Fact,
    Kind,
    Need,
    Period,
    State,
    Via,
    Want,
    cheapest,
    is_possible,
    known_on,
    read_scheme,
    standing,
)

settings_asked = st.sampled_from([None, *SETTINGS])
COUNTING = {State.MET, State.EXEMPT, State.NOT_YET_DUE, State.DOES_NOT_APPLY}


def states(scheme, held, at, day):
    snapshot = standing(scheme, "r", held, at=at).on(day)
    return {rule_id: snapshot.state(rule_id) for rule_id in snapshot.standing.program.rules}


# ---- 1. valid time only


@given(schemes(), fact_lists, settings_asked, days)
def test_a_day_is_judged_by_what_had_begun_by_then_and_by_no_end_that_lies_later(scheme, held, at, day):
    known = known_on(held, day.toordinal())

    assert states(scheme, held, at, day) == states(scheme, known, at, day)


# ---- 2. helping codes only help


@given(schemes(), fact_lists, facts(), settings_asked, days)
def test_adding_a_fact_with_a_helping_code_never_makes_anything_unmet(scheme, held, extra, at, day):
    before, after = states(scheme, held, at, day), states(scheme, [*held, extra], at, day)

    for rule_id, rule in standing(scheme, "r", held).program.rules.items():
        if extra.code not in scheme.binding_codes(rule) and before[rule_id] in COUNTING:
            assert after[rule_id] in COUNTING, rule_id


# ---- 3. the algebra of groups


def met_and_applies(said, held, at):
    found = standing(read_scheme(document([{"id": "R", "source": "s", **said}]), VOCABULARY), "r", held, at=at)
    return found.applies("R"), found.met("R"), found.lenient("R")


@given(st.lists(rules(), min_size=2, max_size=3), fact_lists, settings_asked, st.sampled_from(["all_of", "any_of"]))
def test_all_of_and_any_of_are_commutative_associative_and_idempotent(members, held, at, kind):
    plain = met_and_applies({kind: members}, held, at)

    assert met_and_applies({kind: members[::-1]}, held, at) == plain
    assert met_and_applies({kind: [members[0], {kind: members[1:]}]}, held, at) == plain
    assert met_and_applies({kind: [*members, *members]}, held, at) == plain


@given(st.lists(rules(), min_size=1, max_size=3), fact_lists, settings_asked)
def test_at_least_one_is_any_of_and_at_least_all_is_all_of(members, held, at):
    one = met_and_applies({"at_least": 1, "of": members}, held, at)
    every = met_and_applies({"at_least": len(members), "of": members}, held, at)

    assert one == met_and_applies({"any_of": members}, held, at)
    assert every == met_and_applies({"all_of": members}, held, at)


# ---- 4. honest explanation


@given(schemes(), fact_lists, settings_asked, days)
def test_without_the_facts_it_rests_on_a_met_rule_is_not_met(scheme, held, at, day):
    snapshot = standing(scheme, "r", held, at=at).on(day)

    for rule_id, finding in snapshot.findings().items():
        if finding.state not in {State.MET, State.EXEMPT}:
            continue
        because = finding.because.facts if finding.because else ()
        if {fact.code for fact in because} & scheme.binding_codes(finding.rule):
            continue  # taking away such a fact can also take away what was asked
        left = [fact for fact in held if fact not in because]
        # A deadline that was answered early may still be running: then it is what keeps the rule met.
        assert states(scheme, left, at, day)[rule_id] not in {State.MET, State.EXEMPT}, rule_id


@given(schemes(arguable=False), fact_lists, settings_asked, days)
def test_with_the_facts_of_the_cheapest_way_an_unmet_rule_is_met(scheme, held, at, day):
    snapshot = standing(scheme, "r", held, at=at).on(day)

    for rule_id, finding in snapshot.findings().items():
        way = cheapest(finding.missing) if finding.missing else None
        if finding.state is not State.UNMET or way is None:
            continue
        if {want.code for want in way} & scheme.binding_codes(finding.rule):
            continue
        gained = [fact for want in way for fact in fulfilling(want, day)]
        assert states(scheme, [*held, *gained], at, day)[rule_id].counts, (rule_id, way)


@given(schemes(), fact_lists, st.lists(facts(), max_size=6), settings_asked, days)
def test_where_nothing_is_possible_no_facts_from_that_day_on_help(scheme, held, later, at, day):
    snapshot = standing(scheme, "r", held, at=at).on(day)
    begun_now = [starting(fact, day) for fact in later]
    after = states(scheme, [*held, *begun_now], at, day)

    for rule_id, finding in snapshot.findings().items():
        if finding.missing is None or finding.state is State.ARGUABLE or is_possible(finding.missing):
            continue
        binding = scheme.binding_codes(finding.rule)
        if not binding & {fact.code for fact in begun_now}:
            assert not after[rule_id].counts, rule_id


def starting(fact, day):
    """Return the fact moved to start on a day. A post that starts then began then."""
    end = day + timedelta(days=1) if KINDS[fact.code] is Kind.EVENT else None
    began = None if KINDS[fact.code] is Kind.SPELL else fact.began and min(fact.began, day)
    return replace(fact, valid=Period(day, end), began=began, due=None)


def fulfilling(want: Want, day: date) -> list[Fact]:
    """Return facts, starting no later than the day, that are what is wanted."""
    common: Any = {"basis": want.basis, "via": want.via or Via.TAUGHT, "at": want.at}
    if want.hundredths is not None:
        # Service in the past: long enough, full time, ended the day before so that it starts no post of its own.
        until = min(day, want.before) if isinstance(want.before, date) else day
        if want.within:
            return [Fact(want.code, Period(until - timedelta(days=want.within * 365 // 12), until), 100, **common)]
        return [Fact(want.code, Period(date(1950, 1, 1), date(2000, 1, 1)), 100, **common)]
    began = want.began_before and min(want.began_before - timedelta(days=1), day)
    if KINDS[want.code] is Kind.EVENT:
        return [Fact(want.code, Period(day, day + timedelta(days=1)), want.amount, began=began, **common)]
    return [Fact(want.code, Period(day), want.amount, began=began, **common)]


@given(schemes(), fact_lists, settings_asked, days)
def test_what_is_missing_mirrors_the_states(scheme, held, at, day):
    snapshot = standing(scheme, "r", held, at=at).on(day)

    for finding in snapshot.findings().values():
        unmet = finding.state in {State.UNMET, State.ARGUABLE}
        assert (finding.missing is not None) is unmet
        assert (finding.because is not None) is (finding.state not in {State.UNMET, State.DOES_NOT_APPLY})
        if isinstance(finding.missing, Need):
            assert 0 < finding.missing.least <= len(finding.missing.of)


# ---- 6. reading, writing and hashing


@given(schemes())
def test_a_scheme_written_and_read_again_is_the_same(scheme):
    again = read_scheme(scheme.as_mapping(), VOCABULARY)

    assert again.as_mapping() == scheme.as_mapping()
    assert (again.rules_hash, again.text_hash) == (scheme.rules_hash, scheme.text_hash)
    assert again.requirements == scheme.requirements


def with_order_of_versions_kept(said):
    """Turn round everything but `dated`, whose order is part of the rule."""
    if isinstance(said, dict):
        return {
            key: [dict(item, then=with_order_of_versions_kept(item["then"])) for item in value]
            if key == "dated"
            else with_order_of_versions_kept(value)
            for key, value in reversed(said.items())
        }
    if isinstance(said, list):
        return [with_order_of_versions_kept(item) for item in reversed(said)]
    return said


@given(schemes())
def test_words_and_order_change_the_text_hash_and_not_the_rules_hash(scheme):
    said = with_order_of_versions_kept(scheme.as_mapping())
    said["requirements"][0] = {**said["requirements"][0], "title": "Other words"}
    other = read_scheme(said, VOCABULARY)

    assert other.rules_hash == scheme.rules_hash
    assert other.text_hash != scheme.text_hash


@given(schemes(), schemes())
def test_different_rules_have_different_rules_hashes(scheme, other):
    assume([replace_titles(rule) for rule in scheme.requirements] != [replace_titles(r) for r in other.requirements])
    if scheme.rules_hash == other.rules_hash:
        # The same rules in another order: then each must be found in the other.
        assert sorted(map(repr, map(unordered, scheme.requirements))) == sorted(
            map(repr, map(unordered, other.requirements))
        )


def replace_titles(rule):
    return replace(rule, title="")


def unordered(rule):
    """Return a rule as nested tuples whose group members are sorted, ids from places left out."""
    children = [unordered(child) for child in rule.children()]
    own = {
        name: getattr(rule, name)
        for name in rule.__dataclass_fields__
        if name
        not in {"id", "title", "sources", "members", "requirement", "condition", "then", "exemption", "versions"}
    }
    bounds = [limits for limits, _ in getattr(rule, "versions", ())]
    if type(rule).__name__ == "Group":
        children.sort(key=repr)
        own["need"] = 1 if rule.need == 1 else rule.need
    return (type(rule).__name__, rule.id if rule.named else "", repr(own), repr(bounds), tuple(children))
