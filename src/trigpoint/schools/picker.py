"""Ask which school is meant: a piece of any room's form.

    outcome = ask_for_school(request, today=today(), title="Which school was it?", back=url)
    if not isinstance(outcome, str):
        return outcome          # a page: the question, up to 15 schools to choose from, or a name to type
    ...outcome...               # a setting: urn:100000, or the name of a school that the register does not have

Without script: type, *Search*, choose, *Continue*. With it the schools appear while one types. The view answers GET and
POST at one address, and nothing is kept here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from trigpoint.platform.fetching import may_fetch
from trigpoint.platform.fields import ChoiceField, Option, TextField
from trigpoint.platform.forms import PageForm, sent
from trigpoint.schools.queries import school, search, setting_of, urn_of
from trigpoint.schools.search import MOST_TYPED
from trigpoint.schools.unlisted import MOST_NAME, name_in, setting_named

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from typing import Any

    from django.http import HttpRequest, HttpResponse

    from trigpoint.schools.search import SearchResult, SearchRow

NOT_LISTED = "not-listed"
"""The value of the last choice, and what is added to the address of the page that asks for a name."""


class SearchForm(PageForm):
    """What to look for. Its label is the heading of the page, which the room that asks gives."""

    q = TextField(
        label="Which school?",
        ask="the name, town, postcode or URN of the school",
        most=MOST_TYPED,
        hint="Name, town, postcode or URN. It need not be spelt right.",
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, asks: str, **options: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(data, **options)
        self.fields["q"].label = asks


class ChosenForm(PageForm):
    """One of the schools that were found."""

    school = ChoiceField((), label="Which of these is it?", ask="the school, or search again")

    def __init__(self, data: Mapping[str, Any] | None = None, *, found: SearchResult, **options: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(data, **options)
        field = self.fields["school"]
        assert isinstance(field, ChoiceField)
        field.options = (
            *(Option(str(row.urn), row.name, described(row)) for row in found.rows),
            Option(NOT_LISTED, "My school is not listed", apart=True),
        )


class NameForm(PageForm):
    """A school that the register does not have."""

    title = "What is the school called?"
    name = TextField(
        label="Name and town",
        ask="the name of the school and its town",
        most=MOST_NAME,
        hint="For example: Hill Top School, Leeds",
    )


def described(row: SearchRow) -> str:
    """Return the line that tells a school from others of its name."""
    closed = "Closed" if row.is_closed else ""
    return " · ".join(part for part in (closed, row.place, row.phase, f"URN {row.urn}") if part)


def ask_for_school(
    request: HttpRequest, *, today: date, title: str, back: str, caption: str = "", kept: str = ""
) -> str | HttpResponse:
    """Return the setting that was chosen, or the page that asks for it.

    `kept` is a setting chosen before: its name stands in the field. One query to search as typed, at most five.
    """
    context = {"title": title, "caption": caption, "back": back, "here": request.path}
    if NOT_LISTED in request.GET:
        return _by_name(request, today, context, kept)
    if request.method == "POST":
        asked = str(request.POST.get("q", ""))[:MOST_TYPED].strip()
        if request.POST.get("school") == NOT_LISTED:
            return HttpResponseRedirect(f"{request.path}?{NOT_LISTED}")
        found = search(asked)
        chosen = ChosenForm(request.POST, found=found, today=today)
        if chosen.is_valid():
            return setting_of(int(chosen.cleaned_data["school"]))
        form = SearchForm({"q": asked}, asks=title, today=today)
        form.is_valid()
        return _page(request, context | {"form": form, "asked": asked, "found": found, "chosen": chosen})
    form = SearchForm(
        request.GET if "q" in request.GET else None, asks=title, today=today, initial={"q": _name_of(kept)}
    )
    asked = form.cleaned_data["q"] if form.is_valid() else ""
    if not asked:
        return _page(request, context | {"form": form, "asked": "", "chosen": None})
    found = search(asked)
    chosen = ChosenForm(found=found, today=today, initial={"school": str(urn_of(kept) or "")})
    return _page(request, context | {"form": form, "asked": asked, "found": found, "chosen": chosen})


def choices(asked: str, today: date) -> dict[str, Any]:
    """Return what the list of choices alone is drawn from, for a page that is already there."""
    found = search(asked) if asked else None
    return {"asked": asked, "found": found, "chosen": ChosenForm(found=found, today=today) if found else None}


def _by_name(request: HttpRequest, today: date, context: dict[str, Any], kept: str) -> str | HttpResponse:
    form = NameForm(sent(request), today=today, initial={"name": name_in(kept)})
    if form.is_valid():
        return setting_named(form.cleaned_data["name"])
    return _private(render(request, "schools/pick_name.html", context | {"form": form}))


def _page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    @may_fetch  # suggestions, while one types
    def page(request: HttpRequest) -> HttpResponse:
        return _private(render(request, "schools/pick.html", context))

    return page(request)


def _private(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, private=True, no_store=True)
    return response


def _name_of(setting: str) -> str:
    """Return the name of a setting chosen before, for the field. One query for a school of the register."""
    urn = urn_of(setting)
    found = school(urn) if urn else None
    return found.name if found else name_in(setting) or ""
