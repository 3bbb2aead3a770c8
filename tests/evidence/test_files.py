"""Files of a piece: kept clean, resumed, blacked out, hidden, gone."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from tests.evidence.making import colour_at, document, film, picture, png
from tests.platform.working import Clock, run_all

from trigpoint.evidence import actions, queries
from trigpoint.evidence.errors import EvidenceError
from trigpoint.evidence.models import Piece, Upload
from trigpoint.evidence.tasks import tidy
from trigpoint.evidence.words import Kind, State
from trigpoint.platform import events, files
from trigpoint.platform.models import Message

pytestmark = pytest.mark.django_db


def test_a_file_is_kept_under_a_name_of_what_is_in_it_and_nothing_is_left_lying(a_piece, add, kept_files, tmp_path):
    key = a_piece(Kind.FILE)
    add(key, picture(), label="../../Class 4 wall.HEIC")

    (row,) = queries.pieces([key])[key].files
    assert row.label == "Class 4 wall.jpg"
    assert [path.name for path in kept_files()] == [row.sha256]
    assert (
        b"".join(files.read(f"pieces/{key}/{kept_files()[0].parent.name}/{row.sha256}")) == kept_files()[0].read_bytes()
    )
    assert list((tmp_path / "incoming").iterdir()) == []


def test_a_recording_needs_the_names_of_its_adults(a_piece, add, kept_files):
    key = a_piece(Kind.FILE)
    with pytest.raises(EvidenceError, match="Name each adult"):
        add(key, film(), label="talk.mp4")
    assert kept_files() == []
    add(key, film(), label="talk.mp4", adults=("Hugo Vale",))

    assert queries.pieces([key])[key].files[0].adults == ("Hugo Vale",)


def test_a_file_that_is_refused_changes_nothing(a_piece, add, kept_files):
    key = a_piece(Kind.FILE)
    before = queries.fixed([key])
    with pytest.raises(EvidenceError, match="JavaScript"):
        add(key, document(script=True), label="a.pdf")

    assert queries.fixed([key]) == before
    assert kept_files() == []


def test_a_piece_holds_twelve_files_and_no_more(a_piece, add):
    key = a_piece(Kind.FILE)
    for _ in range(12):
        add(key, picture(8, 8))
    with pytest.raises(EvidenceError, match="12 files at most"):
        add(key, picture(8, 8))


def test_what_is_blacked_out_is_gone_from_the_store(a_piece, add, asha, kept_files):
    key = a_piece(Kind.FILE)
    file = add(key, png(100, 100))
    before = kept_files()
    clock = Clock()
    actions.black_out(owner=asha, key=key, file=file, boxes=[(0, 0, 0.5, 0.5)], now=clock())
    run_all(clock)

    assert len(kept_files()) == 1
    assert kept_files() != before
    assert colour_at(kept_files()[0].read_bytes(), 10, 10) == (0, 0, 0)
    assert queries.pieces([key])[key].files[0].blacked_out == 1


def test_a_broken_upload_goes_on_where_it_stopped(a_piece, asha, now):
    key, data = a_piece(Kind.FILE), picture(400, 300)
    begun = {"owner": asha, "key": key, "label": "wall.jpg", "size": len(data), "adults": (), "now": now}
    upload = actions.begin_upload(**begun)
    part = {"owner": asha, "key": key, "upload": upload}
    assert actions.continue_upload(**part, offset=0, source=io.BytesIO(data[:1000])) == (1000, len(data))
    with pytest.raises(files.OffsetError) as error:
        actions.continue_upload(**part, offset=2000, source=io.BytesIO(data[2000:]))
    assert error.value.have == 1000
    with pytest.raises(EvidenceError, match="go on"):
        actions.finish_upload(**part, now=now)


def test_the_same_file_chosen_again_is_the_same_upload(a_piece, asha, now):
    key, data = a_piece(Kind.FILE), picture(400, 300)
    begun = {"owner": asha, "key": key, "label": "wall.jpg", "size": len(data), "adults": ()}
    upload = actions.begin_upload(**begun, now=now)
    actions.continue_upload(owner=asha, key=key, upload=upload, offset=0, source=io.BytesIO(data[:1000]))
    again = actions.begin_upload(**begun, now=now + timedelta(hours=3))
    assert (again, files.have(again)) == (upload, 1000)
    actions.continue_upload(owner=asha, key=key, upload=again, offset=1000, source=io.BytesIO(data[1000:]))
    actions.finish_upload(owner=asha, key=key, upload=again, now=now)

    assert queries.pieces([key])[key].files[0].label == "wall.jpg"
    assert Upload.objects.count() == 0
    assert files.have(upload) == 0


def test_more_than_was_said_is_never_taken(a_piece, asha, now):
    key = a_piece(Kind.FILE)
    upload = actions.begin_upload(owner=asha, key=key, label="a.jpg", size=10, adults=(), now=now)

    assert actions.continue_upload(owner=asha, key=key, upload=upload, offset=0, source=io.BytesIO(b"x" * 1000)) == (
        10,
        10,
    )


def test_five_gigabytes_are_refused_before_any_is_sent(a_piece, asha, now):
    with pytest.raises(EvidenceError, match=r"5 GB\. The most we take is 500 MB"):
        actions.begin_upload(owner=asha, key=a_piece(), label="f.mp4", size=5_000_000_000, adults=(), now=now)


def test_a_piece_that_identifies_a_child_is_hidden_at_once_and_then_nothing_of_it_is_left(
    a_piece, add, asha, a_person, kept_files
):
    clock = Clock()
    key, other = a_piece(Kind.FILE, ready=True), a_person("Maya Stone").key
    add(key, picture())
    actions.show_to(owner=asha, key=key, viewers=[other], choices=[other], now=clock())
    fixed = queries.fixed([key])
    assert actions.identify(key=key, by=other, now=clock())
    row = queries.pieces([key])[key]
    assert (row.state, row.words, row.files, row.criteria, row.title) == (State.HIDDEN, "", (), (), "")
    assert not queries.may_see(asha, key)
    assert not queries.may_see(other, key)
    assert Message.objects.filter(to=asha, text__contains="It counts against nothing").count() == 1

    run_all(clock)

    assert kept_files() == []
    left = Piece.objects.get(key=key)
    assert (left.words, left.title, left.structured, left.mappings.count(), left.files.count()) == ("", "", {}, 0, 0)
    assert queries.fixed([key]) == fixed
    said = [row for row in events.of_subject(asha) if row.name == "evidence.piece.emptied"]
    assert said[0].data == {"piece": key, "sha256": fixed[key]}
    assert not actions.identify(key=key, by=other, now=clock())


def test_the_day_empties_what_no_task_emptied(a_piece, asha, now):
    key = a_piece()
    actions.identify(key=key, by=asha, now=now)
    tidy(now + timedelta(hours=20))

    assert Piece.objects.get(key=key).words == ""
    assert Message.objects.filter(to=asha).count() == 0


def test_a_draft_that_was_never_written_goes_after_a_day_and_a_written_one_stays(a_piece, asha, now):
    empty, written = actions.begin(owner=asha, kind=Kind.LINK, now=now), a_piece()
    tidy(now + timedelta(hours=23))
    assert Piece.objects.filter(key=empty).exists()
    tidy(now + timedelta(hours=25))

    assert set(Piece.objects.values_list("key", flat=True)) == {written}


def test_somebody_who_is_erased_leaves_no_piece_and_no_file(a_piece, add, asha, kept_files):
    clock = Clock()
    key = a_piece(Kind.FILE)
    add(key, picture())
    for _ in range(60):
        a_piece()
    assert actions.forget_person(subject=asha, actor=asha, now=clock())
    assert not actions.forget_person(subject=asha, actor=asha, now=clock())
    run_all(clock)

    assert queries.pieces_of(asha) == ()
    assert kept_files() == []
