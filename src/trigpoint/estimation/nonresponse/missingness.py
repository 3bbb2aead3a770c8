"""Which questions people skipped: the share of respondents without an answer, item by item."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from trigpoint.estimation import domains, intervals
from trigpoint.estimation.domain_ratios import ratios
from trigpoint.estimation.errors import EstimationError
from trigpoint.estimation.table import ResultTable, Row
from trigpoint.estimation.weights import kish

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trigpoint.estimation.data import BoolArray, DesignView

LONELY = "one respondent: no standard error"


def item_missingness(
    design: DesignView,
    *variables: str,
    by: str | Sequence[str] = (),
    asked: Mapping[str, BoolArray] | None = None,
    level: float = 0.95,
) -> ResultTable:
    """Return the weighted share of those asked who gave no answer, for each variable, overall or by domain.

    `asked` marks, by variable, the rows that the questionnaire sent to it; a variable that is not named was asked of
    everyone. `n` counts those asked and `missing` those without an answer, unweighted.
    """
    if not variables:
        raise EstimationError("Name at least one variable.")
    names = (by,) if isinstance(by, str) else tuple(by)
    group = domains.group(design.frame, names, design.active)
    rows: list[Row] = []
    for variable in variables:
        routed = (asked or {}).get(variable, np.ones(len(design.frame), dtype=bool))
        if len(routed) != len(design.frame):
            raise EstimationError(
                f"asked[{variable!r}] has {len(routed):,} entries for {len(design.frame):,} rows. Give one per row."
            )
        absent = design.frame.missing(variable) & routed
        found = ratios(design, absent.astype(np.float64), routed.astype(np.float64), group)
        n, missing = group.sums(routed[group.rows]), group.sums(absent[group.rows])
        fallback = n / kish(design.weights[design.active])[0]
        low, high = intervals.beta(
            found.estimate, found.variance, n, np.maximum(fallback, 1.0), df=found.df, level=level
        )
        rows += [
            Row(
                variable=variable,
                domain={name: str(labels[d]) for name, labels in zip(group.by, group.labels, strict=True)},
                statistic="share without an answer",
                estimate=float(found.estimate[d]),
                se=float(np.sqrt(found.variance[d])),
                lo=float(low[d]),
                hi=float(high[d]),
                n=int(n[d]),
                missing=int(missing[d]),
                method="weighted, linearised",
                flag=LONELY if n[d] == 1 else "" if n[d] else "nobody was asked",
            )
            for d in range(group.size)
        ]
    return ResultTable.of(rows, by=names)
