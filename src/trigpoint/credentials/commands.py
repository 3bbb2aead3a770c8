"""The commands `trigpoint verify` and `trigpoint issuer-key`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import DatabaseError

from trigpoint.credentials import issuer, signing
from trigpoint.credentials.errors import IssuerError
from trigpoint.credentials.signing.checking import moment
from trigpoint.credentials.signing.lists import ListError
from trigpoint.credentials.signing.multikeys import told_in
from trigpoint.credentials.verifying import Report, StatusEntry, Told, Verdict, judge, law_changes
from trigpoint.credentials.verifying.files import text_in
from trigpoint.credentials.verifying.results import Register
from trigpoint.credentials.verifying.sources import in_register
from trigpoint.platform import clock
from trigpoint.platform.pages import NO_BREAK

if TYPE_CHECKING:
    import argparse
    from datetime import date, datetime

    from trigpoint.credentials.signing import Checked, KnownIssuer
    from trigpoint.credentials.verifying.results import LawChange

EXIT = {
    Verdict.VALID: 0,
    Verdict.REFRESH: 0,
    Verdict.UNKNOWN_ISSUER: 3,
    Verdict.ALTERED: 1,
    Verdict.REVOKED: 1,
    Verdict.SUSPENDED: 1,
    Verdict.EXPIRED: 1,
}
BAD_PROOF, NO_CREDENTIAL = 1, 2
MARK = {True: "passed      ", False: "not passed  ", None: "not told    "}
NO_LIST = "Its status list was not given (--status), and nothing is fetched."


def verify(arguments: argparse.Namespace) -> int:
    """Check a credential in a file, offline, and print why it can be trusted or not."""
    now = clock.now()
    try:
        outside = Outside(arguments.issuer, arguments.status, now)
        report, fits = outside.judged(signing.read(text_in(Path(arguments.file).read_bytes())))
    except OSError as error:
        return complain(f"{error.filename} cannot be read: {error.strerror}.")
    except (signing.NotACredentialError, signing.CannotSignError) as error:
        return complain(str(error))
    sys.stdout.write(words_of(report))
    if report.warning:
        sys.stderr.write(f"Warning: {report.warning}\n")
    if report.verdict is Verdict.UNKNOWN_ISSUER and not fits:
        return BAD_PROOF
    return EXIT[report.verdict]


def complain(words: str) -> int:
    """Print what is wrong, and return the code of what is no credential."""
    sys.stderr.write(f"{words}\n")
    return NO_CREDENTIAL


def words_of(report: Report) -> str:
    """Return a verdict as plain text."""
    lines = [report.heading, report.lede, ""]
    told = {
        "Who": report.holder,
        "What": f"{report.what}{f', version {report.version}' if report.version else ''}",
        "By whom": report.issuer if report.issuer_is_known else f"{report.issuer} (not known to us)",
        "Since": f"{report.since}" if report.since else "",
        "Valid until": f"{report.until}" if report.until else "",
        "Covers the law on": f"{report.law_covered}" if report.law_covered else "",
        "Is not": "QTS, nor the qualification the law requires" if report.is_ours else "",
    }
    lines += [f"{name + ':':<20}{value}" for name, value in told.items() if value]
    lines += ["", "Checks"]
    lines += [f"  {MARK[one.passed]}{one.title}: {one.words}" for one in report.checks]
    lines += [f"  law changed {one.since}: {one.citation}, {one.title}" for one in report.changes]
    return "\n".join(lines).replace(NO_BREAK, " ") + "\n"


class Outside:
    """What is known where the command runs: the files that were given, and the register of this copy, if any."""

    def __init__(self, issuers: list[str], lists: list[str], now: datetime) -> None:
        self.now = now
        self.given = {known.id: known for known in map(known_in, issuers)}
        self.lists = {str(list_["id"]): list_ for list_ in map(self.list_in, lists)}

    def judged(self, given: signing.Given) -> tuple[Report, bool]:
        """Return the verdict, and whether the proof fits whoever made it."""
        report = judge(
            given,
            issuers=self.issuer_of,
            status_of=self.status_of,
            in_register=self.in_register,
            changes=self.changes,
            now=self.now,
        )
        return report, signing.check(given, self.issuer_of).holds

    def issuer_of(self, identifier: str) -> KnownIssuer | None:
        """Return an issuer from the files given, or this copy itself."""
        if identifier in self.given:
            return self.given[identifier]
        if not has_database():
            return None
        try:
            return issuer.issuers(identifier)
        except DatabaseError:
            return None

    def in_register(self, found: Checked, entries: tuple[StatusEntry, ...]) -> Register:
        """Return what the register of this copy says; nothing where it is another's, or not here."""
        if found.given.issuer in self.given or not has_database():
            return Register()
        try:
            return in_register(found, entries)
        except DatabaseError:
            return Register()

    def changes(self, since: date) -> tuple[LawChange, ...]:
        """Return the changes in law that this copy knows."""
        try:
            return law_changes(since) if has_database() else ()
        except DatabaseError:
            return ()

    def status_of(self, entry: StatusEntry) -> Told:
        """Return what a list that was given tells."""
        list_ = self.lists.get(entry.address)
        if list_ is None:
            return Told(None, words=NO_LIST)
        subject = list_["credentialSubject"]
        until = moment(list_.get("validUntil"))
        if until is not None and until < self.now:
            return Told(None, words="The status list that was given has run out. Fetch a newer one.")
        if not isinstance(subject, dict) or subject.get("statusPurpose") != entry.purpose.value:
            return Told(None, words="The status list that was given is for something else.")
        try:
            bit = signing.bit_of(str(subject.get("encodedList", "")), entry.place)
        except ListError as error:
            return Told(None, words=str(error))
        return Told(bit, as_of=moment(list_.get("validFrom")))

    def list_in(self, path: str) -> dict[str, Any]:
        """Return a signed status list. Raises NotACredentialError where its proof does not hold, or nobody is known."""
        given = signing.read(Path(path).read_text("utf-8"))
        found = signing.check(given, self.issuer_of)
        if not found.holds or found.issuer is None:
            why = found.fault.value if found.fault else "Its issuer is not known."
            raise signing.NotACredentialError(f"{path} is no status list that can be trusted: {why}")
        return given.document


