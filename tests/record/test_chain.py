"""How entries are bound together, down to the byte: what is written in the how-to holds."""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trigpoint.record.chain import FIRST, Removed, Root, Written, commitment, encoded, erasure_mark, link

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SAID = Written(
    code="holds:qts", valid_from=date(2020, 9, 1), valid_until=None, amount=None, basis=1, at=None, via="taught",
    began=None, due=None, source="", note="Seen", corrects=None, actor="p_actor001", entered_at=NOON,
)  # fmt: skip
parts = st.lists(st.one_of(st.none(), st.binary(max_size=6), st.text(max_size=6), st.integers(0, 999)), max_size=5)


def plain(part):
    return part if part is None or isinstance(part, bytes) else str(part).encode()


def decoded(said):
    """Read the encoding as the how-to explains it."""
    found: list[bytes | None] = []
    while said:
        present, said = said[0], said[1:]
        if not present:
            found.append(None)
            continue
        size = int.from_bytes(said[:4], "big")
        found.append(said[4 : 4 + size])
        said = said[4 + size :]
    return found


@given(parts)
def test_what_is_encoded_can_be_read_back_in_one_way_only(given_parts):
    assert decoded(encoded(given_parts)) == [plain(part) for part in given_parts]


@pytest.mark.parametrize(
    ("one", "other"),
    [(["ab", "c"], ["a", "bc"]), ([None], [""]), (["1", None], [None, "1"]), ([], [None])],
)
def test_lists_that_look_alike_are_encoded_apart(one, other):
    assert encoded(one) != encoded(other)


def test_a_moment_is_the_same_moment_in_every_zone():
    elsewhere = NOON.astimezone(timezone(timedelta(hours=5, minutes=30)))

    assert encoded([elsewhere]) == encoded([NOON]) == b"\x01\x00\x00\x00\x1b2026-11-23T12:00:00.000000Z"


def test_a_commitment_is_sha_256_of_the_salt_and_the_parts_in_their_order():
    by_hand = encoded([
        "trigpoint payload 1", "e_1", "holds:qts", "2020-09-01", None, None, "1", None, "taught", None, None, "",
        "Seen", None, "p_actor001", "2026-11-23T12:00:00.000000Z",
    ])  # fmt: skip

    assert commitment("e_1", b"salt", SAID) == hashlib.sha256(b"salt" + by_hand).digest()


def test_a_link_is_an_hmac_of_the_previous_hash_the_subject_the_number_and_the_commitment():
    by_hand = encoded(["trigpoint entry 1", FIRST, "p_subject", "7", b"c" * 32])

    assert link(b"key", FIRST, "p_subject", 7, b"c" * 32) == hmac.digest(b"key", by_hand, "sha256")


@pytest.mark.parametrize("name", Written._fields)
def test_every_word_of_an_entry_is_committed_to(name):
    changed: dict[str, Any] = {
        "basis": 2, "amount": 1, "entered_at": NOON + timedelta(microseconds=1),
        **dict.fromkeys(("valid_from", "valid_until", "began", "due"), date(2021, 1, 1)),
    }  # fmt: skip
    other = SAID._replace(**{name: changed.get(name, "another")})

    assert commitment("e_1", b"salt", other) != commitment("e_1", b"salt", SAID)


@pytest.mark.parametrize("name", Removed._fields)
def test_every_word_of_an_erasure_is_marked(name):
    removed = Removed("child", "p_actor001", NOON, "e_0", NOON)
    another: dict[str, Any] = {name: NOON + timedelta(days=1) if name.endswith("_at") else "another"}
    other = removed._replace(**another)

    assert erasure_mark(b"key", "e_1", other) != erasure_mark(b"key", "e_1", removed)
    assert erasure_mark(b"key", "e_2", removed) != erasure_mark(b"key", "e_1", removed)


def test_a_root_depends_on_every_head_and_on_the_key():
    def root(key, *heads):
        made = Root(key)
        for head in heads:
            made.add(*head)
        return made.digest()

    one, two = ("p_a", 1, b"h" * 32), ("p_b", 2, b"i" * 32)
    assert len({root(b"k", one, two), root(b"k", one), root(b"k", two), root(b"l", one, two), root(b"k")}) == 5
