"""What somebody types, as words to look for, with the other names of the same thing."""

from __future__ import annotations

import re

MOST_TYPED = 200
MOST_WORDS = 12
WORD = re.compile(r"[a-z0-9]+")
STOP = frozenset(
    WORD.findall(
        "a about after all am an and any are as at be been before but by can could did do does for from get had has "
        "have he her his how i if in into is it its me must my need not of on or our out over she should so than that "
        "the their them then there these they this those to up us was we were what when where which who why will with "
        "would you your"
    )
)
"""Words so common that they tell nothing. *May* stays: an assessment turns on it."""
SAME = {
    "ehcp": ("ehc plan",),
    "ehcps": ("ehc plan",),
    "ehcna": ("ehc needs assessment", "ehc assessment"),
    "council": ("local authority",),
    "councils": ("local authority",),
    "la": ("local authority",),
    "lea": ("local authority",),
    "senco": ("sen co ordinator", "special educational needs co ordinator"),
    "sencos": ("senco", "sen co ordinator"),
    "cop": ("code",),
    "headteacher": ("head teacher", "head"),
    "head": ("head teacher",),
    "sendist": ("tribunal",),
    "sar": ("subject access", "own data"),
    "sendiass": ("information and advice", "advice and support"),
    "excluded": ("exclusion", "suspension"),
    "suspended": ("suspension", "exclusion"),
    "ar": ("annual review",),
    "pru": ("pupil referral unit",),
    "ap": ("alternative provision",),
    "mum": ("parent",),
    "dad": ("parent",),
    "ect": ("early career teacher", "induction"),
}
"""Other names by which the same thing stands in the texts."""


def wanted(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the words that tell something, each with its other names; phrases have spaces.

    >>> wanted("Can the council refuse an EHCP?")
    (('council', 'local authority'), ('refuse',), ('ehcp', 'ehc plan'))
    """
    typed = list(dict.fromkeys(WORD.findall(text[:MOST_TYPED].casefold())))
    telling = [word for word in typed if word not in STOP] or typed
    return tuple((word, *SAME.get(word, ())) for word in telling[:MOST_WORDS])
