"""A release says who signed which rules, for which forum, and when; what cannot be relied on is refused."""

from __future__ import annotations

from datetime import date

import pytest

from trigpoint.content.check import check
from trigpoint.content.paths import content_folder
from trigpoint.content.releases import (
    Release,
    ReleaseError,
    Signature,
    pinning,
    read_release,
    release_of,
    release_paths,
)

HASH = "a1" * 32
SIGNED = f"""\
release: {HASH}
scheme: small
version: "1.0"
signed:
  - {{who: account 12, forum: Example forum, speaks_for: families, on: 2027-01-20}}
  - {{who: account 3, forum: Example board, speaks_for: awarding-body, on: 2027-01-21}}
"""
RELEASE = Release(
    HASH,
    "small",
    "1.0",
    (
        Signature("account 12", "Example forum", "families", date(2027, 1, 20)),
        Signature("account 3", "Example board", "awarding-body", date(2027, 1, 21)),
    ),
)
FAMILIES_LINE = "  - {who: account 12, forum: Example forum, speaks_for: families, on: 2027-01-20}\n"
DAY = date(2027, 2, 1)


def test_a_release_is_read(folder):
    assert read_release(folder.write(f"releases/{HASH}", SIGNED)) == RELEASE


def test_a_release_is_found_by_its_rules_hash(folder):
    folder.write(f"releases/{HASH}", SIGNED)

    assert release_of(HASH, folder.path) == RELEASE
    assert release_of("b2" * 32, folder.path) is None
    assert release_of("../releases/" + HASH, folder.path) is None


NO_DATES = "4: withdrawn: needs two dates: `announced`, and `from`, the first day nobody new may begin"
WRONG = {
    "another name": (f"release: {HASH}", f"release: {'b2' * 32}",
                     "1: release: must be the rules hash in full, the same as the file's name"),
    "no scheme": ("scheme: small\n", "", "1: the file: has no scheme"),
    "an unknown key": ("scheme: small", "scheme: small\nsigner: me",
                       "3: signer: is not known here; use release, scheme, signed, version, withdrawn"),
    "a number for a version": ('version: "1.0"', "version: 1.0",
                               "3: version: is text; put it in quotation marks"),
    "no families": (FAMILIES_LINE, "",
                    "4: signed: has nobody who speaks for families; a version needs their sign-off"),
    "a day that is none": ("on: 2027-01-20", "on: January",
                           "5: signed.0.on: 'January' is not a date; write it as 2026-09-01"),
    "nobody": ("who: account 12", 'who: " "', "5: signed.0.who: is empty; say it in words"),
    "no forum": ("forum: Example forum, ", "", "5: signed.0: has no forum"),
    "an unknown voice": ("speaks_for: awarding-body", "speaks_for: nobody",
                         "6: signed.1.speaks_for: is one of families, practitioners, experts, awarding-body"),
    "a key written twice": ("scheme: small", "scheme: small\nscheme: small",
                            "3: scheme: scheme is written twice; keep one"),
    "a withdrawal without notice": ('version: "1.0"',
                                    'version: "1.0"\nwithdrawn: {announced: 2027-03-01, from: 2028-02-29}',
                                    "4: withdrawn.from: must leave at least 12 months after it was announced"),
    "a withdrawal without a day": ('version: "1.0"', 'version: "1.0"\nwithdrawn: {announced: 2027-03-01}',
                                   NO_DATES),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "message"), WRONG.values(), ids=WRONG)
def test_a_release_that_cannot_be_relied_on_is_refused_with_its_line(folder, old, new, message):
    path = folder.write(f"releases/{HASH}", SIGNED)
    folder.change(f"releases/{HASH}", old, new)

    with pytest.raises(ReleaseError) as refusal:
        read_release(path)
    assert str(refusal.value) == f"{path}:{message}"


def test_a_release_that_signs_nothing_says_so(folder):
    path = folder.write(f"releases/{HASH}", f'release: {HASH}\nscheme: small\nversion: "1.0"\nsigned: yes\n')

    with pytest.raises(ReleaseError, match="signed: is a list; each signature has forum, on, speaks_for, who"):
        read_release(path)


def test_the_check_reads_every_release(folder):
    path = folder.write(f"releases/{HASH}", SIGNED.replace("speaks_for: families", "speaks_for: experts"))
    other = folder.write(
        f"releases/{'b2' * 32}", SIGNED.replace(HASH, "b2" * 32).replace("scheme: small", "scheme: big")
    )

    assert [str(trouble) for trouble in check(folder.path).errors] == [
        f"{path}:4: signed: has nobody who speaks for families; a version needs their sign-off",
        f"{other}:1: scheme: there is no scheme big",
    ]


def test_no_release_is_invented():
    """Nobody has signed a version yet. When somebody has, this test goes, and the release stands in its place."""
    assert release_paths(content_folder()) == []


def test_in_demonstration_mode_any_version_of_the_award_is_pinned():
    assert pinning("senco-award", None, demo=True, on=DAY).allowed is True


def test_a_signed_version_is_pinned_and_the_reason_names_the_forums():
    decision = pinning("senco-award", RELEASE, demo=False, on=DAY)

    assert (decision.allowed, decision.reason) == (True, "Signed for Example forum, Example board.")


@pytest.mark.parametrize(("on", "allowed"), [(date(2028, 2, 29), True), (date(2028, 3, 1), False)])
def test_nobody_new_begins_on_a_withdrawn_version_from_its_day(on, allowed):
    withdrawn = Release(HASH, "small", "1.0", RELEASE.signed, withdrawn_from=date(2028, 3, 1))

    assert pinning("senco-award", withdrawn, demo=False, on=on).allowed is allowed


def test_a_withdrawal_with_twelve_months_notice_is_read(folder):
    notice = SIGNED + "withdrawn: {announced: 2027-03-01, from: 2028-03-01}\n"

    assert read_release(folder.write(f"releases/{HASH}", notice)).withdrawn_from == date(2028, 3, 1)
