"""Signing in with other organisations, against real identity providers: pysaml2 and django-oauth-toolkit."""

from __future__ import annotations

import html
import json
import re
import shutil
import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from tests.people.identity_providers import (
    SAML_PROVIDER,
    SamlIdentityProvider,
    free_port,
    openid_provider,
    pass_openid_provider,
)

from trigpoint.people import actions
from trigpoint.people.models import Person
from trigpoint.platform import clock
from trigpoint.platform.events import of_subject
from trigpoint.web.environment import Environment
from trigpoint.web.identity import providers_from

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HOST = "senco.example"
GOOD = "purple otter staircase"
SAML = "/sign-in/saml/saml-idp-council-example-metadata/"


@pytest.fixture
def browser(static_folder: Path, settings, db) -> Client:
    """Return a browser that visits this site by a name with a dot, as SAML wants it."""
    settings.STATIC_ROOT = static_folder
    settings.ALLOWED_HOSTS = [HOST]
    return Client(HTTP_HOST=HOST)


@pytest.fixture(scope="session")
def council(tmp_path_factory: pytest.TempPathFactory) -> SamlIdentityProvider:
    """Return the SAML provider of a made-up council."""
    if shutil.which("xmlsec1") is None:
        pytest.skip("xmlsec1 is missing. Install it: sudo apt-get install xmlsec1")
    return SamlIdentityProvider(tmp_path_factory.mktemp("saml"))


@pytest.fixture
def saml(council: SamlIdentityProvider, settings) -> SamlIdentityProvider:
    """Let this copy take the council's sign-in, and its addresses as confirmed."""
    settings.IDENTITY_PROVIDERS = providers_from(
        Environment(
            {
                "TRIGPOINT_SAML_METADATA": str(council.metadata),
                "TRIGPOINT_SAML_PROVIDER": SAML_PROVIDER,
                "TRIGPOINT_SAML_NAME": "Anytown Council",
                "TRIGPOINT_SAML_TRUST_ADDRESSES": "on",
            }
        )
    )
    return council


def words(answer) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", answer.content.decode()))).strip()


def away(answer) -> str:
    """Return where the page leads that goes on by itself."""
    found = re.search(r'http-equiv="refresh" content="0;url=([^"]+)"', answer.content.decode())
    assert found, words(answer)
    return html.unescape(found[1])


def is_signed_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def saml_answer(browser: Client, council: SamlIdentityProvider, asked: str, **how) -> str:
    site = browser.get(f"{SAML}metadata/").content.decode()
    return council.answer(asked, site, **how)


def carry_back(browser: Client, said: str):
    """Carry an answer back as the provider's page does, and go where that leads."""
    posted = browser.post(f"{SAML}back/", {"SAMLResponse": said, "RelayState": ""})
    assert posted["Location"] == f"{SAML}finish/"
    return browser.get(posted["Location"])


def test_saml_opens_an_account_and_signs_in_again_without_a_second(browser: Client, saml):
    assert "Sign in with Anytown Council" in words(browser.get("/sign-in/"))
    for _ in range(2):
        asked = away(browser.post(SAML, {"next": "/account/name/"}))
        assert asked.startswith("https://idp.council.example/sso?SAMLRequest=")
        assert carry_back(browser, saml_answer(browser, saml, asked))["Location"] == "/account/name/"
        assert is_signed_in(browser)
        browser.post("/sign-out/")

    person = Person.objects.get()
    assert (person.email, person.name, person.has_usable_password()) == ("nia@council.example", "Nia Fresh", False)
    assert [event.name for event in of_subject(person.key)] == ["people.account.opened"]
    assert SocialAccount.objects.get().extra_data == {}


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ({"signed": False}, "is not signed and the SP require it"),
        ({"method": "http://www.w3.org/2000/09/xmldsig#rsa-sha1"}, "Deprecated signature algorithm"),
        ({"audience": "https://other.example/metadata"}, "is not a valid audience"),
        ({"minutes": -20}, "Could not validate timestamp: expired"),
    ],
    ids=["what nobody signed", "an old signature", "what is meant for another site", "what has expired"],
)
def test_saml_refuses(browser: Client, saml, caplog, how, why):
    asked = away(browser.post(SAML))
    answer = carry_back(browser, saml_answer(browser, saml, asked, **how))

    assert answer.status_code == 400
    assert why in caplog.text
    assert "gave an answer that we cannot take" in words(answer)
    assert not is_signed_in(browser)
    assert not Person.objects.exists()


def test_saml_refuses_an_answer_that_comes_again_here_or_elsewhere(browser: Client, saml):
    said = saml_answer(browser, saml, away(browser.post(SAML)))
    carry_back(browser, said)
    assert is_signed_in(browser)

    thief = Client(HTTP_HOST=HOST)
    for replayed in (browser, thief):
        replayed.post("/sign-out/")
        assert carry_back(replayed, said).status_code == 400
        assert not is_signed_in(replayed)


