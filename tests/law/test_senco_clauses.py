"""Provisions of a rule: with the instrument of its first source, and the day from which the text reads so."""

from __future__ import annotations

from datetime import date

import pytest

from trigpoint.law.senco.queries import clauses

TODAY = date(2026, 11, 23)
URL = "https://www.legislation.gov.uk/"


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("covered", ["s. 67 CFA 2014", "s. 83(2) CFA 2014"]),
        ("role-head", ["reg 49(3) SEND Regulations 2014"]),
        ("qtls", ["Sch 2 para 13B of SI 2003/1662"]),
        ("induction", ["reg 49(2)(b) SEND Regulations 2014", "reg 5 Induction Regulations 2012"]),
        ("required-award", ["reg 49(7)(b) SEND Regulations 2014"]),
    ],
)
def test_a_rule_is_cited_once_for_each_instrument(rule, words):
    assert [one.words for one in clauses().of_rule(rule, TODAY)] == words


def test_guidance_is_cited_by_its_title_and_address():
    found = clauses().of_source(clauses().scheme.sources["dfe-guidance"], TODAY)

    assert (found.words, found.url, found.since) == (
        "DfE, updated 12 September 2024",
        "https://www.gov.uk/government/publications/mandatory-qualification-for-sencos",
        None,
    )


@pytest.mark.parametrize(
    ("day", "since"),
    [
        (date(2014, 8, 31), None),
        (date(2014, 9, 1), date(2014, 9, 1)),
        (date(2016, 12, 19), date(2016, 12, 19)),
        (date(2024, 8, 31), date(2016, 12, 19)),
        (date(2024, 9, 1), date(2024, 9, 1)),
    ],
)
def test_a_provision_reads_so_from_the_day_of_the_text_in_force(day, since):
    assert clauses().named("reg 49(4) SEND Regulations 2014", day).since == since


def test_words_that_name_no_provision_are_refused():
    with pytest.raises(ValueError, match=r"'the usual rules' names no provision"):
        clauses().named("the usual rules", TODAY)
