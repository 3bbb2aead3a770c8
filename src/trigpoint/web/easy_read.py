"""The Easy Read twins of the home page and of the page about complaints.

Held to the rules of Easy Read by a test: 15 words a sentence at most, no initials but the one that is
explained, the picture to the left of its words. A draft until people with learning disabilities checked it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EasyRow:
    """A picture and the sentences beside it. The picture adds no words, so screen readers pass over it."""

    picture: str
    sentences: tuple[str, ...]


ABOUT = (
    EasyRow("school", ("Some children need extra help to learn.", "A SENCO makes sure that they get it.")),
    EasyRow(
        "talk",
        (
            "SENCO is a job name.",
            "It means special educational needs co\N{NON-BREAKING HYPHEN}ordinator.",
            "Every SENCO works in a school.",
        ),
    ),
)
SITE = (
    EasyRow("question", ("This website helps people who want to be a SENCO.", "It shows what they need to do.")),
    EasyRow("book", ("It explains the law about SENCOs.", "The law is the rules that everyone must follow.")),
    EasyRow(
        "award",
        (
            "It has an award for SENCOs.",
            "An award shows that a person has learned to do the job well.",
        ),
    ),
    EasyRow("cross", ("The award does not make a person a teacher.", "The law asks for another course too.")),
    EasyRow("tick", ("This website is free.", "Anyone can use it.")),
)
HELP = (
    EasyRow(
        "talk",
        (
            "Are you a parent, or a young person?",
            "Your council must offer free help and advice.",
            "Ask your council for it.",
        ),
    ),
)
COMPLAINTS = (
    EasyRow(
        "question",
        ("Are you unhappy with this website?", "You can tell us.", "Telling us what went wrong is called a complaint."),
    ),
    EasyRow("talk", ("Write to us.", "Say what went wrong.", "Say what you want us to do.")),
    EasyRow("path", ("You can ask another person to write for you.",)),
    EasyRow("cross", ("Do not write the name of a child.",)),
    EasyRow(
        "tick",
        (
            "We will tell you that your complaint has come.",
            "We must do this in 30 days if it is about your data.",
            "Data means facts about you, like your name.",
        ),
    ),
    EasyRow("book", ("We will find out what went wrong.", "Then we will tell you what we decided.")),
    EasyRow(
        "school",
        (
            "Are you still unhappy about your data?",
            "You can write to the Information Commissioner.",
            "The Information Commissioner checks that people look after data.",
        ),
    ),
)
