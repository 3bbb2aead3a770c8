"""The paragraph on disclosure control for the public methods page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trigpoint.estimation.disclosure.policy import Policy
    from trigpoint.estimation.disclosure.rounding import Rounding


def paragraph(policy: Policy, hidden: int, rows: int, rounding: Rounding | None) -> str:
    """Say what was done, in words for any reader, without the parameters that would help an attacker."""
    words = ["We do not show a figure that could identify a school or a person."]
    words += dict.fromkeys(rule.public() for rule in policy.rules)
    if hidden:
        words.append(f"In this table {hidden:,} of {rows:,} figures are not shown.")
        if policy.secondary:
            words.append(
                "Some of them are safe by themselves, but would let someone work out another by subtraction; "
                "we chose them so that as few answers as possible are lost."
            )
    else:
        words.append(f"In this table all {rows:,} figures are shown.")
    if rounding is not None:
        words.append(f"Numbers of respondents are rounded to multiples of {rounding.base}.")
    if policy.audit and hidden:
        words.append(
            "Before release we tried to work out every hidden figure from those shown, as an outsider would, "
            "and could not."
        )
    return " ".join(words)
