"""A whole assessment record as one file, to take along: `record.json`, `index.html`, originals, `manifest.json`.

Brought into another copy, every checksum of the manifest is worked out anew; the record is then kept as it was written,
can be read there, and leaves again byte for byte. Nothing of it counts for a standing: what counts is facts, which the
export of one's own data carries. docs/reference/assessment-record.md explains the form.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from django.db import transaction
from django.template.loader import render_to_string

from trigpoint.assessment import queries
from trigpoint.assessment.board.appealing import appeals_of
from trigpoint.assessment.board.events import RECORD_BROUGHT
from trigpoint.assessment.board.models import BroughtRecord
from trigpoint.assessment.errors import AssessmentError
from trigpoint.assessment.words import STATE_WORDS, STEP_WORDS, State
from trigpoint.content.assessment import rules
from trigpoint.evidence import queries as evidence
from trigpoint.evidence.outcomes import UnknownOutcomeError, outcome
from trigpoint.people.queries import name_of
from trigpoint.platform import files
from trigpoint.platform.events import emit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from trigpoint.assessment.rows import StageRow, SubmissionRow
    from trigpoint.evidence.queries import Piece

FORMAT, VERSION = "trigpoint-assessment-record", 1
RECORD, PAGE, MANIFEST = "record.json", "index.html", "manifest.json"
ORIGINALS = "originals/"
MOST_BYTES = 2_000_000_000
"""Of a record that is brought, unpacked: a file that says it is larger is refused before it is read."""
MOST_RECORD = 20_000_000
MOST_FILES = 2_000
PIECE = 65_536
DAMAGED = "{name} is not what the manifest says. The file was changed or damaged. Fetch it again where it was made."
NO_RECORD = "This is no assessment record of Trigpoint. Choose the zip file that you downloaded as one."
FOLDER = "brought-records"


@dataclass(frozen=True, slots=True)
class BroughtRow:
    """A record that was brought from another copy."""

    key: str
    digest: str
    name: str
    made_at: str
    brought_at: datetime
    record: Mapping[str, Any]
    files: Mapping[str, str]


# ---- Making


def record_of(person: str, now: datetime) -> dict[str, Any]:
    """Return a person's assessment record as plain values. About ten queries, and four for each submission."""
    rows = [row for row in queries.submissions_of(person) if row.state is not State.DRAFT]
    appeals: dict[str, list[dict[str, Any]]] = {}
    for one in appeals_of(person):
        appeals.setdefault(one.submission, []).append(
            {
                "grounds": list(one.grounds),
                "words": one.words,
                "outcome": one.outcome.value if one.outcome else "",
                "steps": [[step.title, step.at.isoformat(), step.words] for step in one.steps],
            }
        )
    return {
        "format": FORMAT,
        "version": VERSION,
        "made_at": now.isoformat(),
        "name": name_of(person),
        "submissions": [_submission(row, appeals.get(row.key, [])) for row in rows],
    }


def _submission(row: SubmissionRow, appeals: list[dict[str, Any]]) -> dict[str, Any]:
    told = queries.stages(row.key)
    people = _numbers(told, row.candidate)
    held = queries.held(row.key)
    known = evidence.pieces([one.piece for one in held])
    return {
        "key": row.key,
        "outcome": row.outcome,
        "title": _title(row.outcome),
        "via": row.via.value,
        "rules": row.rules_hash,
        "state": row.state.value,
        "sent_at": row.sent_at.isoformat() if row.sent_at else "",
        "follows": row.follows,
        "carried": list(row.carried),
        "stages": [_stage(one, people) for one in told],
        "decisions": [
            {
                "stage": one.stage,
                "criterion": one.criterion,
                "by": people.get(one.assessor, ""),
                "verdict": one.verdict.value,
                "codes": list(one.codes),
                "words": one.words,
                "at": one.at.isoformat(),
                "counts": one.counts,
            }
            for one in queries.decisions_on(row.key)
        ],
        "pieces": [{**_piece(known.get(one.piece)), "key": one.piece, "sha256": one.sha256} for one in held],
        "appeals": appeals,
    }


def _numbers(told: tuple[StageRow, ...], candidate: str) -> dict[str, str]:
    """Return what stands for each person in a record: nobody's name but the candidate's goes along."""
    found = {candidate: "candidate"}
    for one in told:
        for key in (one.person, str(one.said.get("assessor", ""))):
            if key and key not in found:
                found[key] = f"person {len(found)}"
    return found


