"""The search of law: what to look for, and as it stood on which day."""

from __future__ import annotations

from trigpoint.law.search.words import MOST_TYPED
from trigpoint.platform.fields import DateField, TextField
from trigpoint.platform.forms import PageForm


class SearchForm(PageForm):
    """Find law by its citation or by words."""

    title = "Search the law"
    q = TextField(
        label="Words or a citation",
        ask="words or a citation, like reg 49 or annual review",
        hint="For example: a parent asks for an assessment, reg 20, s. 36(8), Code 6.91.",
        most=MOST_TYPED,
    )
    on = DateField(
        label="As the law stood on another day",
        ask="the day on which the law stood so",
        hint="Leave this empty for today.",
        required=False,
    )
