"""How a test walks through the questions, and the six verdicts with answers that lead to them."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from django.test import Client

BASE = "/can-i-be-the-senco/"
ANSWER = f"{BASE}answer/"
NBSP = "\N{NO-BREAK SPACE}"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
ONE_DATE = {"since": "since", "start": "start", "membership-end": "membership_end"}
ONE_DATE |= {"induction-end": "induction_end", "converted-on": "converted_on"}


def posted(slug: str, said: Any) -> dict[str, Any]:
    """Return what a browser would post: days in three pieces."""
    said = {ONE_DATE[slug]: said} if isinstance(said, str) else said
    data: dict[str, Any] = {}
    for name, value in said.items():
        if isinstance(value, str) and DAY.fullmatch(value):
            year, month, day = value.split("-")
            data |= {f"{name}-day": day, f"{name}-month": month, f"{name}-year": year}
        else:
            data[name] = value
    return data


def answer_all(client: Client, answers: list[tuple[str, Any]]) -> Any:
    """Answer questions in their order; return the page after the last."""
    page = None
    for slug, said in answers:
        name, _, query = slug.partition("?")
        page = client.post(f"{BASE}question/{name}/?{query}", posted(name, said), follow=True)
        assert page.status_code == 200
    return page


def ask_again(**options: Any) -> Client:
    return Client(**options)


def body(page: Any) -> str:
    return str(page.content.decode())


def page_text(page: Any) -> str:
    """Return the words of a page, in one line."""
    main = body(page)[body(page).index("<main") : body(page).index("</main>")]
    return re.sub(r" ?\n ?| +", " ", unescape(re.sub(r"<[^>]+>", " ", main)))


def heading(page: Any) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", body(page), re.DOTALL)
    assert found
    return unescape(re.sub(r"<span.*?</span>|<[^>]+>", "", found[1], flags=re.DOTALL)).strip()


def error_words(page: Any) -> list[str]:
    """Return the lines of the error summary."""
    summary = re.search(r'<ul class="govuk-error-summary__list">(.*?)</ul>', body(page), re.DOTALL)
    return [unescape(words) for words in re.findall(r"<a [^>]*>(.*?)</a>", summary[1])] if summary else []


def _teacher(since: str, *more: tuple[str, Any]) -> list[tuple[str, Any]]:
    return [
        ("school", {"school": "maintained"}),
        ("post", {"post": "yes"}),
        ("since", since),
        *([("unbroken", {"unbroken": "yes"})] if since < "2009-09-02" else []),
        ("head", {"head": "no"}),
        ("qualified", {"qualified": "qts"}),
        ("teacher", {"teacher": "yes"}),
        ("induction", {"induction": "passed"}),
        *more,
    ]


NO_AWARD = ("award", {"award": "none"})
NO_OTHER = ("before", {"before": "no"})
VERDICTS = [
    (
        "you can",
        _teacher("2005-09-01"),
        "You can stay the SENCO. You need no qualification for this post.",
    ),
    (
        "you can, with a date",
        _teacher("2025-09-01", NO_AWARD, NO_OTHER),
        f"You can be the SENCO now. You need the qualification by 1{NBSP}September 2028.",
    ),
    (
        "the date has passed",
        _teacher("2020-09-01", NO_AWARD, NO_OTHER),
        f"The date has passed. The qualification was due by 1{NBSP}September 2023.",
    ),
    (
        "not yet",
        [
            ("school", {"school": "academy"}),
            ("post", {"post": "no"}),
            ("start", {"unsure": "yes"}),
            ("head", {"head": "no"}),
            ("qualified", {"qualified": "none"}),
        ],
        "Not yet. The SENCO must be a qualified teacher.",
    ),
    ("not covered", [("school", {"school": "special"})], "The rule does not cover your school."),
    (
        "the law is unclear",
        _teacher(
            "2022-09-01",
            NO_AWARD,
            ("before", {"before": "yes"}),
            ("post-1", {"where": "covered", "first": "2019-09-01", "last": "2021-08-31"}),
            ("more-1", {"more": "no"}),
        ),
        f"The law is unclear. You need no qualification, or it was due by 1{NBSP}September 2022.",
    ),
    (
        "not yet, for an unsure answer",
        [*_teacher("2025-09-01")[:-1], ("induction", {"induction": "not-sure"}), NO_AWARD, NO_OTHER],
        "Not yet. It depends on whether you have passed induction.",
    ),
]
IN_POST = [
    ("school", {"school": "maintained"}),
    ("post", {"post": "yes"}),
    ("since", "2025-09-01"),
    ("head", {"head": "no"}),
    ("qualified", {"qualified": "qts"}),
    ("teacher", {"teacher": "yes"}),
    ("induction", {"induction": "passed"}),
]
"""A teacher in post since September 2025, up to the question on the qualification."""
