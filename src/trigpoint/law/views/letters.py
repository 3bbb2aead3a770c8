"""Letters and meetings: choose one, answer a few questions, copy it; and check how plainly something is written.

Nothing is kept: what is typed comes back on the page, in the file, and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from trigpoint.content.letters import letters
from trigpoint.law.letters import plain
from trigpoint.law.letters.forms import PlainForm, form_for
from trigpoint.law.letters.writing import CannotWriteError, provisions_of, write
from trigpoint.law.library.duties import duty_lists
from trigpoint.law.views.crumbs import above
from trigpoint.law.watch.queries import stale_since
from trigpoint.platform.clock import today
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.pages import Crumb
from trigpoint.platform.permissions import public

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from trigpoint.content.letters import Letter
    from trigpoint.law.letters.forms import LetterForm
    from trigpoint.law.letters.writing import Written

DOWNLOAD, CHANGE = "download", "change"


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter in the list. `is_stale`: law that it rests on has changed since it was checked."""

    id: str
    title: str
    writes: str
    lede: str
    is_stale: bool


@public
@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    """List the letters. Three queries at most, one where no change in law is known."""
    stale = stale_letters(letters())
    rows = [LetterRow(one.id, one.title, one.writes, one.lede, one.id in stale) for one in letters()]
    return render(request, "law/letters.html", {"rows": rows, "crumbs": (above(),)})


@public
@never_cache
@require_http_methods(METHODS)
def letter(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Ask what a letter needs; sent, show it, or give it as a file. Three queries at most."""
    found = next((one for one in letters() if one.id == slug), None)
    if found is None:
        raise Http404
    form = form_for(found, sent(request), today=today())
    made = None if CHANGE in request.POST else made_of(found, form)
    if made is not None and DOWNLOAD in request.POST:
        file = HttpResponse(made.file.replace("\n", "\r\n"), content_type="text/plain; charset=utf-8")
        file["Content-Disposition"] = f'attachment; filename="{found.id}.txt"'
        return file
    context = {
        "letter": found,
        "form": form,
        "made": made,
        "sent": [
            (name, value)
            for name, value in request.POST.items()
            if name not in {"csrfmiddlewaretoken", DOWNLOAD, CHANGE}
        ],
        "after": [words.format_map(made.given) for words in found.after] if made else (),
        "duties": duty_lists(found.duties),
        "is_stale": bool(stale_letters((found,))),
        "crumbs": (above(), Crumb("Letters and meetings", reverse("law:letters"))),
    }
    return render(request, "law/letter_made.html" if made else "law/letter.html", context)


@public
@never_cache
@require_http_methods(METHODS)
def check(request: HttpRequest) -> HttpResponseBase:
    """Check how plainly a text is written. No query; nothing is kept."""
    form = PlainForm(sent(request), today=today())
    checked = plain.check(form.cleaned_data["words"]) if form.is_valid() else None
    crumbs = (above(), Crumb("Letters and meetings", reverse("law:letters")))
    return render(request, "law/plain.html", {"form": form, "checked": checked, "crumbs": crumbs})


def made_of(letter: Letter, form: LetterForm) -> Written | None:
    """Return the letter; None where nothing was sent yet or the form says what to change."""
    if not form.is_valid():
        return None
    try:
        return write(letter, form.cleaned_data, today=form.today)
    except CannotWriteError as error:
        form.add_error(error.field, str(error))
        return None


def stale_letters(among: tuple[Letter, ...]) -> frozenset[str]:
    """Return the letters, by id, that rest on law that changed since they were checked. Three queries at most."""
    checked: dict[str, date] = {}
    for one in among:
        for provision in provisions_of(one):
            checked[provision] = min(one.checked_on, checked.get(provision, one.checked_on))
    stale = stale_since(checked)
    return frozenset(one.id for one in among if provisions_of(one) & stale)
