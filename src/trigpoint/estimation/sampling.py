"""Drawing the sample, so that anyone with the frame and the published seed can draw it again.

Every unit has a permanent random number: the SHA-256 hash of the seed and its name, read as a fraction. It
does not depend on the machine, the order of the frame or the version of any library. A stratum's sample is
the units whose numbers come first after a starting point, which is a simple random sample (Ohlsson 1995).
From wave to wave the starting point moves on, so that a chosen share of the schools is asked again and new
schools have the same chance as old ones.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from trigpoint.estimation import allocation
from trigpoint.estimation.data import Frame
from trigpoint.estimation.domains import group
from trigpoint.estimation.errors import SampleError, listed

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from trigpoint.estimation.columns import Source
    from trigpoint.estimation.data import FloatArray, IntArray
    from trigpoint.estimation.domains import Grouping

Allocation: TypeAlias = Literal["proportional", "neyman"]


@dataclass(frozen=True, slots=True)
class Sample:
    """A drawn sample.

    `frame` holds the chosen units' columns and `stratum`, `base_weight`, `population` (units in the stratum)
    and `random_number`. `allocation` tells how many of each stratum were chosen; `fingerprint` is the SHA-256
    hash of the chosen names in order, for a later reader to check; `story` tells how it was drawn.
    """

    frame: Frame
    allocation: Mapping[str, int]
    fingerprint: str
    story: str


def random_numbers(names: Sequence[Hashable], seed: str | int) -> FloatArray:
    """Return each unit's permanent random number, in [0, 1): the first 53 bits of SHA-256 of "seed:name"."""
    prefix = f"{seed}:".encode()
    heads = b"".join(hashlib.sha256(prefix + str(name).encode()).digest()[:8] for name in names)
    bits = np.frombuffer(heads, dtype=">u8") >> np.uint64(11)
    return np.asarray(bits * 2.0**-53, dtype=np.float64)


def draw(
    source: Source | Frame,
    *,
    unit: str,
    size: int | Mapping[Hashable, int],
    seed: str | int,
    strata: str | Sequence[str] = (),
    by: Allocation = "proportional",
    spread_of: str | None = None,
    least: int = 2,
    wave: int = 0,
    overlap: float = 0.5,
) -> Sample:
    """Draw a stratified simple random sample of `size` units (or so many of each stratum) from a frame.

    `unit` names the column that identifies a unit for good; where a school has a predecessor, give the number
    that both share, and it keeps its random number. `by="neyman"` allocates by the standard deviation of the
    column `spread_of`. `wave` counts from 0: each moves the starting point on by (1 - overlap) of the
    sampling fraction, so that about `overlap` of one wave's units are in the next.

    Raises `SampleError` for units named twice, a size that the frame cannot give, or an overlap outside [0,
    1].
    """
    frame = Frame.of(source)
    names = (strata,) if isinstance(strata, str) else tuple(strata)
    if not 0 <= overlap <= 1 or wave < 0:
        raise SampleError(f"overlap={overlap} and wave={wave}: an overlap is between 0 and 1, and waves count from 0.")
    units = _unit_names(frame, unit)
    groups = group(frame, names, np.ones(len(frame), dtype=np.bool_))
    if len(groups.rows) < len(frame):
        lost = np.setdiff1d(np.arange(len(frame)), groups.rows)
        raise SampleError(
            f"Row {listed(lost.tolist())} of the frame (rows count from 0) has no stratum. Fill "
            f"{', '.join(names)} first."
        )
    labels = [" × ".join(parts) for parts in zip(*(column.tolist() for column in groups.labels), strict=True)] or [
        "all"
    ]
    counts = np.diff(groups.starts)
    taken = _allocated(frame, groups, labels, size, by=by, spread_of=spread_of, least=least)
    numbers = random_numbers(units, seed)
    rows = _chosen(groups, numbers, taken, wave * (1 - overlap))
    stratum = np.empty(len(frame), dtype=np.int64)
    stratum[groups.rows] = groups.domain
    codes = stratum[rows]
    chosen = frame.take(rows).with_columns(
        stratum=np.array(labels)[codes],
        base_weight=(counts / np.maximum(taken, 1))[codes],
        population=counts[codes].astype(np.float64),
        random_number=numbers[rows],
    )
    fingerprint = hashlib.sha256("\n".join(sorted(units[row] for row in rows.tolist())).encode()).hexdigest()
    how = "in proportion to their numbers" if by == "proportional" else f"by Neyman's rule on {spread_of}"
    how = how if isinstance(size, int) else "as set out beforehand"
    story = (
        f"{len(rows):,} of {len(frame):,} units were drawn at random from {len(labels):,} strata "
        f"({' × '.join(names) or 'none'}), shared among strata {how}, with the published seed {seed!r} (wave "
        f"{wave}, planned overlap {overlap:.0%}). Permanent random numbers are SHA-256 of seed and {unit}; "
        f"the list's fingerprint is {fingerprint[:16]}."
    )
    return Sample(chosen, dict(zip(labels, taken.tolist(), strict=True)), fingerprint, story)


