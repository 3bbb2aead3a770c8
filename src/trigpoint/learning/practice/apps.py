"""The application that Django loads."""

from django.apps import AppConfig


class LearningPracticeConfig(AppConfig):
    """Practice: questions answered, and when each comes back."""

    name = "trigpoint.learning.practice"
    label = "learning_practice"
