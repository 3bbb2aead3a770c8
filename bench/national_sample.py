"""A made-up nation of schools to measure on: 22,000 schools, 9 regions, 153 authorities, from one seed.

Nothing in it is about a real school. Regions and authorities differ, large and poor schools differ, and answers of one
authority resemble each other, so that weighting, domains and models all have work to do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

Columns: TypeAlias = "dict[str, NDArray[Any]]"
SCHOOLS = 22_000
REGIONS = 9
AUTHORITIES = 153
PHASES = ("nursery", "primary", "secondary")
PHASE_SHARES = (0.03, 0.77, 0.20)
SIZES = ("small", "middling", "large", "very large")
GOVERNANCE = ("academy", "maintained", "other")
LEVELS = ("never", "seldom", "often", "always")
MARGINS = ("region", "phase", "size", "fsm_fifth", "governance")


@dataclass(frozen=True)
class Nation:
    """Every school of the nation, a column at a time."""

    schools: Columns

    def margins(self) -> dict[str, dict[str, float]]:
        """Count the schools in each level of the five weighting variables."""
        out: dict[str, dict[str, float]] = {}
        for name in MARGINS:
            levels, counts = np.unique(self.schools[name], return_counts=True)
            out[name] = dict(zip(levels.tolist(), counts.astype(float).tolist(), strict=True))
        return out

    def pupils(self) -> float:
        """Count the pupils."""
        return float(self.schools["pupils"].sum())


def nation(seed: int = 2026) -> Nation:
    """Make the schools: where they are, how large and how poor, and what their SENCO would answer."""
    rng = np.random.default_rng(seed)
    authority_region = np.sort(np.concatenate([np.arange(REGIONS), rng.integers(0, REGIONS, AUTHORITIES - REGIONS)]))
    share = rng.gamma(4.0, size=AUTHORITIES)
    la = np.sort(
        np.concatenate([np.arange(AUTHORITIES), rng.choice(AUTHORITIES, SCHOOLS - AUTHORITIES, p=share / share.sum())])
    )
    region = authority_region[la]
    phase = rng.choice(len(PHASES), SCHOOLS, p=PHASE_SHARES)
    pupils = np.round(np.array([60.0, 270.0, 950.0])[phase] * np.exp(rng.normal(0, 0.4, SCHOOLS)))
    fsm = np.clip(rng.beta(2, 6, SCHOOLS) + rng.normal(0, 0.05, AUTHORITIES)[la], 0.005, 0.95)
    governance = np.where(
        rng.random(SCHOOLS) < np.array([0.05, 0.42, 0.82])[phase], 0, rng.choice([1, 2], SCHOOLS, p=[0.9, 0.1])
    )
    local = rng.normal(0, 0.9, AUTHORITIES)[la] + rng.normal(0, 0.6, REGIONS)[region]
    alloc = np.clip(8 + 6 * (phase == 2) + 4 * fsm + 0.002 * pupils + local + rng.normal(0, 4, SCHOOLS), 0, 37)
    schools: Columns = {
        "school": np.arange(100_000, 100_000 + SCHOOLS),
        "region": _named("R", region, 1),
        "la": _named("LA", la, 3),
        "phase": np.array(PHASES)[phase],
        "size": np.array(SIZES)[np.searchsorted([150.0, 350.0, 800.0], pupils)],
        "fsm_fifth": _named("Q", np.searchsorted(np.quantile(fsm, [0.2, 0.4, 0.6, 0.8]), fsm) + 1, 1),
        "governance": np.array(GOVERNANCE)[governance],
        "pupils": pupils,
        "fsm": np.round(fsm, 4),
        "alloc": np.round(alloc, 1),
        "want": np.round(alloc + rng.gamma(3, 2.0, SCHOOLS), 1),
        "admin": np.round(alloc * rng.beta(4, 5, SCHOOLS), 1),
        "slt": (rng.random(SCHOOLS) < 1 / (1 + np.exp(1.0 - 0.6 * (phase == 2) - 2 * fsm + 0.2 * local))).astype(float),
        "leave": np.where(rng.random(SCHOOLS) < 0.2 + 0.02 * (12 - alloc).clip(0), "yes", "no"),
    }
    return Nation(schools)


def sample(whole: Nation, size: int = 6_000, *, seed: int = 1, items: int = 0, missing: float = 0.03) -> Columns:
    """Draw schools at random within region by phase, large strata less than fully; answers are sometimes missing.

    Adds `stratum`, `bw` (base weight), `Nh` (schools in the stratum) and `items` four-level questions `q01`, ...
    With `size` equal to the number of schools all are taken, with base weights as if they had answered unequally.
    """
    rng = np.random.default_rng(seed)
    schools = whole.schools
    stratum = np.char.add(np.char.add(schools["region"], "/"), schools["phase"])
    names, codes = np.unique(stratum, return_inverse=True)
    counts = np.bincount(codes)
    if size == SCHOOLS:
        rows = np.arange(SCHOOLS)
        weights = np.exp(rng.normal(0, 0.3, SCHOOLS))
    else:
        take = np.minimum(counts, np.maximum(4, np.round(size * counts**0.8 / np.sum(counts**0.8)))).astype(int)
        take[np.argmax(counts)] += size - take.sum()
        rows = np.sort(
            np.concatenate([rng.choice(np.flatnonzero(codes == h), take[h], replace=False) for h in range(len(names))])
        )
        weights = (counts / take)[codes[rows]]
    out = {name: values[rows] for name, values in schools.items()}
    out |= {"stratum": stratum[rows], "bw": weights, "Nh": counts[codes[rows]].astype(float)}
    for name in ("alloc", "want", "admin"):
        out[name] = np.where(rng.random(len(rows)) < missing, np.nan, out[name])
    lean = (out["fsm"] - 0.25) * 2 + rng.normal(0, 0.5, len(rows))
    for item in range(items):
        latent = lean * rng.uniform(-1, 1) + rng.logistic(size=len(rows)) + rng.normal(0, 0.5)
        answer = np.array(LEVELS, dtype=object)[np.searchsorted([-1.2, 0.2, 1.5], latent)]
        answer[rng.random(len(rows)) < missing] = None
        out[f"q{item + 1:02d}"] = answer
    return out


def write_csv(columns: Columns, path: Path) -> None:
    """Write columns for R to read; a missing value is an empty field."""
    names = list(columns)
    with path.open("w", encoding="utf-8") as file:
        file.write(",".join(names) + "\n")
        for row in zip(*(columns[name].tolist() for name in names), strict=True):
            file.write(",".join("" if cell is None or cell != cell else str(cell) for cell in row) + "\n")  # noqa: PLR0124


def _named(prefix: str, codes: NDArray[Any], digits: int) -> NDArray[Any]:
    names = np.array([f"{prefix}{code:0{digits}d}" for code in range(int(codes.max()) + 1)])
    return np.asarray(names[codes])
