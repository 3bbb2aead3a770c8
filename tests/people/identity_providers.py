"""Real identity providers for tests, on this machine: pysaml2 speaks SAML, django-oauth-toolkit OpenID Connect."""

from __future__ import annotations

import base64
import datetime as dt
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import warnings
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.utils import CryptographyDeprecationWarning

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # pysaml2 still imports what cryptography is about to move
    warnings.simplefilter("ignore", CryptographyDeprecationWarning)
    from saml2 import BINDING_HTTP_REDIRECT
    from saml2.authn_context import PASSWORD
    from saml2.config import IdPConfig
    from saml2.metadata import entity_descriptor
    from saml2.saml import NAME_FORMAT_URI, NAMEID_FORMAT_PERSISTENT, NameID
    from saml2.server import Server
    from saml2.xmldsig import DIGEST_SHA256, SIG_RSA_SHA256

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SAML_PROVIDER = "https://idp.council.example/metadata"
PATIENCE_SECONDS = 40


def make_key(folder: Path) -> tuple[Path, Path]:
    """Make a key and a certificate for it; return where they are."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "idp.council.example")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=30))
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(private)
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(pem))
    return folder / "key.pem", folder / "certificate.pem"


class SamlIdentityProvider:
    """pysaml2's identity provider, which answers the requests of this site as a test wants."""

    def __init__(self, folder: Path) -> None:
        self.key, self.certificate = make_key(folder)
        self.metadata = folder / "metadata.xml"
        self.metadata.write_text(str(entity_descriptor(self._config([]))), encoding="utf-8")

    def _config(self, sites: list[str], minutes: int = 15) -> IdPConfig:
        places = {"single_sign_on_service": [("https://idp.council.example/sso", BINDING_HTTP_REDIRECT)]}
        policy = {"lifetime": {"minutes": minutes}, "attribute_restrictions": None, "name_form": NAME_FORMAT_URI}
        return IdPConfig().load(
            {
                "entityid": SAML_PROVIDER,
                "service": {
                    "idp": {
                        "endpoints": places,
                        "policy": {"default": policy},
                        "name_id_format": [NAMEID_FORMAT_PERSISTENT],
                    }
                },
                "key_file": str(self.key),
                "cert_file": str(self.certificate),
                "xmlsec_binary": "/usr/bin/xmlsec1",
                "metadata": {"inline": sites},
            }
        )

    def answer(
        self,
        asked: str,
        site: str,
        *,
        who: str = "n-4711",
        email: str = "nia@council.example",
        signed: bool = True,
        audience: str = "",
        minutes: int = 15,
        name_id_format: str = NAMEID_FORMAT_PERSISTENT,
        method: str = SIG_RSA_SHA256,
    ) -> str:
        """Return what the browser would carry back. `asked` is where this site sent it, `site` this site's metadata."""
        server = Server(config=self._config([site], minutes))
        query = parse_qs(urlsplit(asked).query)
        request = server.parse_authn_request(query["SAMLRequest"][0], BINDING_HTTP_REDIRECT)
        given: dict[str, Any] = server.response_args(request.message)
        given |= {"sp_entity_id": audience} if audience else {}
        given.pop("name_id_policy", None)
        said = server.create_authn_response(
            {"mail": [email], "displayName": ["Nia Fresh"]},
            userid=who,
            name_id=NameID(format=name_id_format, text=who),
            sign_assertion=signed,
            sign_response=False,
            sign_alg=method,
            digest_alg=DIGEST_SHA256,
            authn={"class_ref": PASSWORD, "authn_auth": SAML_PROVIDER},
            **given,
        )
        return base64.b64encode(str(said).encode()).decode()