def _stage(one: StageRow, people: Mapping[str, str]) -> dict[str, Any]:
    said = {name: people.get(value, value) if isinstance(value, str) else value for name, value in one.said.items()}
    return {
        "key": one.key,
        "seq": one.seq,
        "kind": one.kind.value,
        "as": one.actor.value,
        "by": people.get(one.person, ""),
        "at": one.at.isoformat(),
        "slot": one.slot,
        "codes": list(one.codes),
        "words": one.words,
        "said": said,
        "supersedes": one.supersedes,
        "signed": one.signature.digest if one.signature else "",
    }


def _piece(found: Piece | None) -> dict[str, Any]:
    if found is None or not found.is_seen:
        return {"gone": True, "files": []}
    return {
        "gone": False,
        "title": found.title,
        "kind": found.kind.value,
        "words": found.words,
        "made_on": found.made_on.isoformat() if found.made_on else "",
        "link": found.link,
        "structured": dict(found.structured),
        "criteria": [[one.criterion, one.why] for one in found.criteria],
        "authenticity": found.authenticity,
        "ai_use": found.ai_use,
        "files": [
            {
                "label": one.label,
                "type": one.type,
                "size": one.size,
                "sha256": one.sha256,
                "path": f"{ORIGINALS}{one.sha256}.{one.type}",
                "key": one.key,
            }
            for one in found.files
        ],
    }


def _title(outcome_id: str) -> str:
    try:
        return outcome(outcome_id).title
    except UnknownOutcomeError:
        return outcome_id


def packed(person: str, now: datetime) -> IO[bytes]:
    """Return a person's whole assessment record as a zip in a temporary file, open at its beginning."""
    record = record_of(person, now)
    originals: dict[str, str] = {}
    for one in _files_in(record):
        stored = evidence.stored(one["piece"], one["key"])
        if stored is not None:
            originals[one["path"]] = stored[1]
    return _zipped(as_json(record), originals)


def packed_again(row: BroughtRow) -> IO[bytes]:
    """Return a brought record as the zip that it came as: the same record, page, originals and checksums."""
    return _zipped(as_json(row.record), row.files)


