"""The identity providers as allauth meets them. Loaded only on a copy that has one: both bring heavy libraries."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.providers.base.provider import ProviderException
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.saml.provider import SAMLProvider

TRANSIENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"


class OpenIdProvider(OpenIDConnectProvider):
    """OpenID Connect. Of what the provider tells, only who it was is kept."""

    def extract_extra_data(self, data: Any) -> dict[str, Any]:  # noqa: ANN401, ARG002 - allauth's own
        """Keep nothing."""
        return {}

    def extract_uid(self, data: dict[str, Any]) -> str:
        """Return who it was. Refuse two answers about two people (OpenID Connect Core 1.0, section 5.3.2)."""
        told = {part["sub"] for part in (data.get("userinfo"), data.get("id_token")) if part and "sub" in part}
        if len(told) != 1:
            raise ProviderException("The provider spoke of nobody, or of two people.")
        return str(told.pop())


class SamlProvider(SAMLProvider):
    """SAML. Of what the provider tells, only who it was is kept."""

    def extract_extra_data(self, data: Any) -> dict[str, Any]:  # noqa: ANN401, ARG002 - allauth's own
        """Keep nothing."""
        return {}

    def extract_uid(self, data: Any) -> str:  # noqa: ANN401 - allauth's own
        """Return who it was. A name that is made up for each sign-in names nobody the second time."""
        uid = self._extract(data).get("uid")
        if uid is None and data.get_nameid_format() != TRANSIENT:
            uid = data.get_nameid()
        if not uid:
            raise ProviderException(
                "The provider gave no lasting name for the person: no subject-id, no lasting NameID."
            )
        return str(uid)
