"""Models, non-response, imputation and release as methods of a design; each is explained where it is defined."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trigpoint.estimation import disclosure
from trigpoint.estimation.asking import Asking
from trigpoint.estimation.imputation import impute
from trigpoint.estimation.models.glm import fit_glm
from trigpoint.estimation.models.multilevel import fit_multilevel
from trigpoint.estimation.models.ordinal import cumulative_proportions, fit_ordinal
from trigpoint.estimation.models.small_area import small_area
from trigpoint.estimation.nonresponse import item_missingness, r_indicator, response_rates, sensitivity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trigpoint.estimation.disclosure import Release, Rule
    from trigpoint.estimation.table import ResultTable

THRESHOLD = disclosure.Threshold(10)


class Modelling(Asking):
    """What goes beyond estimates. `Design` is one; the class is apart only to keep its file short."""

    glm = fit_glm
    ordinal = fit_ordinal
    cumulative = cumulative_proportions
    multilevel = fit_multilevel
    small_area = small_area
    response_rates = response_rates
    item_missingness = item_missingness
    r_indicator = r_indicator
    sensitivity = sensitivity
    impute = impute

    def release(
        self,
        table: ResultTable,
        rule: Rule | Sequence[Rule] = THRESHOLD,
        *,
        secondary: bool = True,
        audit: bool = True,
        **options: Any,  # noqa: ANN401  # passed on to disclosure.release, which checks them
    ) -> Release:
        """Make a public table, the only road to one: see `disclosure.release`.

        The design tells which by-variables nest in which (authorities in regions), unless `nested` or `units` does.
        """
        if "units" not in options and "nested" not in options:
            options["units"] = {name: self.frame.raw(name)[self.active].astype(str) for name in table.by}
        return disclosure.release(table, rule, secondary=secondary, audit=audit, **options)
