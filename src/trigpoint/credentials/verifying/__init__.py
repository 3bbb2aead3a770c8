"""Whether a credential can be trusted, in words: one of seven verdicts, and why each check passed or did not."""

from trigpoint.credentials.verifying.judging import judge
from trigpoint.credentials.verifying.results import Check, Report, StatusEntry, Told, Verdict
from trigpoint.credentials.verifying.sources import here, law_changes

__all__ = ["Check", "Report", "StatusEntry", "Told", "Verdict", "here", "judge", "law_changes"]
