"""What every test shares: Hypothesis profiles, no sockets, and the files that pages use."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command
from django.test import Client
from hypothesis import HealthCheck, settings
from pytest_socket import disable_socket, enable_socket
from tests.somebody import APerson, SignIn, a_person_like, signed_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_django import Settings

pytest.register_assert_rewrite("tests.journeys.support")

# No deadline: a shared machine is slow now and then, and a timed test is a coin.
settings.register_profile("gate", max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("deep", settings.get_profile("gate"), max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "gate"))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Let only the browser journeys, and tests with a server of their own, open a socket, to this machine alone."""
    if item.get_closest_marker("journey") or item.get_closest_marker("localhost"):
        enable_socket()
    else:
        disable_socket(allow_unix_socket=True)


@pytest.fixture(scope="session", autouse=True)
def _one_record_key() -> Iterator[None]:
    """Keep one key of the ledger: what a test with transactions of its own enters stays for the tests after it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.RECORD_KEY", "5a" * 32)
        yield


@pytest.fixture(scope="session", autouse=True)
def _many_posts() -> Iterator[None]:
    """Let all tests together post as fast as they can from one address; the test of the limit sets its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.POSTS_PER_MINUTE", 1_000_000)
        yield


@pytest.fixture(scope="session")
def static_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Gather the files that pages use once, hashed and compressed as when served."""
    folder: Path = tmp_path_factory.mktemp("static")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.STATIC_ROOT", folder)
        call_command("collectstatic", interactive=False, verbosity=0)
    return folder


@pytest.fixture
def client(static_folder: Path, settings: Settings) -> Client:
    """Return a browser without a screen: Django's test client, with the real static files behind it."""
    settings.STATIC_ROOT = static_folder
    return Client()


@pytest.fixture
def a_person(db: None) -> APerson:
    """Return what makes somebody with an account: `a_person("Asha Rahman", Role.MENTOR)`."""
    return a_person_like


@pytest.fixture
def sign_in(db: None) -> SignIn:
    """Return what signs somebody in to a browser: `sign_in(client, person)`, or a slug such as `"asha"`."""
    return signed_in
