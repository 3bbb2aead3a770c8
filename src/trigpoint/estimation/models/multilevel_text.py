"""Multilevel results in plain words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from trigpoint.estimation.models import partition

if TYPE_CHECKING:
    from trigpoint.estimation.models.multilevel import MultilevelFit

SAMPLING = "sampling"
NOTICEABLE = 0.005
AREAS = (
    "The figure for one area borrows strength from the others. Where many people answered, it is close to their own "
    "average. Where few did, it is drawn towards the overall pattern, because a handful of answers can be high or low "
    "by luck. If the range for an area includes zero, we cannot tell it apart from the average. So please do not rank "
    "areas by these figures: most of the order would be chance."
)


def describe(fit: MultilevelFit) -> str:
    """Explain where the variation lies, how to read an area's figure, and which weights were used."""
    paragraphs = [_opening(fit), *(_grouping(fit, k) for k in range(len(fit.groups))), _rest(fit)]
    return "\n\n".join([*paragraphs, AREAS, _weights(fit)])


def _opening(fit: MultilevelFit) -> str:
    c = fit.fixed
    allowing = ", after allowing for what the model already knows about each respondent"
    explained = allowing if len(c.names) > 1 else ""
    left_out = f" {c.missing:,} people were left out because an answer was missing." if c.missing else ""
    return (
        f"We asked how much of the difference in {c.response} between respondents has to do with where they work"
        f"{explained}. The answer rests on {c.n:,} respondents.{left_out}"
    )


def _grouping(fit: MultilevelFit, k: int) -> str:
    group = fit.groups[k]
    name = group.name.split(":")[-1]
    share = fit.shares[group.name]
    if share == 0.0:
        return (
            f"{name}: we found no sign that the {len(group.levels):,} groups differ. That is not proof that they are "
            "all alike: the survey may be too small to see a small difference."
        )
    interval = partition.share(fit, k)
    low, high = _percent(interval.lo), _percent(interval.hi)
    sd = fit.group_sd[group.name]
    return (
        f"{name}: picture all the differences between respondents as one cake. The slice that belongs to "
        f"differences between the {len(group.levels):,} groups is about {_percent(share)} of it. It could be as "
        f"little as {low} or as much as {high}. Put another way, about two in three of the groups lie within {sd:.2g} "
        f"of the middle, and nearly all lie within {2 * sd:.2g}."
    )


def _rest(fit: MultilevelFit) -> str:
    within = _percent(fit.shares["within"])
    apart = 2.0 * fit.residual_sd / math.sqrt(math.pi)  # the mean difference between two normal draws
    return (
        f"The other {within} is difference between people in the same place. Two people in one "
        f"place typically lie about {apart:.2g} apart."
    )


def _weights(fit: MultilevelFit) -> str:
    if fit.weighing.startswith(SAMPLING):
        return (
            "Survey weights were used, so that groups of schools count as much as they do in the country. They were "
            "scaled to add up to the number of respondents in each area. Margins of error on the average figures say "
            "how much another sample from the same areas could differ."
        )
    if fit.weighing == "no weights":
        return (
            "Survey weights were not used: every respondent counts the same. The figures describe the people who "
            "answered, and the country only if the model includes what decided who was asked and who replied."
        )
    return (
        "The weights used here are precision weights: they say how exact each measurement is, not how many schools it "
        f"stands for ({fit.weighing}). The figures are not weighted to the country."
    )


def _percent(share: float) -> str:
    if share < NOTICEABLE:
        return "less than 1%"
    if share > 1.0 - NOTICEABLE:
        return "more than 99%"
    return f"{100.0 * share:.0f}%"
