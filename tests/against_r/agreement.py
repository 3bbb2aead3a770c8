"""Run the same analysis in R, compare every number and keep the table of agreement.

A test writes an R script that calls `out("name", values)` for each result; `run_r` gives the values back.
`Agreement` then compares them with ours, fails where they part by more than the promise, and remembers the row.
"""

from __future__ import annotations

import csv
import gzip
import math
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

DOCUMENT = Path(__file__).parents[2] / "docs" / "reference" / "agreement-with-r.md"
PREAMBLE = """
options(warn = 1, digits = 17)
suppressMessages(library(survey))
out <- function(name, values) cat(paste0("@", name), sprintf("%.17g", as.numeric(unlist(values))), "\\n")
lapply(c("survey", "lme4", "mice"), function(p) if (nzchar(system.file(package = p)))
  cat("#", p, as.character(packageVersion(p)), "\\n"))
cat("#", "R", paste(R.version$major, R.version$minor, sep = "."), "\\n")
"""
VERSIONS: dict[str, str] = {}
CLOSED_FORM = 8
"""Significant digits promised for closed forms and calibration."""

INTRODUCTION = """# Agreement with R

Each row is one comparison of Trigpoint with R on the same data: how many numbers were compared, and the worst
agreement among them. The comparison itself writes the table (`make check-against-r`); nothing is typed by hand.

Promises: closed forms and calibration agree to 8 significant digits; iterative fits agree in their criterion within
1e-6 and in their estimates within 1e-4 of a standard error; what depends on a seed agrees in distribution. Where both
differ on purpose, the note says why.
"""


def run_r(script: str, **files: Path) -> dict[str, np.ndarray]:
    """Run an R script with each file's path as a variable; return what it put out, by name."""
    paths = "".join(f'{name} <- "{path.as_posix()}"\n' for name, path in files.items())
    done = subprocess.run(
        ["Rscript", "--vanilla", "-"], input=PREAMBLE + paths + script, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"R stopped:\n{done.stderr[-3000:]}")
    found: dict[str, np.ndarray] = {}
    for line in done.stdout.splitlines():
        if line.startswith("# "):
            _, name, version = line.split()
            VERSIONS[name] = version
        elif line.startswith("@"):
            name, *values = line[1:].split()
            found[name] = np.array([math.nan if v in {"NA", "NaN"} else float(v) for v in values])
    return found


def read_columns(path: Path) -> dict[str, Any]:
    """Read a gzipped CSV file: columns of numbers as floats (NaN where empty), the others as text."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {name: _column([row[name] for row in rows]) for name in rows[0]}


def _column(texts: list[str]) -> Any:
    try:
        return np.array([float(text) if text not in {"", "NA"} else np.nan for text in texts])
    except ValueError:
        return [text or None for text in texts]


@dataclass
class Agreement:
    """The comparisons of one run, by section."""

    sections: dict[str, list[str]] = field(default_factory=dict)

    def digits(
        self, section: str, what: str, ours: Any, theirs: Any, *, promise: float = CLOSED_FORM, note: str = ""
    ) -> None:
        """Compare significant digits: fewer than promised in any number fails."""
        mine, other = np.asarray(ours, dtype=float).ravel(), np.asarray(theirs, dtype=float).ravel()
        assert mine.shape == other.shape, f"{what}: {mine.size} numbers against R's {other.size}"
        assert np.array_equal(np.isnan(mine), np.isnan(other)), f"{what}: ours {mine} R's {other}"
        known = ~np.isnan(mine)
        scale = np.where(other[known] == 0, 1.0, np.abs(other[known]))
        worst = float(np.max(np.abs(mine[known] - other[known]) / scale, initial=0.0))
        reached = min(16.0, -math.log10(worst)) if worst > 0 else 16.0
        assert reached >= promise, f"{what}: {reached:.1f} digits; ours {mine[:6]} R's {other[:6]}"
        self._add(section, what, int(known.sum()), f"{math.floor(reached)} digits", note)

    def within(
        self,
        section: str,
        what: str,
        ours: Any,
        theirs: Any,
        *,
        unit: Any,
        promise: float,
        measure: str,
        note: str = "",
    ) -> None:
        """Compare differences in some unit, such as standard errors: more than promised in any number fails."""
        mine, other = np.asarray(ours, dtype=float).ravel(), np.asarray(theirs, dtype=float).ravel()
        assert mine.shape == other.shape, f"{what}: {mine.size} numbers against R's {other.size}"
        away = np.abs(mine - other) / np.broadcast_to(np.asarray(unit, dtype=float).ravel(), mine.shape)
        worst = float(np.max(away))
        assert worst <= promise, f"{what}: {worst:.3g} {measure}; ours {mine[:6]} R's {other[:6]}"
        self._add(section, what, mine.size, f"within {worst:.1e} {measure}", note)

    def differs(self, section: str, what: str, ours: float, theirs: float, *, note: str) -> None:
        """Record a difference that is meant, with its size and reason."""
        self._add(section, what, 1, f"R's is {theirs / ours - 1:+.1%}", note)

    def _add(self, section: str, what: str, count: int, result: str, note: str) -> None:
        self.sections.setdefault(section, []).append(f"| {what} | {count:,} | {result} | {note} |")

    def write(self, path: Path) -> None:
        """Write the document, leaving sections that this run did not reach as they were."""
        if not self.sections:
            return
        kept = _sections_of(path.read_text(encoding="utf-8")) if path.exists() else {}
        head = "| comparison | numbers | agreement | note |\n|---|--:|---|---|\n"
        kept |= {name: head + "\n".join(rows) + "\n" for name, rows in self.sections.items()}
        used = ", ".join(f"{name} {version}" for name, version in sorted(VERSIONS.items()))
        body = "".join(f"\n## {name}\n\n{text}" for name, text in kept.items())
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{INTRODUCTION}\nLast run with {used}.\n{body}", encoding="utf-8")


def _sections_of(text: str) -> dict[str, str]:
    """Split a document at its second-level headings."""
    parts = re.split(r"^## (.+)\n\n", text, flags=re.MULTILINE)
    return {name: body.rstrip("\n") + "\n" for name, body in zip(parts[1::2], parts[2::2], strict=True)}
