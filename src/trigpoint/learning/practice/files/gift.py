r"""GIFT, Moodle's text format for questions, read and written.

A question is a paragraph: an optional `::title::`, an optional `[format]`, the words, and `{answers}`; words may go on
after the answers (a gap). In the braces `=` begins what is right, `~` what is wrong, `%50%` what it earns, `#` its
feedback, `####` the feedback for everyone; `->` joins a pair, `#3:0.1` or `#1..5` is a number. A backslash takes the
meaning from the character after it. Comments begin with `//`; `[id:…]` and `[tag:…]` in them belong to the question
below. Source: docs.moodle.org, "GIFT format", read 2026-11-24.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from trigpoint.learning.practice.files.items import FORMATS, Choice, Item, Match, Text, Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator

ESCAPED = "~=#{}:\\"
CATEGORY = "$CATEGORY:"
META_ID = re.compile(r"\[id:([^\x00-\x1f\]]+?)\]")
META_TAG = re.compile(r"\[tag:([^\x00-\x1f<>\]`]+?)\]")
SHARE = re.compile(r"%(-?[0-9]+(?:\.[0-9]+)?)%")
MARKED = re.compile(r"\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
KEPT = {"html", "markdown"}
"""Formats in which the lines of the file are kept."""
TRUTHS = {"T": True, "TRUE": True, "F": False, "FALSE": False}
NUMBER = r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)"
RANGE = re.compile(rf"({NUMBER})\.\.({NUMBER})\Z")
TOLERANCE = re.compile(rf"({NUMBER}):({NUMBER})\Z")
EXACT = re.compile(rf"({NUMBER})\Z")


class GiftError(ValueError):
    """A question that cannot be read; the message says what is wrong with it."""


def read_gift(text: str) -> tuple[tuple[Item, ...], tuple[Trouble, ...]]:
    """Return the questions of a file, and what was not understood, with its line."""
    items: list[Item] = []
    troubles: list[Trouble] = []
    category = ""
    for line, lines, comments in _paragraphs(text):
        body = "\n".join(lines)
        while body.startswith(CATEGORY):
            first, _, body = body.partition("\n")
            category = _unescape(first.removeprefix(CATEGORY).strip())
        if not body.strip():
            continue
        found_id, tags = META_ID.findall(comments), META_TAG.findall(comments)
        try:
            items.append(_question(body, found_id[-1].strip() if found_id else "", tuple(tags), category))
        except GiftError as error:
            troubles.append(Trouble(line, f"{error} It was left out: {_short(body)}"))
    return tuple(items), tuple(troubles)


def _paragraphs(text: str) -> Iterator[tuple[int, list[str], str]]:
    """Yield the paragraphs with their first line; an empty line inside braces does not end one."""
    lines: list[str] = []
    comments: list[str] = []
    first = depth = 0
    for number, raw in enumerate(text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        line, kept = raw.strip(), raw.rstrip("\n")
        if line.startswith("//"):
            comments.append(line)
            continue
        if not line and depth <= 0 and lines:
            yield first, lines, "\n".join(comments)
            lines, comments, depth = [], [], 0
            continue
        if line or lines:
            first = first if lines else number
            lines.append(kept)
            depth += _braces(line)
            if line.startswith(CATEGORY) and len(lines) == 1:
                yield first, lines, ""
                lines, depth = [], 0
    if lines:
        yield first, lines, "\n".join(comments)


def _braces(line: str) -> int:
    plain = re.sub(r"\\.", "", line)
    return plain.count("{") - plain.count("}")


def _question(body: str, id_: str, tags: tuple[str, ...], category: str) -> Item:
    text = body.strip()
    title = ""
    if text.startswith("::"):
        end = _find(text, "::", 2)
        if end < 0:
            raise GiftError("Its title begins with :: and does not end.")
        title, text = _unescape(text[2:end]).strip(), text[end + 2 :].strip()
    default = "moodle"
    marked = MARKED.match(text)
    if marked:
        default, text = marked.group(1).lower(), text[marked.end() :].strip()
    opened = _find(text, "{", 0)
    if opened < 0:
        return Item("description", Text(_words(text, default), default), title, id_, tags, category)
    closed = _find(text, "}", opened + 1)
    if closed < 0:
        raise GiftError("Its answers begin with { and do not end with }.")
    before, inner, after = text[:opened], text[opened + 1 : closed], text[closed + 1 :]
    if _find(after, "{", 0) >= 0:
        raise GiftError("It has answers in two places, which is not read here.")
    gap = bool(after.strip())
    stem = _words(f"{before.rstrip()} _____ {after.lstrip()}" if gap else before, default)
    item = Item("essay", Text(stem, default), title, id_, tags, category, gap=gap)
    return _answered(item, inner, default)


def _answered(item: Item, inner: str, default: str) -> Item:
    """Return a question with what stands in its braces."""
    body, general = _split_off(inner, "####")
    shared: dict[str, Any] = {
        **{name: getattr(item, name) for name in ("stem", "title", "id", "tags", "category", "gap")},
        "general": _text(general, default) if general is not None else None,
    }
    body = body.strip()
    if not body:
        return Item("essay", **shared)
    if body.startswith("#"):
        return Item("numerical", choices=_numbers(body[1:].strip(), default), **shared)
    truth = _truth(body, default)
    if truth is not None:
        is_true, wrong, right = truth
        return Item("true-false", truth=is_true, when_wrong=wrong, when_right=right, **shared)
    parts = _parts(body)
    if not parts:  # one answer, written without its sign
        return Item("short", choices=(_choice("=", body, default),), **shared)
    if all(sign == "=" and _find(part, "->", 0) >= 0 for sign, part in parts):
        return Item("matching", matches=tuple(_match(part, default) for _, part in parts), **shared)
    choices = tuple(_choice(sign, part, default) for sign, part in parts)
    signs = {sign for sign, _ in parts}
    return Item("short" if signs == {"="} else "multiple", choices=choices, one="=" in signs, **shared)


def _truth(body: str, default: str) -> tuple[bool, Text | None, Text | None] | None:
    """Return whether a statement is true, and the feedback for the wrong and for the right answer."""
    word, *rest = _split_all(body, "#")
    if word.strip().upper() not in TRUTHS:
        return None
    said = [_text(one, default) if one.strip() else None for one in rest[:2]]
    wrong, right = (*said, None, None)[:2]
    return TRUTHS[word.strip().upper()], wrong, right


def _parts(body: str) -> list[tuple[str, str]]:
    """Return the answers, each with the sign before it."""
    places = [place for place in range(len(body)) if body[place] in "=~" and not _is_escaped(body, place)]
    if not places or body[: places[0]].strip():
        return []
    ends = [*places[1:], len(body)]
    return [(body[place], body[place + 1 : end]) for place, end in zip(places, ends, strict=True)]


def _choice(sign: str, part: str, default: str) -> Choice:
    said = part.strip()
    share = SHARE.match(said)
    said = said[share.end() :] if share else said
    words, feedback = _split_off(said, "#")
    return Choice(
        _text(words, default),
        sign == "=",
        float(share.group(1)) if share else None,
        _text(feedback, default) if feedback is not None and feedback.strip() else None,
    )


def _match(part: str, default: str) -> Match:
    left, _, right = part.partition("->")
    text = _text(left, default)
    return Match(text, _words(right))


def _numbers(body: str, default: str) -> tuple[Choice, ...]:
    # The first number may stand without its sign, with others after it.
    parts = _parts(body if body.startswith(("=", "~")) else f"={body}")
    found = []
    for sign, part in parts:
        said = part.strip()
        share = SHARE.match(said)
        said = said[share.end() :] if share else said
        words, feedback = _split_off(said, "#")
        found.append(_number(sign, words, float(share.group(1)) if share else None, feedback, default))
    return tuple(found)


def _number(sign: str, said: str, share: float | None, feedback: str | None, default: str) -> Choice:
    text = _text(said, default).words
    says = _text(feedback, default) if feedback is not None and feedback.strip() else None
    if between := RANGE.match(text):
        low, high = float(between.group(1)), float(between.group(2))
    elif about := TOLERANCE.match(text):
        low, high = float(about.group(1)) - float(about.group(2)), float(about.group(1)) + float(about.group(2))
    elif exact := EXACT.match(text):
        low = high = float(exact.group(1))
    elif not text:
        return Choice(Text("", default), right=False, share=share, feedback=says)
    else:
        raise GiftError(f"{text!r} is no number.")
    return Choice(Text(text, default), sign == "=", share, says, low, high)


def _text(said: str, default: str) -> Text:
    text = said.strip()
    marked = MARKED.match(text)
    format_ = marked.group(1).lower() if marked else default
    return Text(_words(text[marked.end() :] if marked else text, format_), format_)


def _words(text: str, format_: str = "plain") -> str:
    r"""Return words as they are meant: lines that run on are one, but in HTML and Markdown; `\n` is a line's end."""
    said = text.strip()
    return _unescape(said if format_ in KEPT else re.sub(r"[ \t]*\n[ \t]*", " ", said)).strip()


