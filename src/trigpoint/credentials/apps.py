"""The application that Django loads."""

from django.apps import AppConfig


class CredentialsConfig(AppConfig):
    """Credentials: the award signed so that anyone can verify it, for as long as it is true."""

    name = "trigpoint.credentials"
    label = "credentials"
