"""The commands `trigpoint verify-record` and `trigpoint seal-record`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from trigpoint.platform.clock import now
from trigpoint.record.actions import seal
from trigpoint.record.errors import RecordKeyError
from trigpoint.record.keys import kept_key
from trigpoint.record.verify import verify

if TYPE_CHECKING:
    import argparse


def verify_record(arguments: argparse.Namespace) -> int:
    """Print what a walk over the whole ledger found; 0 where it is whole."""
    try:
        report = verify(kept_key(), root=arguments.root)
    except RecordKeyError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write("\n".join(report.lines()) + "\n")
    return 0 if report.sound else 1


def seal_record(arguments: argparse.Namespace) -> int:  # noqa: ARG001 - the shape of every command
    """Seal the ledger and print the root."""
    try:
        root = seal(now())
    except RecordKeyError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{root}\n")
    return 0
