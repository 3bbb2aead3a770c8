"""Each test starts with no posts counted: the limit on posts a minute is not what is tested here."""

from __future__ import annotations

import pytest
from django.core.cache import caches


@pytest.fixture(autouse=True)
def no_posts_so_far() -> None:
    """Forget the posts of earlier tests."""
    caches["memory"].clear()