def test_saml_refuses_one_whose_words_were_changed_after_signing(browser: Client, saml):
    import base64  # noqa: PLC0415

    said = saml_answer(browser, saml, away(browser.post(SAML)))
    changed = base64.b64encode(base64.b64decode(said).replace(b"nia@council", b"head@council")).decode()

    assert carry_back(browser, changed).status_code == 400
    assert not Person.objects.exists()


def test_saml_refuses_an_answer_that_nobody_asked_for_and_one_that_is_none(browser: Client, saml):
    assert carry_back(browser, "not base 64").status_code == 400
    assert browser.get(f"{SAML}finish/").status_code == 400
    assert browser.get(f"{SAML}back/").status_code == 405


def test_saml_that_names_people_differently_each_time_is_told_so(browser: Client, saml):
    transient = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"
    said = saml_answer(browser, saml, away(browser.post(SAML)), name_id_format=transient)

    assert "in a way that lasts" in words(carry_back(browser, said))
    assert not Person.objects.exists()


def test_an_account_with_the_same_address_is_never_taken_over(browser: Client, saml, a_person):
    nia = a_person("Nia Fresh", email="nia@council.example")
    actions.change_password(person=nia.key, password=GOOD, now=clock.now())
    answer = carry_back(browser, saml_answer(browser, saml, away(browser.post(SAML))))
    assert "Sign in here first, this once" in words(answer)
    assert not is_signed_in(browser)

    browser.post("/sign-in/", {"login": nia.email, "password": GOOD})
    again = browser.get("/account/organisations/")
    assert again["Location"].startswith("/sign-in/again/")
    assert "Connect Anytown Council" in words(browser.post(again["Location"], {"password": GOOD}, follow=True))
    asked = away(browser.post(SAML, {"process": "connect"}))
    done = carry_back(browser, saml_answer(browser, saml, asked))
    assert done["Location"] == "/account/organisations/?done=connected"
    assert "Connected. You can sign in that way" in words(browser.get(done["Location"]))
    assert "Anytown Council" in words(browser.get("/account/"))

    browser.post("/sign-out/")
    carry_back(browser, saml_answer(browser, saml, away(browser.post(SAML))))
    assert is_signed_in(browser)
    assert Person.objects.count() == 1


def test_a_sign_in_that_opens_another_account_is_connected_to_no_second(browser: Client, saml, a_person, client):
    first, second = a_person("Nia Fresh", email="nia@council.example"), a_person("Tom Bright")
    actions.connect_outside(person=first.key, provider=SAML.split("/")[3], uid="n-4711", now=clock.now())
    browser.force_login(second)

    answer = carry_back(browser, saml_answer(browser, saml, away(browser.post(SAML, {"process": "connect"}))))

    assert "opens another account here already" in words(answer)
    assert SocialAccount.objects.get().user == first


def test_connecting_needs_somebody_who_is_signed_in(browser: Client, saml):
    assert browser.post(SAML, {"process": "connect"})["Location"].startswith("/sign-in/?next=")
    assert browser.post(SAML, {"process": "redirect"}).status_code == 404


def test_a_connection_is_ended_by_its_owner_but_never_the_last_way_in(browser: Client, saml, a_person):
    nia = a_person("Nia Fresh", email="nia@council.example")
    actions.connect_outside(person=nia.key, provider=SAML.split("/")[3], uid="n-4711", now=clock.now())
    actions.connect_outside(person=nia.key, provider=SAML.split("/")[3], uid="n-4711", now=clock.now())
    row = SocialAccount.objects.get()
    browser.force_login(nia)
    page = browser.post(f"/account/organisations/{row.pk}/end/")
    assert "This is your only way to sign in" in words(page)
    assert SocialAccount.objects.exists()

    actions.change_password(person=nia.key, password=GOOD, now=clock.now())
    browser.post("/sign-in/", {"login": nia.email, "password": GOOD})
    browser.post("/sign-in/again/", {"password": GOOD})
    assert "End the connection with Anytown Council?" in words(browser.get(f"/account/organisations/{row.pk}/end/"))
    browser.post(f"/account/organisations/{row.pk}/end/")
    assert not SocialAccount.objects.exists()
    assert browser.get(f"/account/organisations/{row.pk}/end/").status_code == 404
    names = [event.name for event in of_subject(nia.key)]
    assert names.count("people.connection.made") == 1
    assert names[-1] == "people.connection.ended"


