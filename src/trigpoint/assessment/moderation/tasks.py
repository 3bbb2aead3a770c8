"""The work of this part that waits for a worker: letting count what was not drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.assessment.actions import release
from trigpoint.assessment.errors import AssessmentError, GoneError
from trigpoint.assessment.moderation.drawing import RELEASE, result_of
from trigpoint.assessment.moderation.models import PlanItem
from trigpoint.assessment.queries import stages_of
from trigpoint.assessment.states import progress
from trigpoint.assessment.words import State
from trigpoint.platform.work import task

if TYPE_CHECKING:
    from trigpoint.platform.work import Work

AT_ONCE = 100


@task(RELEASE)
def release_undrawn(work: Work) -> None:
    """Release what a plan did not draw, one by one. What is released already, or was decided anew, is passed over."""
    found = PlanItem.objects.filter(plan=work.payload["plan"], reasons=[]).order_by("position")
    left = list(found.values_list("submission", "stage"))
    for start in range(0, len(left), AT_ONCE):
        lot = left[start : start + AT_ONCE]
        told = stages_of([key for key, _ in lot])
        for key, stage in lot:
            work.keep()
            if result_of(told[key]) != stage or progress(told[key]).state is not State.AGREED:
                continue
            try:
                release(key=key, person=work.payload["person"], now=work.clock())
            except (AssessmentError, GoneError):
                continue  # it moved on since it was read: then it is not for this plan to release
