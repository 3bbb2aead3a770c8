"""The closed lists of this part with their words, and its limits. Standard library only."""

from __future__ import annotations

from enum import StrEnum

MOST_WORDS = 2_000
"""Characters of a reason or of the words of an appeal."""
MOST_MINUTES = 20_000
"""Characters of the minutes of a meeting."""


class Step(StrEnum):
    """What happened to an appeal."""

    MADE = "made"
    GIVEN = "given"
    GIVEN_BACK = "given-back"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


STEP_WORDS = {
    Step.MADE: "You appealed",
    Step.GIVEN: "Given to a reviewer who has had nothing to do with it",
    Step.GIVEN_BACK: "The reviewer gave it back because of a conflict of interest",
    Step.DECIDED: "The appeal was decided",
    Step.WITHDRAWN: "The appeal was taken back",
}


class Outcome(StrEnum):
    """What an appeal comes to."""

    UPHELD = "upheld"
    PARTLY = "partly"
    NOT_UPHELD = "not-upheld"
    WITHDRAWN = "withdrawn"


class ItemState(StrEnum):
    """How far an item of an agenda is."""

    LISTED = "listed"
    TAKEN_OFF = "taken-off"
    RATIFIED = "ratified"


class Off(StrEnum):
    """Why an item was taken off the list."""

    INCOMPLETE = "incomplete"
    HOLDS_IT = "holds-it"
    CONFLICT = "conflict"
    NO_ENROLMENT = "no-enrolment"


OFF_WORDS = {
    Off.INCOMPLETE: "No longer complete.",
    Off.HOLDS_IT: "Holds the award already.",
    Off.CONFLICT: "Too few of those present are free of conflicts of interest.",
    Off.NO_ENROLMENT: "Is not enrolled on the award any more.",
}
SEX = {"female": "Female", "male": "Male"}
ETHNICITY = {
    "asian": "Asian or Asian British",
    "black": "Black, Black British, Caribbean or African",
    "mixed": "Mixed or multiple ethnic groups",
    "white": "White",
    "other": "Another ethnic group",
}
DISABILITY = {"yes": "Yes", "no": "No"}
AGE = {"under-30": "Under 30", "30-39": "30 to 39", "40-49": "40 to 49", "50-59": "50 to 59", "60-on": "60 or over"}
CHARACTERISTICS = {
    "sex": ("Sex", SEX),
    "ethnicity": ("Ethnic group", ETHNICITY),
    "disability": ("Disability", DISABILITY),
    "age": ("Age", AGE),
}
"""What somebody may tell of herself, for figures alone: the title of each, and its answers."""
