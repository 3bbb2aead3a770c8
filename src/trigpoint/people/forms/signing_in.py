"""The forms of signing in: allauth's checks behind our fields and words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from allauth.account import forms as allauth
from django.contrib.auth.password_validation import validate_password

from trigpoint.people import actions
from trigpoint.people.models import MOST_NAME, Person, canonical
from trigpoint.platform import clock
from trigpoint.platform.fields import CodeField, EmailField, PasswordField, TextField
from trigpoint.platform.forms import PageForm

if TYPE_CHECKING:
    from django.http import HttpRequest

ADVICE = (
    "12 characters or more. Three words that only you would put together work well. You can paste one from a "
    "password manager."
)


class AccountForm(PageForm):
    """A form that allauth's views make: they know no day, and give a prefix and a set of files that we do not use."""

    def __init__(self, data: Any = None, files: None = None, prefix: None = None, **options: Any) -> None:  # noqa: ANN401, ARG002
        super().__init__(data, today=clock.today(), **options)


class SignInForm(allauth.LoginForm, AccountForm):
    """Sign in by address and password."""

    title = "Sign in"

    def __init__(self, *given: Any, **options: Any) -> None:  # noqa: ANN401 - allauth's own
        super().__init__(*given, **options)
        self.fields = {
            "login": EmailField(label="E-mail address", ask="your e-mail address", autocomplete="username"),
            "password": PasswordField(label="Password", ask="your password", autocomplete="current-password"),
        }


class SignUpForm(allauth.SignupForm, AccountForm):
    """Open an account: a name, an address, a password."""

    title = "Create an account"

    def __init__(self, *given: Any, **options: Any) -> None:  # noqa: ANN401 - allauth's own
        super().__init__(*given, **options)
        self.fields = {
            "name": name_field(),
            "email": EmailField(
                label="E-mail address",
                ask="your e-mail address",
                hint="Use one that you will keep when you change schools.",
            ),
            "password1": new_password_field("Choose a password"),
        }

    def validate_unique_email(self, value: str) -> str:
        """Note whether the address is known, and say nothing of it, with mail or without."""
        self.account_already_exists = Person.objects.filter(email=canonical(value)).exists()
        return value

    def clean_password1(self) -> str:
        """Refuse a password that is easily guessed, from the name too."""
        password: str = self.cleaned_data["password1"]
        known = Person(email=self.cleaned_data.get("email"), name=self.cleaned_data.get("name", ""))
        validate_password(password, known)
        return password

    def save(self, request: HttpRequest) -> Person:  # noqa: ARG002 - allauth's signature
        """Open the account."""
        cleaned = self.cleaned_data
        return actions.sign_up(
            email=cleaned["email"], name=cleaned["name"], password=cleaned["password1"], now=clock.now()
        )


class AskForCodeForm(allauth.RequestLoginCodeForm, AccountForm):
    """Ask for a message to sign in with."""

    title = "Sign in by e-mail"

    def __init__(self, *given: Any, **options: Any) -> None:  # noqa: ANN401 - allauth's own
        super().__init__(*given, **options)
        self.fields = {"email": EmailField(label="E-mail address", ask="your e-mail address")}


class CodeForm(allauth.ConfirmLoginCodeForm, AccountForm):
    """Type the code of the message."""

    title = "Check your e-mail"

    def __init__(self, *given: Any, **options: Any) -> None:  # noqa: ANN401 - allauth's own
        super().__init__(*given, **options)
        self.fields = {"code": CodeField(label="Code from the message", ask="the code from the message", most=40)}


class ForgottenForm(allauth.ResetPasswordForm, AccountForm):
    """Ask for a message to choose a new password with."""

    title = "Choose a new password"

    def __init__(self, *given: Any, **options: Any) -> None:  # noqa: ANN401 - allauth's own
        super().__init__(*given, **options)
        self.fields = {"email": EmailField(label="E-mail address", ask="your e-mail address")}


class TypedOnce:
    """A new password, typed once: it can be shown while it is typed, and a forgotten one can be replaced."""

    user: Person | None
    cleaned_data: dict[str, Any]

    def clean_password1(self) -> str:
        """Refuse a password that is easily guessed."""
        password: str = self.cleaned_data["password1"]
        validate_password(password, self.user)
        return password


class ResetForm(TypedOnce, allauth.ResetPasswordKeyForm, AccountForm):
    """Choose a new password, having come by a link."""

    title = "Choose a new password"

    def __init__(self, *given: Any, **options: Any) -> None:  # noqa: ANN401 - allauth's own
        super().__init__(*given, **options)
        self.fields = {"password1": new_password_field("New password")}


class SetPasswordForm(TypedOnce, allauth.SetPasswordForm, AccountForm):
    """Choose a first password, for somebody who has signed in without one."""

    title = "Choose a password"

    def __init__(self, *given: Any, **options: Any) -> None:  # noqa: ANN401 - allauth's own
        super().__init__(*given, **options)
        self.fields = {"password1": new_password_field("New password")}


class ChangePasswordForm(TypedOnce, allauth.ChangePasswordForm, AccountForm):
    """Replace the password, knowing it."""

    title = "Change your password"

    def __init__(self, *given: Any, **options: Any) -> None:  # noqa: ANN401 - allauth's own
        super().__init__(*given, **options)
        present = PasswordField(label="Present password", ask="your present password", autocomplete="current-password")
        self.fields = {"oldpassword": present, "password1": new_password_field("New password")}


class AgainForm(allauth.ReauthenticateForm, AccountForm):
    """Show once more that it is you."""

    title = "Enter your password again"

    def __init__(self, *given: Any, **options: Any) -> None:  # noqa: ANN401 - allauth's own
        super().__init__(*given, **options)
        self.fields = {
            "password": PasswordField(label="Password", ask="your password", autocomplete="current-password")
        }


class NewEmailForm(allauth.AddEmailForm, AccountForm):
    """Give another address."""

    title = "Change your e-mail address"
    words: ClassVar[str] = "the new e-mail address"

    def __init__(self, *given: Any, **options: Any) -> None:  # noqa: ANN401 - allauth's own
        super().__init__(*given, **options)
        self.fields = {"email": EmailField(label="New e-mail address", ask=self.words)}


def name_field() -> TextField:
    """Return the field for a name."""
    return TextField(
        label="Your name",
        ask="your name",
        most=MOST_NAME,
        autocomplete="name",
        hint="As colleagues know you. People you work with here see it.",
    )


def new_password_field(label: str) -> PasswordField:
    """Return the field for a password that is being chosen."""
    return PasswordField(label=label, ask="a password", autocomplete="new-password", hint=ADVICE)
