"""The methods paragraph, written from what was done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trigpoint.estimation.data import Frame
    from trigpoint.estimation.stages import Lonely, Stage

LONELY_WORDS = {
    "error": "",
    "certainty": "A stratum with one sampled unit adds nothing to standard errors.",
    "adjust": "A stratum with one sampled unit is measured from the mean of all strata.",
    "average": "A stratum with one sampled unit adds the average of the other strata.",
}


@dataclass(frozen=True, slots=True)
class Story:
    """Sentences, in the order in which things were done."""

    sentences: tuple[str, ...] = ()

    def add(self, sentence: str) -> Story:
        """Return the story with one more sentence."""
        return Story((*self.sentences, sentence))

    def paragraph(self, *, replicated: bool) -> str:
        """Return the whole, with how errors are taken unless a sentence says so."""
        told = " ".join(self.sentences)
        if replicated:
            return told
        return (
            f"{told} Standard errors are linearised (Taylor) and allow for the design and the weighting; "
            "they say nothing of people who did not answer, or of wrong answers."
        )


def chosen_by(
    frame: Frame,
    stages: tuple[Stage, ...],
    names: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]],
    weights: str | None,
    lonely: Lonely,
) -> str:
    """Tell how the sample was chosen."""
    strata, ids, fpc = names
    first = stages[0]
    text = f"The figures rest on {len(frame):,} respondents"
    if ids:
        text += f" in {len(first.strata):,} clusters ({ids[0]})"
        if len(ids) > 1:
            text += f", chosen in {len(ids)} stages ({', '.join(ids)})"
    if strata:
        text += f" from {len(first.counts):,} strata ({' × '.join(strata)})"
    text += (
        f", with base weights from {weights!r}" if weights else ", weighted by the inverse of the sampling fractions"
    )
    if fpc:
        share = float(np.mean((first.counts / first.population)[first.strata]))
        text += (
            f" and finite-population correction from {', '.join(fpc)} (on average {share:.1%} of a stratum was sampled)"
        )
        if len(ids) > 1 and len(stages) < len(ids):
            text += f", variance counted at the first {len(stages)} of {len(ids)} stages"
    elif len(ids) > 1:
        text += "; variance is counted between first-stage clusters"
    note = LONELY_WORDS[lonely]
    return f"{text}." + (f" {note}" if note and bool(np.any(first.counts == 1)) else "")


def listed_margins(names: Iterable[str | tuple[str, ...]]) -> str:
    """Write variables as a reader would, crossed ones with a cross."""
    return ", ".join(name if isinstance(name, str) else " × ".join(name) for name in names)
