"""The application that Django loads."""

from importlib import import_module

from django.apps import AppConfig


class AssessmentModerationConfig(AppConfig):
    """Moderation: which judgements are looked at again, how well assessors agree, and the external verifier's room."""

    name = "trigpoint.assessment.moderation"
    label = "assessment_moderation"

    def ready(self) -> None:
        """Say who may see what was sampled, and who may judge."""
        import_module("trigpoint.assessment.moderation.sight")
        import_module("trigpoint.assessment.moderation.standing")
