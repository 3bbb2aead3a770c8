from __future__ import annotations

import copy
from datetime import date
from typing import Any

import pytest

from trigpoint.deadlines import DeadlineContentError, load

GOOD: dict[str, Any] = {
    "id": "ehc-week-6",
    "title": "Decision whether to assess",
    "who": "local authority",
    "event": {"id": "request-received", "text": "the request is received"},
    "period": {"count": 6, "unit": "weeks"},
    "reckoning": {"counts": "after the day", "roll": "none"},
    "rule": "Within 6 weeks of receiving the request.",
    "source": {
        "citation": "reg 5(1) SEND Regulations 2014",
        "title": "SEND Regulations 2014",
        "address": "https://www.legislation.gov.uk/uksi/2014/1530/regulation/5/1",
        "read": date(2026, 11, 23),
        "text_as_at": "2018-04-03",
        "confidence": "V",
    },
    "confidence": "V",
    "from": date(2018, 4, 3),
    "checked_to": date(2018, 4, 3),
}


def changed(**paths: Any) -> dict[str, Any]:
    """Return a document whose one calculator has `a__b` set, or taken away where the value is None."""
    calculator = copy.deepcopy(GOOD)
    for path, value in paths.items():
        *outer, last = path.rstrip("_").split("__")
        node = calculator
        for key in outer:
            node = node[key]
        if value is None:
            del node[last]
        else:
            node[last] = value
    return {"calculators": [calculator]}


def test_a_good_calculator_loads_with_dates_given_as_dates_or_as_text() -> None:
    (found,) = load(changed(), file="ehc.yaml")
    assert (found.since, found.sources[0].text_as_at) == (date(2018, 4, 3), date(2018, 4, 3))
    assert found.reckon(date(2026, 1, 5)).date == date(2026, 2, 16)


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ([], "ehc.yaml: a mapping of keys is expected here, not []."),
        ({"calculator": []}, "ehc.yaml: calculator: this key is not known; did you mean 'calculators'?."),
        ({"calculators": []}, "ehc.yaml: calculators: a list with at least one member is expected here."),
        (changed(title=None), "ehc.yaml: calculators[0].title: this key is missing."),
        (changed(title=" "), "ehc.yaml: calculators[0].title: words are expected here, not ' '."),
        (changed(rolls="none"), "ehc.yaml: calculators[0].rolls: this key is not known; did you mean 'rule'?."),
        (
            changed(id="EHC week 6"),
            (
                "ehc.yaml: calculators[0].id: 'EHC week 6' is no id; use small letters, digits and hyphens, "
                "such as ehc-week-6."
            ),
        ),
        (
            changed(period__unit="fortnights"),
            (
                "ehc.yaml: calculators[0].period.unit: 'fortnights' is not known here; use one of 'days', 'weeks', "
                "'months', 'working days', 'school days', 'school terms'."
            ),
        ),
        (
            changed(period__count=0),
            "ehc.yaml: calculators[0].period.count: a whole number of 1 or more is expected here, not 0.",
        ),
        (
            changed(period__count=True),
            "ehc.yaml: calculators[0].period.count: a whole number of 1 or more is expected here, not True.",
        ),
        (
            changed(before="31 March"),
            "ehc.yaml: calculators[0].period: give either a period or a date in `before`, and not both.",
        ),
        (
            changed(period=None, before="31 Marching"),
            "ehc.yaml: calculators[0].before: '31 Marching' is no day of every year; write it as 31 March.",
        ),
        (
            changed(period=None, before="29 February"),
            "ehc.yaml: calculators[0].before: '29 February' is no day of every year; write it as 31 March.",
        ),
        (
            changed(period__unit="school days", reckoning__counts="at least so long before the day"),
            (
                "ehc.yaml: calculators[0].period.unit: School days are counted forwards only; "
                "give the period in days or working days."
            ),
        ),
        (
            changed(source__read="last week"),
            "ehc.yaml: calculators[0].source.read: 'last week' is no date; write it as 2026-11-23.",
        ),
        (
            changed(source__address="legislation.gov.uk"),
            "ehc.yaml: calculators[0].source.address: 'legislation.gov.uk' is no address; begin it with https://.",
        ),
        (
            changed(source__text_as_at="2027-01-01"),
            "ehc.yaml: calculators[0].source.text_as_at: the text cannot be newer than the day on which it was read.",
        ),
        (
            changed(source__confidence="V2"),
            "ehc.yaml: calculators[0].confidence: V is surer than the weakest source, V2.",
        ),
        (
            changed(until=date(2018, 4, 3)),
            "ehc.yaml: calculators[0].until: 2018-04-03 is not after 2018-04-03, the day in `from`.",
        ),
        (
            changed(checked_to=date(2026, 11, 24)),
            "ehc.yaml: calculators[0].checked_to: 2026-11-24 is after 2026-11-23, when a source was last read.",
        ),
        (
            {"calculators": [GOOD, GOOD]},
            "ehc.yaml: calculators[1].id: 'ehc-week-6' is used twice; rename one.",
        ),
    ],
)
def test_bad_content_is_refused_with_its_file_and_key(document: Any, message: str) -> None:
    with pytest.raises(DeadlineContentError) as caught:
        load(document, file="ehc.yaml")
    assert str(caught.value) == message
