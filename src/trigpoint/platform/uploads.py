"""Files that a page takes: one small one, in memory, and only where the page says so.

    @permission(SIGNED_IN)
    @takes_a_file(most=100_000)
    @require_http_methods(["GET", "HEAD", "POST"])
    def bring_in(request): ...
        sent = file_in(request, "file")

Every other page refuses a request with a file in it (`RefuseFiles`, in the settings).
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from functools import wraps
from io import BytesIO
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.views.decorators.csrf import csrf_exempt, csrf_protect

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

View = TypeVar("View", bound="Callable[..., HttpResponseBase]")
DRAINED = 5_000_000
"""Bytes of a request that are read to its end, so that a page can say that its file is too large; more answers 400."""


class RefuseFiles(FileUploadHandler):
    """Takes no file: the request answers 400."""

    def new_file(self, *_: Any, **__: Any) -> None:  # noqa: ANN401 - Django's signature
        """Refuse."""
        raise TooManyFilesSent

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:  # noqa: ARG002 - Django's signature
        """Keep nothing."""
        return None

    def file_complete(self, file_size: int) -> None:
        """Give nothing."""


class OneFile(FileUploadHandler):
    """Takes one file of at most `most` bytes into memory, and notes when it was larger."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most
        self.is_too_large = False
        self.kept = BytesIO()

    def handle_raw_input(
        self,
        input_data: Any,  # noqa: ANN401, ARG002 - Django's signature
        META: Any,  # noqa: ANN401, ARG002, N803
        content_length: int,
        boundary: Any,  # noqa: ANN401, ARG002
        encoding: str | None = None,  # noqa: ARG002
    ) -> None:
        """Refuse unread what nobody sends by mistake."""
        if content_length > DRAINED:
            raise RequestDataTooBig

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Keep a piece, as long as there is room."""
        if start + len(raw_data) > self.most:
            self.is_too_large = True
            raise SkipFile
        self.kept.write(raw_data)
        return None

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """Give the file."""
        self.kept.seek(0)
        return InMemoryUploadedFile(
            self.kept, self.field_name, self.file_name or "", self.content_type, file_size, self.charset
        )


class LargeFile(OneFile):
    """Takes one file of at most `most` bytes into a folder of its own, piece by piece, for its owner's eyes alone."""

    def __init__(self, most: int, folder: Path) -> None:
        super().__init__(most)
        self.folder = folder
        self.path: Path | None = None

    def handle_raw_input(
        self,
        input_data: Any,  # noqa: ANN401, ARG002 - Django's signature
        META: Any,  # noqa: ANN401, ARG002, N803
        content_length: int,
        boundary: Any,  # noqa: ANN401, ARG002
        encoding: str | None = None,  # noqa: ARG002
    ) -> None:
        """Refuse unread what is far too large."""
        if content_length > 2 * self.most:
            raise RequestDataTooBig

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Write a piece, as long as there is room."""
        if start + len(raw_data) > self.most:
            self.is_too_large = True
            self.drop()
            raise SkipFile
        if self.path is None:
            own = self.folder / secrets.token_hex(8)
            own.mkdir(mode=0o700, parents=True)
            self.path = own / plain_name(self.file_name or "")
            self.path.touch(mode=0o600)
        with self.path.open("ab") as file:
            file.write(raw_data)
        return None

    def drop(self) -> None:
        """Remove what came."""
        if self.path is not None:
            self.path.unlink(missing_ok=True)
            self.path.parent.rmdir()
            self.path = None


def plain_name(name: str) -> str:
    """Return a file's name as far as it does no harm in a folder.

    >>> plain_name("../edubasealldata20260901.csv"), plain_name("")
    ('edubasealldata20260901.csv', 'file')
    """
    return re.sub(r"[^A-Za-z0-9._-]", "", PurePath(name).name).lstrip(".")[-100:] or "file"


@dataclass(frozen=True, slots=True)
class Sent:
    """What came in a file field: its bytes, None where no file was chosen; or that it was too large."""

    data: bytes | None
    is_too_large: bool = False


def takes_a_file(most: int) -> Callable[[View], View]:
    """Let a view take one file of at most `most` bytes.

    A request's files are read with its form, which the check against forged forms reads first. So that check is done
    here, once it is said how files are taken.
    """

    def decorate(view: View) -> View:
        guarded = csrf_protect(view)

        @csrf_exempt
        @wraps(view)
        def taking(request: HttpRequest, *args: object, **given: object) -> HttpResponseBase:
            request.upload_handlers = [OneFile(most)]
            return guarded(request, *args, **given)

        return cast("View", taking)

    return decorate


def takes_a_large_file(most: int, folder: Callable[[], Path]) -> Callable[[View], View]:
    """Let a view take one file of at most `most` bytes into a folder, as `takes_a_file` does in memory."""

    def decorate(view: View) -> View:
        guarded = csrf_protect(view)

        @csrf_exempt
        @wraps(view)
        def taking(request: HttpRequest, *args: object, **given: object) -> HttpResponseBase:
            request.upload_handlers = [LargeFile(most, folder())]
            return guarded(request, *args, **given)

        return cast("View", taking)

    return decorate


def large_file_in(request: HttpRequest) -> Path | None:
    """Return where the file is that was sent to a view that takes a large one, or None. It is the view's to remove."""
    _ = request.FILES  # reading them is what writes the file
    return next((handler.path for handler in request.upload_handlers if isinstance(handler, LargeFile)), None)


def file_in(request: HttpRequest, name: str) -> Sent:
    """Return what was sent in a file field of a view that takes a file."""
    found = request.FILES.get(name)
    handlers = [handler for handler in request.upload_handlers if isinstance(handler, OneFile)]
    return Sent(found.read() if found else None, any(handler.is_too_large for handler in handlers))
