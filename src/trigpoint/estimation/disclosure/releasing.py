"""The only road from a result table to a public one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from trigpoint.estimation.disclosure.cells import check_crossings, groups_of
from trigpoint.estimation.disclosure.errors import DisclosureError
from trigpoint.estimation.disclosure.geography import nestings_in
from trigpoint.estimation.disclosure.group import Group, HiddenCell, Standing
from trigpoint.estimation.disclosure.paragraph import paragraph
from trigpoint.estimation.disclosure.policy import Policy
from trigpoint.estimation.disclosure.rules import Flagged, Threshold

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from numpy.typing import ArrayLike

    from trigpoint.estimation.data import BoolArray, FloatArray
    from trigpoint.estimation.disclosure.contributions import Contributions
    from trigpoint.estimation.disclosure.geography import Nesting
    from trigpoint.estimation.disclosure.rounding import Rounding
    from trigpoint.estimation.disclosure.rules import Rule
    from trigpoint.estimation.table import ResultTable

HIDDEN = "not shown: it could identify a school"
"""The words in a hidden row; the same for every reason, so that the word itself tells nothing."""
WITHHELD = ("estimate", "se", "lo", "hi", "n", "n_eff", "deff", "missing")


@dataclass(frozen=True, slots=True)
class Release:
    """A table made fit for the public.

    `public` is the table to publish and `paragraph` goes to the methods page. `hidden`, `source` and `shown`
    (one mark for each row) are for those who hold the data; they are left out of the printed form, so that a
    log does not leak them.
    """

    public: ResultTable
    paragraph: str
    hidden: tuple[HiddenCell, ...] = field(repr=False)
    source: ResultTable = field(repr=False)
    shown: BoolArray = field(repr=False)


def release(
    table: ResultTable,
    rule: Rule | Sequence[Rule] = Threshold(10),  # noqa: B008 - frozen and without state
    *,
    secondary: bool = True,
    audit: bool = True,
    nested: Sequence[Nesting] | None = None,
    units: Mapping[str, ArrayLike] | None = None,
    keep: Collection[Collection[str]] = ((),),
    together: Sequence[Collection[str]] = (),
    contributions: Contributions | None = None,
    rounding: Rounding | None = None,
    already: Sequence[Release] = (),
    protection: float = 0.1,
    unanimous: bool = False,
) -> Release:
    """Make a public table: hide what is unsafe, hide what reveals it, and try to break the result.

    `rule` is one rule or several. `units` maps each by-variable to its value for every school, from which
    nestings (authority within region) are found; or give them as `nested`. `keep` lists the margins that must
    be shown, each as its by-variables: `()` is the whole, `("region",)` the regions. `together` names groups
    of variables that reveal one another. `already` are earlier releases from the same respondents: what they
    show stays shown and what they hide stays hidden. `protection` is how far, as a share of itself, a hidden
    sum must be from being known. `unanimous` allows that a shown margin in which nobody (or everybody) gave
    an answer tells the same of its hidden parts.

    Raises `UnprotectableError` if the totals to be kept leave a cell open, and `RecoverableError` if the
    audit finds a hidden cell that can be worked out; both name the cells, so treat them as internal.
    """
    if not len(table):
        raise DisclosureError("The table has no rows, so there is nothing to release.")
    if units is not None:
        nested = (*nestings_in(units), *(nested or ()))
    policy = Policy(
        rules=(*(rule if isinstance(rule, (list, tuple)) else (rule,)), Flagged()),
        nested=tuple(nested or ()),
        keep=frozenset(frozenset(split) for split in keep),
        secondary=secondary,
        audit=audit,
        protection=protection,
        unanimous=unanimous,
    )
    combined, standing = _with_earlier(table, already, _reasons(table, policy, contributions))
    check_crossings(combined, nested)
    hidden_rows = np.zeros(len(combined), dtype=bool)
    n = combined.column("n").copy()
    report: list[HiddenCell] = []
    for variables in groups_of(combined, together):
        group = Group.of(combined, variables, standing, policy)
        hidden = group.hide(policy)
        report.extend(group.report(hidden, group.audit(hidden, policy)))
        hidden_rows[group.cells.rows] = hidden[group.cells.cell_of]
        if rounding is not None:
            n[group.cells.rows] = group.rounded(n, rounding)
    mine = slice(0, len(table))
    public = table if rounding is None else _rounded(table, n[mine], rounding)
    words = paragraph(policy, int(hidden_rows[mine].sum()), len(table), rounding)
    public = _withheld(public, hidden_rows[mine])
    return Release(public, words, tuple(report), table, ~hidden_rows[mine])


def _reasons(table: ResultTable, policy: Policy, contributions: Contributions | None) -> list[str]:
    """Say for each row why it is unsafe by itself, or nothing."""
    reasons = [""] * len(table)
    for rule in policy.rules:
        for row in np.flatnonzero(rule.unsafe(table, contributions)):
            reasons[row] = reasons[row] or rule.why()
    return reasons


def _with_earlier(table: ResultTable, already: Sequence[Release], reasons: list[str]) -> tuple[ResultTable, Standing]:
    """Put the rows of earlier releases under these, with what each may and must be."""
    combined = table
    shown = [False] * len(table)
    for earlier in already:
        combined = combined + earlier.source
        reasons = reasons + ["" if seen else "hidden in an earlier release" for seen in earlier.shown]
        shown += earlier.shown.tolist()
    return combined, Standing(np.array(reasons), np.array(shown))


def _withheld(table: ResultTable, hidden: BoolArray) -> ResultTable:
    """Put words in the place of every figure of the hidden rows."""
    changed = {name: np.where(hidden, np.nan, table.column(name)) for name in WITHHELD}
    return table.with_columns(**changed, flag=np.where(hidden, HIDDEN, table.column("flag")))


def _rounded(table: ResultTable, n: FloatArray, rounding: Rounding) -> ResultTable:
    """Show rounded counts, and withhold the figures from which the exact ones follow.

    A design effect with an effective size gives the number of respondents, and so does a design effect with
    the standard error of a proportion.
    """
    nothing = np.full(len(table), np.nan)
    return table.with_columns(n=n, n_eff=nothing, deff=nothing, missing=rounding.nearest(table.column("missing")))
