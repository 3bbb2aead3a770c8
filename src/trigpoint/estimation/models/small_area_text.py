"""Small-area results in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from trigpoint.estimation.models.small_area import SmallAreaFit

CAUTION = (
    "Please read each figure with its range, and do not rank areas by the middle figure alone. Where two ranges "
    "overlap a good deal, we cannot say which area is higher. The ranges allow for the luck of who was asked and for "
    "what the model does not know. They do not allow for people who would have answered differently but did not reply."
)
BENCHMARKED = (
    "Last, the figures were adjusted so that the areas of each larger group average to that group's own figure from "
    "the survey. So the small and the large figures agree."
)


def describe(fit: SmallAreaFit) -> str:
    """Explain what was done, how much was borrowed, and how to read a figure."""
    paragraphs = [_problem(fit), _borrowing(fit), _gain(fit), BENCHMARKED if fit.benchmark else "", CAUTION]
    return "\n\n".join(filter(None, paragraphs))


def _problem(fit: SmallAreaFit) -> str:
    counts = fit.direct.n
    empty = int((counts == 0).sum())
    nobody = f" In {empty:,} of them nobody answered." if empty else ""
    fewest = int(counts[counts > 0].min())
    return (
        f"These are figures for {fit.variable} in {len(fit.areas):,} areas. In a typical area "
        f"{int(np.median(counts)):,} people answered; in some, as few as {fewest:,}.{nobody} An average of so few "
        "answers jumps about: ask another few people and it could be quite different."
    )


def _borrowing(fit: SmallAreaFit) -> str:
    helped = "It looks at what is usual across all areas."
    if len(fit.names) > 1:
        helped = (
            f"It looks at how {fit.variable} goes with {_and(fit.names[1:])} across all areas, and works out what one "
            f"would expect in each. (The area figures for {_and(fit.names[1:])} come from {fit.covariates_from}.)"
        )
    if fit.core.between == 0.0:
        return (
            f"So we used a model. {helped} Beyond that, the survey shows no sign that areas differ, so every figure is "
            "what one would expect. Areas may still differ by less than a survey of this size can see."
        )
    share = fit.core.weight[fit.direct.n > 0]
    return (
        f"So we used a model. {helped} Then it mixes two things: what people in the area said, and what one would "
        "expect there. The more exact an area's own answers are, the more they count: they make up from "
        f"{share.min():.0%} of the mix to {share.max():.0%}. Where nobody answered, the figure is only what one would "
        "expect."
    )


def _gain(fit: SmallAreaFit) -> str:
    known = fit.direct.n > 0
    ratio = float(np.median(np.sqrt(fit.mse[known] / fit.variances[known])))
    if ratio < 1.0:
        gain = f"{1.0 - ratio:.0%}"
        return f"In a typical area this makes the margin of error {gain} smaller than that of the answers alone."
    return "Here the model does not make the margins of error smaller: the answers alone are as exact."


def _and(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
