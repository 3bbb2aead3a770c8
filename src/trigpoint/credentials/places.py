"""Places in the status lists: given out once each, in an order that tells nothing."""

from __future__ import annotations

import secrets

from django.db import IntegrityError, transaction
from django.db.models import Max

from trigpoint.credentials.building import Place
from trigpoint.credentials.models import StatusList
from trigpoint.credentials.signing.lists import PLACES


def take(many: int) -> list[Place]:
    """Take places, in the transaction that issues the credentials. A full list is followed by another."""
    taken: list[Place] = []
    while len(taken) < many:
        row = StatusList.objects.select_for_update().filter(taken__lt=PLACES).order_by("number").first() or begin()
        here = min(many - len(taken), PLACES - row.taken)
        taken += [Place(row.number, place(row, row.taken + step)) for step in range(here)]
        StatusList.objects.filter(pk=row.pk).update(taken=row.taken + here)
    return taken


def place(row: StatusList, turn: int) -> int:
    """Return the place of a turn: every place comes once, since the multiplier is odd and the size a power of two."""
    return (turn * row.multiplier + row.offset) % PLACES


def begin() -> StatusList:
    """Begin a list."""
    number = (StatusList.objects.aggregate(newest=Max("number"))["newest"] or 0) + 1
    try:
        with transaction.atomic():
            return StatusList.objects.create(
                number=number,
                multiplier=secrets.randbelow(PLACES // 2) * 2 + 1,
                offset=secrets.randbelow(PLACES),
            )
    except IntegrityError:
        return StatusList.objects.select_for_update().get(number=number)
