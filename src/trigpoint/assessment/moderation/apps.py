"""The application that Django loads."""

from django.apps import AppConfig


class AssessmentModerationConfig(AppConfig):
    """Moderation: which judgements are looked at again, how well assessors agree, and the external verifier's room."""

    name = "trigpoint.assessment.moderation"
    label = "assessment_moderation"