def has_database() -> bool:
    """Tell whether there is a database to ask, without making one."""
    database = settings.DATABASES["default"]
    return "sqlite3" not in database["ENGINE"] or Path(database["NAME"]).exists() or "memory" in str(database["NAME"])


def known_in(path: str) -> KnownIssuer:
    """Return the issuer that a DID document describes, as whoever gives the file trusts it."""
    text = Path(path).read_text("utf-8")
    try:
        document = json.loads(text)
        methods = document["verificationMethod"]
        keys = tuple(signing.PublicKey(one["id"], told_in(one["publicKeyMultibase"])) for one in methods)
        return signing.KnownIssuer(str(document["id"]), str(document["id"]), keys, ours=False)
    except (ValueError, KeyError, TypeError):
        raise signing.NotACredentialError(
            f"{path} is no DID document. Save the issuer's did.json, and give that."
        ) from None


def issuer_key(arguments: argparse.Namespace) -> int:
    """Make, list or withdraw the keys that sign here."""
    now = clock.now()
    try:
        if arguments.what == "new":
            row = issuer.make_key(now=now)
            sys.stdout.write(f"{row.name} signs from now on. Publish: {settings.ISSUER_URL}/.well-known/did.json\n")
        elif arguments.what == "withdraw":
            issuer.withdraw_key(label=arguments.name or "", now=now)
            sys.stdout.write(f"{arguments.name} is withdrawn. What it signed must be issued again.\n")
        else:
            for row in issuer.all_keys():
                state = "withdrawn" if row.withdrawn_at else f"retired {row.until:%Y-%m-%d}" if row.until else "signs"
                sys.stdout.write(f"{row.name}  since {row.since:%Y-%m-%d}  {state}  {row.multikey}\n")
    except IssuerError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0
