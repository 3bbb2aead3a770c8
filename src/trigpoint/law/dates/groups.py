"""How the calculators are shown: in groups, and with the dates that follow from the same day.

The calculators themselves are content. Here stands only which belong together; a test sees that none is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from trigpoint.content.library import installed_library
from trigpoint.deadlines import load

if TYPE_CHECKING:
    from trigpoint.deadlines import Calculator


@dataclass(frozen=True, slots=True)
class Group:
    """Calculators under one heading. `chains` are those whose dates run from one and the same day."""

    slug: str
    title: str
    lede: str
    calculators: tuple[str, ...]
    chains: tuple[tuple[str, ...], ...] = ()


GROUPS = (
    Group(
        "ehc-needs-assessment",
        "EHC needs assessment",
        "From a request to the final plan.",
        (
            *("ehc-week-6", "ehc-week-6-not-considered", "ehc-advice", "ehc-week-16", "ehc-draft-comments"),
            "ehc-week-20",
        ),
        (("ehc-week-6", "ehc-week-16", "ehc-week-20"), ("ehc-week-6-not-considered",)),
    ),
    Group(
        "re-assessment",
        "Re-assessment",
        "When a child or young person with a plan is to be assessed again.",
        ("reassessment-decision", "reassessment-plan"),
    ),
    Group(
        "annual-review",
        "Annual review and amendment",
        "The meeting, the report, the decision and the amended plan.",
        (
            *("review-first", "review-next", "review-notice", "review-papers", "review-report", "review-decision"),
            *("review-amendments-comments", "review-amended-plan", "review-amended-plan-outer"),
        ),
        (("review-notice", "review-papers", "review-report", "review-decision", "review-amended-plan-outer"),),
    ),
    Group(
        "phase-transfer",
        "Phase transfer",
        "When a child or young person with a plan moves to another phase.",
        ("phase-transfer-school", "phase-transfer-post-16", "phase-transfer-between-post-16"),
    ),
    Group(
        "mediation-and-appeal",
        "Mediation and appeal",
        "When a family disagrees with the local authority, and claims of discrimination.",
        (
            *("mediation-contact", "mediation-certificate-declined", "mediation-arranged", "mediation-date-told"),
            *("mediation-certificate-held", "mediation-certificate-deemed", "mediation-agreement"),
            *("mediation-agreement-told", "appeal", "appeal-school-only", "disability-claim"),
        ),
        (("mediation-contact", "appeal"), ("mediation-agreement-told", "mediation-agreement")),
    ),
    Group(
        "tribunal-orders",
        "Tribunal orders",
        "What the local authority must do after an order, by what was ordered.",
        (
            *("order-assess-notify", "order-assess-no-plan", "order-assess-final-plan", "order-plan-draft"),
            *("order-plan-final", "order-reconsider", "order-amend-provision", "order-amend-school"),
            "order-continue-and-amend",
        ),
        (
            ("order-assess-notify", "order-assess-no-plan", "order-assess-final-plan"),
            ("order-plan-draft", "order-plan-final"),
        ),
    ),
    Group(
        "unopposed-appeals",
        "Unopposed appeals",
        "What the local authority must do once it no longer opposes an appeal.",
        (
            *("unopposed-assess-notify", "unopposed-assess-no-plan", "unopposed-assess-final-plan"),
            *("unopposed-plan-draft", "unopposed-plan-final", "unopposed-amend", "unopposed-amend-school"),
            "unopposed-continue-and-amend",
        ),
        (
            ("unopposed-assess-notify", "unopposed-assess-no-plan", "unopposed-assess-final-plan"),
            ("unopposed-plan-draft", "unopposed-plan-final"),
        ),
    ),
    Group(
        "suspension-and-exclusion",
        "Suspension and exclusion",
        "Governors, the review panel, and education from the sixth day.",
        (
            *("exclusion-day-6-suspension", "exclusion-day-6-permanent", "exclusion-governors-15"),
            *("exclusion-governors-50", "exclusion-review-application", "exclusion-review-meeting"),
        ),
    ),
    Group(
        "induction",
        "Induction of teachers",
        "How long induction lasts, and the days at its end. Who must have passed it is part of the law on SENCOs.",
        (
            *("induction-end", "induction-recommendation", "induction-representations", "induction-decision"),
            "induction-appeal",
        ),
    ),
    Group(
        "records-and-data",
        "Records and data",
        "When somebody asks to see what is held about them.",
        ("subject-access", "pupil-record", "data-complaint"),
    ),
    Group(
        "senco",
        "The SENCO's own clock",
        "By when a new SENCO needs the qualification, and the last safe start of a course.",
        ("senco-qualification",),
    ),
)
FOLDER = "deadlines/"


@cache
def calculators() -> dict[str, Calculator]:
    """Return this installation's calculators by id."""
    documents = installed_library().documents
    files = (document for name, document in documents.items() if name.startswith(FOLDER))
    return {one.id: one for document in files for one in load(document.data, file=document.path.name)}


@cache
def group_of(calculator: str) -> Group:
    """Return the group of a calculator. Raises StopIteration for one in no group, which a test forbids."""
    return next(group for group in GROUPS if calculator in group.calculators)


def beside(calculator: str) -> tuple[Calculator, ...]:
    """Return the calculators whose dates run from the same day, itself left out."""
    chain = next((chain for chain in group_of(calculator).chains if calculator in chain), ())
    return tuple(calculators()[other] for other in chain if other != calculator)
