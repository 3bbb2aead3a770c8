"""The application that Django loads."""

from importlib import import_module

from django.apps import AppConfig


class AssessmentBoardConfig(AppConfig):
    """The award board and appeals: who is ready, who ratifies, who may ask again."""

    name = "trigpoint.assessment.board"
    label = "assessment_board"

    def ready(self) -> None:
        """Say who may see what is appealed."""
        import_module("trigpoint.assessment.board.sight")
