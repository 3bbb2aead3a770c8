"""From TRIGPOINT_FILES_URL to Django's settings for where added files are kept: a folder, or an S3-compatible store."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from trigpoint.web.environment import SettingError

if TYPE_CHECKING:
    from pathlib import Path

FORM = "s3://bucket/folder?endpoint=https://s3.example&region=eu-west-2"
OPTIONS = frozenset({"endpoint", "region"})


def store_from(url: str, *, folder: Path) -> dict[str, Any]:
    """Return Django's settings for the store that the address names; a folder where it is empty.

    The keys of an S3-compatible store come from its own environment variables, as everywhere. Raises SettingError.
    """
    if not url:
        options = {"location": str(folder), "file_permissions_mode": 0o600, "directory_permissions_mode": 0o700}
        return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}
    parts = urlsplit(url)
    given = dict(parse_qsl(parts.query))
    if parts.scheme != "s3" or not parts.hostname or parts.username or set(given) - OPTIONS:
        raise SettingError(f"TRIGPOINT_FILES_URL cannot be read. Leave it empty for a folder, or write it like {FORM}.")
    if importlib.util.find_spec("storages") is None or importlib.util.find_spec("boto3") is None:
        raise SettingError("TRIGPOINT_FILES_URL asks for S3. Install it: pip install 'trigpoint[s3]'")
    options = {
        "bucket_name": parts.hostname,
        "location": parts.path.strip("/"),
        "endpoint_url": given.get("endpoint"),
        "region_name": given.get("region"),
        "default_acl": None,
        "querystring_auth": True,
        "file_overwrite": False,
        "signature_version": "s3v4",
        "max_memory_size": 1_000_000,
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
