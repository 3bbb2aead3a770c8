"""The Django application of this room."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import import_string


class LawConfig(AppConfig):
    """Law, which makes its content searchable whenever the database is brought up to date."""

    name = "trigpoint.law"
    label = "law"

    def ready(self) -> None:
        """Index the content after each `migrate`. By name: models can be imported only from now on."""
        post_migrate.connect(import_string("trigpoint.law.search.filling.store_after_migrate"), sender=self)
