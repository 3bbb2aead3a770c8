"""The application that Django loads."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Evidence: the portfolio, and experience that counts."""

    name = "trigpoint.evidence"
    label = "evidence"
