"""The Django application of this room."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import import_string


class SchoolsConfig(AppConfig):
    """The register of schools; a demonstration starts with a small sample of it."""

    name = "trigpoint.schools"
    label = "schools"

    def ready(self) -> None:
        """Load the sample after `migrate`, in a demonstration. By name: models can be imported only from now on."""
        post_migrate.connect(import_string("trigpoint.schools.sample.load_after_migrate"), sender=self)
