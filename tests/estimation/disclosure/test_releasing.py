"""Release: what is hidden, what is not, what is refused, and whether anyone can undo it."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from tests.estimation.disclosure.made_up import nesting, places, table_of, worked_out

from trigpoint.estimation.disclosure import (
    HIDDEN,
    DisclosureError,
    Nesting,
    RecoverableError,
    Rounding,
    Threshold,
    UnprotectableError,
    release,
)
from trigpoint.estimation.table import ResultTable, Row

COUNTS = np.array([[[40, 25], [33, 4], [28, 30]]])


def _mean(n: int, estimate: float = 8.0, **domain: str) -> Row:
    return Row(variable="hours", statistic="mean", estimate=estimate, n=n, domain=domain)


def _share(n: int, yes: float, la: str) -> list[Row]:
    domain = {"la": la} if la else {}
    return [
        Row(variable="leave", level=level, statistic="proportion", estimate=share, n=n, domain=domain)
        for level, share in (("yes", yes), ("no", 1 - yes))
    ]


def test_a_table_of_large_cells_is_shown_as_it_is():
    table = table_of(COUNTS + 20)
    assert release(table, nested=[nesting(1, 3)]).public == table


def test_a_small_cell_takes_three_others_with_it_so_that_no_sum_gives_it_away():
    result = release(table_of(COUNTS), nested=[nesting(1, 3)], keep=[(), ("region",), ("phase",), ("la",)])
    hidden = [
        (row.domain["la"], row.domain["phase"])
        for row, seen in zip(result.source, result.shown, strict=True)
        if not seen
    ]
    assert hidden == [("R0L1", "P0"), ("R0L1", "P1"), ("R0L2", "P0"), ("R0L2", "P1")]


def test_a_hidden_row_shows_words_and_no_number_at_all():
    result = release(table_of(COUNTS), nested=[nesting(1, 3)])
    for row in result.public.select(flag=HIDDEN):
        numbers = (row.estimate, row.se, row.lo, row.hi, row.n, row.n_eff, row.deff, row.missing)
        assert all(math.isnan(number) for number in numbers)


def test_primary_and_secondary_cells_carry_the_same_words():
    result = release(table_of(COUNTS), nested=[nesting(1, 3)])
    assert set(result.public.column("flag").tolist()) == {"", HIDDEN}


def test_those_who_hold_the_data_are_told_why_each_cell_is_hidden():
    result = release(table_of(COUNTS), nested=[nesting(1, 3)])
    why = {cell.name: cell.why for cell in result.hidden}
    assert why["hours for la R0L1, phase P1"] == "fewer than 10 respondents"
    assert set(why.values()) == {"fewer than 10 respondents", "would let someone work out another cell"}


def test_the_audit_leaves_room_for_a_safe_number_in_every_unsafe_cell():
    result = release(table_of(COUNTS), nested=[nesting(1, 3)])
    (small,) = [cell for cell in result.hidden if cell.why == "fewer than 10 respondents"]
    (known,) = small.known
    assert known.lo <= 4
    assert known.hi >= 10


def test_neither_a_log_nor_the_paragraph_tells_what_was_hidden():
    result = release(table_of(COUNTS), nested=[nesting(1, 3)])
    assert "fewer than 10 respondents" not in repr(result)
    assert "R0L1" not in result.paragraph
    assert f"{(~result.shown).sum()} of {len(result.public)} figures are not shown" in result.paragraph


def test_without_secondary_suppression_the_audit_refuses_and_names_the_cell():
    with pytest.raises(RecoverableError, match="hours for la R0L1, phase P1") as caught:
        release(table_of(COUNTS), nested=[nesting(1, 3)], secondary=False)
    assert caught.value.cells == ("hours for la R0L1, phase P1",)


def test_a_total_that_cannot_be_protected_is_an_error_that_names_it():
    keep = [(), ("la",), ("region",), ("phase",), ("region", "phase"), ("la", "phase")]
    table = table_of(np.array([[[40, 25], [33, 4]]]))
    with pytest.raises(UnprotectableError, match=r"hours for la R0L1, phase P1 while showing la, la by phase"):
        release(table, nested=[nesting(1, 2)], keep=keep)


def test_a_cell_that_is_all_there_is_to_a_total_cannot_be_hidden():
    table = ResultTable.of([_mean(5, la="A"), _mean(5)], by=("la",))
    with pytest.raises(UnprotectableError, match="hours for the whole"):
        release(table)


def test_an_authority_left_out_of_its_region_is_protected_from_subtraction():
    rows = [_mean(40), _mean(20, la="A"), _mean(16, la="B")]
    result = release(ResultTable.of(rows, by=("la",)))
    assert result.shown.tolist() == [True, True, False]
    (rest,) = [cell for cell in result.hidden if "subtraction" in cell.why]
    assert (rest.name, rest.respondents) == ("hours for la (all the rest)", 4)


def test_a_large_rest_needs_no_protection_and_gives_some():
    rows = [_mean(100), _mean(4, la="A"), _mean(50, la="B")]
    assert release(ResultTable.of(rows, by=("la",))).shown.tolist() == [True, False, True]


def test_cells_without_respondents_are_shown_and_protect_nobody():
    counts = np.array([[[40, 0], [33, 4], [28, 30]]])
    result = release(table_of(counts), nested=[nesting(1, 3)])
    empty = result.source.mask(n=0)
    assert result.shown[empty].all()
    assert worked_out(result, counts) == []


def test_every_statistic_of_a_hidden_cell_is_hidden():
    rows = [
        Row(variable="hours", statistic=statistic, estimate=estimate, n=n, domain=domain)
        for domain, n in (({}, 64), ({"la": "A"}, 4), ({"la": "B"}, 30), ({"la": "C"}, 30))
        for statistic, estimate in (("mean", 8.0), ("total", 8.0 * n), ("median", 7.0))
    ]
    result = release(ResultTable.of(rows, by=("la",)))
    assert result.public.mask(flag=HIDDEN, la="A").sum() == 3
    assert all(len(set(shown)) == 1 for shown in result.shown.reshape(4, 3).tolist())


def test_every_level_of_a_hidden_cell_is_hidden():
    rows = [row for n, la in ((80, ""), (5, "A"), (40, "B"), (35, "C")) for row in _share(n, 0.4, la)]
    result = release(ResultTable.of(rows, by=("la",)))
    assert all(one == other for one, other in result.shown.reshape(4, 2).tolist())


def test_a_ratio_is_hidden_where_its_parts_are():
    def rows(variable: str, small: int) -> list[Row]:
        sizes = (("", 100 + small), ("A", small), ("B", 60), ("C", 40))
        return [
            Row(
                variable=variable,
                statistic="ratio" if "/" in variable else "mean",
                estimate=0.5,
                n=n,
                domain={"la": la},
            )
            for la, n in sizes
        ]

    table = ResultTable.of(rows("admin/alloc", 12) + rows("admin", 4) + rows("alloc", 12), by=("la",))
    shown = release(table).shown.reshape(3, 4)
    assert shown[0].tolist() == shown[1].tolist() == shown[2].tolist() == [True, False, True, False]


def test_hidden_shares_are_not_given_away_by_everybody_saying_the_same():
    rows = [
        row
        for n, yes, la in ((110, 0.5, ""), (5, 1.0, "A"), (15, 1.0, "B"), (40, 0.5, "C"), (50, 0.3, "D"))
        for row in _share(n, yes, la)
    ]
    table = ResultTable.of(rows, by=("la",))
    strict = release(table).shown.reshape(5, 2)[:, 0]
    let_off = release(table, unanimous=True).shown.reshape(5, 2)[:, 0]
    assert strict.tolist() == [True, False, True, False, True]
    assert let_off.tolist() == [True, False, False, True, True]


def test_a_figure_flagged_for_one_respondent_is_hidden_even_without_a_threshold_that_would():
    rows = [_mean(53), _mean(2, la="A"), _mean(26, la="B"), _mean(25, la="C")]
    flag = ["", "one respondent in a stratum: no standard error", "", ""]
    table = ResultTable.of(rows, by=("la",)).with_columns(flag=flag)
    assert release(table, Threshold(2)).shown.tolist() == [True, False, True, False]


def test_what_an_earlier_release_showed_stays_shown():
    detail = release(table_of(COUNTS), nested=[nesting(1, 3)])
    earlier = release(table_of(COUNTS).select(la="R0L2", phase="P0"))
    later = release(table_of(COUNTS), nested=[nesting(1, 3)], already=[earlier])
    spot = int(np.flatnonzero(later.source.mask(la="R0L2", phase="P0"))[0])
    assert not detail.shown[spot]
    assert later.shown[spot]
    assert worked_out(later, COUNTS) == []


def test_what_an_earlier_release_hid_stays_hidden():
    earlier = release(table_of(COUNTS), nested=[nesting(1, 3)])
    later = release(table_of(COUNTS), nested=[nesting(1, 3)], already=[earlier], rule=Threshold(3))
    assert later.shown.tolist() == earlier.shown.tolist()


def test_parts_that_overlap_are_refused():
    table = ResultTable.of([_mean(40), _mean(30, la="A"), _mean(30, la="B")], by=("la",))
    with pytest.raises(DisclosureError, match="hold 20 respondents more than it does"):
        release(table)


def test_variables_never_crossed_need_to_be_explained():
    rows = [_mean(40), _mean(40, la="A"), _mean(40, region="R")]
    with pytest.raises(DisclosureError, match="split by la and by region, never by both"):
        release(ResultTable.of(rows, by=("la", "region")))


def test_a_nesting_is_found_from_the_schools_themselves():
    rows = [
        _mean(84),
        _mean(44, region="R"),
        _mean(40, region="S"),
        _mean(4, la="A"),
        _mean(40, la="B"),
        _mean(40, la="C"),
    ]
    table = ResultTable.of(rows, by=("region", "la"))
    result = release(table, units={"region": ["R", "R", "S"], "la": ["A", "B", "C"]})
    assert result.shown.tolist() == [True, True, True, False, False, True]


def test_a_table_without_rows_is_refused():
    with pytest.raises(DisclosureError, match="no rows"):
        release(ResultTable.of([]))


def test_a_count_that_is_missing_is_refused_by_name():
    table = ResultTable.of([_mean(40)]).with_columns(n=[math.nan])
    with pytest.raises(DisclosureError, match="No number of respondents for mean of hours"):
        release(table)


def test_rounded_counts_are_multiples_that_still_add_up_and_exact_ones_cannot_be_had_from_them():
    result = release(table_of(COUNTS + 20), nested=[nesting(1, 3)], rounding=Rounding(5, seed=3))
    public = result.public
    assert set((public.column("n") % 5).tolist()) == {0.0}
    inner = public.mask(region="R0") & (public.column("la") != "") & (public.column("phase") != "")
    assert public.column("n")[inner].sum() == public.row(la="", region="", phase="").n
    assert np.isnan(public.column("deff")).all()
    assert np.isnan(public.column("n_eff")).all()
    assert "rounded to multiples of 5" in result.paragraph


def test_an_authority_without_a_region_is_an_error_that_names_the_row():
    table = ResultTable.of([_mean(40), _mean(40, la="Z")], by=("la", "region"))
    lies = Nesting("la", "region", {"A": "R"})
    with pytest.raises(DisclosureError, match="Row 1, mean of hours for la Z: the nesting does not say"):
        release(table, nested=[lies])


shapes = st.tuples(st.integers(1, 2), st.integers(2, 3), st.integers(2, 3))
small_tables = shapes.flatmap(lambda shape: arrays.arrays(np.int64, shape, elements=st.integers(0, 30)))


@given(small_tables, st.booleans())
def test_no_hidden_cell_can_be_worked_out_after_release(counts, show_regions):
    keep = [(), ("region",)] if show_regions else [()]
    try:
        result = release(table_of(counts), nested=[nesting(*counts.shape[:2])], keep=keep)
    except UnprotectableError as error:
        assert error.cells  # noqa: PT017 - refusing is right, if it says what for
        return
    assert worked_out(result, counts) == []
    small = np.array([0 < counts[cells].sum() < 10 for _, cells in places(counts.shape)])
    assert not result.shown[small].any()


areas = st.lists(st.integers(1, 25).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))), min_size=3, max_size=5)


@given(areas)
def test_the_hidden_areas_together_never_said_all_the_same(areas):
    n, yes = np.array(areas).T
    assume(0 < yes.sum() < n.sum())
    rows = _share(int(n.sum()), yes.sum() / n.sum(), "")
    for number, (asked, agreed) in enumerate(areas):
        rows += _share(asked, agreed / asked, f"A{number}")
    try:
        hidden = ~release(ResultTable.of(rows, by=("la",))).shown[2::2]
    except UnprotectableError as error:
        assert error.cells  # noqa: PT017 - refusing is right, if it says what for
        return
    assert not hidden.any() or 0 < yes[hidden].sum() < n[hidden].sum()
