from __future__ import annotations

import pytest

from trigpoint.citations import CitationError, CodePassage, Instrument, Kind, Legislation, find, parse


def found_in(text: str) -> list[tuple[str, str]]:
    return [(str(found.citation), text[found.start : found.end]) for found in find(text)]


@pytest.mark.parametrize(
    ("text", "at", "readings"),
    [
        ("secton 19", "secton 19", ["s. 19", "reg 19", "Sch 19"]),
        ("19", "19", ["s. 19", "reg 19", "Sch 19"]),
        ("reg 49(2", "(2", ["reg 49", "s. 49", "Sch 49"]),
        ("[2020] UKUT 323", "", ["[2020] UKUT 323 (AAC)", "[2020] UKUT 323 (IAC)", "[2020] UKUT 323 (LC)"]),
        (
            "s. 49 SEND Regulations 2014",
            " SEND Regulations 2014",
            ["reg 49 SEND Regulations 2014", "s. 49", "SEND Regulations 2014"],
        ),
        ("L v Clarke [1998] ELR 129", "L v Clarke [1998] ELR 129", ["[1998] ELR 129", "s. 129", "reg 129"]),
        ("regs 50-49", "49", ["s. 50", "reg 50", "Sch 50"]),
        ("para 14.3", "14.3", ["s. 14(3)", "reg 14(3)", "CFA 2014"]),
        ("§ 19", "§ 19", ["s. 19", "reg 19", "Sch 19"]),
    ],
)
def test_what_cannot_be_read_says_where_it_stopped_and_what_was_probably_meant(
    text: str, at: str, readings: list[str]
) -> None:
    with pytest.raises(CitationError) as caught:
        parse(text)
    assert text[caught.value.stopped :] == at
    assert [str(reading) for reading in caught.value.readings] == readings


def test_the_message_names_the_place_the_reason_and_the_three_readings() -> None:
    with pytest.raises(CitationError) as caught:
        parse("[2022] EWHC 493 (Adm)")
    assert str(caught.value) == (
        '"[2022] EWHC 493 (Adm)" could not be read at "(Adm)": the division is expected here, in brackets: '
        "one of Admin, QB, KB, Ch, Fam. Try [2022] EWHC 493 (Admin), [2022] EWHC 493 (QB) or [2022] EWHC 493 (KB)."
    )


def test_a_title_with_the_wrong_number_is_refused() -> None:
    with pytest.raises(CitationError, match=r"EqA 2010 has the number 2010 c\. 15"):
        parse("Equality Act 2010 (c. 16)")


def test_a_list_is_refused_by_parse_and_read_by_find() -> None:
    with pytest.raises(CitationError, match="this is a list of 3"):
        parse("ss 13, 15 and 19 EqA 2010")
    assert found_in("ss 13, 15 and 19 EqA 2010") == [
        ("s. 13 EqA 2010", "ss 13"),
        ("s. 15 EqA 2010", "15"),
        ("s. 19 EqA 2010", "19 EqA 2010"),
    ]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("reg 49(7)(b) and (9)", ["reg 49(7)(b)", "reg 49(9)"]),
        ("reg 49(7)(b) and (c)", ["reg 49(7)(b)", "reg 49(7)(c)"]),
        ("s. 51(2)(c)(iii) and (iv)", ["s. 51(2)(c)(iii)", "s. 51(2)(c)(iv)"]),
        ("s. 51(2)(c)(iii) and (d)", ["s. 51(2)(c)(iii)", "s. 51(2)(d)"]),
        ("s. 51(2)(c)(iii) and (3)", ["s. 51(2)(c)(iii)", "s. 51(3)"]),
        ("reg 4(h), (i) and (j)", ["reg 4(h)", "reg 4(i)", "reg 4(j)"]),
    ],
)
def test_in_a_list_a_step_takes_the_place_of_its_own_kind(text: str, meant: list[str]) -> None:
    assert [citation for citation, _ in found_in(text)] == meant


def test_citations_are_found_in_running_prose_with_their_spans() -> None:
    text = (
        "Under s. 36(8) the council must assess; regs 20(3), (4), (9), 21 of the SEND Regulations 2014 and "
        "Code 6.91 apply. See [2020] UKUT 323 (AAC), [31], and Phelps [2001] 2 AC 619."
    )
    assert found_in(text) == [
        ("s. 36(8)", "s. 36(8)"),
        ("reg 20(3) SEND Regulations 2014", "regs 20(3)"),
        ("reg 20(4) SEND Regulations 2014", "(4)"),
        ("reg 20(9) SEND Regulations 2014", "(9)"),
        ("reg 21 SEND Regulations 2014", "21 of the SEND Regulations 2014"),
        ("para 6.91", "Code 6.91"),
        ("[2020] UKUT 323 (AAC) at [31]", "[2020] UKUT 323 (AAC), [31]"),
        ("[2001] 2 AC 619", "[2001] 2 AC 619"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "It's 19 days since the child's 5 lessons.",
        "Children take part 3 times, under rule 2 of the game.",
        "In 2024/25 the school had 20 classes (see page 36).",
        "The SENCO (2 days) and head met on 3 May [2024].",
        "Pupils 5 to 9 read chapter 4; sparsely 12.",
    ],
)
def test_everyday_prose_holds_no_citations(text: str) -> None:
    assert found_in(text) == []


