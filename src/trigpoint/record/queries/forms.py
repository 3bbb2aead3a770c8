"""Forms that were sent."""

from __future__ import annotations

from trigpoint.record.models import Receipt


def was_sent(subject: str, form: str) -> bool:
    """Tell whether a form with this key (`form_key`) has been taken in. One query."""
    return Receipt.objects.filter(subject=subject, form=form).exists()
