"""The credential inside a file: JSON or a token as text, or baked into a PNG or an SVG picture."""

from __future__ import annotations

from trigpoint.credentials import baking
from trigpoint.credentials.signing import NotACredentialError

OTHER_KINDS = (
    (b"\xff\xd8\xff", "It is a photo."),
    (b"%PDF", "It is a PDF. Scan the square code on it instead, or type its address."),
    (b"PK\x03\x04", "It is a packed file or an office document."),
    (b"GIF8", "It is a picture of another kind."),
)


def text_in(data: bytes) -> str:
    """Return the credential in a file. Raises NotACredentialError, which says what the file is instead."""
    for start, words in OTHER_KINDS:
        if data.startswith(start):
            raise NotACredentialError(f"That file holds no credential. {words}")
    try:
        return baking.read(data) if baking.is_picture(data) else data.decode("utf-8-sig")
    except baking.BakingError as error:
        raise NotACredentialError(str(error)) from None
    except UnicodeDecodeError:
        raise NotACredentialError("That file holds no credential: it is no text, and no PNG or SVG picture.") from None
