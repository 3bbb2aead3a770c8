"""Sessions in the database, each knowing whose it is: so that people can see where they are signed in, and end it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import connection, models
from django.utils import timezone

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase

KEPT = "SELECT session_data FROM people_session WHERE session_key = %s AND expire_date > %s"
"""Every page of somebody signed in asks this: plain SQL, since through the ORM it takes several times as long."""

BEGAN, DEVICE = "began", "device"
"""What a session keeps of the moment of signing in: when it was (ISO), and on what, in our own words."""


class Session(AbstractBaseSession):
    """A session of one browser. `person` is who is signed in, or nobody yet."""

    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+", null=True)

    class Meta(AbstractBaseSession.Meta):  # noqa: D106 - Django's own
        app_label = "people"

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        """Return the store that reads these."""
        return SessionStore


class SessionStore(DatabaseStore):
    """Django's store, which writes down whose a session is; SESSION_ENGINE names this module."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return the table."""
        return Session

    def load(self) -> dict[str, Any]:
        """Return what the session keeps; nothing for one that is not there or has run out. One query."""
        with connection.cursor() as cursor:
            cursor.execute(KEPT, [self.session_key, connection.ops.adapt_datetimefield_value(timezone.now())])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        return self.decode(row[0])

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Return the row to save."""
        row = cast("Session", super().create_model_instance(data))
        row.person_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        return row
