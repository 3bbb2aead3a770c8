"""Judging a credential: the proof, the issuer, the dates, the status, and what changed in law since."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from trigpoint.credentials import signing
from trigpoint.credentials.building import LAW_COVERED, LAW_TO, VERSION
from trigpoint.credentials.signing import Fault, Form
from trigpoint.credentials.signing.checking import moment
from trigpoint.credentials.verifying import told
from trigpoint.credentials.verifying.results import Check, Register, Report, StatusEntry, Told, Verdict
from trigpoint.credentials.words import Purpose
from trigpoint.platform.pages import written

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from trigpoint.credentials.signing import Checked, Given, Issuers
    from trigpoint.credentials.verifying.results import InRegister, LawChange, StatusOf

SLACK = timedelta(days=1)
"""How far clocks may be apart: an issuer's that is a day ahead makes nothing false."""
NOT_REACHED = "We cannot tell if it was withdrawn."
BAD = {
    Purpose.REVOCATION: "It was revoked: the issuer took it back for good.",
    Purpose.SUSPENSION: "It is suspended: the issuer is looking into something, and it does not count meanwhile.",
    Purpose.REFRESH: "It is due for refresh: it was true when it was issued, and a newer one is due.",
}
GOOD = {
    Purpose.REVOCATION: "It was not revoked.",
    Purpose.SUSPENSION: "It is not suspended.",
    Purpose.REFRESH: "It is not due for refresh.",
}


def judge(
    given: Given,
    *,
    issuers: Issuers,
    status_of: StatusOf,
    in_register: InRegister,
    changes: Callable[[date], tuple[LawChange, ...]],
    now: datetime,
) -> Report:
    """Judge a credential. Never raises for what somebody put into it. Raises CannotSignError without the extra."""
    found = signing.check(given, issuers)
    document = given.document
    checks = [_proof(found), _issuer(found), *_dates(document, now)]
    entries, unclear = _statuses(document)
    register = in_register(found, entries) if found.holds else Register()
    if register.is_here is not None:
        checks.append(_registered(register))
    answers = _answers(entries, register, status_of)
    checks += _status_checks(answers, unclear)
    results = told.results_of(document)
    ours = bool(found.holds and found.issuer and found.issuer.ours)
    covered = _day(results.get(LAW_COVERED, ""))
    verdict = _verdict(found, checks, answers, register)
    since = told.day_at(document, "validFrom", "issuanceDate")
    until = told.day_at(document, "validUntil", "expirationDate")
    warning = _warning(answers, unclear) if found.holds else ""
    return Report(
        verdict=verdict,
        heading=_heading(verdict, found, document, now, warning),
        lede=_lede(verdict, found, register),
        what=told.title_of(document),
        holder=told.holder_of(document),
        issuer=found.issuer.name if found.issuer else told.text_at(document, "issuer", "name") or given.issuer[:300],
        issuer_is_known=found.issuer is not None,
        since=since,
        until=until,
        given_on=told.day_at(document, "awardedDate"),
        version=results.get(VERSION, ""),
        law_to=_day(results.get(LAW_TO, "")),
        law_covered=covered,
        described=told.text_at(document, "description"),
        is_ours=ours,
        checks=tuple(checks),
        warning=warning,
        changes=changes(covered) if ours and covered else (),
        outcomes=told.outcomes_of(document),
        comment=told.text_at(document, "credentialSubject", "endorsementComment"),
    )


def _proof(found: Checked) -> Check:
    title = "The signature"
    if found.fault is Fault.NO_KEY:
        return Check(passed=None, title=title, words=found.fault.value)
    if found.fault:
        return Check(passed=False, title=title, words=found.fault.value)
    how = "inside the document" if found.given.form is Form.EMBEDDED else "of a token"
    when = f" It was signed on {written(found.signed_at.date())}." if found.signed_at else ""
    return Check(passed=True, title=title, words=f"The signature {how} fits: nothing was changed since.{when}")


def _issuer(found: Checked) -> Check:
    if found.issuer:
        return Check(passed=True, title="The issuer", words=f"We know the issuer and its keys: {found.issuer.name}.")
    return Check(
        passed=False,
        title="The issuer",
        words="We do not know this issuer. Ask it yourself, at an address that you trust.",
    )


def _dates(document: Mapping[str, object], now: datetime) -> list[Check]:
    start = moment(document.get("validFrom") or document.get("issuanceDate"))
    end = moment(document.get("validUntil") or document.get("expirationDate"))
    checks = []
    if start is None:
        checks.append(
            Check(
                passed=None, title="Its first day", words="It does not say from which day it counts, or not as a date."
            )
        )
    elif start > now + SLACK:
        checks.append(
            Check(
                passed=False,
                title="Its first day",
                words=f"It counts from {written(start.date())}, which is still to come.",
            )
        )
    elif start > now:
        words = (
            f"It counts from {written(start.date())}, less than a day ahead: a clock may be wrong, so we let it pass."
        )
        checks.append(Check(passed=True, title="Its first day", words=words))
    else:
        checks.append(Check(passed=True, title="Its first day", words=f"It counts from {written(start.date())}."))
    if end is not None and end < now:
        checks.append(Check(passed=False, title="Its last day", words=f"It ran out on {written(end.date())}."))
    elif end is not None:
        checks.append(Check(passed=True, title="Its last day", words=f"It counts until {written(end.date())}."))
    elif document.get("validUntil") is not None or document.get("expirationDate") is not None:
        checks.append(Check(passed=None, title="Its last day", words="What it gives as its last day is no date."))
    return checks


