"""Where the content is: the folder `content/` of a checkout, or its copy inside the installed package."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
INSTALLED = PACKAGE / "_content"
CHECKOUT = PACKAGE.parent.parent / "content"


def content_folder() -> Path:
    """Return the folder that holds the content; raises FileNotFoundError where there is none."""
    for folder in (INSTALLED, CHECKOUT):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"No content at {INSTALLED} or {CHECKOUT}. Install the trigpoint package again.")
