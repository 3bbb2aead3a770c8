"""The forms of these pages. All are sent by GET, so that an answer has an address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trigpoint.platform.fields import DateField, Option, SelectField
from trigpoint.platform.forms import PageForm
from trigpoint.platform.pages import written

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from trigpoint.content.versions import StoredVersion


class AsItStoodForm(PageForm):
    """Which day to look at."""

    title = "See the rules as they stood on a day"
    on = DateField(label="As it stood on", hint="For example, 1 9 2014", ask="the day to look at")


class CompareForm(PageForm):
    """Which two stored versions to compare."""

    title = "Compare two versions"

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        today: date,
        versions: Sequence[StoredVersion],
        **more: Any,  # noqa: ANN401 - Django's own
    ) -> None:
        super().__init__(data, today=today, **more)
        options = [Option(version.text_hash, version_words(version)) for version in versions]
        self.fields["before"] = SelectField(options, label="From", ask="the version to start from")
        self.fields["after"] = SelectField(options, label="To", ask="the version to compare it with")


def version_words(version: StoredVersion) -> str:
    """Return *Version 1.0, stored 23 November 2026, text 43e8cba0*."""
    return f"Version {version.version}, stored {written(version.stored_on)}, text {version.text_hash[:8]}"
