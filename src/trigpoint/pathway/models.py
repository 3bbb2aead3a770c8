"""The tables of this room, from the parts that have any."""

from trigpoint.pathway.mentoring.models import Meeting, MeetingSignature, MeetingText, MentorChoice, Mentoring
from trigpoint.pathway.plan.models import (
    Goal,
    Plan,
    Reflection,
    ReflectionShown,
    Review,
    SelfAssessment,
)
from trigpoint.pathway.referees.models import Reference, ReferenceAnswer, ReferenceClaim

__all__ = [
    "Goal",
    "Meeting",
    "MeetingSignature",
    "MeetingText",
    "MentorChoice",
    "Mentoring",
    "Plan",
    "Reference",
    "ReferenceAnswer",
    "ReferenceClaim",
    "Reflection",
    "ReflectionShown",
    "Review",
    "SelfAssessment",
]
