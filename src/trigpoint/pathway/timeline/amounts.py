"""How much of full time: what somebody types, in whole hundredths. Pure."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from trigpoint.kernel.facts import FULL_TIME

NUMBER = re.compile(r"([0-9]{1,3})(?:[.,]([0-9]{1,2}))?")
USUAL_WEEK = Decimal(37)
"""The hours we take for a full week where nothing else is said: ours, and no rule's. The page says so and asks."""
LONGEST_WEEK = Decimal(60)
LEAST_PER_CENT = 2
"""From here on a number without a sign is a percentage: 80 is meant so, and 1.2 is a slip."""


def number(text: str) -> Decimal | None:
    """Return a number of at most two decimals, or None for anything else.

    >>> number("27,5"), number(" 0.8 "), number("-1"), number("a lot")
    (Decimal('27.5'), Decimal('0.8'), None, None)
    """
    found = NUMBER.fullmatch(text.strip())
    return Decimal(f"{found[1]}.{found[2] or 0}").normalize() + 0 if found else None


def part(text: str) -> int | None:
    """Return hundredths from a part of full time: `0.8`, `80%` or `80`; None for anything else.

    >>> part("0.8"), part("80%"), part("80"), part("1"), part("0"), part("120%")
    (80, 80, 80, 100, None, None)
    """
    plain = text.strip()
    value = number(plain.removesuffix("%").rstrip())
    if value is None:
        return None
    is_share = not plain.endswith("%") and value < LEAST_PER_CENT
    hundredths = int((value * FULL_TIME if is_share else value).to_integral_value(ROUND_HALF_UP))
    return hundredths if 1 <= hundredths <= FULL_TIME else None


def share(hours: Decimal, week: Decimal) -> int:
    """Return hundredths of full time from hours a week and the hours of a full week: at least 1, at most 100.

    >>> share(Decimal("27.5"), Decimal(37)), share(Decimal(40), Decimal(37))
    (74, 100)
    """
    found = int((hours * FULL_TIME / week).to_integral_value(ROUND_HALF_UP))
    return max(1, min(FULL_TIME, found))


def plainly(value: Decimal) -> str:
    """Write a number without needless noughts.

    >>> plainly(Decimal("27.50")), plainly(Decimal(30))
    ('27.5', '30')
    """
    return f"{value.normalize():f}"


def in_words(hundredths: int, hours: str) -> str:
    """Return hours as a timeline says them.

    >>> in_words(74, "27.5/37"), in_words(80, ""), in_words(100, "")
    ('27.5 hours a week, 0.74 of full time', '0.8 of full time', 'full time')
    """
    amount = "full time" if hundredths == FULL_TIME else f"{plainly(Decimal(hundredths) / FULL_TIME)} of full time"
    typed = hours.partition("/")[0]
    return f"{typed} hours a week, {amount}" if typed else amount
