"""The commands `trigpoint work` and `trigpoint tick`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from trigpoint.platform import clock, routines, work
from trigpoint.platform.worker import Worker

if TYPE_CHECKING:
    import argparse


def work_on(arguments: argparse.Namespace) -> int:
    """Work until told to stop; or do what is due; or list, retry or leave out what was given up."""
    if arguments.parked:
        return list_parked()
    if arguments.retry:
        return told(work.try_again(arguments.retry, now=clock.now()), f"Task {arguments.retry} is tried again.")
    if arguments.leave_out:
        return told(work.leave_out(arguments.leave_out, now=clock.now()), f"Task {arguments.leave_out} is left out.")
    worker = Worker(clock.now, once=arguments.once, with_parent=arguments.with_parent)
    worker.listen()
    tried = worker.work()
    if arguments.once:
        sys.stdout.write(f"{tried} {'task' if tried == 1 else 'tasks'} tried, {work.waiting()} waiting.\n")
    return 0


def list_parked() -> int:
    """Print what was given up; 1 when there is something."""
    found = work.parked()
    for one in found:
        behind = f" {one.behind} waiting behind it." if one.behind else ""
        sys.stdout.write(f"{one.id}  {one.name}: {one.what}\n    {one.error}, {one.attempts} tries.{behind}\n")
    if not found:
        sys.stdout.write("Nothing was given up.\n")
    return 1 if found else 0


def told(happened: bool, words: str) -> int:  # noqa: FBT001 - what a query answered
    """Print what happened, or that there was nothing to do."""
    if happened:
        sys.stdout.write(f"{words}\n")
        return 0
    sys.stderr.write("No task of that number was given up. List those that were: trigpoint work --parked\n")
    return 1


def tick(arguments: argparse.Namespace) -> int:  # noqa: ARG001 - the shape of every command
    """Do what is due today, and print it; 1 when something failed."""
    failed = False
    for outcome in routines.tick(clock.now()):
        failed = failed or outcome.failed
        sys.stdout.write(f"{outcome.name}: {outcome.words or 'done today already'}\n")
    return 1 if failed else 0
