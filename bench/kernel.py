"""How many standings a second the kernel gives on one core: `python -m bench.kernel`.

The SENCO Award, route T, for people with 60 distinct random facts each; then the same with every requirement twice,
to about 120 rules. The index of facts is built inside the timing and nothing is kept between people. `all periods`
works out every rule for all days; `explained` also materialises one day: the state, reasons, what is missing,
deadlines, lapses and next steps of every rule. Time is processor time, so a busy neighbour counts for less.
"""

from __future__ import annotations

import gc
import random
import sys
from datetime import date, timedelta
from time import process_time
from typing import TYPE_CHECKING, Any

from bench.machine import described
from trigpoint.content.library import installed_library
from trigpoint.kernel import Basis, Fact, Kind, Period, Scheme, read_scheme, standing

if TYPE_CHECKING:
    from collections.abc import Callable

PEOPLE = 2_000
FACTS = 60
ROUNDS = 3
TODAY = date(2026, 11, 23)


def people(scheme: Scheme, seed: int = 1) -> list[list[Fact]]:
    """Return random people: distinct codes as far as there are enough, then further facts of the same codes."""
    chance = random.Random(seed)
    codes = sorted(scheme.codes().values(), key=lambda code: code.name)
    found = []
    for _ in range(PEOPLE):
        chosen = chance.sample(codes, min(FACTS, len(codes)))
        chosen += chance.choices(codes, k=FACTS - len(chosen))
        facts = []
        for code in chosen:
            start = TODAY - timedelta(days=chance.randrange(1_500))
            end = start + timedelta(days=1 if code.kind is Kind.EVENT else chance.randrange(200, 1_500))
            is_open = code.kind is not Kind.EVENT and chance.random() < 0.5
            due = start + timedelta(days=180) if code.name == "changed:law" else None
            basis = chance.choice(list(Basis))
            facts.append(Fact(code.name, Period(start, None if is_open else end), 60, basis, due=due))
        found.append(facts)
    return found


def best(measure: Callable[[list[Fact]], None], everyone: list[list[Fact]]) -> float:
    """Return the best rate of the rounds, in people a second."""
    rates = []
    gc.collect()
    gc.freeze()  # the people waiting in memory are the benchmark's, not the kernel's: keep the collector off them
    for _ in range(ROUNDS):
        start = process_time()
        for facts in everyone:
            measure(facts)
        rates.append(len(everyone) / (process_time() - start))
    return max(rates)


def doubled(scheme: Scheme) -> Scheme:
    """Return the award with every requirement twice, as a scheme of about 120 rules."""
    said = scheme.as_mapping()
    twin = renamed([rule for rule in said["requirements"] if rule["id"] in STRANDS])
    route = next(route for route in said["routes"] if route["id"] == "T")
    route["requires"] = [*route["requires"], *(rule["id"] for rule in twin)]
    return read_scheme({**said, "requirements": [*said["requirements"], *twin]}, scheme.vocabulary)


STRANDS = ("LAW", "COO", "CPD", "ADV", "COP", "RES", "LEA", "DEV")


def renamed(said: Any) -> Any:
    """Return the rules with other ids."""
    if isinstance(said, dict):
        return {key: f"{value}-again" if key in {"id", "rule"} else renamed(value) for key, value in said.items()}
    return [renamed(item) for item in said] if isinstance(said, list) else said


def main() -> None:
    """Measure and print."""
    award = installed_library().schemes["senco-award"]
    sys.stdout.write(f"{described()}\n{FACTS} facts a person, {PEOPLE} people, best of {ROUNDS}\n")
    for scheme in (award, doubled(award)):
        everyone = people(scheme)

        def all_periods(facts: list[Fact], scheme: Scheme = scheme) -> None:
            standing(scheme, "T", facts)

        def explained(facts: list[Fact], scheme: Scheme = scheme) -> None:
            snapshot = standing(scheme, "T", facts).on(TODAY)
            snapshot.findings()
            snapshot.next_steps()
            snapshot.deadlines()
            snapshot.lapses()

        sys.stdout.write(f"{len(scheme.program('T').rules)} rules\n")
        for name, measure, least in (("all periods", all_periods, 6_000), ("explained", explained, 3_000)):
            rate = best(measure, everyone)
            sys.stdout.write(f"  {name:<14}{rate:>8,.0f} standings a second (at least {least:,}; goal {2 * least:,})\n")


if __name__ == "__main__":
    main()