def _unescape(text: str) -> str:
    found = re.sub(r"\\([~=#{}:n])", lambda one: "\n" if one.group(1) == "n" else one.group(1), text)
    return found.replace("\\\\", "\\")


def _is_escaped(text: str, place: int) -> bool:
    slashes = len(text[:place]) - len(text[:place].rstrip("\\"))
    return slashes % 2 == 1


def _find(text: str, wanted: str, start: int) -> int:
    place = text.find(wanted, start)
    while place >= 0 and _is_escaped(text, place):
        place = text.find(wanted, place + 1)
    return place


def _split_off(text: str, mark: str) -> tuple[str, str | None]:
    place = _find(text, mark, 0)
    return (text, None) if place < 0 else (text[:place], text[place + len(mark) :])


def _split_all(text: str, mark: str) -> list[str]:
    found: list[str] = []
    rest: str | None = text
    while rest is not None:
        part, rest = _split_off(rest, mark)
        found.append(part)
    return found


def _short(body: str) -> str:
    words = " ".join(body.split())
    return f"“{words[:60]}…”" if len(words) > 60 else f"“{words}”"  # noqa: PLR2004 - a line of a phone


def write_gift(items: Iterator[Item] | tuple[Item, ...]) -> str:
    """Return questions as a GIFT file that reads back to the same."""
    found: list[str] = []
    category = ""
    for item in items:
        if item.category != category:
            category = item.category
            found.append(f"{CATEGORY} {_escape(category)}\n")
        found.append(_written(item))
    return "\n".join(found)


