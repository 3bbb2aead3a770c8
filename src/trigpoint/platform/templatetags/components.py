"""The parts that pages are made of, as template tags."""

from __future__ import annotations

from django import template

register = template.Library()
