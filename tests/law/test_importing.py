"""Bringing files of law in: kept whole and for good, once, resumable, and refused in words."""

from __future__ import annotations

import hashlib
import time
import zlib
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from django.db import DatabaseError, connection, transaction
from tests.law.support import act, section

from trigpoint.law import actions
from trigpoint.law.models import Effect, Entry, Passage, Snapshot
from trigpoint.law.texts import compared, files, held_at, neighbours, pending, text_at
from trigpoint.platform.append_only import AppendOnlyError
from trigpoint.platform.differences import ChangeKind
from trigpoint.platform.events import latest
from trigpoint.web.cli import main

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 16, 10, tzinfo=UTC)
UNAPPLIED = """<ukm:UnappliedEffects><ukm:UnappliedEffect EffectId="key-1" Type="words substituted"
  AffectedURI="http://www.legislation.gov.uk/id/ukpga/2014/6"
  AffectingURI="http://www.legislation.gov.uk/id/ukpga/2026/21">
  <ukm:AffectedProvisions>
  <ukm:Section URI="http://www.legislation.gov.uk/id/ukpga/2014/6/section/36/8">s. 36(8)</ukm:Section>
  </ukm:AffectedProvisions><ukm:AffectingTitle>An Act of 2026</ukm:AffectingTitle>
  <ukm:AffectingProvisions>s. 5</ukm:AffectingProvisions>
  <ukm:InForceDates><ukm:InForce Date="2027-09-01" Qualification="wholly in force"/></ukm:InForceDates>
</ukm:UnappliedEffect></ukm:UnappliedEffects>"""


def put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_file_is_kept_with_its_hash_its_day_and_the_file_itself(tmp_path: Path) -> None:
    data = act(section("36", "The authority must decide.") + section("37", "A plan."))
    brought = actions.bring_in(put(tmp_path, "cfa.xml", data), now=NOW)
    snapshot = Snapshot.objects.get()
    assert (brought.is_new, brought.passages, brought.place) == (True, 2, "ukpga/2014/6")
    assert snapshot.sha256 == hashlib.sha256(data).hexdigest()
    assert zlib.decompress(snapshot.data) == data
    assert (snapshot.as_at, snapshot.status, snapshot.imported_at) == (date(2020, 1, 1), "revised", NOW)
    event = latest("law.file.imported")
    assert event is not None
    assert event.data == {"sha256": snapshot.sha256, "as_at": "2020-01-01", "kind": "legislation"}


def test_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    path = put(tmp_path, "cfa.xml", act(section("36", "The authority must decide.")))
    actions.bring_in(path, now=NOW)
    again = actions.bring_in(path, now=NOW)
    assert not again.is_new
    assert (Snapshot.objects.count(), Passage.objects.count(), Entry.objects.filter(kind="text").count()) == (1, 1, 1)


