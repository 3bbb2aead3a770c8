"""The forms of passkeys: allauth's checks behind our fields and words."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from allauth.mfa.webauthn import forms as webauthn
from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError
from django.forms import HiddenInput, JSONField
from fido2.utils import websafe_decode

from trigpoint.people.forms.signing_in import AccountForm
from trigpoint.people.models import Person
from trigpoint.platform.fields import TextField

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allauth.mfa.models import Authenticator

MOST_NAME = 60
NO_ANSWER = "Your browser sent no passkey. Try again, or choose another way below"
NO_FIT = "This passkey did not fit. Try again, or choose another way below"


class PasskeyAnswer(JSONField):
    """What the browser says for a passkey. Scripts fill it in."""

    widget = HiddenInput

    def __init__(self) -> None:
        super().__init__(label="Passkey", error_messages={"required": NO_ANSWER, "invalid": NO_ANSWER})

    def to_python(self, value: Any) -> Any:  # noqa: ANN401 - JSON
        """Return an object with the parts that every answer has, or refuse."""
        answer = super().to_python(value)
        if answer is None:
            return None
        if not isinstance(answer, dict) or not isinstance(answer.get("response"), dict):
            raise ValidationError(NO_ANSWER)
        return answer


@contextmanager
def in_our_words() -> Iterator[None]:
    """Turn what an answer that does not fit raises, allauth's or the library's, into what to do next."""
    try:
        yield
    except ValidationError as error:
        if getattr(error, "code", "") != "incorrect_code":
            raise
        raise ValidationError(NO_FIT) from None
    except (ValueError, TypeError, KeyError, AttributeError):
        raise ValidationError(NO_FIT) from None


class AddPasskeyForm(webauthn.AddWebAuthnForm, AccountForm):
    """A new passkey, with a name."""

    title = "Add a passkey"

    def __init__(self, *given: Any, **options: Any) -> None:  # noqa: ANN401 - allauth's own
        super().__init__(*given, **options)
        self.fields = {"name": passkey_name_field(), "credential": PasskeyAnswer()}

    def clean(self) -> dict[str, Any]:
        """Take only one that checks who holds it, since it will sign in without a password."""
        self.cleaned_data["passwordless"] = True
        with in_our_words():
            super().clean()
        return self.cleaned_data


class RenamePasskeyForm(webauthn.EditWebAuthnForm, AccountForm):
    """Another name."""

    title = "Change the name of this passkey"

    def __init__(self, *given: Any, **options: Any) -> None:  # noqa: ANN401 - allauth's own
        super().__init__(*given, **options)
        self.fields = {"name": passkey_name_field()}


class PasskeyForm(AccountForm):
    """A passkey that was added before."""

    title = "Sign in with a passkey"

    def __init__(self, *given: Any, **options: Any) -> None:  # noqa: ANN401 - allauth's own
        super().__init__(*given, **options)
        self.fields = {"credential": PasskeyAnswer()}


class PasskeySignInForm(PasskeyForm, webauthn.LoginWebAuthnForm):
    """Instead of address and password. The passkey says who it is, by the key that `people.second_step` gave it."""

    def clean_credential(self) -> Authenticator:
        """Find out whose it is, and check it."""
        answer = self.cleaned_data["credential"]
        with in_our_words():
            auth.parse_authentication_response(answer)
            key = websafe_decode(answer["response"].get("userHandle") or "").decode()
            person = Person.objects.filter(key=key).first()
            if person is None:
                raise ValidationError(NO_FIT)
            return auth.complete_authentication(person, answer)


class SecondPasskeyForm(PasskeyForm, webauthn.AuthenticateWebAuthnForm):
    """After the password."""

    title = "Use your passkey"

    def clean_credential(self) -> Authenticator:
        """Check it."""
        with in_our_words():
            return super().clean_credential()


class PasskeyAgainForm(PasskeyForm, webauthn.ReauthenticateWebAuthnForm):
    """Once more, before something that matters."""

    title = "Use your passkey again"

    def clean_credential(self) -> Authenticator:
        """Check it."""
        with in_our_words():
            return super().clean_credential()


def passkey_name_field() -> TextField:
    """Return the field for what somebody calls a passkey."""
    return TextField(
        label="Name of the passkey",
        ask="a name for the passkey",
        most=MOST_NAME,
        hint="So that you can tell it from others, such as “My phone”.",
    )
