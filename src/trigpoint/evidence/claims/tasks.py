"""What this part leaves to a worker: making the pack for a route to QTS."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from trigpoint.evidence.claims.pack.making import document, write_zip
from trigpoint.platform import files
from trigpoint.platform.jobs import job
from trigpoint.platform.pdf import pdf

if TYPE_CHECKING:
    from trigpoint.platform.jobs import Run

PACK = "evidence.qts-pack"
TITLES = {"pdf": "Make my QTS pack as a PDF", "zip": "Make my QTS pack as a zip with all files"}


@job(PACK)
def make_pack(run: Run) -> str:
    """Make the pack as it is now, and leave it for its owner. Begun again, it is made anew."""
    owner, kind = str(run.payload["owner"]), str(run.payload["kind"])
    with TemporaryDirectory(dir=files.incoming()) as folder:
        path = Path(folder) / f"pack.{kind}"
        if kind == "pdf":
            path.write_bytes(pdf(document(owner, run.now)))
            run.leave(path, name="qts-pack.pdf", type="application/pdf")
            return "The pack is made, without the files of its pieces. The zip has them."
        count = write_zip(path, owner, run.now)
        run.leave(path, name="qts-pack.zip", type="application/zip")
    return f"The pack is made, with {count} file{'' if count == 1 else 's'} and a list of what each shows."
