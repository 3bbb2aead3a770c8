"""Duties, situations and proposals: what they take from the register, what is checked, and what the content holds."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from trigpoint.citations import Legislation, find
from trigpoint.content.duties import (
    Strength,
    duties,
    duties_resting_on,
    duty,
    proposals,
    read_guide,
    situation,
    situations,
)
from trigpoint.content.duty_checks import duty_problems
from trigpoint.content.library import installed_library
from trigpoint.content.marked import Document
from trigpoint.content.statute import Confidence, Kind, provision, provisions, read_register

DAY = date(2026, 11, 23)
ROW = {
    "id": "cfa-36",
    "citation": "s. 36 CFA 2014",
    "title": "Asking for an assessment",
    "plain": "A parent may ask.",
    "in_force_from": date(2014, 9, 1),
    "confidence": "V2",
}
CODE = ROW | {"id": "code-6-63", "citation": "para 6.63 of the SEND Code"}
CASE = ROW | {"id": "case-a", "citation": "[2010] EWCA Civ 135"}
DUTY = {
    "id": "la-assesses",
    "holder": "local-authority",
    "strength": "must",
    "what": "assess.",
    "by_when": "within 6 weeks",
    "deadline": "week-6",
    "provision": "cfa-36",
    "citation": "s. 36(8) CFA 2014",
    "situations": ["a-parent-asks"],
}
CONTENT: dict[str, Any] = {
    "statute/act": {"title": "Act", "statute": [ROW]},
    "statute/code": {"title": "Code", "kind": "guidance", "statute": [CODE]},
    "statute/cases": {"title": "Cases", "kind": "judgment", "statute": [CASE]},
    "deadlines/weeks": {"calculators": [{"id": "week-6"}]},
    "duties/holders": {"holders": {"local-authority": "The local authority"}},
    "duties/assessment": {"title": "Assessment", "checked_on": DAY, "for_whom": "A child", "duties": [DUTY]},
    "duties/situations": {
        "checked_on": DAY,
        "situations": [
            {
                "id": "a-parent-asks",
                "title": "A parent asks",
                "lede": "A parent asks for an assessment.",
                "steps": [{"do": "Note the day."}, {"do": "Watch for the answer.", "duty": "la-assesses"}],
                "traps": [{"claim": "£6,000 first.", "right": "No sum is in the test.", "provision": "cfa-36"}],
            }
        ],
    },
    "duties/proposed": {
        "known_to": date(2026, 6, 15),
        "sources": {"news": {"title": "News", "address": "https://news.example"}},
        "proposals": [
            {
                "id": "support-plans",
                "title": "Support plans",
                "plain": "A plan by the school.",
                "said_in": "White paper",
                "said_on": date(2026, 2, 23),
                "status": "Consulted on.",
                "confidence": "V2",
                "changes": ["cfa-36"],
                "sources": ["news"],
            }
        ],
    },
}
A_DUTY = ("duties/assessment", "duties", 0)
A_SITUATION = ("duties/situations", "situations", 0)
A_PROPOSAL = ("duties/proposed", "proposals", 0)


def content(place: tuple[Any, ...] = (), **changes: Any) -> dict[str, Any]:
    """Return the content above, with changes at a place; a change to None takes the key out."""
    changed = deepcopy(CONTENT)
    part: Any = changed
    for key in place:
        part = part[key]
    part.update(changes)
    for key in [key for key, value in changes.items() if value is None]:
        del part[key]
    return changed


def said_of(data):
    documents = {name: Document(Path(f"{name}.yaml"), one, {}) for name, one in data.items()}
    return [f"{name}: {problem}" for name, problem in duty_problems(documents)]


def guide(data):
    register = read_register((name, one) for name, one in data.items() if name.startswith("statute/"))
    return read_guide({name[7:]: one for name, one in data.items() if name.startswith("duties/")}, register)


def test_duties_that_rest_on_the_register_pass():
    assert said_of(CONTENT) == []


@pytest.mark.parametrize(
    ("place", "changes", "words"),
    [
        (A_DUTY, {"holder": None}, "has no holder"),
        (A_DUTY, {"holder": "council"}, "there is no holder council"),
        (A_DUTY, {"who": "x"}, "who is not part of a duty"),
        (A_DUTY, {"id": "La Assesses"}, "an id is small letters"),
        (A_DUTY, {"strength": "shall"}, "strength is must, should or may"),
        (A_DUTY, {"strength": "should"}, "is should, but rests on law"),
        (A_DUTY, {"provision": "code-6-63", "citation": None}, "is must, but rests on guidance"),
        (A_DUTY, {"provision": "case-a", "citation": None}, "a duty rests on law or guidance"),
        (A_DUTY, {"provision": "cfa-99"}, "the register has no entry cfa-99"),
        (A_DUTY, {"also": ["cfa-99"]}, "the register has no entry cfa-99"),
        (A_DUTY, {"citation": "s. 37 CFA 2014"}, "is not within"),
        (A_DUTY, {"citation": "somewhere"}, "does not begin with a citation"),
        (A_DUTY, {"confidence": "V"}, "is surer than the entry it rests on, which is V2"),
        (A_DUTY, {"confidence": "sure"}, "confidence is V, V2, C, M+ or M?"),
        (A_DUTY, {"deadline": "week-7"}, "no calculator has the id week-7"),
        (A_DUTY, {"by_when": None}, "does not say in words by when"),
        (A_DUTY, {"situations": ["a-storm"]}, "there is no situation a-storm"),
        (A_DUTY, {"what": "Assess"}, "goes on from the holder"),
        (A_DUTY, {"since": "2014"}, "is not a date"),
        (("duties/assessment",), {"for_whom": None}, "does not say for whom"),
        (("duties/assessment",), {"duties": [DUTY, DUTY]}, "is also an id in duties/assessment"),
        (("duties/assessment",), {"checked_on": None}, "has no checked_on"),
        (("duties/holders", "holders"), {"head": "The head"}, "no duty is laid on head"),
        (A_SITUATION, {"lede": None}, "has no lede"),
        (A_SITUATION, {"id": "a-parent-waits"}, "no duty comes in where a-parent-waits"),
        ((*A_SITUATION, "steps", 1), {"duty": "la-waits"}, "there is no duty la-waits"),
        ((*A_SITUATION, "traps", 0), {"provision": "cfa-99"}, "the register has no entry cfa-99"),
        ((*A_SITUATION, "traps", 0), {"citation": "s. 37 CFA 2014"}, "is not within"),
        (A_PROPOSAL, {"sources": []}, "has no sources"),
        (A_PROPOSAL, {"sources": ["rumour"]}, "there is no rumour among the file's sources"),
        (A_PROPOSAL, {"said_on": None}, "has no said_on"),
        (A_PROPOSAL, {"said_on": DAY}, "is after the day to which the file is known"),
        (A_PROPOSAL, {"changes": ["cfa-99"]}, "the register has no entry cfa-99"),
        (A_PROPOSAL, {"confidence": "sure"}, "confidence is V, V2, C, M+ or M?"),
        (("duties/proposed", "sources", "news"), {"address": "news.example"}, "does not begin with https"),
    ],
)
def test_a_mistake_is_named(place, changes, words):
    assert words in "\n".join(said_of(content(place, **changes)))


def test_a_situation_told_twice_is_named():
    told = CONTENT["duties/situations"]["situations"][0]

    assert "a-parent-asks is told twice" in "\n".join(said_of(content(("duties/situations",), situations=[told, told])))


def test_an_amended_entry_is_held_to_its_newest_row():
    later = ROW | {"in_force_from": date(2022, 7, 1), "confidence": "M+"}
    data = content(("statute/act",), statute=[later, ROW | {"until": date(2022, 7, 1)}])
    data["duties/assessment"]["duties"][0]["confidence"] = "V2"

    assert "is surer than the entry it rests on, which is M+" in "\n".join(said_of(data))


def test_a_duty_takes_from_its_entry_and_its_file_what_it_does_not_say():
    (one,) = guide(content(A_DUTY, citation=None)).duties

    assert (one.citation, one.since, one.confidence) == ("s. 36 CFA 2014", date(2014, 9, 1), Confidence.SECONDARY)
    assert (one.for_whom, one.checked_on, one.group_title) == ("A child", DAY, "Assessment")


def test_what_a_duty_says_itself_goes_before():
    changed = {"since": date(2020, 5, 1), "confidence": "M+", "for_whom": "A young person"}
    (one,) = guide(content(A_DUTY, **changed)).duties

    assert (one.citation, one.since, one.confidence) == ("s. 36(8) CFA 2014", date(2020, 5, 1), Confidence.REMEMBERED)
    assert one.for_whom == "A young person"


def test_a_duty_reads_as_a_sentence():
    assert guide(CONTENT).duties[0].sentence == "The local authority must assess."


def test_a_duty_is_to_be_checked_as_long_as_its_entry_is():
    assert guide(CONTENT).duties[0].to_be_checked


def test_a_duty_whose_entry_is_known_is_not_to_be_checked():
    known = {"confidence": "V", "text_as_at": date(2025, 9, 1), "amendments_checked_to": date(2025, 9, 1)}
    data = content(("statute/act",), sources={"list": {"title": "List", "dated": date(2025, 9, 1)}})
    data["statute/act"]["statute"] = [ROW | known | {"amendments_by": "list"}]

    assert not guide(data).duties[0].to_be_checked


def test_a_situation_gathers_its_duties_steps_and_traps():
    (told,) = guide(CONTENT).situations

    assert [one.id for one in told.duties] == ["la-assesses"]
    assert [step.duty and step.duty.id for step in told.steps] == [None, "la-assesses"]
    assert [(trap.citation, trap.confidence, trap.to_be_checked) for trap in told.traps] == [
        ("s. 36 CFA 2014", Confidence.SECONDARY, True)
    ]


def test_a_proposal_carries_its_day_its_sources_and_how_far_it_is_known():
    (one,) = guide(CONTENT).proposals

    assert (one.said_on, one.known_to, one.changes) == (date(2026, 2, 23), date(2026, 6, 15), ("cfa-36",))
    assert [source.title for source in one.sources] == ["News"]


def test_the_content_holds_the_duties_situations_and_proposals_that_were_asked_for():
    assert len(duties()) >= 90
    assert len(situations()) >= 20
    assert len(proposals()) >= 10
    assert duty("la-answers-in-6-weeks").deadline == "ehc-week-6"
    assert situation("the-council-refuses").traps
    with pytest.raises(KeyError):
        duty("la-waits")


def test_the_duties_that_rest_on_an_entry_are_found():
    assert {one.id for one in duties_resting_on("send-regs-49")} >= {
        "school-checks-senco-role",
        "school-checks-senco-award",
    }


def test_only_guidance_says_should():
    kinds = {(one.strength, provision(one.provision).kind) for one in duties()}

    assert kinds == {(Strength.MUST, Kind.LAW), (Strength.MAY, Kind.LAW), (Strength.SHOULD, Kind.GUIDANCE)}


def test_no_proposal_is_in_the_register_or_among_the_duties():
    proposed = {one.id for one in proposals()}

    assert proposed & {entry.id for entry in provisions()} == set()
    assert proposed & {one.id for one in duties()} == set()


def test_every_situation_says_what_to_do_now_and_names_a_trap():
    assert [one.id for one in situations() if not one.steps or not one.traps] == []


def instruments(citations):
    found = [one.citation for text in citations for one in find(text)]
    return {one.instrument for one in found if isinstance(one, Legislation)}


def test_a_duty_and_its_calculator_rest_on_the_same_instrument():
    """A calculator may cite the duty's provision or one beside it, never another instrument alone."""
    counted = {
        calculator["id"]: instruments(
            source["citation"] for source in (calculator["source"], *calculator.get("also", ()))
        )
        for name, document in installed_library().documents.items()
        if name.startswith("deadlines/")
        for calculator in document.data["calculators"]
    }
    apart = [
        one.id
        for one in duties()
        if one.deadline is not None
        and not counted[one.deadline]
        & instruments(provision(entry).latest.citation for entry in (one.provision, *one.also))
    ]

    assert apart == []
