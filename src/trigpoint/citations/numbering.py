"""How provisions are numbered: 8A follows 8, A1 stands before 1, 17ZG stands between 17 and 17A.

The order is the drafting practice of the Office of the Parliamentary Counsel for inserted provisions.
"""

from __future__ import annotations

import re
from typing import TypeAlias

Key: TypeAlias = tuple[tuple[int, str], ...]
"""A sort key: any two of them compare."""

NUMBER = r"(?:[A-Z]{1,2})?\d{1,4}[A-Z]{0,3}"
ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")
_VALUES = {"i": 1, "v": 5, "x": 10}
_SPLIT = re.compile(r"([A-Za-z]*)(\d*)([A-Za-z]*)")
ALPHABET = "abcdefghijklmnopqrstuvwxyz"
END = (-2, "")
"""Closes each number in a key, below any letter, so that 17 stands before 17ZG and 17A."""
LONGEST_RANGE = 500


def roman(text: str) -> int:
    """Return the value of a small roman numeral up to 39, or 0 if the text is not one."""
    if not text or not ROMAN.fullmatch(text):
        return 0
    values = [_VALUES[letter] for letter in text]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


def number_key(number: str) -> Key:
    """Return the sort key of a number such as "19", "135A", "A1" or "17ZG"."""
    before, digits, after = split(number)
    head = (-1, before) if before else (0, "")
    return (head, (int(digits or 0), ""), *letters_key(after), END)


def letters_key(letters: str) -> Key:
    """Return the key of the letters after a number; a Z marks a place before A."""
    return tuple((-1 if letter in "Zz" else 1, letter.upper()) for letter in letters)


def split(number: str) -> tuple[str, str, str]:
    """Return the letters before, the digits and the letters after: "17ZG" is ("", "17", "ZG")."""
    found = _SPLIT.fullmatch(number)
    if found is None:
        raise ValueError(f"{number!r} is not the number of a provision; write something like 19, 135A or A1.")
    return found[1], found[2], found[3]


def pin_keys(pins: tuple[str, ...]) -> Key:
    """Return the key of bracketed steps such as ("2", "b", "ii"): digits, then letters, then roman."""
    key: list[tuple[int, str]] = []
    lettered = False
    for pin in pins:
        if pin[0].isdigit():
            _, digits, after = split(pin)
            key += [(int(digits), ""), *letters_key(after), END]
        elif lettered and roman(pin):
            key += [(roman(pin), ""), END]
        else:
            lettered = True
            places = (ALPHABET.index(letter) + 1 if letter != "z" else 0 for letter in pin.lower())
            key += [*((place, "") for place in places), END]
    return tuple(key)


def series(first: str, last: str, *, as_roman: bool = False) -> tuple[str, ...]:
    """Return the numbers from first to last, both included: 52 to 56, 135A to 135C, a to d, i to iv.

    Provisions inserted between whole numbers (20A in "19 to 22") cannot be known here and are left out.
    Raises ValueError when the two ends are not of one kind or run backwards.
    """
    if as_roman and roman(first) and roman(last):
        values = range(roman(first), roman(last) + 1)
        return tuple(to_roman(value) for value in _checked(values, first, last))
    if first.isdigit() and last.isdigit():
        return tuple(str(value) for value in _checked(range(int(first), int(last) + 1), first, last))
    if first[:-1] == last[:-1] and first[-1].isalpha() and last[-1].isalpha():
        codes = _checked(range(ord(first[-1]), ord(last[-1]) + 1), first, last)
        return tuple(first[:-1] + chr(code) for code in codes)
    raise ValueError(f"What lies between {first} and {last} cannot be listed; name the provisions one by one.")


def _checked(values: range, first: str, last: str) -> range:
    if not values:
        raise ValueError(f"The range {first} to {last} runs backwards; put the lower number first.")
    if len(values) > LONGEST_RANGE:
        raise ValueError(f"The range {first} to {last} is too long to list; cite a Part or a Chapter instead.")
    return values


def to_roman(value: int) -> str:
    """Return a value from 1 to 39 as a small roman numeral."""
    tens, ones = divmod(value, 10)
    return "x" * tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones]