def _written(item: Item) -> str:
    lines = []
    if item.id or item.tags:
        marks = [f"[id:{item.id}]"] if item.id else []
        lines.append(f"// {' '.join([*marks, *(f'[tag:{tag}]' for tag in item.tags)])}")
    head = f"::{_escape(item.title)}::" if item.title else ""
    stem = f"{head}[{item.stem.format}]{_escape(item.stem.words)}"
    if item.type == "description":
        return "\n".join([*lines, stem, ""])
    inner = "\n".join(f"\t{one}" for one in _answers(item))
    general = f"\n\t####{_as_text(item.general)}" if item.general else ""
    body = f"{{{f'{chr(10)}{inner}' if inner else ''}{general}\n}}"
    if item.gap:
        before, _, after = item.stem.words.partition("_____")
        stem = f"{head}[{item.stem.format}]{_escape(before)}"
        return "\n".join([*lines, f"{stem}{body}{_escape(after)}", ""])
    return "\n".join([*lines, f"{stem}{body}", ""])


def _answers(item: Item) -> Iterator[str]:
    if item.type == "true-false":
        wrong = (
            f"#{_as_text(item.when_wrong) if item.when_wrong else ' '}" if item.when_wrong or item.when_right else ""
        )
        yield f"{'TRUE' if item.truth else 'FALSE'}{wrong}{f'#{_as_text(item.when_right)}' if item.when_right else ''}"
    for match in item.matches:
        # The format has no way to write an arrow inside words.
        left = Text(match.left.words.replace("->", "→"), match.left.format)
        yield f"={_as_text(left)} -> {_escape(match.right)}"
    if item.type == "numerical":
        yield "#"
    for choice in item.choices:
        share = f"%{choice.share:.10g}%" if choice.share is not None else ""
        words = choice.text.words if choice.low is not None else _as_text(choice.text)
        feedback = f"#{_as_text(choice.feedback)}" if choice.feedback else ""
        # Whatever may be typed stands after =, also where it earns nothing.
        yield f"{'=' if choice.right or item.type == 'short' else '~'}{share}{words}{feedback}"


def _as_text(text: Text) -> str:
    assert text.format in FORMATS
    return f"[{text.format}]{_escape(text.words)}"


def _escape(words: str) -> str:
    found = re.sub(r"([\\~=#{}:])", r"\\\1", words)
    return found.replace("\n", "\\n")
