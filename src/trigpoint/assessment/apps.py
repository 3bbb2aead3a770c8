"""The application that Django loads."""

from importlib import import_module

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    """Assessment: submissions, and how they are judged."""

    name = "trigpoint.assessment"
    label = "assessment"

    def ready(self) -> None:
        """Say who may see what was submitted, and where claims for prior learning are."""
        import_module("trigpoint.assessment.sight")
        import_module("trigpoint.assessment.prior_learning")