def test_an_import_that_was_stopped_shows_nothing_and_goes_on_where_it_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(tmp_path, "cfa.xml", act("".join(section(str(number), "Words.") for number in range(1, 8))))
    monkeypatch.setattr(actions, "PIECE", 3)
    written = actions._passages
    monkeypatch.setattr(actions, "_passages", lambda read: list(written(read))[:3])
    monkeypatch.setattr(actions, "_snapshot", lambda read, now: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        actions.bring_in(path, now=NOW)
    assert Passage.objects.count() == 3
    assert held_at("ukpga/2014/6/section/1") == ()
    monkeypatch.undo()
    assert actions.bring_in(path, now=NOW).is_new
    assert list(Passage.objects.values_list("position", flat=True)) == list(range(7))
    assert len(held_at("ukpga/2014/6/section/1")) == 1


def test_what_was_brought_in_is_never_changed_or_removed(tmp_path: Path) -> None:
    actions.bring_in(put(tmp_path, "cfa.xml", act(section("36", "Must."), metadata=UNAPPLIED)), now=NOW)
    for model in (Snapshot, Passage, Effect):
        with pytest.raises(AppendOnlyError):
            model.objects.all().delete()
        with pytest.raises(AppendOnlyError):
            model.objects.get().save()
    for statement in (
        "UPDATE law_snapshot SET title = 'x'",
        "DELETE FROM law_passage",
        "UPDATE law_effect SET what = 'x'",
    ):
        with pytest.raises(DatabaseError, match="only grows"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_two_days_of_a_section_are_two_versions_with_a_difference(tmp_path: Path, django_assert_num_queries) -> None:
    for day, words in (("2015-01-01", "It must decide in 14 days."), ("2020-01-01", "It must decide in 15 days.")):
        actions.bring_in(put(tmp_path, f"{day}.xml", act(section("36", words), valid=day)), now=NOW)
    with django_assert_num_queries(1):
        newest, older = held_at("ukpga/2014/6/section/36")
    assert (newest.as_at, older.as_at) == (date(2020, 1, 1), date(2015, 1, 1))
    assert newest.day_words.replace("\N{NO-BREAK SPACE}", " ") == "as revised to 1 January 2020"
    changed = [(one.kind, one.text) for one in compared(older, newest) if one.kind is not ChangeKind.KEPT]
    assert changed == [(ChangeKind.REMOVED, "14"), (ChangeKind.ADDED, "15")]


def test_changes_that_a_text_does_not_have_yet_are_told_beside_it(tmp_path: Path) -> None:
    actions.bring_in(put(tmp_path, "cfa.xml", act(section("36", "Must."), metadata=UNAPPLIED)), now=NOW)
    (row,) = pending("ukpga/2014/6/section/36")
    assert (row.by, row.what, row.where) == ("An Act of 2026 s. 5", "words substituted", "s. 36(8)")
    assert row.when.replace("\N{NO-BREAK SPACE}", " ") == "in force from 1 September 2027"
    assert pending("ukpga/2014/6/section/3") == ()


def test_a_passage_knows_its_neighbours_and_the_files_are_listed(tmp_path: Path) -> None:
    actions.bring_in(put(tmp_path, "cfa.xml", act(section("36", "Must.") + section("37", "Plan."))), now=NOW)
    (file,) = files()
    assert (file.title, file.passages) == ("Children and Families Act 2014", 2)
    first = text_at(file.sha256[:16], 0)
    assert first is not None
    assert neighbours(first).before == ""
    assert neighbours(first).after.endswith(f"{file.sha256[:16]}/1/")
    assert text_at(file.sha256[:16], 2) is None


def test_an_act_is_written_in_pieces_so_that_none_holds_the_lock_for_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "act.xml"
    path.write_bytes(act("".join(section(str(number), "Words of law. " * 40) for number in range(1, 351))))
    lasted: list[float] = []
    enter, leave = transaction.Atomic.__enter__, transaction.Atomic.__exit__
    began: list[float] = []

    def timed_enter(self: transaction.Atomic) -> None:
        enter(self)
        began.append(time.perf_counter())

    def timed_leave(self: transaction.Atomic, *error: Any) -> None:
        leave(self, *error)
        lasted.append(time.perf_counter() - began.pop())

    monkeypatch.setattr(transaction.Atomic, "__enter__", timed_enter)
    monkeypatch.setattr(transaction.Atomic, "__exit__", timed_leave)
    actions.bring_in(path, now=NOW)
    assert len(lasted) > 8  # four pieces of passages, the file, four pieces of what is searched
    assert sorted(lasted)[-2] < 0.2  # one slow moment of a busy machine is nobody's fault


def test_every_real_file_comes_in_and_none_is_in_a_new_copy(legislation: Path) -> None:
    assert files() == ()
    for path in sorted(legislation.glob("*.xml*")):
        assert actions.bring_in(path, now=NOW).is_new
    assert Snapshot.objects.count() == 22
    newest, older = held_at("ukpga/2000/38/section/19")
    assert (newest.as_at, older.as_at) == (date(2022, 2, 28), date(2014, 4, 1))


def test_the_command_tells_what_came_of_each_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = put(tmp_path, "cfa.xml", act(section("36", "The authority must decide.")))
    bad = put(tmp_path, "bad.xml", b"<html/>")
    assert main(["import-law", str(good), str(bad)]) == 1
    told = capsys.readouterr()
    assert "cfa.xml: Children and Families Act 2014 (legislation, as revised to 1 January 2020)." in told.out
    assert "1 passages, 0 changes not yet in the text. At ukpga/2014/6." in told.out
    assert told.err.startswith("bad.xml: Its first element is html.")
    assert main(["import-law", str(good)]) == 0
    assert "It is here already: nothing has changed." in capsys.readouterr().out
