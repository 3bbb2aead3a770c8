"""How many standings a second the kernel gives on one core: `python -m bench.kernel`.

The SENCO Award, route T, for people with 60 distinct random facts each. The index of facts is built inside the
timing and nothing is kept between people. Time is processor time, so a busy neighbour does not count. `all periods` works out every rule for all days; `explained` also
materialises one day: the state, reasons, what is missing, deadlines, lapses and next steps of every rule.
"""

from __future__ import annotations

import random
import sys
from datetime import date, timedelta
from time import process_time

from bench.machine import described
from trigpoint.content.library import installed_library
from trigpoint.kernel import Basis, Fact, Kind, Period, Scheme, standing

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


def best(measure: object, everyone: list[list[Fact]]) -> float:
    """Return the best rate of the rounds, in people a second."""
    rates = []
    for _ in range(ROUNDS):
        start = process_time()
        for facts in everyone:
            measure(facts)  # type: ignore[operator]
        rates.append(len(everyone) / (process_time() - start))
    return max(rates)


def main() -> None:
    """Measure and print."""
    scheme = installed_library().schemes["senco-award"]
    everyone = people(scheme)

    def all_periods(facts: list[Fact]) -> None:
        standing(scheme, "T", facts)

    def explained(facts: list[Fact]) -> None:
        snapshot = standing(scheme, "T", facts).on(TODAY)
        snapshot.findings()
        snapshot.next_steps()
        snapshot.deadlines()
        snapshot.lapses()

    rules = len(scheme.program("T").rules)
    sys.stdout.write(f"{described()}\n{rules} rules, {FACTS} facts a person, {PEOPLE} people, best of {ROUNDS}\n")
    sys.stdout.write(
        f"{'all periods':<14}{best(all_periods, everyone):>10,.0f} standings a second   (at least 6,000)\n"
    )
    sys.stdout.write(f"{'explained':<14}{best(explained, everyone):>10,.0f} standings a second   (at least 3,000)\n")


if __name__ == "__main__":
    main()