def _unit_names(frame: Frame, unit: str) -> list[str]:
    factor = frame.factor(unit)
    if factor.codes.min(initial=0) < 0:
        rows = np.flatnonzero(factor.missing).tolist()
        raise SampleError(
            f"{unit!r} is missing in row {listed(rows)} of the frame (rows count from 0). Name every unit."
        )
    twice = np.flatnonzero(np.bincount(factor.codes, minlength=1) > 1)
    if twice.size:
        shown = listed(factor.levels[code] for code in twice.tolist())
        raise SampleError(f"{unit!r} names {shown} more than once. Give each unit of the frame one row.")
    return [str(factor.levels[code]) for code in factor.codes.tolist()]


def _allocated(
    frame: Frame,
    groups: Grouping,
    labels: list[str],
    size: int | Mapping[Hashable, int],
    *,
    by: Allocation,
    spread_of: str | None,
    least: int,
) -> IntArray:
    counts = dict(zip(labels, np.diff(groups.starts).tolist(), strict=True))
    if not isinstance(size, int):
        return _as_asked(counts, {str(stratum): int(n) for stratum, n in size.items()})
    if by == "proportional":
        shares = allocation.proportional(counts, size, least=least)
    elif spread_of is not None:
        values = frame.number(spread_of)
        gone = np.flatnonzero(np.isnan(values))
        if gone.size:
            raise SampleError(
                f"{spread_of!r} is missing in row {listed(gone.tolist())} of the frame (rows count from 0)."
            )
        deviations = allocation.standard_deviations(groups.take(values), groups.domain)
        shares = allocation.neyman(counts, dict(zip(labels, deviations.tolist(), strict=True)), size, least=least)
    else:
        raise SampleError(f"by={by!r} needs spread_of, the frame column whose spread decides; or say 'proportional'.")
    return np.array([shares[label] for label in labels], dtype=np.int64)


def _as_asked(counts: Mapping[str, int], asked: Mapping[str, int]) -> IntArray:
    unknown = [stratum for stratum in asked if stratum not in counts]
    lacking = [stratum for stratum in counts if stratum not in asked]
    over = [stratum for stratum, n in asked.items() if stratum in counts and not 0 < n <= counts[stratum]]
    if unknown or lacking or over:
        raise SampleError(
            f"The sizes asked for do not fit the frame: unknown strata {listed(unknown) or 'none'}; strata "
            f"without a size {listed(lacking) or 'none'}; sizes not between 1 and the units there "
            f"{listed(over) or 'none'}."
        )
    return np.array([asked[stratum] for stratum in counts], dtype=np.int64)


def _chosen(groups: Grouping, numbers: FloatArray, taken: IntArray, shift: float) -> IntArray:
    """Return the chosen rows: in each stratum those whose numbers come first after its starting point."""
    counts = np.diff(groups.starts)
    start = np.mod(shift * taken / np.maximum(counts, 1), 1.0)
    place = np.mod(groups.take(numbers) - start[groups.domain], 1.0)
    order = np.lexsort((place, groups.domain))
    rank = np.arange(len(order)) - groups.starts[groups.domain[order]]
    kept = order[rank < taken[groups.domain[order]]]
    return np.sort(groups.rows[kept])
