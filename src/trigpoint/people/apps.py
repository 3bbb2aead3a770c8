"""The app of this room."""

from __future__ import annotations

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.utils.module_loading import import_string


class PeopleConfig(AppConfig):
    """Name the app by its full path."""

    name = "trigpoint.people"
    label = "people"

    def ready(self) -> None:
        """Note when somebody signs in; tell mail whose address is which. By name: models are imported only now."""
        user_logged_in.connect(
            import_string("trigpoint.people.signing_in.note"), dispatch_uid="trigpoint.people.signing_in"
        )
        import_string("trigpoint.platform.mail.use_address_book")(import_string("trigpoint.people.queries.address_of"))
