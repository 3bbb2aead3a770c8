"""Model formulas in the notation of Wilkinson and Rogers (1973), as R users write them.

    y ~ phase + fsm              main effects, with an intercept
    y ~ phase * fsm              main effects and their interaction (phase + fsm + phase:fsm)
    y ~ 0 + phase                no intercept
    y ~ log(size) + C(band)      a transformed number; a number used as labels
    y ~ fsm + (1 | region/la)    random intercepts for regions and for authorities within regions
    y ~ fsm + (1|la) + (1|phase) crossed random intercepts

A name that is not a plain word goes in backticks. The parser gives a frozen `Formula`; `models.matrix` turns it
and a frame of data into arrays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations
from typing import NoReturn

from trigpoint.estimation.errors import EstimationError

TRANSFORMS = ("C", "log", "sqrt")
_TOKEN = re.compile(r"\s*(?:(?P<name>[^\W\d][\w.]*|`[^`]+`)|(?P<number>\d+(?:\.\d*)?)|(?P<sign>[-~+:*()|/]))")


class FormulaError(EstimationError):
    """A formula that cannot be read; the message shows where and what to do."""


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """One variable of a formula, perhaps transformed: `fsm`, `log(size)`, `C(band)`."""

    name: str
    transform: str = ""

    def __str__(self) -> str:
        return f"{self.transform}({self.name})" if self.transform else self.name


Term = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Formula:
    """A parsed formula.

    `terms` are the fixed effects in order of their degree, without the intercept; `random` holds one
    grouping for each random intercept, a tuple of the factors whose combinations are the groups.
    """

    text: str
    response: Part
    terms: tuple[Term, ...]
    intercept: bool
    random: tuple[Term, ...]

    @property
    def variables(self) -> tuple[str, ...]:
        """The names of all variables, response first, each once."""
        factors = [self.response, *(f for term in (*self.terms, *self.random) for f in term)]
        return tuple(dict.fromkeys(factor.name for factor in factors))


def label(term: Term) -> str:
    """Name a term as the formula writes it, such as `phase:fsm`."""
    return ":".join(map(str, term))


def parse(text: str) -> Formula:
    """Read a formula; raise `FormulaError` with the place and the remedy if it cannot be read."""
    return _Parser(text).formula()


class _Parser:
    """Recursive descent over the tokens of one formula."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = self._tokens()
        self.at = 0

    def formula(self) -> Formula:
        if self._peek()[1] == "~":
            self._fail("has nothing on the left of '~'. Name the response, as in 'hours ~ phase'")
        response = self._factor()
        self._expect("~", "Write the response, '~' and the explanatory terms, as in 'hours ~ phase + size'")
        terms, intercept, random = self._sum()
        if self._peek()[0] != "end":
            self._fail(f"has {self._peek()[1]!r} where '+' or the end was expected")
        if any(response.name == factor.name for term in (*terms, *random) for factor in term):
            self._fail(f"has its response {response.name!r} on the right as well. Take it out there")
        if not terms and not intercept:
            self._fail("has neither terms nor an intercept. Write '~ 1' for a mean alone")
        ordered = sorted(terms, key=len)
        return Formula(self.text, response, tuple(ordered), intercept, tuple(random))

    def _sum(self) -> tuple[list[Term], bool, list[Term]]:
        terms: dict[frozenset[Part], Term] = {}
        random: list[Term] = []
        intercept = True
        sign = "+"
        while True:
            kind, value, _ = self._peek()
            if kind == "number":
                intercept = self._constant(sign)
            elif value == "(":
                random.extend(g for g in self._random(sign) if g not in random)
            else:
                for term in self._product():
                    if sign == "+":
                        terms.setdefault(frozenset(term), term)
                    else:
                        terms.pop(frozenset(term), None)
            if self._peek()[1] not in ("+", "-"):
                return list(terms.values()), intercept, random
            sign = self._next()[1]

    def _constant(self, sign: str) -> bool:
        number = self._next()[1]
        if number not in ("0", "1"):
            self._fail(f"has the number {number}. Only 1 (an intercept) and 0 (none) can stand alone")
        return (number == "1") == (sign == "+")

    def _product(self) -> list[Term]:
        """Read `a:b` or `a*b*c`; a star stands for every combination of its parts."""
        parts = [self._interaction()]
        while self._peek()[1] == "*":
            self._next()
            parts.append(self._interaction())
        return [
            tuple(dict.fromkeys(factor for part in chosen for factor in part))
            for size in range(1, len(parts) + 1)
            for chosen in combinations(parts, size)
        ]

    def _interaction(self) -> Term:
        factors = [self._factor()]
        while self._peek()[1] == ":":
            self._next()
            factors.append(self._factor())
        return tuple(dict.fromkeys(factors))

    def _factor(self) -> Part:
        kind, value, _ = self._next()
        if kind != "name":
            self._fail(f"has {value or 'its end'!r} where the name of a variable was expected")
        name = value.strip("`")
        if self._peek()[1] != "(" or value.startswith("`"):
            return Part(name)
        if name not in TRANSFORMS:
            self._fail(f"uses {name}(), which is not known. Use one of {', '.join(TRANSFORMS)}, or a new column")
        self._next()
        inner = self._factor()
        self._expect(")", f"Close the bracket of {name}(")
        return Part(inner.name, name)

    def _random(self, sign: str) -> list[Term]:
        """Read `(1 | region/la)` as the groupings region and region:la."""
        self._next()
        remedy = "A random effect is an intercept, written '(1 | group)'"
        if sign == "-" or self._next()[1] != "1":
            self._fail(f"has a bracket that is not '(1 | group)'. {remedy}")
        self._expect("|", remedy)
        grouping = self._interaction()
        found = [grouping]
        while self._peek()[1] == "/":
            self._next()
            grouping = tuple(dict.fromkeys((*grouping, *self._interaction())))
            found.append(grouping)
        self._expect(")", remedy)
        return found

    def _expect(self, sign: str, remedy: str) -> None:
        if self._peek()[1] != sign:
            found = self._peek()[1] or "its end"
            self._fail(f"has {found!r} where {sign!r} was expected. {remedy}")
        self._next()

    def _peek(self) -> tuple[str, str, int]:
        return self.tokens[self.at]

    def _next(self) -> tuple[str, str, int]:
        token = self.tokens[self.at]
        self.at = min(self.at + 1, len(self.tokens) - 1)
        return token

    def _fail(self, what: str) -> NoReturn:
        position = self.tokens[self.at][2]
        raise FormulaError(f"The formula {self.text!r} {what} (near character {position + 1}).")

    def _tokens(self) -> list[tuple[str, str, int]]:
        found: list[tuple[str, str, int]] = []
        end = len(self.text.rstrip())
        position = 0
        while position < end:
            match = _TOKEN.match(self.text, position)
            if match is None:
                raise FormulaError(
                    f"The formula {self.text!r} has {self.text[position:].lstrip()[0]!r}, which no formula "
                    f"contains (near character {position + 1}). Put unusual names in backticks."
                )
            kind = str(match.lastgroup)
            found.append((kind, match[kind], match.start(kind)))
            position = match.end()
        return [*found, ("end", "", end)]
