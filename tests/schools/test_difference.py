"""What an import says that it changed, in words that an operator can check."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.schools.support import export

if TYPE_CHECKING:
    from collections.abc import Callable

    from trigpoint.schools.actions import Brought

    Bring = Callable[..., Brought]

pytestmark = pytest.mark.django_db


def test_a_changed_file_is_told_as_what_happened_to_schools(bring_rows: Bring):
    bring_rows(
        export(),
        export(URN="100124", EstablishmentStatus="Proposed to open", OpenDate=""),
        export(URN="100125", EstablishmentName="Dale School"),
        export(URN="100126", TypeOfEstablishment=""),
        export(URN="100127"),
        export(URN="100128", EstablishmentStatus="Closed"),
    )

    brought = bring_rows(
        export(EstablishmentStatus="Closed", CloseDate="31-08-2026"),
        export(URN="100124", OpenDate="01-09-2026"),
        export(URN="100125", EstablishmentName="Dale Academy", TypeOfEstablishment="Foundation school"),
        export(URN="100126"),
        export(URN="100127", EstablishmentStatus="Open, but proposed to close", NumberOfPupils="12"),
        export(URN="100128"),
        export(URN="100129", LA="Powys"),
    )

    assert list(brought.difference.lines()) == [
        "New: 1 school (1 in Wales).",
        "  Hill Primary School (100129), open",
        "Opened: 2 schools.",
        "  Hill Primary School (100124), on 1 September 2026",
        "  Hill Primary School (100128), again",
        "Closed: 1 school.",
        "  Hill Primary School (100123), on 31 August 2026",
        "Renamed: 1 school.",
        "  Dale School is now Dale Academy (100125)",
        "Type changed: 1 school.",
        "  Dale Academy (100125): Community school, now Foundation school",
        "Type now known: 1 school.",
        "  Hill Primary School (100126): Community school",
        "Other change of status: 1 school.",
        "  Hill Primary School (100127): open, but proposed to close",
        (
            "Changed in all: 6 schools, in: status (4), type (2), closing day (1), opening day (1), name (1), "
            "kind (1), pupils (1)."
        ),
    ]
    assert brought.absent == 0


def test_only_the_first_of_many_are_told_one_by_one(bring_rows: Bring):
    brought = bring_rows(*(export(URN=str(urn)) for urn in range(100200, 101400)))

    lines = list(brought.difference.lines())
    assert (lines[0], len(lines)) == ("New: 1,200 schools (1,200 in England).", 6)


def test_schools_that_a_file_leaves_out_stay_and_are_counted(bring_rows: Bring):
    bring_rows(export(), export(URN="100124"), export(URN="100125"))

    brought = bring_rows(export(URN="100124"))

    assert (brought.absent, bool(brought.difference)) == (2, False)
