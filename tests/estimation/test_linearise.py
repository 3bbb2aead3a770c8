from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trigpoint.estimation import Design

SHAPES = ["rows", "strata", "clusters", "both", "two stages"]


def made(shape: str, seed: int, rows: int = 60) -> Design:
    rng = np.random.default_rng(seed)
    cluster = np.arange(rows) // 4
    columns: dict[str, Any] = {
        "h": np.char.add("h", (cluster % 3).astype(str)),
        "c": cluster,
        "s": np.arange(rows) // 2,
        "a": rng.choice(["p", "q"], rows),
        "b": rng.choice(["u", "v", "t"], rows),
        "x": rng.gamma(2.0, 1.0, rows),
        "y": rng.normal(5, 2, rows),
        "la": rng.choice(["A", "B", "C"], rows),
        "w": rng.uniform(1, 3, rows),
        "N1": np.full(rows, 30.0),
        "N2": np.full(rows, 5.0),
    }
    return {
        "rows": lambda: Design(columns, weights="w"),
        "strata": lambda: Design(columns, weights="w", strata="h"),
        "clusters": lambda: Design(columns, weights="w", ids="c"),
        "both": lambda: Design(columns, weights="w", strata="h", ids="c", fpc="N1"),
        "two stages": lambda: Design(columns, weights="w", strata="h", ids=("c", "s"), fpc=("N1", "N2")),
    }[shape]()


def calibrated(design: Design, kind: str) -> Design:
    total = design.weights.sum()
    sums = {name: np.bincount(design.frame.factor(name).codes, design.weights) for name in ("a", "b")}
    margins = {
        name: dict(zip(design.frame.factor(name).levels, total * sums[name][::-1] / total, strict=True))
        for name in sums
    }
    if kind == "raked":
        return design.rake(margins)
    if kind == "twice":
        return design.post_stratify("a", margins["a"]).rake(margins)
    if kind == "linear":
        return design.calibrate({"x": 1.05 * float(design.weights @ design.frame.number("x"))}, population=1.02 * total)
    return design


@given(
    shape=st.sampled_from(SHAPES),
    kind=st.sampled_from(["plain", "raked", "twice", "linear"]),
    seed=st.integers(0, 1000),
)
def test_variances_by_domain_are_those_of_the_written_out_residuals(shape: str, kind: str, seed: int) -> None:
    design = calibrated(made(shape, seed), kind)
    table = design.mean("y", by="la")
    y, w = design.frame.number("y"), design.weights
    dense = np.zeros((len(y), len(table)))
    for k, la in enumerate(table.column("la").tolist()):
        inside = design.frame.raw("la") == la
        dense[:, k] = np.where(inside, (y - table.column("estimate")[k]) / w[inside].sum(), 0.0)
    assert table.column("se") == pytest.approx(np.sqrt(np.diag(design.covariance(dense))), rel=1e-8)


@given(shape=st.sampled_from(SHAPES), seed=st.integers(0, 1000), scale=st.floats(0.01, 100), shift=st.floats(-50, 50))
def test_errors_follow_a_change_of_units(shape: str, seed: int, scale: float, shift: float) -> None:
    design = made(shape, seed)
    moved = Design.where(design)
    changed = made(shape, seed)
    y = design.frame.number("y")
    assert moved.mean("y").row() == design.mean("y").row()
    scores = np.column_stack([y, scale * y, y + shift])
    covariance = changed.covariance(scores - scores.T @ design.weights / design.weights.sum())
    assert covariance[1, 1] == pytest.approx(scale**2 * covariance[0, 0], rel=1e-7)
    assert covariance[2, 2] == pytest.approx(covariance[0, 0], rel=1e-6)


@given(kind=st.sampled_from(["raked", "twice"]), seed=st.integers(0, 1000))
def test_what_the_margins_fix_has_no_error(kind: str, seed: int) -> None:
    shares = calibrated(made("both", seed), kind).proportion("a")
    assert shares.column("se") == pytest.approx([0.0, 0.0], abs=1e-7)


def test_the_weighted_residuals_of_raking_differ_from_r_own_unweighted_ones(design: Design, margins: Any) -> None:
    ours = design.rake(margins).mean("alloc").row()
    theirs = design.rake(margins, residuals="r-rake").mean("alloc").row()
    assert ours.estimate == theirs.estimate
    assert ours.se != theirs.se
    with pytest.raises(ValueError, match="residuals='r' is not known"):
        design.rake(margins, residuals="r")  # type: ignore[arg-type]  # on purpose


def test_r_own_form_gives_the_same_errors_one_by_one_and_by_group(design: Design, margins: Any) -> None:
    raked = design.rake(margins, residuals="r-rake")
    grouped = raked.mean("admin", by="la").row(la="LA2")
    assert raked.where(la="LA2").mean("admin").row().se == pytest.approx(grouped.se, rel=1e-12)
    assert "for comparison only" in raked.describe()
