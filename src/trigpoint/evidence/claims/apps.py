"""The application that Django loads."""

from django.apps import AppConfig


class EvidenceClaimsConfig(AppConfig):
    """Claims: prior learning claimed against the outcomes, and the pack for qualified teacher status."""

    name = "trigpoint.evidence.claims"
    label = "evidence_claims"
