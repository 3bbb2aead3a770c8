"""How plainly a text is written: long sentences, hard words with plainer ones, and the age at which it can be read.

The measure is the Automated Readability Index (Smith and Senter, AMRL-TR-66-220, 1967), which counts letters, words and
sentences and nothing else. It knows nothing of meaning, and nobody's reading is an index: a reader is the real check.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from trigpoint.content.check import SHORTEST_TEXT, reading_age
from trigpoint.content.letters import plain_words
from trigpoint.law.letters.naming import signs_of_a_name

LONG_SENTENCE = 20
"""Words; a sentence with more is hard to hold in mind."""
FOR_FAMILIES, FOR_PROFESSIONALS = 11, 13
YOUNGEST, OLDEST = 5, 22
"""Ages between which a number says something."""
SENTENCE_END = re.compile(r"(?<=[.!?])[”\"')]*\s+|\n\s*\n|\n(?=\s*[-*•\d])")
WORD = re.compile(r"[A-Za-z0-9’'-]+")


@dataclass(frozen=True, slots=True)
class LongSentence:
    """A sentence that is long, with how many words it has."""

    words: int
    text: str


@dataclass(frozen=True, slots=True)
class HardWord:
    """A hard word, how often it stands there, and what says the same."""

    hard: str
    times: int
    plain: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in a text. `age` is None where the text is too short to say."""

    words: int
    sentences: int
    age: int | None
    long: tuple[LongSentence, ...]
    hard: tuple[HardWord, ...]
    names: tuple[str, ...]

    @property
    def answer(self) -> str:
        """Return what comes of it, in one sentence."""
        if self.age is None:
            return f"The text is too short to tell its reading age. Paste at least {SHORTEST_TEXT} words."
        if self.age <= FOR_FAMILIES:
            return f"Most people can read this easily: reading age about {self.age}."
        if self.age <= FOR_PROFESSIONALS:
            return f"Colleagues can read this easily; for families make it shorter: reading age about {self.age}."
        return f"This is hard to read: reading age about {self.age}. For families aim for {FOR_FAMILIES} or less."


def check(text: str) -> Checked:
    """Return what was found in a text."""
    sentences = [one.strip() for one in SENTENCE_END.split(text) if WORD.search(one)]
    counted = [(len(WORD.findall(one)), one) for one in sentences]
    age = reading_age(text)
    return Checked(
        words=sum(count for count, _ in counted),
        sentences=len(sentences),
        age=None if age is None else min(max(round(age), YOUNGEST), OLDEST),
        long=tuple(LongSentence(count, " ".join(one.split())) for count, one in counted if count > LONG_SENTENCE),
        hard=tuple(hard_words(text)),
        names=signs_of_a_name(text),
    )


def hard_words(text: str) -> list[HardWord]:
    """Return the hard words of a text with plainer ones, those that stand there most often first."""
    small = " ".join(text.lower().split())
    found = []
    for hard, plain in plain_words().items():
        times = len(re.findall(rf"\b{re.escape(hard)}(?:s|d|ed|ing)?\b", small))
        if times:
            found.append(HardWord(hard, times, plain))
    return sorted(found, key=lambda one: (-one.times, one.hard))
