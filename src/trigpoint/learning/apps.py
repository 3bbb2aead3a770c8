"""The application that Django loads."""

from django.apps import AppConfig


class LearningConfig(AppConfig):
    """Learning: units, scenarios, practice and examinations."""

    name = "trigpoint.learning"
    label = "learning"