def as_json(record: Mapping[str, Any]) -> bytes:
    """Return a record as the bytes that stand in the zip: the same values give the same bytes."""
    return (json.dumps(record, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def _files_in(record: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for submission in record["submissions"]:
        for piece in submission["pieces"]:
            for one in piece["files"]:
                yield {**one, "piece": piece["key"]}


def _zipped(record: bytes, originals: Mapping[str, str]) -> IO[bytes]:
    out = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes what it streams
    page = readable(json.loads(record)).encode()
    sums = {RECORD: hashlib.sha256(record).hexdigest(), PAGE: hashlib.sha256(page).hexdigest()}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        _put(made, RECORD, [record])
        _put(made, PAGE, [page])
        for path in sorted(originals):
            digest = hashlib.sha256()
            with made.open(_entry(path), "w", force_zip64=True) as file:
                for piece in files.read(originals[path]):
                    digest.update(piece)
                    file.write(piece)
            sums[path] = digest.hexdigest()
        manifest = {"format": FORMAT, "version": VERSION, "sha256": dict(sorted(sums.items()))}
        _put(made, MANIFEST, [as_json(manifest)])
    out.seek(0)
    return out


def _entry(path: str) -> zipfile.ZipInfo:
    """Return an entry without the moment of packing, so that the same record packs to the same bytes."""
    entry = zipfile.ZipInfo(path)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _put(made: zipfile.ZipFile, path: str, pieces: list[bytes]) -> None:
    with made.open(_entry(path), "w") as file:
        for piece in pieces:
            file.write(piece)


def readable(record: Mapping[str, Any]) -> str:
    """Return a record as a page for people, which needs nothing beside it."""
    kinds = {kind.value: words for kind, words in STEP_WORDS.items()}
    states = {state.value: words for state, words in STATE_WORDS.items()}
    submissions = [
        {
            **one,
            "state_words": states.get(one["state"], one["state"]),
            "steps": [
                {
                    **stage,
                    "title": kinds.get(stage["kind"], stage["kind"]),
                    "reasons": [rules().words_of(code) for code in stage["codes"]],
                }
                for stage in one["stages"]
            ],
        }
        for one in record["submissions"]
    ]
    return render_to_string("board/record_export.html", {"record": record, "submissions": submissions})


# ---- Bringing


def bring(*, person: str, path: Path, now: datetime) -> str:
    """Bring a record from a zip, and return its key; one that is here already is not kept twice.

    Raises AssessmentError where it is no such file, or is not what its manifest says; then nothing is kept.
    """
    try:
        with zipfile.ZipFile(path) as found:
            return _bring(person, found, now)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
        raise AssessmentError(NO_RECORD) from None


def _bring(person: str, found: zipfile.ZipFile, now: datetime) -> str:
    sizes = {one.filename: one.file_size for one in found.infolist()}
    if len(sizes) > MOST_FILES or sum(sizes.values()) > MOST_BYTES or len(sizes) != len(found.infolist()):
        raise AssessmentError("The file holds too much to be a record. Choose the zip file that you downloaded as one.")
    if any(sizes.get(name, MOST_RECORD + 1) > MOST_RECORD for name in (RECORD, PAGE, MANIFEST)):
        raise AssessmentError(NO_RECORD)
    manifest = _read_json(found, MANIFEST)
    sums = manifest.get("sha256")
    if manifest.get("format") != FORMAT or not isinstance(sums, dict):
        raise AssessmentError(NO_RECORD)
    if manifest.get("version") != VERSION:
        raise AssessmentError("This record is of a newer form. Bring this copy of Trigpoint up to date first.")
    for name in sorted({*sums, *sizes} - {MANIFEST}):
        if name not in sizes or name not in sums:
            raise AssessmentError(DAMAGED.format(name=name))
    raw = found.read(RECORD)
    record = _read_json(found, RECORD)
    expected = {one["path"]: one["sha256"] for one in _expected(record)}
    unknown = {name for name in sums if name.startswith(ORIGINALS)} - expected.keys()
    if raw != as_json(record) or unknown or set(sums) - {RECORD, PAGE} - expected.keys():
        raise AssessmentError(DAMAGED.format(name=RECORD))
    with tempfile.TemporaryDirectory() as folder:
        places = _unpacked(found, sums, Path(folder))
        kept = {
            name: files.keep(place, folder=f"{FOLDER}/{person}").name
            for name, place in places.items()
            if name.startswith(ORIGINALS)
        }
    digest = hashlib.sha256(raw).hexdigest()
    key = f"e_{secrets.token_hex(16)}"
    with transaction.atomic():
        there = BroughtRecord.objects.filter(person=person, digest=digest).first()
        if there is not None:
            return str(there.key)
        BroughtRecord.objects.create(
            key=key, person=person, digest=digest, record=record, files=kept, made_at=record["made_at"], brought_at=now
        )
        data = {"record": key, "submissions": len(record["submissions"]), "files": len(kept)}
        emit(name=RECORD_BROUGHT, actor=person, subject=person, at=now, data=data)
    return key


def _expected(record: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    try:
        yield from _files_in(record)
        _ = [record[name] for name in ("made_at", "name")]
    except (KeyError, TypeError):
        raise AssessmentError(NO_RECORD) from None


def _unpacked(found: zipfile.ZipFile, sums: Mapping[str, str], folder: Path) -> dict[str, Path]:
    """Write every file out, never more of it than it says, and refuse one whose checksum does not fit."""
    places = {}
    for number, (name, wanted) in enumerate(sorted(sums.items())):
        place, digest, size = folder / str(number), hashlib.sha256(), 0
        with found.open(name) as file, place.open("wb") as out:
            while piece := file.read(PIECE):
                size += len(piece)
                if size > found.getinfo(name).file_size:
                    raise AssessmentError(DAMAGED.format(name=name))
                digest.update(piece)
                out.write(piece)
        if digest.hexdigest() != wanted:
            raise AssessmentError(DAMAGED.format(name=name))
        places[name] = place
    return places


def _read_json(found: zipfile.ZipFile, name: str) -> dict[str, Any]:
    try:
        value = json.loads(found.read(name))
    except (ValueError, KeyError):
        raise AssessmentError(NO_RECORD) from None
    if not isinstance(value, dict):
        raise AssessmentError(NO_RECORD)
    return value


def brought_by(person: str) -> tuple[BroughtRow, ...]:
    """Return the records that somebody brought, the oldest first. One query."""
    return tuple(_row(one) for one in BroughtRecord.objects.filter(person=person))


def brought(person: str, key: str) -> BroughtRow | None:
    """Return one record that somebody brought, or None. One query."""
    return next((_row(one) for one in BroughtRecord.objects.filter(person=person, key=key)), None)


def _row(one: BroughtRecord) -> BroughtRow:
    return BroughtRow(
        one.key, one.digest, one.record["name"], one.record["made_at"], one.brought_at, one.record, one.files
    )
