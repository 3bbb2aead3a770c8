"""Verifying the ledger: one walk over every chain, in memory that does not grow with it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef

from trigpoint.platform.events import Recorded, latest, with_data
from trigpoint.record.chain import FIRST, Removed, Root, Written, commitment, erasure_mark, link
from trigpoint.record.events import SEALED
from trigpoint.record.models import Entry, Payload

if TYPE_CHECKING:
    from collections.abc import Iterator

SHOWN = 20
"""Findings that a report quotes; all are counted."""
CHUNK = 2_000
ENTRY = ("subject", "seq", "position", "id", "commitment", "previous", "hash")
SAID = ("payload__salt", *(f"payload__{name}" for name in Written._fields))
GONE = ("erasure__mark", *(f"erasure__{name}" for name in Removed._fields))


class Fault(Enum):
    """What can be wrong, in words."""

    PAYLOAD = "what the entry says was changed"
    HASH = "the entry itself was changed"
    ORDER = "the entry does not follow the one before it"
    GAP = "entries before this one are missing"
    LOST = "what the entry says is gone, and no erasure explains it"
    ERASURE = "the erasure of what the entry said was not made here, or was changed"
    LEFT = "what the entry says is still there, though an erasure says that it is gone"
    ORPHAN = "words without an entry"
    KEY = "no entry fits the key: it is another key than the ledger was written with"
    SEAL = "the ledger is not the one that was sealed"
    NO_SEAL = "no seal holds that root: the newest seals were removed, or the root is another ledger's"


@dataclass(slots=True)
class Report:
    """What a walk found. `sound` says whether nothing is wrong; erased entries are no fault."""

    subjects: int = 0
    entries: int = 0
    erased: int = 0
    seal: Recorded | None = None
    faults: Counter[Fault] = field(default_factory=Counter)
    findings: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults

    def find(self, fault: Fault, where: str) -> None:
        """Count a fault; keep the first ones to quote."""
        self.faults[fault] += 1
        if len(self.findings) < SHOWN:
            self.findings.append(f"{where}: {fault.value}")

    def lines(self) -> list[str]:
        """Return the report as text, a line at a time."""
        walked = f"{self.entries:,} entries about {self.subjects:,} subjects, {self.erased:,} erased."
        sealed = "Never sealed: entries cut from the end of a chain cannot be found. Run: trigpoint seal-record"
        if self.seal:
            sealed = f"Last sealed at {self.seal.at:%Y-%m-%d %H:%M} UTC, root {self.seal.data['root']}."
        if self.sound:
            return [walked, sealed, "The record is whole."]
        counted = [f"{count:,} × {fault.value}" for fault, count in self.faults.items()]
        quoted = ["", "Found first:" if sum(self.faults.values()) > SHOWN else "Found:", *self.findings]
        return [walked, sealed, "THE RECORD IS NOT WHOLE.", *counted, *quoted]


def verify(key: bytes, *, root: str = "") -> Report:
    """Walk every chain, compare the last seal, and report.

    `root` is one that was kept elsewhere: it must be among the seals. The walk is one query, read in pieces.
    """
    report, walk = Report(seal=latest(SEALED)), _Walk(key)
    upto = report.seal.data["position"] if report.seal else 0
    heads = _Heads(key)
    for row in _rows():
        subject, seq, position, _, _, _, found = row[: len(ENTRY)]
        walk.step(row, report)
        if position <= upto:
            heads.note(subject, seq, bytes(found))
    heads.close()
    report.entries, report.subjects = walk.entries, walk.subjects
    if report.entries > 1 and walk.unfit == report.entries:
        report.faults, report.findings = Counter(), []
        report.find(Fault.KEY, "every entry")
        return report
    for orphan in Payload.objects.filter(~Exists(Entry.objects.filter(position=OuterRef("entry")))).values("entry_id"):
        report.find(Fault.ORPHAN, f"row {orphan['entry_id']}")
    _compare(report, heads, root)
    return report


def _rows() -> Iterator[tuple[Any, ...]]:
    rows = Entry.objects.order_by("subject", "seq").values_list(*ENTRY, *SAID, *GONE)
    return rows.iterator(chunk_size=CHUNK)


class _Walk:
    """The place that the walk has come to."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._subject, self._seq, self._head = "", 0, FIRST
        self.entries = self.subjects = self.unfit = 0

    def step(self, row: tuple[Any, ...], report: Report) -> None:
        """Check one entry against the one before it and against what it says."""
        subject, seq, _, entry, committed, previous, found = row[: len(ENTRY)]
        committed, previous, found = bytes(committed), bytes(previous), bytes(found)
        if subject != self._subject:
            self._subject, self._seq, self._head = subject, 0, FIRST
            self.subjects += 1
        self.entries += 1
        where = f"{entry} (number {seq} of {subject})"
        if seq != self._seq + 1:
            report.find(Fault.GAP, where)
        elif previous != self._head:
            report.find(Fault.ORDER, where)
        if link(self._key, previous, subject, seq, committed) != found:
            self.unfit += 1
            report.find(Fault.HASH, where)
        self._seq, self._head = seq, found
        self._say(row, report, entry, committed, where)

    def _say(self, row: tuple[Any, ...], report: Report, entry: str, committed: bytes, where: str) -> None:
        salt, *said = row[len(ENTRY) : len(ENTRY) + len(SAID)]
        mark, *gone = row[len(ENTRY) + len(SAID) :]
        if salt is not None:
            if commitment(entry, bytes(salt), Written._make(said)) != committed:
                report.find(Fault.PAYLOAD, where)
            if mark is not None:
                report.find(Fault.LEFT, where)
        elif mark is None:
            report.find(Fault.LOST, where)
        elif erasure_mark(self._key, entry, Removed._make(gone)) != bytes(mark):
            report.find(Fault.ERASURE, where)
        else:
            report.erased += 1


class _Heads:
    """The root over the newest sealed entry of each subject, made while entries go by in order."""

    def __init__(self, key: bytes) -> None:
        self._root = Root(key)
        self._held: tuple[str, int, bytes] | None = None
        self.subjects = self.entries = 0

    def note(self, subject: str, seq: int, found: bytes) -> None:
        """Take an entry; when the subject changes, the last one was the head."""
        if self._held is not None and self._held[0] != subject:
            self.close()
        self._held = subject, seq, found
        self.entries += 1

    def close(self) -> None:
        """Add the last head."""
        if self._held is not None:
            self._root.add(*self._held)
            self._held = None
            self.subjects += 1

    @property
    def digest(self) -> str:
        """The root, once closed."""
        return self._root.digest()


def _compare(report: Report, heads: _Heads, root: str) -> None:
    if root and not with_data(SEALED, root=root):
        report.find(Fault.NO_SEAL, root)
    if report.seal is None or report.seal.data["root"] == heads.digest:
        return
    said = report.seal.data
    missing = said["entries"] - heads.entries, said["subjects"] - heads.subjects
    words = [
        f"{count:,} {name} missing" for count, name in zip(missing, ("entries", "subjects"), strict=True) if count > 0
    ]
    report.find(Fault.SEAL, f"seal of {report.seal.at:%Y-%m-%d %H:%M} UTC ({', '.join(words) or 'none missing'})")
