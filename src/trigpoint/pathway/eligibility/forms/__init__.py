"""The questions, each a page. What is typed is checked against itself and the answers before it."""

from __future__ import annotations

from trigpoint.pathway.eligibility.forms.choices import (
    AwardForm,
    BeforeForm,
    ConvertedForm,
    HeadForm,
    InductionForm,
    InductionHereForm,
    MembershipForm,
    MoreForm,
    PostForm,
    QualifiedForm,
    SchoolForm,
    TeacherForm,
    UnbrokenForm,
)
from trigpoint.pathway.eligibility.forms.dates import (
    AwardNasencoCourseForm,
    AwardNasencoForm,
    AwardNpqCourseForm,
    AwardNpqForm,
    BreakForm,
    ConvertedOnForm,
    InductionEndForm,
    MembershipEndForm,
    SinceForm,
    StartForm,
)
from trigpoint.pathway.eligibility.forms.posts import OtherPostForm

__all__ = [
    "AwardForm",
    "AwardNasencoCourseForm",
    "AwardNasencoForm",
    "AwardNpqCourseForm",
    "AwardNpqForm",
    "BeforeForm",
    "BreakForm",
    "ConvertedForm",
    "ConvertedOnForm",
    "HeadForm",
    "InductionEndForm",
    "InductionForm",
    "InductionHereForm",
    "MembershipEndForm",
    "MembershipForm",
    "MoreForm",
    "OtherPostForm",
    "PostForm",
    "QualifiedForm",
    "SchoolForm",
    "SinceForm",
    "StartForm",
    "TeacherForm",
    "UnbrokenForm",
]
