"""Calendar files (iCalendar, RFC 5545) of whole-day events."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.http import HttpResponse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trigpoint.platform.pages import CalendarEvent

LINE_OCTETS = 75  # RFC 5545, 3.1


def calendar_text(events: Iterable[CalendarEvent], *, now: datetime) -> str:
    """Return the file. `now` is an aware moment: when the information was put together (DTSTAMP)."""
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Trigpoint//Trigpoint//EN", "CALSCALE:GREGORIAN"]
    for event in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{escaped(event.uid)}",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{event.on:%Y%m%d}",
            f"DTEND;VALUE=DATE:{event.on + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{escaped(event.title)}",
            *([f"DESCRIPTION:{escaped(event.notes)}"] if event.notes else []),
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return "".join(f"{folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def calendar_response(events: Iterable[CalendarEvent], *, filename: str, now: datetime) -> HttpResponse:
    """Return the file as a download. `filename` is ours: letters, digits and hyphens, ending in `.ics`."""
    response = HttpResponse(calendar_text(events, now=now), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def escaped(text: str) -> str:
    """Return a TEXT value (RFC 5545, 3.3.11)."""
    text = re.sub(r"([\\;,])", r"\\\1", text)
    return re.sub(r"\r\n|\r|\n", r"\\n", text)


def folded(line: str) -> str:
    """Return a content line cut into pieces of at most 75 octets, never inside a character (RFC 5545, 3.1)."""
    pieces: list[str] = []
    piece = ""
    for character in line:
        room = LINE_OCTETS - (1 if pieces else 0)
        if len((piece + character).encode()) > room:
            pieces.append(piece)
            piece = ""
        piece += character
    return "\r\n ".join([*pieces, piece])
