"""The few distributions that the statistics of tests need, by the standard library alone."""

from __future__ import annotations

from math import exp, inf, lgamma, log, log1p
from statistics import NormalDist

Z = NormalDist().inv_cdf
MOST_TERMS = 1_000
CLOSE = 1e-15
TINY = 1e-300
MOST_HALVINGS = 200


def incomplete_beta(a: float, b: float, x: float) -> float:
    """Return the regularised incomplete beta function, a probability, for a and b above 0 and x from 0 to 1.

    Source: NIST Digital Library of Mathematical Functions, 8.17.22, the continued fraction, by Lentz's method.
    """
    if not 0 < x < 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - incomplete_beta(b, a, 1 - x)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    value, c, d = 1.0, 1.0, 0.0
    for term in range(MOST_TERMS):
        m = term // 2
        if term == 0:
            step = 1.0
        elif term % 2 == 0:
            step = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        else:
            step = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d = 1 / ((1 + step * d) or TINY)
        c = 1 + step / c or TINY
        value *= c * d
        if abs(1 - c * d) < CLOSE:
            break
    return min(1.0, front * (value - 1))


def f_cdf(value: float, numerator: float, denominator: float) -> float:
    """Return the share of an F distribution at or below a value, for two numbers of degrees of freedom."""
    if value <= 0:
        return 0.0
    return incomplete_beta(numerator / 2, denominator / 2, numerator * value / (numerator * value + denominator))


def f_quantile(share: float, numerator: float, denominator: float) -> float:
    """Return the value at or below which a share of an F distribution lies, for a share between 0 and 1."""
    low, high = 0.0, 1.0
    while f_cdf(high, numerator, denominator) < share:
        low, high = high, high * 2
        if high == inf:  # pragma: no cover - no share below 1 leads here
            return inf
    for _ in range(MOST_HALVINGS):
        middle = (low + high) / 2
        if middle in {low, high}:
            break
        low, high = (middle, high) if f_cdf(middle, numerator, denominator) < share else (low, middle)
    return (low + high) / 2
