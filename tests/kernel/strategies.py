"""Random schemes, facts and dates, small enough to collide often."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import strategies as st

from trigpoint.kernel import Basis, Code, Fact, Kind, Of, Period, Scheme, Via, Vocabulary, read_scheme

STATES = ["holds:a", "holds:b", "holds:c", "is:setting"]
EVENTS = ["did:x", "did:y"]
SPELLS = ["served:p", "served:q"]
EXTRA = {"on:leave": Kind.SPELL, "changed:law": Kind.EVENT, "is:condition": Kind.STATE, "began:course": Kind.EVENT}
KINDS = (
    dict.fromkeys(STATES, Kind.STATE) | dict.fromkeys(EVENTS, Kind.EVENT) | dict.fromkeys(SPELLS, Kind.SPELL) | EXTRA
)
VOCABULARY = Vocabulary({name: Code(name, kind, name, Of.PERSON) for name, kind in KINDS.items()})
SETTINGS = ["here", "there"]
EPOCH = date(2023, 10, 1)

days = st.one_of(
    st.integers(0, 1600).map(lambda n: EPOCH + timedelta(days=n)),
    st.sampled_from([date(2024, 2, 29), date(2024, 3, 1), date(2026, 2, 28), date(2026, 9, 1), date(2027, 9, 1)]),
)
some_months = st.sampled_from([1, 2, 3, 6, 12, 24])
basis_names = st.sampled_from(["declared", "verified", "assessed"])


def optional(strategy, *, often=3):
    return st.one_of(*[st.none()] * often, strategy)


@st.composite
def bounds(draw, end="before"):
    first, second = sorted([draw(days), draw(days)])
    said = {"from": first} if draw(st.booleans()) else {}
    if second > first and draw(st.booleans()):
        said[end] = second
    return said


@st.composite
def filters(draw, *, short=False):
    said = {}
    if basis := draw(optional(basis_names)):
        said["basis"] = basis
    if draw(st.integers(0, 4)) == 0:
        said["here"] = True
    if not short:
        if via := draw(optional(st.sampled_from([via.value for via in Via]), often=6)):
            said["via"] = via
        if draw(st.integers(0, 5)) == 0:
            said["at_least"] = draw(st.integers(0, 100))
        for key in ("gained", "began"):
            if draw(st.integers(0, 4)) == 0 and (limits := draw(bounds())):
                said[key] = limits
    return said


@st.composite
def haves(draw, codes=tuple(STATES + EVENTS + SPELLS)):
    code = draw(st.sampled_from(codes))
    said = {"have": code, **draw(filters())}
    if KINDS[code] is Kind.EVENT or draw(st.booleans()):
        said["lasts"] = draw(some_months)
        if draw(st.booleans()):
            said["pauses"] = "on:leave"
    return said


@st.composite
def totals(draw):
    said = {"total": draw(st.sampled_from(EVENTS)), "at_least": draw(st.integers(1, 150)), **draw(filters(short=True))}
    if draw(st.booleans()):
        said["within"] = draw(some_months)
        if draw(st.booleans()):
            said["pauses"] = "on:leave"
    return said


@st.composite
def services(draw):
    said = {"served": draw(st.sampled_from(SPELLS)), **draw(filters(short=True))}
    months = draw(st.integers(1, 14))
    said[draw(st.sampled_from(["months", "more_than"]))] = months
    said["measure"] = draw(st.sampled_from(["fte", "calendar"]))
    before = draw(st.one_of(st.none(), st.just("this post"), days))
    if before is not None:
        said["before"] = before
    if draw(st.booleans()):
        said["within"] = months + draw(st.integers(1, 12))
    return said


facts_only = st.one_of(haves(), totals(), services())


def group(draw, members):
    kind = draw(st.sampled_from(["all_of", "any_of", "at_least"]))
    if kind == "at_least":
        return {"at_least": draw(st.integers(1, len(members))), "of": members}
    return {kind: members}


@st.composite
def groups(draw, inner):
    return group(draw, draw(st.lists(inner, min_size=1, max_size=4)))


@st.composite
def clocks(draw, inner):
    code = draw(st.sampled_from(["changed:law", "began:course", "served:p"]))
    each = draw(st.booleans())
    said = {
        "by": {"code": code, **({"here": True} if draw(st.integers(0, 4)) == 0 else {})},
        "requirement": draw(st.one_of(haves(), groups(haves())) if each else inner),
    }
    said |= {"due": True} if draw(st.booleans()) else {"months": draw(some_months)}
    if each:
        said["each"] = True
    if draw(st.booleans()):
        said["pauses"] = "on:leave"
    return said


@st.composite
def conditions(draw, inner):
    condition = st.one_of(haves(("is:condition", "holds:a")), groups(haves(("is:condition", "holds:a"))))
    return {"when": draw(condition), "then": draw(inner)}


@st.composite
def exemptions(draw, inner):
    return {"unless": draw(inner), "then": draw(inner)}


@st.composite
def versions(draw, inner):
    edges = sorted({draw(days) for _ in range(draw(st.integers(1, 3)))})
    found = [{"from": start, "until": end, "then": draw(inner)} for start, end in pairwise(edges)]
    found.append({"from": edges[-1], "then": draw(inner)})
    return {"dated": found}


@st.composite
def decorated(draw, base, *, arguable=True):
    said = dict(draw(base))
    if draw(st.integers(0, 7)) == 0 and (limits := draw(bounds("until"))):
        said["in_force"] = limits
    if arguable and draw(st.integers(0, 6)) == 0:
        said["arguable"] = True
        said["readings"] = [{"says": "yes", "source": "s"}, {"says": "no", "source": "s"}]
    return said


def rules(*, arguable=True):
    return st.recursive(
        decorated(facts_only, arguable=arguable),
        lambda inner: decorated(
            st.one_of(groups(inner), clocks(inner), conditions(inner), exemptions(inner), versions(inner)),
            arguable=arguable,
        ),
        max_leaves=8,
    )


READABLE_SOURCE = {"title": "A source", "kind": "scheme", "confidence": "V"}


def document(requirements, routes=None):
    return {
        "scheme": "random",
        "title": "A random scheme",
        "version": "1",
        "from": date(2020, 1, 1),
        "sources": {"s": READABLE_SOURCE},
        "requirements": requirements,
        "routes": routes
        or [{"id": "r", "title": "A route", "source": "s", "requires": [said["id"] for said in requirements]}],
    }


def scheme_of(*requirements) -> Scheme:
    """Return a scheme of these rules, named R1, R2, …, with one route `r` that requires them all."""
    named = [{"id": f"R{i + 1}", "source": "s", **said} for i, said in enumerate(requirements)]
    return read_scheme(document(named), VOCABULARY)


@st.composite
def schemes(draw, *, arguable=True):
    return scheme_of(*draw(st.lists(rules(arguable=arguable), min_size=1, max_size=3)))


@st.composite
def facts(draw, codes=tuple(KINDS)):
    code = draw(st.sampled_from(codes))
    start = draw(days)
    kind = KINDS[code]
    length = 1 if kind is Kind.EVENT else draw(st.one_of(st.none(), st.integers(1, 700)))
    began = draw(optional(st.integers(0, 400).map(lambda n: start - timedelta(days=n))))
    due = draw(st.integers(0, 300).map(lambda n: start + timedelta(days=n))) if code == "changed:law" else None
    return Fact(
        code,
        Period(start, None if length is None else start + timedelta(days=length)),
        amount=draw(st.integers(1, 100) if kind is Kind.SPELL else st.one_of(st.none(), st.integers(0, 120))),
        basis=draw(st.sampled_from(Basis)),
        at=draw(st.sampled_from(SETTINGS)),
        began=None if kind is Kind.EVENT else began,
        due=due,
        via=draw(st.sampled_from(Via)),
    )


fact_lists = st.lists(facts(), max_size=9)
