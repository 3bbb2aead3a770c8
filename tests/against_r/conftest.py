"""The comparison with R runs only when asked, by `TRIGPOINT_AGAINST_R=1`; bench/install_r.sh installs R."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bench.national_sample import Nation, nation, sample, write_csv
from tests.against_r.agreement import DOCUMENT, Agreement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.national_sample import Columns

collect_ignore_glob = [] if os.environ.get("TRIGPOINT_AGAINST_R") == "1" else ["test_*.py"]


@pytest.fixture(scope="session")
def agreement() -> Iterator[Agreement]:
    """Collect every comparison of the run and write the table of agreement when it ends."""
    found = Agreement()
    yield found
    found.write(DOCUMENT)


@pytest.fixture(scope="session")
def survey_data() -> Path:
    """Find the public survey microdata beside the project."""
    folder = Path(__file__).parents[3] / "shared" / "data" / "survey"
    if not folder.is_dir():
        pytest.skip(f"The survey microdata are not at {folder.name}/ beside the project.")
    return folder


@pytest.fixture(scope="session")
def whole_nation() -> Nation:
    """Make the generated nation of 22,000 schools."""
    return nation()


@pytest.fixture(scope="session")
def national(whole_nation: Nation) -> Columns:
    """Draw 6,000 respondents from the generated nation."""
    return sample(whole_nation, 6_000, items=2)


@pytest.fixture(scope="session")
def national_csv(national: Columns, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the 6,000 respondents for R to read."""
    path = tmp_path_factory.mktemp("national") / "national.csv"
    write_csv(national, path)
    return path