def _statuses(document: Mapping[str, object]) -> tuple[tuple[StatusEntry, ...], str]:
    try:
        return told.statuses_of(document), ""
    except told.StatusUnclearError as error:
        return (), str(error)


def _registered(register: Register) -> Check:
    if register.is_here:
        return Check(
            passed=True, title="The register", words="It is in our register of what was issued, word for word."
        )
    words = "Our register does not have it: our key signed it, and we did not."
    return Check(passed=False, title="The register", words=words)


def _answers(entries: tuple[StatusEntry, ...], register: Register, status_of: StatusOf) -> dict[Purpose, Told]:
    known = dict(register.status)
    answers: dict[Purpose, Told] = {}
    for entry in entries:
        answer = Told(known[entry.purpose]) if entry.purpose in known else status_of(entry)
        there = answers.get(entry.purpose)
        if there is None or (there.bit is not True and answer.bit is not False):
            answers[entry.purpose] = answer
    return answers


def _status_checks(answers: dict[Purpose, Told], unclear: str) -> list[Check]:
    checks = []
    if unclear:
        checks.append(Check(passed=None, title="Its status", words=unclear))
    for purpose, answer in answers.items():
        title = str(purpose.label)
        if answer.bit is None:
            checks.append(Check(passed=None, title=title, words=f"{NOT_REACHED} {answer.words}".strip()))
        else:
            as_of = f" As of {written(answer.as_of.date())}." if answer.as_of else ""
            checks.append(
                Check(passed=not answer.bit, title=title, words=(BAD if answer.bit else GOOD)[purpose] + as_of)
            )
    if not answers and not unclear:
        checks.append(Check(passed=True, title="Its status", words="It names no list by which it could be withdrawn."))
    return checks


def _verdict(found: Checked, checks: list[Check], answers: dict[Purpose, Told], register: Register) -> Verdict:
    told = {purpose for purpose, answer in answers.items() if answer.bit}
    dates = [one for one in checks if one.title in {"Its first day", "Its last day"}]
    in_turn = (
        (found.fault is Fault.NO_KEY, Verdict.UNKNOWN_ISSUER),
        (not found.holds or register.is_here is False, Verdict.ALTERED),
        (found.issuer is None, Verdict.UNKNOWN_ISSUER),
        (Purpose.REVOCATION in told, Verdict.REVOKED),
        (Purpose.SUSPENSION in told, Verdict.SUSPENDED),
        (not all(one.passed for one in dates), Verdict.EXPIRED),
        (Purpose.REFRESH in told, Verdict.REFRESH),
    )
    return next((verdict for holds, verdict in in_turn if holds), Verdict.VALID)


def _warning(answers: dict[Purpose, Told], unclear: str) -> str:
    open_ones = [one for purpose, one in answers.items() if one.bit is None and purpose is not Purpose.REFRESH]
    if open_ones or unclear:
        return f"{NOT_REACHED} {open_ones[0].words if open_ones else unclear}"
    old = [one.as_of for one in answers.values() if one.as_of]
    return f"{NOT_REACHED} As of {written(min(old).date())} it was not." if old else ""


def _heading(verdict: Verdict, found: Checked, document: Mapping[str, object], now: datetime, warning: str) -> str:
    thing = "award" if found.issuer and found.issuer.ours else "credential"
    start = moment(document.get("validFrom") or document.get("issuanceDate"))
    if verdict is Verdict.EXPIRED and start and start > now + SLACK:
        return f"This {thing} is real. It does not count yet."
    if verdict is Verdict.ALTERED and found.fault in {Fault.UNSUPPORTED, Fault.UNKNOWN_CONTEXT}:
        return f"We cannot confirm the signature of this {thing}."
    if verdict is Verdict.VALID and warning:
        return f"This {thing} is real. We cannot tell if it was withdrawn."
    return {
        Verdict.VALID: f"This {thing} is real and valid today.",
        Verdict.REFRESH: f"This {thing} is real. It is due for refresh.",
        Verdict.SUSPENDED: f"This {thing} is real. It is suspended at present.",
        Verdict.REVOKED: f"This {thing} was revoked. Do not rely on it.",
        Verdict.EXPIRED: f"This {thing} is real. It has run out.",
        Verdict.ALTERED: f"This {thing} was altered, or wrongly signed. Do not rely on it.",
        Verdict.UNKNOWN_ISSUER: "We do not know who issued this."
        if found.fault
        else "The signature is good. We do not know who issued this.",
    }[verdict]


def _lede(verdict: Verdict, found: Checked, register: Register) -> str:
    if found.fault:
        return found.fault.value
    if register.is_here is False:
        return "It is not in our register of what was issued. Please tell us where you were given it."
    newer = " There is a newer one: ask the holder for it." if register.replaced else ""
    return {
        Verdict.VALID: "",
        Verdict.REFRESH: f"It was true when it was issued. Ask the holder for a renewed one.{newer}",
        Verdict.SUSPENDED: "Something about it is being looked into. It may count again: check another day.",
        Verdict.REVOKED: f"The issuer took it back.{newer}",
        Verdict.EXPIRED: f"It runs out so that what it says stays true. The award itself does not lapse.{newer}"
        if found.issuer and found.issuer.ours
        else "Ask the holder for a newer one.",
        Verdict.ALTERED: "",
        Verdict.UNKNOWN_ISSUER: "Nothing was changed since it was signed. Anyone can make a key, so ask whose it is.",
    }[verdict]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
