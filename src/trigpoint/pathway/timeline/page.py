"""The rows of the timeline, of its sum and of what was said before. Pure: entries, names and the day come in."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from trigpoint.kernel import Basis
from trigpoint.pathway.referees.words import Said as Answer
from trigpoint.pathway.timeline.amounts import in_words
from trigpoint.pathway.timeline.posts import DAY, Made, is_part_of_a_post, posts_in, said_by
from trigpoint.pathway.timeline.qualifications import BY_CODE, LEAVE, TRAINING, is_hers
from trigpoint.pathway.timeline.roles import ROLES, Standing
from trigpoint.platform.pages import NO_BREAK, Status, waiting_for, written
from trigpoint.record.sums import full_time_years, sum_of, years

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from trigpoint.kernel import Fact, Vocabulary
    from trigpoint.pathway.referees.rows import EntryReference
    from trigpoint.pathway.timeline.places import Places
    from trigpoint.pathway.timeline.posts import Post, Said
    from trigpoint.record.queries import EntryRow
    from trigpoint.record.sums import Overlap, Spell, Total

SHOWN = ("holds", "passed", "completed", "is")
"""The verbs of facts that a timeline shows, beside posts, training and leave. Others have pages of their own."""
ON_A_PAGE = 40
"""How many rows a page shows before the older years move to pages of their own."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the timeline. `kind` is post, qualification, training or leave; `key` names the post or the entry.

    `confirmed` says who confirmed or assessed it and is empty for what she told; `waiting` says who was asked to;
    `questioned` who questions it; `corrected` says that it was told otherwise before.
    """

    kind: str
    key: str
    title: str
    where: str
    when: str
    amount: str
    details: tuple[str, ...]
    confirmed: str
    waiting: tuple[Status, ...]
    questioned: tuple[EntryReference, ...]
    may_correct: bool
    corrected: bool
    exception: str
    on: date
    starts: date


@dataclass(frozen=True, slots=True)
class Year:
    """The rows of a year, the newest first."""

    year: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The page: the sum, and the years that fit on it. `earlier` is the year before which the next page goes on.

    `codes` are the codes of everything that counts, shown or not.
    """

    in_schools: str
    full_time: str
    has_posts: bool
    years: tuple[Year, ...]
    earlier: int | None
    codes: frozenset[str]

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands on it yet."""
        return not self.years


@dataclass(frozen=True, slots=True)
class Eyes:
    """Whose timeline is read, and with what: names of schools and people, the vocabulary, the day."""

    person: str
    places: Places
    names: Mapping[str, str]
    vocabulary: Vocabulary
    today: date
    references: Mapping[str, Sequence[EntryReference]] = field(default_factory=dict)


def timeline(entries: Sequence[EntryRow], eyes: Eyes, before: int | None = None) -> Timeline:
    """Return the timeline, or the part of it in the years before one."""
    posts, today, vocabulary = posts_in(entries), eyes.today, eyes.vocabulary
    total = sum_of((post.as_spell() for post in posts), today)
    corrected = {row.id for row in entries if row.corrects}
    rows = [_post_row(post, eyes, corrected, posts) for post in posts]
    rows += [_fact_row(row, eyes) for row in entries if row.counts and _is_shown(row, vocabulary)]
    rows.sort(key=lambda row: (row.on, row.starts, row.title), reverse=True)
    found, earlier = _pages([row for row in rows if before is None or row.on.year < before])
    codes = frozenset(row.fact.code for row in entries if row.counts and row.fact)
    return Timeline(years(total.days), full_time_years(total.hundredths), bool(posts), found, earlier, codes)


def _pages(rows: Sequence[Row]) -> tuple[tuple[Year, ...], int | None]:
    """Return the years that fit on a page, whole ones, and the year before which the rest lies."""
    found: list[Year] = []
    count = 0
    for year, group in groupby(rows, key=lambda row: row.on.year):
        if count >= ON_A_PAGE:
            return tuple(found), found[-1].year
        found.append(Year(year, tuple(group)))
        count += len(found[-1].rows)
    return tuple(found), None


def _is_shown(row: EntryRow, vocabulary: Vocabulary) -> bool:
    if row.fact is None or is_part_of_a_post(row) or row.fact.code not in vocabulary:
        return False
    return row.fact.code in (*TRAINING, LEAVE) or vocabulary[row.fact.code].verb in SHOWN


def _post_row(post: Post, eyes: Eyes, corrected: set[str], posts: Sequence[Post]) -> Row:
    said, today = post.said, eyes.today
    return Row(
        kind="post",
        key=post.key,
        title=title_of(said),
        where=eyes.places.name(said.setting),
        when=when(said.first, said.last),
        amount=in_words(said.hundredths, said.hours),
        details=tuple(_details(post, posts, eyes.places, today)),
        confirmed=_confirmed(post.basis, post.actor, tuple(post.entries.values()), eyes),
        waiting=_waiting(tuple(post.entries.values()), eyes),
        questioned=_questioned(tuple(post.entries.values()), eyes),
        may_correct=post.may_correct,
        corrected=any(entry in corrected for entry in post.entries.values()),
        exception=post.exception,
        on=min(said.last or today, today) if said.first <= today else said.first,
        starts=said.first,
    )


def _details(post: Post, posts: Sequence[Post], places: Places, today: date) -> Iterable[str]:
    said = post.said
    if said.standing is not Standing.NEITHER and said.role.value != said.standing.value:
        yield "Also teacher there" if said.standing is Standing.TEACHER else "Also head there"
    if said.first > today:
        yield "Still to come, so not in the sum yet"
    gone = places.gone_on(said.setting)
    if gone is not None and (said.last is None or said.last >= gone):
        yield f"The register says that this school closed by {written(gone - DAY)}. Check the last day."
    for overlap in overlaps_of(post.key, [one.as_spell() for one in posts], today):
        other = next(one for one in posts if one.key in {overlap.first, overlap.second} and one.key != post.key)
        yield f"At the same time as {title_of(other.said)}, {places.name(other.said.setting)}. Each day counts once."


def overlaps_of(key: str, spells: Sequence[Spell], today: date) -> tuple[Overlap, ...]:
    """Return the days that a post shares with others."""
    return tuple(one for one in sum_of(spells, today).overlaps if key in {one.first, one.second})


def _fact_row(row: EntryRow, eyes: Eyes) -> Row:
    fact = row.fact
    assert fact is not None
    kind = "leave" if fact.code == LEAVE else "training" if fact.code in TRAINING else "qualification"
    return Row(
        kind=kind,
        key=row.id,
        title=words_of(row, eyes.vocabulary),
        where="",
        when=when_of(fact, kind),
        amount=duration(fact.amount) if kind == "training" and fact.amount else "",
        details=tuple(_fact_details(fact, kind)),
        confirmed=_confirmed(fact.basis, row.actor, (row.id,), eyes),
        waiting=_waiting((row.id,), eyes),
        questioned=_questioned((row.id,), eyes),
        may_correct=is_hers(fact.code) and fact.basis < Basis.ASSESSED,
        corrected=bool(row.corrects),
        exception="",
        on=fact.valid.start,
        starts=fact.valid.start,
    )


def words_of(row: EntryRow, vocabulary: Vocabulary) -> str:
    """Return what a fact is, in words: what she called it, or what the vocabulary does."""
    fact = row.fact
    assert fact is not None
    if fact.code == LEAVE:
        return "Days of leave"
    if fact.code in TRAINING:
        led = fact.code == "led:training"
        return f"Led training: {row.note}" if led and row.note else row.note or sentence(vocabulary[fact.code].title)
    known = BY_CODE.get(fact.code)
    return known.words if known else sentence(vocabulary[fact.code].title)


def when_of(fact: Fact, kind: str) -> str:
    """Return the days of a fact."""
    if kind == "training" or fact.valid.end == fact.valid.start + DAY:
        return written(fact.valid.start)
    last = None if fact.valid.end is None else fact.valid.end - DAY
    if kind == "leave":
        return when(fact.valid.start, last)
    return f"Since {written(fact.valid.start)}" if last is None else when(fact.valid.start, last)


def _fact_details(fact: Fact, kind: str) -> Iterable[str]:
    if fact.began:
        yield f"Begun {written(fact.began)}"
    if kind == "leave":
        yield "Only you and the awarding body’s registrar can see this"


def duration(minutes: int) -> str:
    """Return minutes as people say them.

    >>> duration(45), duration(60), duration(390)
    ('45 minutes', '1 hour', '6 hours 30 minutes')
    """
    hours, rest = divmod(minutes, 60)
    said = [f"{hours} hour{'' if hours == 1 else 's'}"] if hours else []
    return " ".join([*said, *([f"{rest} minute{'' if rest == 1 else 's'}"] if rest else [])])


def _confirmed(basis: Basis, actor: str, entries: Sequence[str], eyes: Eyes) -> str:
    """Return who stands behind a fact; nothing where only she told it."""
    if basis is Basis.ASSESSED:
        return "Assessed"
    if basis is Basis.DECLARED:
        return "" if actor == eyes.person else f"Entered by {eyes.names.get(actor, 'somebody else')}"
    answered = (one.by for entry in entries for one in eyes.references.get(entry, ()) if one.said is Answer.YES)
    who = eyes.names.get(actor) or next(answered, "")
    return f"Confirmed by {who}" if who else "Confirmed"


def _waiting(entries: Sequence[str], eyes: Eyes) -> tuple[Status, ...]:
    """Return for whom an entry waits, each once."""
    asked = (one.asked for entry in entries for one in eyes.references.get(entry, ()) if one.is_waiting)
    return tuple(waiting_for(name) for name in dict.fromkeys(asked))


def _questioned(entries: Sequence[str], eyes: Eyes) -> tuple[EntryReference, ...]:
    """Return what referees question or deny of an entry, each request once."""
    found = (one for entry in entries for one in eyes.references.get(entry, ()))
    return tuple({one.key: one for one in found if one.said in {Answer.QUESTION, Answer.NO}}.values())


def title_of(said: Said) -> str:
    """Return what a post is called: what it was, and her own title where that says more."""
    return f"{said.role.words}: {said.title}" if said.title else said.role.words


def when(first: date, last: date | None) -> str:
    """Return *1 September 2025 to now*."""
    return f"{written(first)} to {written(last) if last else 'now'}"


def sentence(words: str) -> str:
    """Return words with a capital first letter."""
    return words[:1].upper() + words[1:]


@dataclass(frozen=True, slots=True)
class SumLine:
    """One post of the sum: what it is, when, for how much, and what that comes to by itself."""

    title: str
    when: str
    hours: str
    comes_to: str


@dataclass(frozen=True, slots=True)
class Sum:
    """The working: each post, what they share, and the two totals."""

    in_schools: str
    full_time: str
    days: str
    lines: tuple[SumLine, ...]
    overlaps: tuple[str, ...]
    taken_off: str


def sum_page(posts: Sequence[Post], places: Places, today: date) -> Sum:
    """Return the working of the sum."""
    total: Total = sum_of((post.as_spell() for post in posts), today)
    by_key = {post.key: post for post in posts}
    lines = []
    for line in total.lines:
        said = by_key[line.key].said
        lines.append(
            SumLine(
                title=f"{title_of(said)}, {places.name(said.setting)}",
                when=when(said.first, said.last),
                hours=in_words(said.hundredths, said.hours),
                comes_to=(
                    f"{line.days:,} days, {years(line.days)} years. "
                    f"As full time: {full_time_years(line.hundredths)} years"
                ),
            )
        )
    return Sum(
        in_schools=years(total.days),
        full_time=full_time_years(total.hundredths),
        days=f"{total.days:,}",
        lines=tuple(lines),
        overlaps=tuple(_shared(one, by_key, places) for one in total.overlaps),
        taken_off=full_time_years(total.taken_off) if total.taken_off else "",
    )


def _shared(overlap: Overlap, posts: Mapping[str, Post], places: Places) -> str:
    first, second = (posts[key].said for key in (overlap.first, overlap.second))
    how = (
        "Both are at one school, so each day counts once, with the longer hours."
        if overlap.same_setting
        else "The hours of both are added, up to full time; each day counts once as a day in schools."
    )
    both = f"{title_of(first)}, {places.name(first.setting)}, and {title_of(second)}, {places.name(second.setting)}"
    return f"{both}: {written(overlap.starts)} to {written(overlap.last)}, {overlap.days:,}{NO_BREAK}days. {how}"


@dataclass(frozen=True, slots=True)
class Version:
    """What was said at one time, by whom; `state` says whether it stands."""

    entered: date | None
    by: str
    lines: tuple[str, ...]
    state: str


Describe: TypeAlias = "Callable[[EntryRow], tuple[str, ...]]"
Who: TypeAlias = "Callable[[str], str]"
"""From the key of somebody who entered something to a name."""


def versions(rows: Sequence[EntryRow], describe: Describe, who: Who) -> tuple[Version, ...]:
    """Return what was said over time, the newest first."""
    return tuple(
        Version(
            entered=row.entered_at.date() if row.entered_at else None,
            by=who(row.actor) if row.actor else "",
            lines=("Taken off the timeline",) if row.fact is None and not row.erased else describe(row),
            state=_state(row),
        )
        for row in sorted(rows, key=lambda row: row.seq, reverse=True)
    )


def _state(row: EntryRow) -> str:
    if row.erased:
        return "What it said was erased."
    if row.fact is None:
        return ""
    return "This stands now." if row.corrected_by is None else "This was changed later."


def chain_of(entries: Sequence[EntryRow], start: Iterable[str]) -> tuple[EntryRow, ...]:
    """Return entries with all that they correct and all that corrects them, in the order of entry."""
    by_id = {row.id: row for row in entries}
    found: set[str] = set()
    waiting = list(start)
    while waiting:
        row = by_id.get(waiting.pop())
        if row is not None and row.id not in found:
            found.add(row.id)
            waiting += [one for one in (row.corrects, row.corrected_by) if one]
    return tuple(row for row in entries if row.id in found)


def spells_of(entries: Sequence[EntryRow], key: str) -> tuple[EntryRow, ...]:
    """Return every spell that a post was ever told as, and the entries that took one back."""
    own = [row.id for row in entries if row.fact and row.fact.code in ROLES and (row.id == key or _is_of(row, key))]
    return tuple(row for row in chain_of(entries, own) if row.fact is None or row.fact.code in ROLES)


def _is_of(row: EntryRow, key: str) -> bool:
    made = Made.read(row.made_from)
    return made is not None and made.post == key


def post_lines(row: EntryRow, places: Places) -> tuple[str, ...]:
    """Return what an entry says of a post."""
    if row.fact is None:
        return ()
    said = said_by(row)
    return (
        f"{title_of(said)}, {places.name(said.setting)}",
        when(said.first, said.last),
        sentence(in_words(said.hundredths, said.hours)),
    )