def test_two_judgments_side_by_side_are_not_read_as_a_pinpoint() -> None:
    text = "[2020] UKUT 323 (AAC), [2021] EWHC 1348 (Admin)"
    assert found_in(text) == [(part, part) for part in text.split(", ")]


def test_a_provision_without_its_act_takes_the_act_of_the_page() -> None:
    regulations = Instrument(Kind.INSTRUMENT, 2014, 1530)
    bare = parse("reg 49(4)")
    assert isinstance(bare, Legislation)
    assert bare.address() is None
    assert bare.within(regulations).address() == "https://www.legislation.gov.uk/uksi/2014/1530/regulation/49/4"


def test_a_provision_keeps_its_own_act() -> None:
    citation = parse("s. 19 CFA 2014")
    assert isinstance(citation, Legislation)
    assert citation.within(Instrument(Kind.ACT, 2010, 15)) == citation


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("ss 52-56", ["s. 52", "s. 53", "s. 54", "s. 55", "s. 56"]),
        ("reg 44(2)(a)-(c)", ["reg 44(2)(a)", "reg 44(2)(b)", "reg 44(2)(c)"]),
        ("s. 51(2)(c)(i)-(iv)", ["s. 51(2)(c)(i)", "s. 51(2)(c)(ii)", "s. 51(2)(c)(iii)", "s. 51(2)(c)(iv)"]),
        ("ss 135A-C", ["s. 135A", "s. 135B", "s. 135C"]),
        ("paras 6.84-6.86", ["para 6.84", "para 6.85", "para 6.86"]),
        (
            "[2022] EWHC 493 (Admin) at [45]-[46]",
            ["[2022] EWHC 493 (Admin) at [45]", "[2022] EWHC 493 (Admin) at [46]"],
        ),
        ("s. 19", ["s. 19"]),
        ("CFA 2014", ["CFA 2014"]),
        ("[1998] ELR 129", ["[1998] ELR 129"]),
    ],
)
def test_a_range_expands_to_its_members(text: str, members: list[str]) -> None:
    assert [str(member) for member in parse(text).expand()] == members


@pytest.mark.parametrize("text", ["ss 19-20A", "reg 49(2)-50(1)"])
def test_a_range_whose_members_cannot_be_known_is_not_guessed(text: str) -> None:
    with pytest.raises(ValueError, match="cannot be listed"):
        parse(text).expand()


@pytest.mark.parametrize(
    ("whole", "part", "inside"),
    [
        ("s. 36", "s. 36(8)", True),
        ("s. 36(8)", "s. 36", False),
        ("ss 52-56", "s. 55(3)", True),
        ("ss 52-56", "s. 56(1)", True),
        ("ss 52-56", "s. 56A", False),
        ("ss 52-56", "s. 52A", True),
        ("ss 52-56", "reg 55", False),
        ("CFA 2014", "s. 36(8) CFA 2014", True),
        ("CFA 2014", "s. 36(8) EqA 2010", False),
        ("Sch 17 EqA", "Sch 17 para 4 EqA", True),
        ("reg 44(2)(a)-(c)", "reg 44(2)(b)", True),
        ("paras 6.84-6.94", "para 6.91", True),
        ("Code ch 6", "paras 6.84-6.94", True),
        ("para 6.91", "Code ch 6", False),
        ("[2022] EWHC 493 (Admin)", "[2022] EWHC 493 (Admin) at [45]", True),
        ("[2022] EWHC 493 (Admin)", "[2022] EWHC 494 (Admin)", False),
        ("[2001] 2 AC 619", "[2001] 2 AC 619 at 655", True),
        ("[2001] 2 AC 619", "para 6.91", False),
    ],
)
def test_a_citation_contains_its_parts_and_nothing_else(whole: str, part: str, *, inside: bool) -> None:
    assert parse(whole).contains(parse(part)) is inside


def test_provisions_sort_as_they_stand_in_the_book() -> None:
    right = [
        "s. A1", "s. 1", "s. 17", "s. 17(1)", "s. 17(1)(a)", "s. 17(1)(b)", "s. 17(1)(b)(iv)", "s. 17(1)(b)(v)",
        "s. 17(2)", "s. 17(10)", "s. 17ZG", "s. 17A", "s. 17B", "s. 18", "s. 100",
        "Sch 1 CFA 2014", "reg 49 SEND Regulations 2014", "art 15 UK GDPR", "para 6.9", "para 6.91", "para 9.1",
        "[2014] EWCA Civ 398", "[2020] UKUT 323 (AAC)", "[1998] ELR 129",
    ]  # fmt: skip
    backwards = [parse(text) for text in reversed(right)]
    assert [str(c) for c in sorted(backwards, key=lambda c: c.sort_key())] == right


def test_a_citation_names_something() -> None:
    with pytest.raises(ValueError, match="name one of them"):
        Legislation()


def test_the_code_has_eleven_chapters() -> None:
    with pytest.raises(ValueError, match="there is no chapter 12"):
        CodePassage(12, 1)
