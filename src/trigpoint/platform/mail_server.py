"""The address of a mail server, as `TRIGPOINT_MAIL_URL` gives it."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

SMTP, SMTPS = 587, 465
"""The ports where a mail server takes messages, by the scheme."""


class MailUrlError(ValueError):
    """The address of the mail server cannot be understood."""


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server. With `smtp` the line is encrypted by STARTTLS, unless the address says that it is not."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    tls: bool = False
    starttls: bool = True


def server_from(url: str) -> Server | None:
    """Read `smtp://user:password@host:587` or `smtps://…`; None for nothing. Raises MailUrlError, without the password.

    >>> server_from("smtp://localhost:25?starttls=off")
    Server(host='localhost', port=25, user='', tls=False, starttls=False)
    """
    if not url:
        return None
    parts = urlsplit(url)
    options = parse_qs(parts.query)
    try:
        port = parts.port
    except ValueError:
        port = 0
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname or port == 0 or set(options) - {"starttls"}:
        raise MailUrlError("Write smtp://user:password@host:587, or smtps://user:password@host:465.")
    starttls = options.get("starttls", ["on"])[-1]
    if starttls not in {"on", "off"}:
        raise MailUrlError("After ?starttls= write on or off.")
    return Server(
        host=parts.hostname,
        port=port or (SMTPS if parts.scheme == "smtps" else SMTP),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls=parts.scheme == "smtps",
        starttls=parts.scheme == "smtp" and starttls == "on",
    )
