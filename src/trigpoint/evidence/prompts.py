"""What a witness or a family is asked, in plain English and in Easy Read. A draft: nobody has reviewed it yet. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from trigpoint.evidence.words import Kind

NO_CHILD = "Please do not write the name of any child."
PROMPTS: dict[Kind, dict[str, tuple[str, str]]] = {
    Kind.WITNESS: {
        "saw": ("What did you see or hear yourself?", f"Say when and where, and what they did. {NO_CHILD}"),
        "changed": ("What was different afterwards?", "For staff, for families, or in how things are done."),
        "more": ("What would you like them to do more of, or differently?", ""),
    },
    Kind.FAMILY: {
        "heard": ("Did you feel heard? What made you feel so?", NO_CHILD),
        "clear": ("What did they explain well? What was not clear?", ""),
        "changed": ("What changed after you said what you think?", "If nothing did, please say that."),
        "wish": ("What do you wish they had done?", ""),
    },
}
EASY: dict[Kind, dict[str, tuple[str, str]]] = {
    Kind.WITNESS: PROMPTS[Kind.WITNESS],
    Kind.FAMILY: {
        "heard": ("Did this person listen to you?", "Do not write the name of a child."),
        "clear": ("What did they explain well?", ""),
        "changed": ("What changed after you talked?", ""),
        "wish": ("What could they do better?", ""),
    },
}


@dataclass(frozen=True, slots=True)
class EasyRow:
    """A picture and the sentences beside it. The picture adds no words, so screen readers pass over it."""

    picture: str
    sentences: tuple[str, ...]


def easy_rows(asker: str, last: str) -> tuple[EasyRow, ...]:
    """Return the Easy Read page above the questions: 15 words a sentence at most."""
    return (
        EasyRow("talk", (f"{asker} works with families.", "They want to know what you think.")),
        EasyRow("question", ("You do not have to answer.", "Nothing bad happens if you say no.")),
        EasyRow("cross", ("Do not write the name of a child.",)),
        EasyRow(
            "school",
            ("People who check their work will read your words.", "The head teacher will not get them from us."),
        ),
        EasyRow("path", ("You can change your mind.", "Use the same link to take your words back.")),
        EasyRow("tick", (f"You can answer until {last}.", "Another person can write for you.")),
    )
