"""The installed law; and no posts counted yet, as the limit on posts a minute is not what is tested here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.cache import caches

from trigpoint.pathway.eligibility.queries import law as installed_law

if TYPE_CHECKING:
    from trigpoint.pathway.eligibility.page import Law


@pytest.fixture(scope="session")
def law() -> Law:
    return installed_law()


@pytest.fixture(autouse=True)
def no_posts_so_far() -> None:
    """Forget the posts of earlier tests."""
    caches["memory"].clear()
