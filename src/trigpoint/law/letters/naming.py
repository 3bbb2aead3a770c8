"""Signs that a text names a child: not every name can be found, so a page that finds none says so."""

from __future__ import annotations

import re

NOT_A_CHILD = frozenset(
    re.findall(
        r"\w+",
        """
        The This That Today Tomorrow Yesterday School Council England Ofsted Pupil Premium Referral Year Reception
        Nursery Code Act Government Parliament Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February
        March April May June July August September October November December Christmas Easter Summer Spring Autumn
        Winter Everyone Everybody Somebody Nobody It What Who Where There Here Let One Mr Mrs Ms Miss Dr Head Governor
        Teacher Tribunal Secretary State Section Support Plan Team Service Children Child Parent Parents Carer Family
        She He They We You Each Help Nothing Something Reading Writing Which
        """,
    )
)
SHORT = frozenset(
    re.findall(
        r"\w+",
        """
        AD AP AR BT CV DT EP EH EY GP HI HR ID IT KS LA MS NC NI OK OT PE PA PD PP PS RE SI SM TA TV UK VI VR EU IQ AI
        ADD ASC ASD BSL CPD DFE DLA DSL EAL EHC EHP EYP FSM HLT HMI IEP IPA KCS LAC LSA MAT MDT MLD NHS NPQ OCD ODD PEP
        PIP PDA PMLD PPA PRU PSP PTA QTS RSE SAL SEN SLD SLT SMT SPD TAC TAF THE ANU URN UPN DOB YP AND FOR NOT ALL CFA
        """,
    )
)
"""Short forms of schools and councils, which are nobody's initials."""
WHO = r"(?:child|pupil|son|daughter|boy|girl|student|learner|grandson|granddaughter|young person)"
CALLED = re.compile(rf"\b{WHO}\s+(?:is\s+)?(?:called|named)\s+([A-Z][a-z]+)")
OUR = re.compile(rf"\b(?:[Mm]y|[Oo]ur|[Yy]our|[Tt]he|[Tt]heir|[Hh]er|[Hh]is)\s+{WHO},?\s+([A-Z][a-z]+)\b")
HAS = re.compile(
    r"\b([A-Z][a-z]+)[’']s\s+(?:EHC|plan|needs?|SEN|SEND|progress|parents?|carers?|mother|father|mum|dad|behaviour|class|"
    r"teacher|targets?|support|attendance|assessment|annual|review|school|reading|writing|speech|diagnosis)\b"
)
IS = re.compile(
    r"(?:^|[.!?:,]\s+|\bthat\s+|\band\s+|\n)([A-Z][a-z]+)\s+(?:is|was|has|finds|struggles|needs|does|likes|cannot|makes|"
    r"attends|joined|enjoys)\s+(?:in\s+(?:[Yy]ear|[Rr]eception|[Nn]ursery)|a\s+(?:child|pupil|boy|girl)|it\s+hard|"
    r"(?:autis|dyslexi|ADHD|SEN\b|an EHC)|not\s+(?:making|attend|cope)|good|well|support|help)"
)
DOTTED = re.compile(r"\b(?:[A-Z]\.\s?){2,3}")
CAPITALS = re.compile(r"\b[A-Z]{2,3}\b(?![\d-])")
BORN = re.compile(r"\b(?:date of birth|DOB|born on|UPN)\b(?=\s*:?\s*(?:\d|[A-Z]\d))")


def signs_of_a_name(text: str) -> tuple[str, ...]:
    """Return the words that look like a child's name, initials, date of birth or number, each once, as they stand.

    >>> signs_of_a_name("Your son Adam finds it hard. We met A.B. about the EHC plan of the pupil.")
    ('Adam', 'A.B.')
    """
    found = [name for pattern in (CALLED, OUR, HAS, IS) for name in pattern.findall(text) if name not in NOT_A_CHILD]
    found += [one.strip() for one in DOTTED.findall(text)]
    found += [one for one in CAPITALS.findall(text) if one not in SHORT and not text.isupper()]
    found += BORN.findall(text)
    return tuple(dict.fromkeys(found))
