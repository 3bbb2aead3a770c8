"""Words that are ours, not the scheme's: what an answer depends on, how to find out, what does not count.

Pure: no Django. What the law asks stands in the scheme; nothing here adds to it.
"""

from __future__ import annotations

from dataclasses import dataclass

CHECK_RECORD = "Ask your school to look at your teacher record: it can use “Check a teacher’s record” on GOV.UK."


@dataclass(frozen=True, slots=True)
class Topic:
    """Something a person may be unsure of: words after *It depends on*, how to find out, the question to change."""

    depends: str
    find_out: str
    question: str


TOPICS = {
    "school": Topic(
        "what kind of school it is",
        "Look the school up on “Get information about schools” (GOV.UK). It names the type of each school. "
        "Or ask the school office: is it an academy, or maintained by the council?",
        "school",
    ),
    "post": Topic(
        "whether you have been named as the SENCO",
        "Look at the school’s SEN information report on its website: it must name the SENCO. "
        "Or ask the head who was named, and from which day.",
        "post",
    ),
    "since": Topic(
        "when you became the SENCO",
        "Look at your contract, letter of appointment, a governors’ minute or a payslip. The school office has copies.",
        "since",
    ),
    "unbroken": Topic(
        "whether there was a break in your post",
        "A break means that someone else was the SENCO, or nobody was. A change of hours, or leave, is not a break. "
        "Ask the school office for the dates of your contracts.",
        "unbroken",
    ),
    "converted": Topic(
        "whether your school became an academy in that time",
        "Look the school up on “Get information about schools” (GOV.UK). It shows the day on which an academy opened.",
        "converted",
    ),
    "head": Topic(
        "whether you are the head or acting head",
        "Ask the chair of governors or the trust. What counts is the post, not who does the work.",
        "head",
    ),
    "qualified": Topic(
        "whether you are a qualified teacher",
        f"{CHECK_RECORD} It shows QTS and early years teacher status. For QTLS, look at the professional register "
        "of the Society for Education and Training.",
        "qualified",
    ),
    "member": Topic(
        "whether your membership is live",
        "Look at the professional register of the Society for Education and Training, or your last renewal.",
        "membership",
    ),
    "teacher": Topic(
        "whether you work as a teacher at the school",
        "Ask the head what your contract says, and which classes or groups you plan for, teach and assess. "
        "The regulation does not say how much teaching is enough.",
        "teacher",
    ),
    "induction": Topic(
        "whether you have passed induction",
        f"{CHECK_RECORD} It shows if induction was passed. Some people never had to serve it.",
        "induction",
    ),
    "induction-here": Topic(
        "whether your academy requires induction",
        "Ask the academy trust, or look at your contract.",
        "induction-here",
    ),
    "induction-law": Topic(
        "whether academies must now require induction",
        "The Children’s Wellbeing and Schools Act 2026 is said to change this. From what day was not found. "
        "Ask the academy trust to check before it names you.",
        "induction-here",
    ),
    "award": Topic(
        "whether you hold the qualification",
        f"{CHECK_RECORD} It shows an NPQ. For the earlier award, look for the certificate of the university.",
        "award",
    ),
    "award-dates": Topic(
        "when your course was begun and completed",
        "Look at your certificate and your enrolment letter, or ask the university that gave the award.",
        "award-nasenco",
    ),
    "academy-law": Topic(
        "whether the academy counts as the same school as before",
        "The law does not settle it. Ask the trust, in writing, which reading it relies on.",
        "converted",
    ),
    "before": Topic(
        "your earlier posts as a SENCO",
        "Look for old contracts, letters of appointment or payslips. An earlier school can tell you the dates.",
        "before",
    ),
    "posts": Topic(
        "what kind of school your other post was at",
        "Look that school up on “Get information about schools” (GOV.UK).",
        "post-1",
    ),
}


@dataclass(frozen=True, slots=True)
class NotCounted:
    """Something that people assume to count, and why it does not; `citation` may be empty."""

    what: str
    why: str
    citation: str = ""


NOT_A_STATUS = (
    NotCounted(
        "Years of experience",
        "Work as a teaching assistant or assistant SENCO, however long, does not make a qualified teacher. "
        "No law asks for a number of years as a teacher either.",
        "reg 49(2) SEND Regulations 2014",
    ),
    NotCounted(
        "Early years teacher status (EYTS)",
        "It is not qualified teacher status, and the regulation does not name it, for nursery schools or any other.",
        "reg 49(2)(a) SEND Regulations 2014",
    ),
)
NOT_THE_QUALIFICATION = (
    NotCounted(
        "Other courses for SENCOs",
        "Only the two qualifications that the regulation names count. Our own award does not.",
        "reg 49(7) SEND Regulations 2014",
    ),
    NotCounted(
        "“The SEND Regulations 2024”",
        "Some pages name them. The rule is in the SEND Regulations 2014, as amended in 2024.",
        "SI 2024/535",
    ),
)
TWELVE_MONTHS = NotCounted(
    "More than 12 months as a SENCO before",
    "The text and the guidance part company here. We never clear anyone on this ground.",
    "reg 49(4) SEND Regulations 2014",
)
