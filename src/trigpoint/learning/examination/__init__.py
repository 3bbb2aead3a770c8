"""Examinations: papers drawn from a blueprint, sat, marked, and judged by what their items show."""
