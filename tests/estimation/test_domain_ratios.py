"""Ratios in domains: the design's own figures, in blocks of any size, with degrees of freedom of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from trigpoint.estimation import Design, domain_ratios, domains
from trigpoint.estimation.domain_ratios import Ratios, ratios

if TYPE_CHECKING:
    import pytest


def found(design: Design, by: str) -> Ratios:
    group = domains.group(design.frame, (by,), design.active)
    return ratios(design, design.frame.number("admin"), np.ones(len(design.frame)), group)


def test_a_ratio_to_one_is_the_mean_with_its_error(design: Design) -> None:
    means, mine = design.mean("admin", by="la"), found(design, "la")
    np.testing.assert_allclose(mine.estimate, means.column("estimate"), rtol=1e-10)
    np.testing.assert_allclose(np.sqrt(mine.variance), means.column("se"), rtol=1e-9)


def test_the_size_of_the_blocks_does_not_matter(design: Design, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = found(design, "la")
    monkeypatch.setattr(domain_ratios, "CELLS", 3 * len(design.frame))
    np.testing.assert_allclose(found(design, "la").variance, whole.variance, rtol=1e-12)


def test_a_domain_of_one_row_has_no_variance() -> None:
    columns = {"admin": [1.0, 2.0, 3.0], "g": ["x", "x", "y"], "w": np.ones(3)}
    mine = found(Design(columns, weights="w"), "g")
    assert mine.count.tolist() == [2, 1]
    assert np.isnan(mine.variance).tolist() == [False, True]
    assert mine.df.tolist() == [1, 1]
