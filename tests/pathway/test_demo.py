"""The made-up people have histories, entered once however often a copy is started."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from trigpoint.pathway.demo import fill
from trigpoint.pathway.present import present_post
from trigpoint.pathway.timeline.queries import my_posts, my_sum
from trigpoint.people import demo as people
from trigpoint.record.queries import entries_of, facts_of
from trigpoint.schools.sample import load

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_the_made_up_people_have_ten_years_behind_them_and_a_second_start_adds_nothing(settings):
    settings.DEMO = True
    load()
    people.fill(NOON)
    fill(NOON)
    keys = {slug: people.key_of(slug) for slug in ("asha", "tom", "grace", "new")}
    before = {slug: len(entries_of(key)) for slug, key in keys.items()}
    fill(NOON)

    assert {slug: len(entries_of(key)) for slug, key in keys.items()} == before
    assert before["new"] == 0
    assert [len(my_posts(keys[slug])) for slug in ("asha", "tom", "grace")] == [5, 3, 3]
    sums = {slug: my_sum(key, NOON.date()) for slug, key in keys.items()}
    assert (sums["asha"].in_schools, sums["asha"].full_time) == ("12.1", "10.8")
    assert (sums["tom"].in_schools, sums["grace"].full_time) == ("10.2", "18.2")
    asha = present_post(facts_of(keys["asha"]), NOON.date())
    assert asha
    assert (asha.role, asha.setting, asha.hours) == ("served:senco", people.SETTING, 80)
