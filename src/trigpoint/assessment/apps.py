"""The application that Django loads."""

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    """Assessment: submissions, and how they are judged."""

    name = "trigpoint.assessment"
    label = "assessment"
