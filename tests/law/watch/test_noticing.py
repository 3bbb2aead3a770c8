"""A newer text of what we cite is noticed once, whatever the order in which files come in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.law.watch.support import ENTRY, NOW, a_change, bring, tell

from trigpoint.content import statute
from trigpoint.law import actions as law
from trigpoint.law.models import Snapshot
from trigpoint.law.queries import citing, frozen
from trigpoint.law.watch import noticing
from trigpoint.law.watch.actions import notice_changes
from trigpoint.law.watch.models import Notice
from trigpoint.law.watch.queries import notice
from trigpoint.platform.append_only import AppendOnlyError
from trigpoint.platform.events import latest

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.django_db


def provisions_noticed() -> set[str]:
    return set(Notice.objects.values_list("provision", flat=True))


def test_a_newer_text_that_reads_otherwise_is_noticed_with_both_texts_and_its_event(tmp_path: Path):
    found = notice(a_change(tmp_path))

    assert found is not None
    assert (found.before, found.after) == (
        "The authority must answer in 6 weeks.",
        "The authority must answer in 8 weeks.",
    )
    assert found.as_at == date(2026, 9, 1)
    assert [change.text for change in found.changes if change.kind != "kept"] == ["6", "8"]
    told = latest("law.change.noticed")
    assert told is not None
    assert (told.actor, told.subject) == (None, Notice.objects.order_by("pk").get(pk=told.data["notice"]).provision)


def test_texts_are_compared_by_their_day_so_the_order_of_the_files_does_not_matter(tmp_path: Path):
    bring(tmp_path, "The authority must answer in 8 weeks.", "2026-09-01")
    assert provisions_noticed() == set()

    bring(tmp_path, "The authority must answer in 6 weeks.", "2022-01-01")

    found = Notice.objects.get(provision=ENTRY)
    assert "6 weeks" in found.before
    assert "8 weeks" in found.after


@pytest.mark.parametrize(
    ("words", "valid"),
    [("The authority must answer in 6 weeks.", "2026-09-01"), ("The authority must answer in 8 weeks.", "2022-06-30")],
    ids=["reads the same", "is not newer than what our register was read in"],
)
def test_no_notice_comes_of_a_text_that(tmp_path: Path, words: str, valid: str):
    bring(tmp_path, "The authority must answer in 6 weeks.", "2022-01-01")
    bring(tmp_path, words, valid)

    assert provisions_noticed() == set()
    assert frozen() == frozenset()


def test_no_notice_comes_of_a_section_that_nothing_here_cites(tmp_path: Path):
    bring(tmp_path, "Words of 2022.", "2022-01-01", number="9999")
    bring(tmp_path, "Words of 2026.", "2026-09-01", number="9999")

    assert provisions_noticed() == set()


def test_a_text_that_began_after_the_one_we_read_is_noticed_even_with_none_before_it(tmp_path: Path):
    bring(tmp_path, "The authority must answer in 8 weeks.", "2026-09-01", since="2026-09-01")

    found = Notice.objects.get(provision=ENTRY)
    assert found.before == ""
    row = notice(found.key)
    assert row is not None
    assert row.changes == ()


def test_the_same_news_twice_is_one_notice(tmp_path: Path):
    a_change(tmp_path)
    count = Notice.objects.count()

    for snapshot in Snapshot.objects.all():
        assert notice_changes(sha256=snapshot.sha256, now=NOW) == ()
    assert Notice.objects.count() == count


def test_a_notice_stays_as_it_was_written(tmp_path: Path):
    found = Notice.objects.get(pk=a_change(tmp_path))
    found.after = "Something else"

    with pytest.raises(AppendOnlyError):
        found.save()
    with pytest.raises(AppendOnlyError):
        Notice.objects.all().delete()


def test_looking_for_changes_takes_two_queries_and_one_where_nothing_is_cited(
    tmp_path: Path, django_assert_num_queries: DjangoAssertNumQueries
):
    a_change(tmp_path)
    bring(tmp_path, "Words.", "2026-09-01", number="9999")
    cited, other = Snapshot.objects.order_by("passages", "-as_at")[:1].get(), Snapshot.objects.last()

    assert other is not None
    with django_assert_num_queries(2):
        noticing.changes_in(cited.sha256)
    with django_assert_num_queries(1):
        noticing.changes_in("0" * 64)


def test_what_cites_a_provision_is_listed_kind_by_kind():
    groups = {group.title: group.rows for group in citing("send-regs-20")}

    assert any("annual review" in row.words.lower() for row in groups["Situations"])
    assert all(row.url.startswith("/law/dates/") for row in groups["Date calculators"])
    assert groups["Duties"]


def test_the_real_section_of_two_days_is_noticed_where_the_content_cites_it(
    legislation: Path, monkeypatch: pytest.MonkeyPatch
):
    """The product's own register does not carry this section: it is content of this test alone."""
    said = {
        "title": "Transport Act 2000",
        "statute": [
            {
                "id": "ta-2000-19",
                "citation": "2000 c. 38, s. 19",
                "title": "A section for tests",
                "plain": "A section of which two real texts are held.",
                "confidence": "V",
                "text_as_at": date(2014, 4, 1),
                "read": date(2026, 11, 23),
            }
        ],
    }
    (entry,) = statute.read_register([("transport-act-2000", said)])
    monkeypatch.setattr(noticing, "places", lambda: {"ukpga/2000/38/section/19": (entry,)})
    for name in ("ukpga-2000-38-section-19-2014-04-01.xml", "ukpga-2000-38-section-19.xml"):
        law.bring_in(legislation / name, now=NOW)
        tell()

    found = Notice.objects.get()
    assert (found.provision, found.as_at) == ("ta-2000-19", date(2022, 2, 28))
    row = notice(found.key)
    assert row is not None
    assert any(change.kind == "removed" for change in row.changes)
    assert row.compare_url.startswith("/law/compare/?before=")
    assert frozen() == {"ta-2000-19"}
