"""The import as a job, its event, and the rows that nobody reads any more."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.platform.working import Clock, run_all
from tests.schools.support import DAY, NOW, bring, export, seen

from trigpoint.platform import jobs
from trigpoint.platform.events import latest
from trigpoint.schools.actions import bring_in_later
from trigpoint.schools.models import Import, Link, School
from trigpoint.schools.register import applying
from trigpoint.schools.sample import FOLDER
from trigpoint.schools.tasks import KEPT, sweep_replaced_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from trigpoint.schools.actions import Brought

    Bring = Callable[..., Brought]

pytestmark = pytest.mark.django_db
SAMPLE = FOLDER / "table.csv"


@pytest.fixture
def clock() -> Clock:
    found = Clock()
    found.at = NOW
    return found


def test_the_import_runs_as_a_job_and_says_what_came_of_it(clock):
    job_id = bring_in_later(SAMPLE, as_at=DAY, asked_by="p_ada", now=NOW)
    assert (jobs.job_of(job_id).title, seen()) == ("Bring in table.csv", {})

    run_all(clock)

    found = jobs.job_of(job_id)
    assert (found.state, found.asked_by, found.done == found.total > 0) == ("done", "p_ada", True)
    assert found.words.startswith("table.csv: ")
    assert len(seen()) == School.objects.count() > 100


def test_a_job_whose_file_has_gone_is_tried_again_and_tells_no_name_of_it(clock, tmp_path):
    job_id = bring_in_later(tmp_path / "gone.csv", as_at=DAY, asked_by="p_ada", now=NOW)

    run_all(clock)

    assert jobs.job_of(job_id).tries_again is not None


def test_an_import_tells_that_readers_see_it(bring_rows: Bring):
    bring_rows(export(), actor="p_ada")

    event = latest("schools.register.imported")

    assert event is not None
    assert (event.actor, event.subject, event.at) == ("p_ada", "register", NOW)
    assert event.data == {"import": Import.objects.get().pk, "layout": "export", "as_at": DAY.isoformat(), "writes": 1}


def test_an_import_that_changes_nothing_older_tells_of_itself_too_and_one_that_is_refused_does_not():
    bring(SAMPLE)
    bring(SAMPLE)

    assert Import.objects.filter(state="done").count() == 2


def test_rows_replaced_long_ago_go_and_what_readers_see_stays(bring_rows: Bring):
    bring_rows(export(EstablishmentName="First"), export(URN="100124"))
    bring_rows(export(EstablishmentName="Second"), export(URN="100124"))
    before = seen()
    assert School.objects.count() == 3

    assert sweep_replaced_rows(NOW + KEPT) == "0 replaced rows removed"
    assert sweep_replaced_rows(NOW + KEPT + timedelta(seconds=1)) == "1 replaced rows removed"

    assert (seen(), School.objects.count()) == (before, 2)
    assert sweep_replaced_rows(NOW + KEPT + timedelta(days=1)) == "0 replaced rows removed"


def test_what_an_unfinished_import_would_replace_is_kept(bring_rows: Bring, monkeypatch):
    bring_rows(export(EstablishmentName="First"))
    monkeypatch.setattr(applying, "reckon", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        bring_rows(export(EstablishmentName="Second"))

    sweep_replaced_rows(NOW + 10 * KEPT)

    assert (seen(), School.objects.count(), Link.objects.count()) == ({100123: "First"}, 2, 0)
