import importlib.util

import pytest

from trigpoint.web.environment import Environment, SettingError
from trigpoint.web.identity import id_of, providers_from

OPENID = {
    "TRIGPOINT_OIDC_ISSUER": "https://login.council.example/",
    "TRIGPOINT_OIDC_CLIENT_ID": "trigpoint",
    "TRIGPOINT_OIDC_CLIENT_SECRET": "a secret",
    "TRIGPOINT_OIDC_NAME": "Anytown Council",
}
SAML = {
    "TRIGPOINT_SAML_METADATA": "https://idp.council.example/metadata",
    "TRIGPOINT_SAML_PROVIDER": "https://idp.council.example/metadata",
    "TRIGPOINT_SAML_NAME": "Anytown Council",
}


def test_without_settings_there_is_none():
    assert providers_from(Environment({})) == ()


def test_one_of_each_kind_can_be_set():
    openid, saml = providers_from(Environment(OPENID | SAML))

    assert (openid.id, openid.name, openid.trusts_addresses) == (
        "openid-login-council-example",
        "Anytown Council",
        False,
    )
    assert saml.id == "saml-idp-council-example-metadata"
    assert saml.app["settings"]["advanced"]["want_assertion_signed"] is True


@pytest.mark.parametrize("missing", ["TRIGPOINT_OIDC_CLIENT_SECRET", "TRIGPOINT_OIDC_NAME", "TRIGPOINT_OIDC_CLIENT_ID"])
def test_half_of_openid_connect_is_refused(missing):
    with pytest.raises(SettingError, match="needs all of"):
        providers_from(Environment({name: value for name, value in OPENID.items() if name != missing}))


@pytest.mark.parametrize("missing", ["TRIGPOINT_SAML_PROVIDER", "TRIGPOINT_SAML_NAME", "TRIGPOINT_SAML_METADATA"])
def test_half_of_saml_is_refused(missing):
    with pytest.raises(SettingError, match="needs all of"):
        providers_from(Environment({name: value for name, value in SAML.items() if name != missing}))


@pytest.mark.parametrize("name", ["TRIGPOINT_OIDC_ISSUER", "TRIGPOINT_SAML_METADATA"])
def test_what_travels_unprotected_is_refused(name):
    with pytest.raises(SettingError, match="begins with https://"):
        providers_from(Environment(OPENID | SAML | {name: "http://council.example/x"}))


def test_a_file_of_metadata_that_is_not_there_is_named(tmp_path):
    with pytest.raises(SettingError, match="which is no file"):
        providers_from(Environment(SAML | {"TRIGPOINT_SAML_METADATA": str(tmp_path / "none.xml")}))


def test_what_reads_saml_is_named_where_it_is_missing(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)

    with pytest.raises(SettingError, match=r"pip install 'trigpoint\[saml\]'"):
        providers_from(Environment(SAML))


def test_two_long_names_of_providers_stay_apart():
    long = "https://login.example/" + "a" * 100

    assert id_of("openid", long + "b") != id_of("openid", long + "c")
    assert len(id_of("openid", long)) <= 80
