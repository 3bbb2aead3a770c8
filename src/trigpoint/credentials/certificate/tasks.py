"""What this part leaves to a worker: making the PDF file of a certificate."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from trigpoint.credentials import queries
from trigpoint.credentials.certificate.making import certificate_of, document
from trigpoint.platform import files
from trigpoint.platform.clock import ENGLAND
from trigpoint.platform.jobs import job
from trigpoint.platform.pdf import pdf

if TYPE_CHECKING:
    from trigpoint.platform.jobs import Run

CERTIFICATE = "credentials.certificate"


@job(CERTIFICATE)
def make_certificate(run: Run) -> str:
    """Make the certificate as it is now, and leave it for its holder. Begun again, it is made anew."""
    row = queries.credential(str(run.payload["credential"]))
    said = certificate_of(row) if row is not None else None
    if said is None or not said.counts:
        return "There is no award of that name any more, so no certificate was made."
    with TemporaryDirectory(dir=files.incoming()) as folder:
        path = Path(folder) / "certificate.pdf"
        path.write_bytes(pdf(document(said, run.now.astimezone(ENGLAND).date())))
        run.leave(path, name="senco-award-certificate.pdf", type="application/pdf")
    return "The certificate is made."
