"""What can be read of this room. Rows are frozen; nothing here changes anything."""

from trigpoint.learning.queries.progress import Progress, nothing_read, progress_in, progress_of, units_finished
from trigpoint.learning.queries.report import FEWEST, PointReport, ScenarioReport, report_of
from trigpoint.learning.queries.runs import RunRow, private_words_in, run_of, runs_of

__all__ = [
    "FEWEST",
    "PointReport",
    "Progress",
    "RunRow",
    "ScenarioReport",
    "nothing_read",
    "private_words_in",
    "progress_in",
    "progress_of",
    "report_of",
    "run_of",
    "runs_of",
    "units_finished",
]
