"""What the search looks through and what a visitor types, brought to one form: small letters, digits, spaces.

Both sides go through `tokens`, so that *St. Mary's C of E* finds *Saint Marys CE*, and *ec3a5de* finds *EC3A 5DE*.
"""

from __future__ import annotations

import re
import unicodedata

LEFT_OUT = frozenset({"and", "the", "of", "for", "in", "on", "at"})
SPELLINGS = {
    "saint": "st", "saints": "st", "ss": "st", "sts": "st", "cofe": "ce", "rc": "catholic", "acad": "academy",
    "jnr": "junior", "jun": "junior", "inf": "infant", "infants": "infant", "juniors": "junior", "sch": "school",
    "schools": "school", "prim": "primary", "sec": "secondary", "nurs": "nursery",
}  # fmt: skip
"""Ways to write a word that stand for one and the same."""
PHRASES = (
    (re.compile(r"\bchurch of england\b|\bc of e\b|\bc o e\b|\bc e\b"), "ce"),
    (re.compile(r"\broman catholic\b|\br c\b"), "catholic"),
)
COMMON = frozenset({
    "school", "primary", "secondary", "academy", "infant", "junior", "nursery", "college", "high", "ce", "catholic",
    "voluntary", "aided", "controlled", "community", "church", "st", "centre", "unit", "special", "independent",
})  # fmt: skip
"""Words that so many schools share that a search may go without them."""

POSTCODE = re.compile(r"\b([a-z]{1,2}[0-9][0-9a-z]?) ?([0-9][a-z]{2})\b")
APOSTROPHES = re.compile(
    "['\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}`]"
)
NOT_WORDS = re.compile(r"[^a-z0-9]+")
LEAST_SPELT = 4
"""Shorter words are not corrected: almost anything is one letter away from them."""


def tokens(text: str) -> tuple[str, ...]:
    """Return the words of a text in the form in which they are looked for.

    >>> tokens("St. Mary's Church of England Primary, EC3A 5DE")
    ('st', 'marys', 'ce', 'primary', 'ec3a5de')
    """
    plain = text.casefold()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    spaced = NOT_WORDS.sub(" ", APOSTROPHES.sub("", plain).replace("&", " and ")).strip()
    joined = POSTCODE.sub(r"\1\2", spaced)
    for phrase, word in PHRASES:
        joined = phrase.sub(word, joined)
    return tuple(SPELLINGS.get(word, word) for word in joined.split() if word not in LEFT_OUT)


def spelt(words: str) -> frozenset[str]:
    """Return those words that a visitor may mistype and still mean: long enough, and letters alone.

    >>> sorted(spelt("hill st 100123 primary"))
    ['hill', 'primary']
    """
    return frozenset(word for word in words.split() if len(word) >= LEAST_SPELT and word.isalpha())


def spaced_postcode(text: str) -> str:
    """Return a postcode as it is written, in capitals with its one space; nothing where it is none.

    >>> spaced_postcode("ec3a5de"), spaced_postcode("not known")
    ('EC3A 5DE', '')
    """
    found = POSTCODE.fullmatch(" ".join(text.casefold().split()))
    return f"{found[1]} {found[2]}".upper() if found else ""
