"""The question to the register."""

from __future__ import annotations

from trigpoint.platform.fields import TextField
from trigpoint.platform.forms import PageForm
from trigpoint.schools.search import MOST_TYPED


class FindForm(PageForm):
    """Find a school. One field, named as search boxes are, so that a link can carry the question."""

    q = TextField(
        label="Find a school",
        ask="the name, town, postcode or URN of a school",
        most=MOST_TYPED,
        hint="Name, town, postcode or URN. It need not be spelt right.",
    )
