"""Statements of learning for a store of learning records (xAPI 1.0.3): off unless an operator sets one."""

from __future__ import annotations
