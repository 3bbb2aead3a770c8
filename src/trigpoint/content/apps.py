"""The Django application of this room."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import import_string


class ContentConfig(AppConfig):
    """Content, which stores each of its versions whenever the database is brought up to date."""

    name = "trigpoint.content"
    label = "content"

    def ready(self) -> None:
        """Store new versions after each `migrate`. By name: models can be imported only from now on."""
        post_migrate.connect(import_string("trigpoint.content.versions.store_after_migrate"), sender=self)
