"""How many to choose in each stratum."""

from __future__ import annotations

import heapq
import math
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from trigpoint.estimation.errors import SampleError, listed

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from trigpoint.estimation.data import FloatArray, IntArray

K = TypeVar("K", bound="Hashable")


def proportional(counts: Mapping[K, int], n: int, *, least: int = 2) -> dict[K, int]:
    """Share a sample of n among strata by their numbers of units, `least` at the least (or all there are)."""
    return neyman(counts, dict.fromkeys(counts, 1.0), n, least=least)


def neyman(
    counts: Mapping[K, int],
    deviations: Mapping[K, float],
    n: int,
    *,
    costs: Mapping[K, float] | None = None,
    least: int = 2,
) -> dict[K, int]:
    """Share a sample of n among strata so that the variance of a total is as small as whole numbers allow.

    `deviations` are the standard deviations of what is measured within strata; `costs`, if given, what one
    answer costs there. Units go one at a time to the stratum where the next one helps most, by N S / sqrt(c k
    (k + 1)), which is exactly optimal and never chooses more than there are (Wright 2012). Equal deviations
    give the proportional allocation.

    Raises `SampleError` if n is more than the units or less than the strata need, or a deviation is negative.
    """
    available = {stratum: int(count) for stratum, count in counts.items()}
    chosen = {stratum: min(least, count) for stratum, count in available.items()}
    _check(available, chosen, n)
    gain: dict[K, float] = {}
    for stratum, count in available.items():
        spread, cost = float(deviations[stratum]), float(costs[stratum]) if costs else 1.0
        if not (spread >= 0 and cost > 0):
            raise SampleError(
                f"Stratum {stratum!r} has a standard deviation of {spread} and a cost of {cost}. Give a "
                "deviation of zero or more and a cost above zero."
            )
        gain[stratum] = count * spread / math.sqrt(cost)
    order = {stratum: place for place, stratum in enumerate(available)}
    queue = [
        _offer(gain, order, stratum, chosen[stratum]) for stratum in available if chosen[stratum] < available[stratum]
    ]
    heapq.heapify(queue)
    for _ in range(n - sum(chosen.values())):
        _, _, stratum = heapq.heappop(queue)
        chosen[stratum] += 1
        if chosen[stratum] < available[stratum]:
            heapq.heappush(queue, _offer(gain, order, stratum, chosen[stratum]))
    return chosen


def _offer(gain: Mapping[K, float], order: Mapping[K, int], stratum: K, k: int) -> tuple[float, int, K]:
    """Rank the stratum's next unit: the first in a stratum before all others, ties by the strata's order."""
    priority = math.inf if k == 0 else gain[stratum] / math.sqrt(k * (k + 1))
    return -priority, order[stratum], stratum


def _check(available: Mapping[K, int], chosen: Mapping[K, int], n: int) -> None:
    empty = [stratum for stratum, count in available.items() if count < 1]
    if empty:
        raise SampleError(f"Stratum {listed(empty)} has no units. Leave it out.")
    total, need = sum(available.values()), sum(chosen.values())
    if n > total:
        raise SampleError(f"A sample of {n:,} was asked for, but the frame has {total:,} units. Ask for fewer.")
    if n < need:
        raise SampleError(
            f"A sample of {n:,} is too small: {len(available):,} strata need {need:,} at the least asked for "
            "in each. Join strata, lower `least` or ask for more."
        )


def standard_deviations(values: FloatArray, strata: IntArray) -> FloatArray:
    """Return the standard deviation of a frame variable within each stratum code; zero where there is one unit."""
    n = np.bincount(strata)
    mean = np.bincount(strata, values) / np.maximum(n, 1)
    squares = np.bincount(strata, (values - mean[strata]) ** 2)
    return np.asarray(np.sqrt(squares / np.maximum(n - 1, 1)), dtype=np.float64)
