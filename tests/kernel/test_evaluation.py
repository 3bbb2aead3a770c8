"""The evaluator against a second, naive reading of the same rules."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.kernel.naive import Naive
from tests.kernel.strategies import SETTINGS, days, fact_lists, schemes

from trigpoint.kernel import standing
from trigpoint.kernel.periods import covers
from trigpoint.kernel.program import Reading

WAYS = {
    Reading.MET: {},
    Reading.LENIENT: {"lenient": True},
    Reading.FIRM: {"grace": False},
    Reading.PLAIN: {"grace": False, "exempt": False},
}


@given(schemes(), fact_lists, st.sampled_from([None, *SETTINGS]), st.lists(days, min_size=1, max_size=4))
def test_every_rule_is_judged_on_every_day_as_a_naive_reading_judges_it(scheme, facts, at, dates):
    stands = standing(scheme, "r", facts, at=at)
    for day in dates:
        for reading, way in WAYS.items():
            naive = Naive(scheme, facts, at, day, **way)
            for rule_id, rule in stands.program.rules.items():
                if rule_id == "*" or rule_id.startswith("route."):
                    continue
                applies = covers(stands.values[stands.program.applies[rule_id]], day.toordinal())
                met = covers(stands.values[stands.program.places[rule_id][reading]], day.toordinal())
                assert (applies, met) == naive.judge(rule), (rule_id, reading.name, day)