OPENID_PROVIDER = """
import json, os, sys
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server
import django
from django.conf import settings
folder, port, back = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
settings.configure(
    SECRET_KEY="of a test alone", ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF="__main__", USE_TZ=True,
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "provider.sqlite3"}},
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
                    "oauth2_provider"],
    MIDDLEWARE=["django.contrib.sessions.middleware.SessionMiddleware",
                "django.contrib.auth.middleware.AuthenticationMiddleware"],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": {"loaders": [(
        "django.template.loaders.locmem.Loader", {"registration/login.html":
        "<title>Council</title><form method=post>{% csrf_token %}{{ form.as_p }}<button>Go</button></form>"})]}}],
    LOGIN_URL="/login/", DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    OAUTH2_PROVIDER={"OIDC_ENABLED": True, "OIDC_RSA_PRIVATE_KEY": (folder / "key.pem").read_text(),
        "PKCE_REQUIRED": True,
        "SCOPES": {"openid": "", "profile": "", "email": ""}, "OAUTH2_VALIDATOR_CLASS": "__main__.Validator",
        "OIDC_ISS_ENDPOINT": f"http://127.0.0.1:{port}/o"},
)
django.setup()
from django.contrib.auth.models import User
from django.contrib.auth.views import LoginView
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.urls import include, path
from oauth2_provider.models import Application
from oauth2_provider.oauth2_validators import OAuth2Validator
class Validator(OAuth2Validator):
    oidc_claim_scope = None
    def get_additional_claims(self, request):
        who = request.user
        return {"email": who.email, "email_verified": who.username != "unsure", "name": who.get_full_name()}
urlpatterns = [path("login/", LoginView.as_view()), path("o/", include("oauth2_provider.urls"))]
class Quiet(WSGIRequestHandler):
    def log_message(self, *_): pass
if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    for name, email in json.loads(sys.argv[4]).items():
        User.objects.create_user(name, email, "purple otter staircase", first_name=name.title(), last_name="Fresh")
    Application.objects.create(client_id="trigpoint", client_secret="a secret of a test", client_type="confidential",
        authorization_grant_type="authorization-code", redirect_uris=back, skip_authorization=True, algorithm="RS256")
    make_server("127.0.0.1", port, get_wsgi_application(), handler_class=Quiet).serve_forever()
"""


def free_port() -> int:
    """Return a port of this machine that nobody uses."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def openid_provider(folder: Path, port: int, back: str, people: str) -> Iterator[str]:
    """Serve django-oauth-toolkit in a process of its own; give its issuer; stop it at the end."""
    make_key(folder)
    (folder / "provider.py").write_text(OPENID_PROVIDER, encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TRIGPOINT_", "DJANGO_"))}
    insecure = {"OAUTHLIB_INSECURE_TRANSPORT": "1"}
    command = [sys.executable, str(folder / "provider.py"), str(folder), str(port), back, people]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(command, env=kept | insecure, stdout=log, stderr=log)
        try:
            give_up = time.monotonic() + PATIENCE_SECONDS
            issuer = f"http://127.0.0.1:{port}/o"
            while True:
                try:
                    urllib.request.urlopen(f"{issuer}/.well-known/openid-configuration", timeout=1).close()
                    break
                except (urllib.error.URLError, ConnectionError, TimeoutError):
                    if server.poll() is not None or time.monotonic() > give_up:
                        raise RuntimeError((folder / "log").read_text("utf-8")) from None
                    time.sleep(0.1)
            yield issuer
        finally:
            server.terminate()
            server.wait(timeout=PATIENCE_SECONDS)


def pass_openid_provider(asked: str, who: str) -> str:
    """Sign in at the provider as a browser would; return the address of this site to which it leads back."""
    with requests.Session() as browser:
        page = browser.get(asked, timeout=PATIENCE_SECONDS)
        token = re.search('name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
        assert token, page.text
        words = {"username": who, "password": "purple otter staircase", "csrfmiddlewaretoken": token[1]}
        on = browser.post(page.url, data=words, allow_redirects=False, timeout=PATIENCE_SECONDS)
        assert on.is_redirect, on.text
        root = f"{urlsplit(asked).scheme}://{urlsplit(asked).netloc}"
        back = browser.get(root + on.headers["Location"], allow_redirects=False, timeout=PATIENCE_SECONDS)
        assert back.is_redirect, back.text
        return str(back.headers["Location"])
