"""Logs as one JSON object a line, with a request id and nothing about a person.

No address, no query string, no user agent, no path as typed (the route's pattern instead). Exceptions are
logged by class and place; their messages may quote what someone typed, so they appear in demonstration
mode only, where everyone is fictional.
"""

from __future__ import annotations

import json
import logging
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

request_id: ContextVar[str] = ContextVar("request_id", default="-")

FRAMES = 12  # the innermost ones, which say where


class JsonFormatter(logging.Formatter):
    """Format a record as one line of JSON; `extra={"fields": {…}}` adds fields."""

    def __init__(self, *, messages: bool = False) -> None:
        super().__init__()
        self.messages = messages

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request": request_id.get(),
            "message": self._words(record),
        }
        line.update(getattr(record, "fields", {}))
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = self._error(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)

    def _words(self, record: logging.LogRecord) -> str:
        """Return the message; without its arguments, or its traceback, where those may hold a path or a value."""
        if self.messages:
            return record.getMessage()
        if record.name.startswith("django"):
            return str(record.msg)
        return record.getMessage().partition("\n")[0] if record.name.startswith("_granian") else record.getMessage()

    def _error(self, error: BaseException) -> dict[str, Any]:
        frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
        found: dict[str, Any] = {
            "class": f"{type(error).__module__}.{type(error).__qualname__}",
            "at": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
        }
        if self.messages:
            found["message"] = str(error)
        return found


def logging_settings(*, level: str, messages: bool) -> dict[str, Any]:
    """Return the configuration for `logging.config.dictConfig`: everything to standard error, as JSON."""
    handler = {"class": "logging.StreamHandler", "formatter": "json", "stream": "ext://sys.stderr"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "trigpoint.web.logs.JsonFormatter", "messages": messages}},
        "handlers": {"console": handler},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            # Django's own handlers would write a second, plain line; ours at the root is enough. What a
            # visitor got wrong (404, 400) is in the request line already.
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.request": {"level": "ERROR"},
            "django.security": {"level": "ERROR"},
            "weasyprint": {"level": "WARNING"},
            "fontTools": {"level": "WARNING"},
            "_granian": {"handlers": [], "level": "WARNING", "propagate": True},
            "granian.access": {"handlers": [], "level": "ERROR", "propagate": False},
        },
    }
