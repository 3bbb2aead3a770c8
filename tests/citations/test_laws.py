from __future__ import annotations

from contextlib import suppress
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from trigpoint.citations import (
    Citation,
    CitationError,
    CodePassage,
    Instrument,
    Judgment,
    Kind,
    LawReport,
    Legislation,
    Locus,
    Place,
    Unit,
    find,
    parse,
)
from trigpoint.citations.courts import COURTS, SERIES
from trigpoint.citations.instruments import ENTRIES
from trigpoint.citations.legislation import instrument_units

ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "viii", "ix", "xii")
numbers = st.builds(
    lambda before, digits, after: f"{before}{digits}{after}",
    st.sampled_from(["", "", "", "A"]),
    st.integers(1, 320),
    st.sampled_from(["", "", "", "A", "ZA", "B"]),
)
pins = st.one_of(
    st.just(()),
    st.tuples(st.integers(1, 20).map(str)),
    st.tuples(st.sampled_from(["1", "2", "3A"]), st.sampled_from("abcdefg")),
    st.tuples(st.sampled_from(["1", "2", "ZA"]), st.sampled_from("abc"), st.sampled_from(ROMANS)),
    st.tuples(st.sampled_from("abc"), st.sampled_from(ROMANS)),
)
loci = st.builds(Locus, numbers, pins)
instruments = st.one_of(
    st.sampled_from([entry.instrument for entry in ENTRIES]),
    st.builds(Instrument, st.just(Kind.ACT), st.integers(1900, 2030), st.integers(1, 80)),
    st.builds(Instrument, st.just(Kind.INSTRUMENT), st.integers(1948, 2030), st.integers(1, 3500)),
)


@st.composite
def places(draw: st.DrawFn, unit: Unit) -> Place:
    start, end = draw(loci), draw(st.one_of(st.none(), loci))
    if end is not None and not start.key() < end.key():
        start, end = (end, start) if end.key() < start.key() else (start, None)
    return Place(unit, start, end)


@st.composite
def single(draw: st.DrawFn, unit: Unit) -> Place:
    return Place(unit, Locus(draw(numbers)))


@st.composite
def legislation(draw: st.DrawFn) -> Legislation:
    instrument = draw(st.one_of(st.none(), instruments))
    units = instrument_units(instrument) if instrument else (Unit.SECTION, Unit.REGULATION, Unit.RULE, Unit.ARTICLE)
    shape = draw(st.sampled_from(["body", "schedule", "paragraph", "part", "none"]))
    if shape == "none" and instrument:
        return Legislation((), instrument)
    inner = {
        "schedule": places(Unit.SCHEDULE).map(lambda place: (place,)),
        "paragraph": st.tuples(single(Unit.SCHEDULE), places(Unit.PARAGRAPH)),
        "part": st.tuples(single(Unit.SCHEDULE), single(Unit.PART), places(Unit.PARAGRAPH)),
    }.get(shape, st.sampled_from(units).flatmap(places).map(lambda place: (place,)))
    return Legislation(draw(inner), instrument)


@st.composite
def code(draw: st.DrawFn) -> CodePassage:
    chapter, first = draw(st.integers(1, 11)), draw(st.one_of(st.none(), st.integers(1, 200)))
    more = None if first is None else draw(st.one_of(st.none(), st.integers(1, 50)))
    return CodePassage(chapter, first, None if more is None or first is None else first + more)


@st.composite
def judgments(draw: st.DrawFn) -> Judgment:
    first = draw(st.one_of(st.none(), st.integers(1, 400)))
    more = None if first is None else draw(st.one_of(st.none(), st.integers(1, 50)))
    last = None if more is None or first is None else first + more
    return Judgment(
        draw(st.integers(1996, 2030)), draw(st.sampled_from(COURTS)), draw(st.integers(1, 9999)), first, last
    )


@st.composite
def reports(draw: st.DrawFn) -> LawReport:
    dated = draw(st.booleans())
    volume = draw(st.integers(1, 99)) if dated else draw(st.one_of(st.none(), st.integers(1, 9)))
    at = draw(st.one_of(st.none(), st.integers(1, 9999)))
    return LawReport(
        draw(st.integers(1870, 2030)), draw(st.sampled_from(SERIES)), draw(st.integers(1, 9999)), volume, dated, at
    )


citations: st.SearchStrategy[Citation] = st.one_of(legislation(), code(), judgments(), reports())


@given(citations)
def test_what_is_printed_reads_back_to_the_same_citation(citation: Any) -> None:
    assert parse(str(citation)) == citation


@given(st.one_of(legislation(), code()))
def test_the_long_form_of_legislation_and_the_code_reads_back_too(citation: Any) -> None:
    assert parse(citation.long()) == citation


@given(citations)
def test_dashes_capitals_and_spaces_do_not_matter(citation: Any) -> None:
    worn = "  " + str(citation).replace("-", " – ").replace(" ", "\N{NO-BREAK SPACE}").swapcase() + " . "
    assert str(parse(worn)).casefold() == str(citation).casefold()


@given(citations)
def test_a_citation_is_found_in_prose_where_it_stands(citation: Any) -> None:
    text = f"See ({citation}), which decides it."
    found = next(iter(find(text)))
    assert (found.citation, text[found.start : found.end]) == (citation, str(citation))


@given(citations, citations, citations)
def test_sorting_is_one_order_whatever_the_kinds(a: Citation, b: Citation, c: Citation) -> None:
    ordered = sorted([a, b, c], key=lambda x: x.sort_key())
    assert ordered == sorted([c, b, a], key=lambda x: x.sort_key())


@given(citations)
def test_equal_sort_keys_mean_equal_citations(citation: Any) -> None:
    assert parse(str(citation)).sort_key() == citation.sort_key()
    assert citation.contains(citation)


@given(st.one_of(code(), judgments()))
def test_a_run_contains_each_member_that_it_expands_to(citation: Any) -> None:
    members = citation.expand()
    assert [member for member in members if not citation.contains(member)] == []


@given(st.text(max_size=40))
def test_any_other_text_is_refused_with_three_different_readings(text: str) -> None:
    refusal = CitationError(text, len(text) + 1, "for the sake of the readings")
    assert (len(set(refusal.readings)), refusal.stopped) == (3, len(text))
    with suppress(CitationError):
        assert str(parse(text))


@given(st.text(alphabet="ss.reg 0123456789()-[]UKTCodepara,&", max_size=60))
def test_found_spans_stand_in_order_and_never_overlap(text: str) -> None:
    spans = [(found.start, found.end) for found in find(text)]
    flat = [edge for span in spans for edge in span]
    assert flat == sorted(flat)
