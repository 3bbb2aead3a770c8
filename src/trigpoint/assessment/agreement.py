"""What judgements come to: agreed, some criteria not shown, not agreed, or two that differ. Pure.

The rule is content (`content/assessment/rules.yaml`): two agree where they agree on every criterion; where they differ
a third judges without seeing theirs, and on each criterion the majority counts.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trigpoint.assessment.words import Slot, StageKind, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trigpoint.content.assessment import AssessmentRules

Judgement = dict[str, tuple[Verdict, tuple[str, ...]]]
"""By criterion: the verdict, and the codes of its reasons."""
MAJORITY = 2


@dataclass(frozen=True, slots=True)
class Settled:
    """What judgements come to. `kind` is None while another judgement is waited for.

    `shown` and `not_shown` are criteria, `codes` every coded reason of those not shown, `differ` where two differ.
    """

    kind: StageKind | None
    shown: tuple[str, ...] = ()
    not_shown: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    differ: tuple[str, ...] = ()


WAITS = Settled(None)


def settle(
    criteria: Sequence[str],
    carried: Sequence[str],
    judged: Mapping[Slot, Judgement],
    *,
    needs_second: bool,
    rules: AssessmentRules,
) -> Settled:
    """Return what judgements come to. `carried` were shown in an earlier submission and count as shown.

    Each judgement has a verdict on every criterion that is not carried.
    """
    to_judge = [one for one in criteria if one not in carried]
    first, second, third = (judged.get(slot) for slot in Slot)
    if first is None or (needs_second and second is None):
        return WAITS
    judgements = [one for one in (first, second, third) if one is not None]
    differ = tuple(one for one in to_judge if len({each[one][0] for each in judgements}) > 1)
    if differ and third is None:
        return Settled(StageKind.DISAGREED, differ=differ)
    verdicts = {one: majority([each[one][0] for each in judgements]) for one in to_judge}
    not_shown = tuple(one for one in to_judge if verdicts[one] is Verdict.NOT_SHOWN)
    shown = tuple(one for one in criteria if one not in not_shown)
    codes = _codes(judgements, not_shown)
    return Settled(_kind(shown, not_shown, codes, rules), shown, not_shown, codes, differ)


def majority(verdicts: Sequence[Verdict]) -> Verdict:
    """Return the verdict of most. Two that are equal, and three, have one."""
    counted = Counter(verdicts)
    return max(counted, key=lambda verdict: counted[verdict])


def _codes(judgements: Sequence[Judgement], not_shown: Sequence[str]) -> tuple[str, ...]:
    found = (
        code for one in not_shown for each in judgements if each[one][0] is Verdict.NOT_SHOWN for code in each[one][1]
    )
    return tuple(dict.fromkeys(found))


def _kind(shown: Sequence[str], not_shown: Sequence[str], codes: Sequence[str], rules: AssessmentRules) -> StageKind:
    if not not_shown:
        return StageKind.AGREED
    if rules.decline_for & set(codes) or not shown or rules.refer_when == "never":
        return StageKind.DECLINED
    return StageKind.REFERRED
