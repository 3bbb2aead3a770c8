"""Answers that need not be given twice: on to another school, or on to the route finder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.pathway.eligibility.flow import MOST_POSTS
from trigpoint.pathway.eligibility.told import COVERED, Before, Qualified, Say, Where
from trigpoint.pathway.routes.flow import field_name, route_flow
from trigpoint.platform.fields import OneOfField

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from typing import Any

    from trigpoint.pathway.eligibility.told import Told

    Kept = dict[str, dict[str, Any]]

ABOUT_THE_SCHOOL = (
    *("school", "post", "since", "start", "unbroken", "break", "head", "teacher"),
    *("induction-here", "converted", "converted-on"),
)


def for_another_school(kept: Mapping[str, dict[str, Any]], told: Told) -> Kept:
    """Return the answers about the person; the post at this school becomes another post, so its days still count."""
    personal = {slug: values for slug, values in kept.items() if slug not in ABOUT_THE_SCHOOL and not _is_post(slug)}
    posts = [*_posts_here(told), *(_elsewhere(post, told) for post in _posts(kept))]
    if len(posts) > MOST_POSTS:
        raise ValueError(f"A person can give {MOST_POSTS} other posts, not {len(posts)}.")
    if posts:
        personal["before"] = {"before": Before.YES.value}
    elif told.is_senco and told.covered:
        personal["before"] = {"before": Before.YES_UNDATED.value}
    for number, post in enumerate(posts, 1):
        personal[f"post-{number}"] = post
        more = Say.YES if number < len(posts) else Say.NO
        personal[f"more-{number}"] = {"more": more.value}
    return personal


def _is_post(slug: str) -> bool:
    return slug.startswith(("post-", "more-"))


def _posts(kept: Mapping[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for number in range(1, MOST_POSTS + 1):
        if f"post-{number}" in kept:
            yield kept[f"post-{number}"]


def _elsewhere(post: dict[str, Any], told: Told) -> dict[str, Any]:
    return post | {"where": _kind(told)} if post.get("where") == Where.HERE else post


def _kind(told: Told) -> str:
    return (Where.COVERED if told.school in COVERED else Where.OUTSIDE).value


def _posts_here(told: Told) -> Iterator[dict[str, Any]]:
    if not told.is_senco or told.since is None:
        return
    first = {"where": _kind(told), **_typed("first", told.since)}
    if told.left and told.returned:
        yield first | _typed("last", told.left)
        first = {"where": _kind(told), **_typed("first", told.returned)}
    yield first | {"still": ["yes"]}


def _typed(name: str, day: date) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def for_the_route_finder(told: Told, kept: Mapping[str, dict[str, Any]]) -> Kept:
    """Return the route finder's answers with what we know added; nothing that was answered there is changed."""
    known = {
        "other-status": {
            Qualified.EYTS: "eyts",
            Qualified.SEN_ONLY: "none",
            Qualified.NONE: "none",
            Qualified.QTLS: "qtls" if told.member is Say.YES else "qtls-lapsed",
        }.get(told.qualified)
        if told.qualified
        else None,
        "school-post": "employed" if told.is_senco else None,
    }
    carried = {slug: {field_name(slug): value} for slug, value in known.items() if value and _offers(slug, value)}
    return carried | dict(kept)


def _offers(slug: str, value: str) -> bool:
    """Tell whether the route finder, whose questions are content, still asks this and offers this answer."""
    forms = (question.form for question in route_flow().questions if question.slug == slug)
    fields = (form.base_fields.get(field_name(slug)) for form in forms)
    return any(value in {option.value for option in one.options} for one in fields if isinstance(one, OneOfField))
