"""The whole record: out, into another copy, and out again without a byte lost."""

from __future__ import annotations

import json
import zipfile

import pytest
from tests.assessment.conftest import NOW, days

from trigpoint.assessment.board import records
from trigpoint.assessment.board.models import BroughtRecord
from trigpoint.assessment.errors import AssessmentError
from trigpoint.platform import files

pytestmark = pytest.mark.django_db


def packed(person, tmp_path, name="one.zip"):
    path = tmp_path / name
    with records.packed(person.key, NOW) as made:
        path.write_bytes(made.read())
    return path


def contents(path):
    with zipfile.ZipFile(path) as found:
        return {name: found.read(name) for name in found.namelist()}


def rewritten(path, tmp_path, **changes):
    out = tmp_path / "changed.zip"
    with zipfile.ZipFile(out, "w") as made:
        for name, data in {**contents(path), **changes}.items():
            if data is not None:
                made.writestr(name, data)
    return out


def test_a_record_names_the_candidate_and_numbers_everybody_else(moderated, asha, alex, bea, tmp_path):
    found = contents(packed(asha, tmp_path))
    text = b"".join(found.values()).decode()
    assert "Asha Rahman" in text
    assert "Alex" not in text
    assert alex.key not in text
    assert bea.key not in text
    record = json.loads(found["record.json"])
    (submission,) = record["submissions"]
    judges = [one["by"] for one in submission["decisions"]]
    assert len(set(judges)) == 2
    assert all(name.startswith("person ") for name in judges)
    assert submission["pieces"][0]["title"] == "A session that I led"
    assert submission["stages"][-1]["kind"] == "moderated"


def test_the_page_says_what_the_record_says(moderated, asha, tmp_path):
    page = contents(packed(asha, tmp_path))["index.html"].decode()
    assert "<h1>Assessment record of Asha Rahman</h1>" in page
    assert "First judgement" in page
    assert "Thank you for this." in page
    assert "<script" not in page


def test_a_round_trip_loses_nothing(moderated, asha, a_person, tmp_path):
    there = a_person("Asha Elsewhere")
    first = packed(asha, tmp_path)
    key = records.bring(person=there.key, path=first, now=days(1))
    row = records.brought(there.key, key)
    assert row is not None
    with records.packed_again(row) as made:
        again = tmp_path / "again.zip"
        again.write_bytes(made.read())
    assert contents(again) == contents(first)
    assert again.read_bytes() == first.read_bytes()


def test_a_round_trip_carries_the_originals(moderated, asha, a_person, tmp_path, monkeypatch):
    original = tmp_path / "plan.txt"
    original.write_bytes(b"what was planned" * 10_000)
    kept = files.keep(original, folder="test")
    record = records.record_of(asha.key, NOW)
    record["submissions"][0]["pieces"][0]["files"] = [
        {"label": "plan", "type": "txt", "size": 160_000, "sha256": kept.sha256,
         "path": f"originals/{kept.sha256}.txt", "key": "f_1"}
    ]  # fmt: skip
    monkeypatch.setattr(records, "record_of", lambda *_: record)
    monkeypatch.setattr("trigpoint.evidence.queries.stored", lambda *_: (None, kept.name))
    first = packed(asha, tmp_path)
    there = a_person("Asha Elsewhere")
    key = records.bring(person=there.key, path=first, now=days(1))
    row = records.brought(there.key, key)
    assert row is not None
    with records.packed_again(row) as made:
        again = tmp_path / "again.zip"
        again.write_bytes(made.read())
    assert contents(again) == contents(first)
    assert contents(again)[f"originals/{kept.sha256}.txt"] == original.read_bytes()


def test_brought_twice_it_is_kept_once(moderated, asha, tmp_path):
    path = packed(asha, tmp_path)
    assert records.bring(person=asha.key, path=path, now=NOW) == records.bring(person=asha.key, path=path, now=NOW)
    assert BroughtRecord.objects.count() == 1


@pytest.mark.parametrize("name", ["record.json", "index.html"])
def test_a_changed_file_is_refused_by_name_and_nothing_is_kept(moderated, asha, tmp_path, name):
    path = packed(asha, tmp_path)
    changed = contents(path)[name].replace(b"Asha", b"Asma")
    with pytest.raises(AssessmentError, match=f"{name} is not what the manifest says"):
        records.bring(person=asha.key, path=rewritten(path, tmp_path, **{name: changed}), now=NOW)
    assert not BroughtRecord.objects.exists()


def test_a_missing_and_an_added_file_are_refused(moderated, asha, tmp_path):
    path = packed(asha, tmp_path)
    with pytest.raises(AssessmentError, match=r"index\.html|no assessment record"):
        records.bring(person=asha.key, path=rewritten(path, tmp_path, **{"index.html": None}), now=NOW)
    with pytest.raises(AssessmentError, match=r"more\.txt is not what the manifest says"):
        records.bring(person=asha.key, path=rewritten(path, tmp_path, **{"more.txt": b"hello"}), now=NOW)


def test_what_is_no_zip_and_another_zip_are_refused_in_words(asha, tmp_path):
    photo = tmp_path / "photo.zip"
    photo.write_bytes(b"\xff\xd8\xff not a zip")
    with pytest.raises(AssessmentError, match="no assessment record"):
        records.bring(person=asha.key, path=photo, now=NOW)
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(other, "w") as made:
        made.writestr("letter.txt", "hello")
    with pytest.raises(AssessmentError, match="no assessment record"):
        records.bring(person=asha.key, path=other, now=NOW)


def test_a_zip_that_would_unpack_to_too_much_is_refused_unread(asha, tmp_path, monkeypatch):
    monkeypatch.setattr(records, "MOST_BYTES", 1_000)
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("record.json", b"0" * 1_000_000)
    with pytest.raises(AssessmentError, match="holds too much"):
        records.bring(person=asha.key, path=bomb, now=NOW)


def test_the_pages_download_and_bring(client, moderated, asha, a_person, tmp_path):
    client.force_login(asha)
    answer = client.get("/assessment-record/download/")
    assert answer["Content-Disposition"] == 'attachment; filename="assessment-record-2026-11-23.zip"'
    path = tmp_path / "record.zip"
    path.write_bytes(b"".join(answer.streaming_content))
    client.force_login(a_person("Asha Elsewhere"))
    with path.open("rb") as file:
        page = client.post("/assessment-record/bring/", {"file": file}, follow=True).content.decode()
    assert "The record is here. Every checksum fits." in page
    photo = tmp_path / "photo.zip"
    photo.write_bytes(b"no zip")
    with photo.open("rb") as file:
        refused = client.post("/assessment-record/bring/", {"file": file})
    assert refused.status_code == 422
    assert "no assessment record" in refused.content.decode()
