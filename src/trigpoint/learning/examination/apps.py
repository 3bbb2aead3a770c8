"""The application that Django loads."""

from django.apps import AppConfig


class LearningExaminationConfig(AppConfig):
    """Examinations: papers drawn from a blueprint, sat, marked, and judged by what their items show."""

    name = "trigpoint.learning.examination"
    label = "learning_examination"
