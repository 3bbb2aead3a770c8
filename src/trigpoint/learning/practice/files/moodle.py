"""Moodle XML, read and written: the questions of a quiz, without files, calculated formulas and plugins' own kinds.

Source: docs.moodle.org, "Moodle XML format", read 2026-11-24.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from lxml import etree
from lxml.builder import E

from trigpoint.learning.practice.files.items import Choice, Item, Match, Text, Trouble
from trigpoint.learning.practice.files.safe import FileError, parse

if TYPE_CHECKING:
    from collections.abc import Iterable

FORMAT_OF = {
    "moodle_auto_format": "moodle",
    "html": "html",
    "plain_text": "plain",
    "markdown": "markdown",
    "": "html",
}
NAME_OF = {"moodle": "moodle_auto_format", "html": "html", "plain": "plain_text", "markdown": "markdown"}
TYPE_OF = {
    "multichoice": "multiple",
    "truefalse": "true-false",
    "shortanswer": "short",
    "numerical": "numerical",
    "matching": "matching",
    "essay": "essay",
    "description": "description",
}
KIND_OF = {type_: kind for kind, type_ in TYPE_OF.items()}
WHOLE = 100.0
FILES = "@@PLUGINFILE@@"
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def read_moodle(data: bytes) -> tuple[tuple[Item, ...], tuple[Trouble, ...]]:
    """Return the questions of a file, and what was not understood, with its line. Raises FileError."""
    root = parse(data)
    if root.tag != "quiz":
        raise FileError(f"It is XML, but begins with <{root.tag!s}>, and a Moodle question file with <quiz>")
    items: list[Item] = []
    troubles: list[Trouble] = []
    category = ""
    for one in root.iterchildren("question"):
        kind = str(one.get("type", ""))
        line = int(one.sourceline or 1)
        if kind == "category":
            category = _plain(one, "category")
        elif kind not in TYPE_OF:
            name = _plain(one, "name")
            troubles.append(
                Trouble(line, f"“{name}” is of the kind “{kind}”, which is not read here. It was left out.")
            )
        else:
            item = _item(one, kind, category)
            items.append(item)
            troubles += [Trouble(line, f"“{item.title}”: {words}") for words in _lost(one, item)]
    if not items and not troubles:
        raise FileError("It has no question in it")
    return tuple(items), tuple(troubles)


def _item(one: etree._Element, kind: str, category: str) -> Item:
    stem = _text(one.find("questiontext")) or Text("", "html")
    general = _text(one.find("generalfeedback"))
    shared: dict[str, Any] = {
        "stem": stem,
        "title": _plain(one, "name"),
        "id": (one.findtext("idnumber") or "").strip(),
        "tags": tuple((tag.findtext("text") or "").strip() for tag in one.iterfind("tags/tag")),
        "category": category,
        "general": general,
    }
    type_ = TYPE_OF[kind]
    answers = list(one.iterchildren("answer"))
    if type_ == "true-false":
        by_word = {(answer.findtext("text") or "").strip().lower(): answer for answer in answers}
        truth = _share(by_word["true"]) > 0 if "true" in by_word else False
        says = {word: _text(answer.find("feedback")) for word, answer in by_word.items()}
        right, wrong = ("true", "false") if truth else ("false", "true")
        return Item(type_, truth=truth, when_right=says.get(right), when_wrong=says.get(wrong), **shared)
    if type_ == "matching":
        return Item(type_, matches=tuple(_match(pair) for pair in one.iterchildren("subquestion")), **shared)
    if type_ in {"essay", "description"}:
        return Item(type_, **shared)
    single = (one.findtext("single") or "true").strip().lower() in {"true", "1"}
    return Item(type_, choices=tuple(_choice(answer, type_) for answer in answers), one=single, **shared)


def _choice(answer: etree._Element, type_: str) -> Choice:
    share = _share(answer)
    text = _text(answer) or Text("", "html")
    low = high = None
    if type_ == "numerical":
        low, high = _limits(text.words, answer.findtext("tolerance"))
    # One that earns it all is right; what it earns is written only where that says more.
    return Choice(
        text, share >= WHOLE, None if share in {0.0, WHOLE} else share, _text(answer.find("feedback")), low, high
    )


def _limits(words: str, tolerance: str | None) -> tuple[float | None, float | None]:
    try:
        number, around = float(words), float(tolerance or 0)
    except ValueError:
        return None, None
    return number - around, number + around


def _match(pair: etree._Element) -> Match:
    answer = pair.find("answer")
    return Match(_text(pair) or Text("", "html"), (answer.findtext("text") or "").strip() if answer is not None else "")


def _share(answer: etree._Element) -> float:
    try:
        return float(answer.get("fraction", "0"))
    except ValueError:
        return 0.0


def _text(one: etree._Element | None) -> Text | None:
    words = (one.findtext("text") or "").strip() if one is not None else ""
    if one is None or not words:
        return None
    return Text(words, FORMAT_OF.get(str(one.get("format", "")), "html"))


def _plain(one: etree._Element, name: str) -> str:
    return (one.findtext(f"{name}/text") or "").strip()


def _lost(one: etree._Element, item: Item) -> Iterable[str]:
    """Yield what of a question was not taken over, in sentences."""
    if one.find(".//file") is not None or FILES in item.stem.words:
        yield "it has pictures, sounds or files, which are not taken over."
    if any(_plain(one, name) for name in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")):
        yield "its feedback for right, partly right and wrong as a whole is not taken over; that of each answer is."
    if one.find("hint") is not None:
        yield "its hints are not taken over."
    penalty = _number(one.findtext("penalty"))
    if penalty not in {None, 0.0, 1.0, 0.1, 0.3333333}:
        yield "its penalty for trying again is not taken over."
    if item.type == "numerical" and one.find("units") is not None:
        yield "its units are not taken over."


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None


def write_moodle(items: Iterable[Item]) -> bytes:
    """Return questions as a Moodle XML file that reads back to the same."""
    root = E.quiz()
    category = ""
    for item in items:
        if item.category != category:
            category = item.category
            root.append(E.question(E.category(E.text(category)), type="category"))
        root.append(_written(item))
    etree.indent(root)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _written(item: Item) -> etree._Element:
    one = E.question(
        E.name(E.text(_clean(item.title or item.stem.words[:60]))),
        E.questiontext(E.text(_clean(item.stem.words)), format=NAME_OF[item.stem.format]),
        type=KIND_OF[item.type],
    )
    if item.general:
        one.append(E.generalfeedback(E.text(_clean(item.general.words)), format=NAME_OF[item.general.format]))
    if item.id:
        one.append(E.idnumber(_clean(item.id)))
    if item.type == "multiple":
        one.append(E.single("true" if item.one else "false"))
        one.append(E.shuffleanswers("true"))
    if item.type == "true-false":
        one.append(_answer("true", "moodle", WHOLE if item.truth else 0.0, _said(item, of=True)))
        one.append(_answer("false", "moodle", 0.0 if item.truth else WHOLE, _said(item, of=False)))
    for choice in item.choices:
        share = choice.share if choice.share is not None else WHOLE if choice.right else 0.0
        number = choice.low is not None and choice.high is not None
        words = f"{(choice.low + choice.high) / 2:.15g}" if number else choice.text.words  # type: ignore[operator]
        answer = _answer(words, choice.text.format, share, choice.feedback)
        if number:
            answer.append(E.tolerance(f"{(choice.high - choice.low) / 2:.15g}"))  # type: ignore[operator]
        one.append(answer)
    for match in item.matches:
        left = E.text(_clean(match.left.words))
        right = E.answer(E.text(_clean(match.right)))
        one.append(E.subquestion(left, right, format=NAME_OF[match.left.format]))
    if item.tags:
        one.append(E.tags(*(E.tag(E.text(_clean(tag))) for tag in item.tags)))
    return one


def _said(item: Item, *, of: bool) -> Text | None:
    return item.when_right if item.truth is of else item.when_wrong


def _answer(words: str, format_: str, share: float, feedback: Text | None) -> etree._Element:
    answer = E.answer(E.text(_clean(words)), fraction=f"{share:.10g}", format=NAME_OF[format_])
    if feedback:
        answer.append(E.feedback(E.text(_clean(feedback.words)), format=NAME_OF[feedback.format]))
    return answer


def _clean(words: str) -> str:
    """Return words without the characters that XML cannot hold."""
    return UNWRITABLE.sub("", words)
