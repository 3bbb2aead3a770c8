"""The application that Django loads."""

from django.apps import AppConfig


class AssessmentBoardConfig(AppConfig):
    """The award board and appeals: who is ready, who ratifies, who may ask again."""

    name = "trigpoint.assessment.board"
    label = "assessment_board"
