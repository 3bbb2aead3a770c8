"""The forms of the second step: allauth's checks behind our field and words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from allauth.mfa.base import forms as base
from allauth.mfa.recovery_codes import forms as recovery
from allauth.mfa.totp import forms as totp

from trigpoint.people.forms.signing_in import AccountForm
from trigpoint.platform.fields import CodeField, WordsField
from trigpoint.platform.forms import PageForm

if TYPE_CHECKING:
    from django.forms import Field


def code_field(label: str, hint: str = "") -> dict[str, Field]:
    """Return the field for a code."""
    return {"code": CodeField(label=label, ask="the code", hint=hint, most=40)}


class SecondStepForm(base.AuthenticateForm, AccountForm):
    """The code, after the password."""

    title = "Enter a code"

    def __init__(self, *given: Any, **options: Any) -> None:  # noqa: ANN401 - allauth's own
        super().__init__(*given, **options)
        self.fields = code_field("Code", "From the app on your phone, or one of your spare codes.")


class SecondStepAgainForm(base.ReauthenticateForm, AccountForm):
    """The code once more, before something that matters."""

    title = "Enter a code again"

    def __init__(self, *given: Any, **options: Any) -> None:  # noqa: ANN401 - allauth's own
        super().__init__(*given, **options)
        self.fields = code_field("Code", "From the app on your phone, or one of your spare codes.")


class TurnOnForm(totp.ActivateTOTPForm, AccountForm):
    """The first code of an app that was just told the secret."""

    title = "Turn on the second step"

    def __init__(self, *given: Any, **options: Any) -> None:  # noqa: ANN401 - allauth's own
        super().__init__(*given, **options)
        self.fields = code_field("Code that the app shows now")


class TurnOffForm(totp.DeactivateTOTPForm, AccountForm):
    """Nothing to enter."""

    title = "Turn off the second step?"


class TakeOffForm(PageForm):
    """Why an administrator turns it off for somebody else."""

    title: ClassVar[str] = "Turn off the second step for somebody"
    reason = WordsField(
        label="How did you make sure who it is?",
        ask="how you made sure who it is",
        hint="They read this in the message that we send. Write no child’s name.",
        most=500,
    )


class NewCodesForm(recovery.GenerateRecoveryCodesForm, AccountForm):
    """Nothing to enter."""

    title = "Make new spare codes?"
