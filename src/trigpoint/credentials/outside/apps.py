"""The application that Django loads."""

from django.apps import AppConfig


class CredentialsOutsideConfig(AppConfig):
    """Certificates and badges from elsewhere: verified, mapped and accepted by two people."""

    name = "trigpoint.credentials.outside"
    label = "credentials_outside"
