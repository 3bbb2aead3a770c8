"""Somebody signed in, schools to work at, and a way through the pages about a post."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.core.cache import caches
from tests.pathway.timeline.support import NOON

from trigpoint.people.models import Person
from trigpoint.schools.sample import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.http import HttpResponse
    from django.test import Client


@pytest.fixture
def _noon() -> Iterator[None]:
    """Stand still at noon of the day that the tests are about, with no post counted against anybody."""
    caches["memory"].clear()
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def asha(db) -> Person:
    """Return somebody with an account and nothing on her timeline."""
    return Person.objects.create(email="asha@trigpoint.example", name="Asha Rahman", joined_at=NOON)


@pytest.fixture
def tom(db) -> Person:
    """Return somebody else."""
    return Person.objects.create(email="tom@trigpoint.example", name="Tom Bright", joined_at=NOON)


@pytest.fixture
def schools(db) -> None:
    """Fill the register with the sample."""
    load()


@pytest.fixture
def her(client: Client, asha: Person, schools: None, _noon: None) -> Client:
    """Return the browser of somebody who has signed in."""
    client.force_login(asha)
    return client


@pytest.fixture
def tell(her: Client) -> Callable[..., HttpResponse]:
    """Return what tells a post page by page, up to the check or the first page that asks again.

    Steps that are not given are not answered: what comes back is the page that is open.
    """

    def run(**answers: dict[str, Any]) -> Any:
        response: Any = her.get("/timeline/posts/add/", follow=True)
        while True:
            step = response.redirect_chain[-1][0].rstrip("/").rpartition("/")[2]
            if step not in answers:
                return response
            response = her.post(response.redirect_chain[-1][0], answers.pop(step), follow=True)
            if not response.redirect_chain:
                return response

    return run
