"""What was told of a post, as rows to check before it is saved. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from trigpoint.pathway.timeline.amounts import in_words
from trigpoint.pathway.timeline.forms import LawForm
from trigpoint.pathway.timeline.page import overlaps_of, sentence, title_of, when
from trigpoint.pathway.timeline.roles import Standing
from trigpoint.pathway.timeline.telling import SCHOOL
from trigpoint.platform.fields import OneOfField
from trigpoint.platform.pages import SummaryRow, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from trigpoint.pathway.timeline.places import Places
    from trigpoint.pathway.timeline.posts import Said
    from trigpoint.pathway.timeline.telling import Asking, Telling

    Address: TypeAlias = Callable[[str], str]

STANDINGS = {
    Standing.TEACHER: "A teacher there",
    Standing.HEAD: "The head or acting head there",
    Standing.NEITHER: "Neither teacher nor head there",
}


def rows(telling: Telling, places: Places, address: Address) -> tuple[SummaryRow, ...]:
    """Return what was told, each with the way to change it. `address` gives the page of a step."""
    return (
        *_post(telling, places, address),
        *_law(telling, address),
        *_exception(telling, address),
    )


def _post(telling: Telling, places: Places, address: Address) -> Iterator[SummaryRow]:
    first, *following = telling.said
    yield SummaryRow("Post", title_of(first), address("role"), "the post")
    yield SummaryRow("School", places.name(first.setting), address(SCHOOL), "the school")
    yield SummaryRow("Days", when(first.first, first.last), address("dates"), "the days")
    for said in following:
        told = f"{places.name(said.setting)}, {when(said.first, said.last)}"
        yield SummaryRow("And then", told, address("closed"), "what happened to the post")
    yield SummaryRow("Hours", sentence(in_words(first.hundredths, first.hours)), address("hours"), "the hours")
    if "standing" in telling.values:
        yield SummaryRow("Worked as", STANDINGS[first.standing], address("standing"), "how you worked at the school")
    if "covered" in telling.values:
        yield SummaryRow("SENCO rules", _covers(telling.said[-1]), address("covered"), "what kind of school it is")


def _covers(said: Said) -> str:
    return "They cover this school, as far as you know" if said.covered else "They do not cover this school"


def _law(telling: Telling, address: Address) -> Iterator[SummaryRow]:
    if "law" not in telling.values:
        return
    told = [
        field.words_of(value)
        for name, field in LawForm.base_fields.items()
        if isinstance(field, OneOfField) and (value := telling.values["law"].get(name)) and value != "none"
    ]
    yield SummaryRow("You hold", "; ".join(told) or "Nothing of what was asked", address("law"), "what you hold")


def _exception(telling: Telling, address: Address) -> Iterator[SummaryRow]:
    said = telling.exceptional
    if said is None:
        return
    yield SummaryRow("Decided by", said.decided_by, address("exception"), "who decided")
    if not said.is_over:
        yield SummaryRow("Until", written(said.until), address("exception"), "until when")
        yield SummaryRow("Being done", said.doing, address("exception"), "what is being done")


def overlaps(telling: Telling, asking: Asking) -> tuple[str, ...]:
    """Return the posts that share days with what was told, in words."""
    others = [post for post in asking.posts if asking.old is None or post.key != asking.old.key]
    spells = [*(said.as_spell(f"new {number}") for number, said in enumerate(telling.said))]
    found = []
    for spell in spells:
        for one in overlaps_of(spell.key, [spell, *(post.as_spell() for post in others)], asking.today):
            other = next(post for post in others if post.key in {one.first, one.second})
            where = asking.places.name(other.said.setting)
            found.append(f"{title_of(other.said)}, {where}: {written(one.starts)} to {written(one.last)}")
    return tuple(found)