def test_an_address_that_nobody_confirmed_opens_no_account(browser: Client, council, settings, saml):
    settings.IDENTITY_PROVIDERS = providers_from(
        Environment(
            {
                "TRIGPOINT_SAML_METADATA": str(council.metadata),
                "TRIGPOINT_SAML_PROVIDER": SAML_PROVIDER,
                "TRIGPOINT_SAML_NAME": "Anytown Council",
            }
        )
    )
    answer = carry_back(browser, saml_answer(browser, saml, away(browser.post(SAML))))

    assert "did not confirm an e-mail address" in words(answer)
    assert not Person.objects.exists()


def test_a_copy_without_providers_offers_none_and_has_no_such_pages(browser: Client):
    assert "Sign in with " not in words(browser.get("/sign-in/")).replace("Sign in with a p", "")
    for path in (SAML, f"{SAML}metadata/", "/sign-in/openid/openid-any/", "/sign-in/openid/openid-any/back/"):
        assert browser.get(path).status_code == 404


def test_stopping_at_the_provider_changes_nothing(browser: Client):
    assert "You stopped" in words(browser.get("/sign-in/cancelled/"))


# OpenID Connect


@pytest.fixture(scope="session")
def openid_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the OpenID provider of a made-up trust; give its issuer."""
    port = free_port()
    people = {"nia": "nia@trust.example", "unsure": "unsure@trust.example"}
    back = f"https://{HOST}/sign-in/openid/openid-127-0-0-1-{port}-o/back/"
    yield from openid_provider(tmp_path_factory.mktemp("openid"), port, back, json.dumps(people))


@pytest.fixture
def openid(openid_server: str, settings) -> str:
    """Let this copy take its sign-in; return where that begins."""
    settings.IDENTITY_PROVIDERS = providers_from(
        Environment(
            {
                "TRIGPOINT_OIDC_ISSUER": openid_server,
                "TRIGPOINT_OIDC_CLIENT_ID": "trigpoint",
                "TRIGPOINT_OIDC_CLIENT_SECRET": "a secret of a test",
                "TRIGPOINT_OIDC_NAME": "Hilltop Trust",
            }
        )
    )
    return f"/sign-in/openid/{settings.IDENTITY_PROVIDERS[0].id}/"


@pytest.mark.localhost
def test_openid_connect_opens_an_account_and_signs_in_again(browser: Client, openid: str):
    assert "Sign in with Hilltop Trust" in words(browser.get(openid))
    for _ in range(2):
        asked = away(browser.post(openid, {"next": "/account/name/"}))
        assert "code_challenge_method=S256" in asked
        back = pass_openid_provider(asked, "nia")
        assert urlsplit(back).hostname == HOST
        assert browser.get(back)["Location"] == "/account/name/"
        assert is_signed_in(browser)
        browser.post("/sign-out/")

    person = Person.objects.get()
    assert (person.email, person.name) == ("nia@trust.example", "Nia Fresh")
    assert SocialAccount.objects.get().extra_data == {}


@pytest.mark.localhost
def test_openid_connect_refuses_a_code_that_comes_again_and_one_for_another_browser(browser: Client, openid: str):
    back = pass_openid_provider(away(browser.post(openid)), "nia")
    thief = Client(HTTP_HOST=HOST)
    assert thief.get(back).status_code == 400
    assert not is_signed_in(thief)
    assert browser.get(back).status_code == 302
    assert browser.get(back).status_code == 400


@pytest.mark.localhost
def test_openid_connect_does_not_take_over_an_account_by_its_address(browser: Client, openid: str, a_person):
    a_person("Nia Fresh", email="nia@trust.example")

    answer = browser.get(pass_openid_provider(away(browser.post(openid)), "nia"))

    assert "Sign in here first, this once" in words(answer)
    assert not is_signed_in(browser)


@pytest.mark.localhost
def test_openid_connect_opens_no_account_with_an_address_that_the_provider_did_not_confirm(
    browser: Client, openid: str
):
    answer = browser.get(pass_openid_provider(away(browser.post(openid)), "unsure"))

    assert "did not confirm an e-mail address" in words(answer)
    assert not Person.objects.exists()


@pytest.mark.localhost
def test_a_provider_that_stopped_or_refused_is_told_plainly(browser: Client, openid: str, settings):
    asked = away(browser.post(openid))
    state = re.search(r"state=(\w+)", asked)
    assert state
    assert "You stopped" in words(browser.get(f"{openid}back/?error=access_denied&state={state[1]}", follow=True))

    one = settings.IDENTITY_PROVIDERS[0]
    nowhere = dict(one.app) | {"settings": {"server_url": f"http://127.0.0.1:{free_port()}"}}
    settings.IDENTITY_PROVIDERS = (type(one)(one.id, one.kind, one.name, one.trusts_addresses, nowhere),)
    began = time.monotonic()
    answer = browser.post(openid)
    assert answer.status_code == 502
    assert "does not answer just now" in words(answer)
    assert time.monotonic() - began < 10
