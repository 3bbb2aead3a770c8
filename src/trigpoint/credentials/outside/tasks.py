"""What this part leaves to a worker: files removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.credentials.outside.actions import REMOVE
from trigpoint.credentials.outside.models import Sent
from trigpoint.platform import files
from trigpoint.platform.work import task

if TYPE_CHECKING:
    from trigpoint.platform.work import Work


@task(REMOVE)
def remove_files(work: Work) -> None:
    """Take files out of the store that nothing names any more. Done twice it does no harm."""
    for name in work.payload["names"]:
        if not Sent.objects.filter(stored=name).exists():
            files.remove(name)
