"""Answers that a visitor carries: what was typed into a public question flow, in a signed cookie of the visitor's own.

Nothing of it is stored here, and it ends with the browser's session. It is apart from the session that signing in
makes, so signing in or out loses no answer. The cookie is read only when a page asks for the answers, and written only
when one has changed them.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.core import signing
from django.core.exceptions import SuspiciousOperation
from django.utils.cache import patch_vary_headers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.http import HttpRequest, HttpResponse

SALT = "trigpoint.platform.answers"
LONGEST_SECONDS = 60 * 60 * 12
"""A cookie that a browser keeps for longer, because it restores its windows, is no longer read."""
MOST_BYTES = 3_800
"""Browsers keep 4,096 bytes of a cookie, its name and attributes among them, and drop a longer one in silence."""


class TooManyAnswersError(SuspiciousOperation):
    """The answers are longer than a cookie can be; the question flows of these pages never come near it."""


class CarriedAnswers(MutableMapping[str, Any]):
    """What a visitor carries, by the name of the flow. Values are JSON. Assign a flow's value anew to change it."""

    def __init__(self, cookie: str) -> None:
        self._cookie = cookie
        self._values: dict[str, Any] | None = None
        self.changed = False

    @property
    def was_read(self) -> bool:
        """Tell whether a page has asked for the answers, so that its text depends on the cookie."""
        return self._values is not None

    def has_room_for(self, name: str, value: Any) -> bool:  # noqa: ANN401 - any JSON value
        """Tell whether the cookie could carry this too."""
        return fits(signed({**self._read, name: value}))

    @property
    def _read(self) -> dict[str, Any]:
        if self._values is None:
            self._values = read(self._cookie)
        return self._values

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - any JSON value
        return self._read[name]

    def __setitem__(self, name: str, value: Any) -> None:  # noqa: ANN401 - any JSON value
        self._read[name] = value
        self.changed = True

    def __delitem__(self, name: str) -> None:
        del self._read[name]
        self.changed = True

    def __iter__(self) -> Iterator[str]:
        return iter(self._read)

    def __len__(self) -> int:
        return len(self._read)


def read(cookie: str) -> dict[str, Any]:
    """Return what a cookie carries: nothing for one that is absent, old or not ours."""
    try:
        found = signing.loads(cookie, salt=SALT, max_age=LONGEST_SECONDS) if cookie else {}
    except signing.BadSignature:
        return {}
    return found if isinstance(found, dict) else {}


def written(values: dict[str, Any]) -> str:
    """Return the cookie that carries these values. Raises TooManyAnswersError when it would be lost."""
    cookie = signed(values)
    if not fits(cookie):
        raise TooManyAnswersError
    return cookie


def signed(values: dict[str, Any]) -> str:
    """Return the values as a cookie writes them, however long."""
    return signing.dumps(values, salt=SALT, compress=True)


def fits(cookie: str) -> bool:
    """Tell whether a browser would keep it."""
    return len(cookie) <= MOST_BYTES


def carry_answers(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Give each request its `answers`, and send back what a page has changed of them."""

    def answer(request: HttpRequest) -> HttpResponse:
        carried = CarriedAnswers(request.COOKIES.get(settings.ANSWERS_COOKIE_NAME, ""))
        request.answers = carried  # type: ignore[attr-defined]
        response = get_response(request)
        if carried.was_read:
            patch_vary_headers(response, ("Cookie",))
        if carried.changed and not carried:
            response.delete_cookie(settings.ANSWERS_COOKIE_NAME, samesite="Lax")
        elif carried.changed:
            response.set_cookie(
                settings.ANSWERS_COOKIE_NAME,
                written(dict(carried)),
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response

    return answer


def answers_of(request: HttpRequest) -> CarriedAnswers:
    """Return the answers that the visitor carries: `request.answers`, with a type."""
    return cast("CarriedAnswers", request.answers)  # type: ignore[attr-defined]
