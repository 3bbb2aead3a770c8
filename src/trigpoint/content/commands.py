"""The commands `trigpoint check` and `trigpoint standing`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trigpoint.content.cases import Case, failures, read_case
from trigpoint.content.check import check as run_check
from trigpoint.content.library import read_library
from trigpoint.content.marked import read_yaml
from trigpoint.content.paths import content_folder
from trigpoint.content.workload import MINUTES, route_minutes
from trigpoint.kernel import ROOT, Finding, Problem, State, cheapest

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

SIGNS = {
    State.MET: "✔ met",
    State.EXEMPT: "✔ met (exempt)",
    State.NOT_YET_DUE: "◔ not yet due",
    State.ARGUABLE: "◆ unclear in law",
    State.UNMET: "○ not met",
    State.DOES_NOT_APPLY: "– does not apply",
}


def check(args: argparse.Namespace) -> int:
    """Check all content and print what is wrong, by file and line; 0 when nothing must be mended."""
    report = run_check(Path(args.folder) if args.folder else content_folder())
    library = report.library
    for trouble in report.troubles:
        sys.stdout.write(
            f"{_shown(trouble.path)}:{trouble.line}: {'warning: ' if trouble.warning else ''}{trouble.message}\n"
        )
    for scheme in library.schemes.values():
        sys.stdout.write(
            f"{scheme.title}, version {scheme.version}: rules {scheme.rules_hash[:12]}, text {scheme.text_hash[:12]}\n"
        )
        for route in scheme.routes.values():
            hours = route_minutes(scheme, route) / MINUTES
            limit = f" of at most {route.limit_hours}" if route.limit_hours else ""
            if hours:
                sys.stdout.write(f"  route {route.id}: {hours:.1f} hours{limit}\n")
        binding = sorted(
            {code for route in scheme.routes.values() for rule in route.requires for code in scheme.binding_codes(rule)}
        )
        if binding:
            sys.stdout.write(f"  binding codes: {', '.join(binding)}\n")
    warnings = len(report.troubles) - len(report.errors)
    sys.stdout.write(f"{len(library.cases)} cases run; {len(report.errors)} to mend, {warnings} warnings.\n")
    return 1 if report.errors else 0


def _shown(path: Path) -> Path:
    """Return the path from here, where that is shorter."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def standing(args: argparse.Namespace) -> int:
    """Print the standing of each case in a file; 0 when each is as the case expects, 1 when not, 2 when unreadable."""
    library = read_library(content_folder(), with_cases=False)
    document = read_yaml(Path(args.case))
    problems: list[Problem] = list(document.problems)
    data = document.data if isinstance(document.data, dict) else {}
    written = data.get("cases", [data] if "scheme" in data else [])
    cases = [
        case for i, said in enumerate(written) if (case := read_case(said, ("cases", i), library.schemes, problems))
    ]
    if problems or not cases:
        for problem in problems or [Problem((), "holds no case; see content/cases for examples")]:
            sys.stderr.write(f"{document.path}:{document.line(problem.place)}: {problem}\n")
        return 2
    wrong = [failure for case in cases for failure in failures(case)]
    if args.json:
        sys.stdout.write(
            json.dumps([_as_json(case) for case in cases], default=str, indent=2, ensure_ascii=False) + "\n"
        )
    else:
        sys.stdout.write("\n".join(line for case in cases for line in _as_text(case)) + "\n")
    for failure in wrong:
        sys.stderr.write(f"{document.path}:{document.line(failure.place)}: {failure}\n")
    return 1 if wrong else 0


def _as_text(case: Case) -> Iterator[str]:
    snapshot = case.snapshot()
    yield case.name
    yield f"{case.scheme.title}, route {case.route}, on {case.on}"
    for rule in case.standing().program.rules.values():
        finding = snapshot[rule.id]
        if rule.named or rule.id == ROOT:
            yield f"  {SIGNS[finding.state]:<18} {rule.id if rule.id != ROOT else 'all of it'}  {rule.title}".rstrip()
            yield from (f"      {line}" for line in _reasons(finding))
    for deadline in snapshot.deadlines():
        yield f"  due by {deadline.last_day}: {deadline.rule}"
    for lapse in snapshot.lapses():
        yield f"  lapses on {lapse.day}: {lapse.rule}"
    yield ""


def _reasons(finding: Finding) -> Iterator[str]:
    if finding.because and finding.because.facts:
        yield "because " + ", ".join(f"{fact.code} ({fact.valid.start})" for fact in finding.because.facts)
    if finding.missing and (way := cheapest(finding.missing)):
        yield "missing " + ", ".join(want.code for want in way)


def _as_json(case: Case) -> dict[str, Any]:
    snapshot = case.snapshot()
    return {
        "case": case.name,
        "scheme": case.scheme.id,
        "rules_hash": case.scheme.rules_hash,
        "route": case.route,
        "on": case.on,
        "rules": {rule_id: _finding_as_json(finding) for rule_id, finding in snapshot.findings().items()},
        "deadlines": [{"rule": d.rule, "last_day": d.last_day} for d in snapshot.deadlines()],
        "lapses": [{"rule": lapse.rule, "day": lapse.day} for lapse in snapshot.lapses()],
    }


def _finding_as_json(finding: Finding) -> dict[str, Any]:
    way = cheapest(finding.missing) if finding.missing else None
    return {
        "title": finding.rule.title,
        "state": finding.state.value,
        "since": finding.period and finding.period.start,
        "until": finding.period and finding.period.end,
        "because": [f"{fact.code} {fact.valid.start}" for fact in finding.because.facts] if finding.because else [],
        "missing": [want.code for want in way or ()],
    }
