"""Writing: seen all at once, taken up after a stop, taken back for another file, never two at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, connection, transaction
from tests.schools.support import bring, everything, export, seen

from trigpoint.schools.actions import OtherImportError
from trigpoint.schools.models import Import, Link, School
from trigpoint.schools.register import applying
from trigpoint.schools.sample import FOLDER

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from trigpoint.schools.actions import Brought

    Bring = Callable[..., Brought]

pytestmark = pytest.mark.django_db(transaction=True)
TABLE, SEARCHED = FOLDER / "table.csv", FOLDER / "search_export.csv"


class KilledError(BaseException):
    """The process ends here, whatever it was doing."""


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write a few rows at a time, so that there is a middle to be stopped in."""
    monkeypatch.setattr(applying, "MOST_SIZE", applying.STEP)


def kill_after(writes: int) -> Callable[[str, int, int], None]:
    """Return a progress that ends the run inside the transaction that reaches so many writes."""

    def progress(doing: str, at: int, total: int) -> None:
        if doing == "Writing" and at >= writes:
            raise KilledError

    return progress


def rows_without_ids() -> tuple[list[tuple[object, ...]], ...]:
    """Return the rows that readers see, by what they say."""
    fields = [field.attname for field in School._meta.concrete_fields if field.attname not in {"id", "since_id"}]
    return (
        list(School.objects.current().order_by("urn").values_list(*fields)),
        list(Link.objects.current().order_by("urn", "other", "relation").values_list("urn", "other", "relation", "on")),
    )


def test_readers_see_the_register_of_before_until_the_last_write_and_then_the_new_one(bring_rows: Bring):
    bring_rows(export(EstablishmentName="Before"))
    during: set[tuple[str, ...]] = set()

    def look(doing: str, at: int, total: int) -> None:
        during.add(tuple(seen().values()))

    bring_rows(
        export(EstablishmentName="After"), *(export(URN=str(urn)) for urn in range(200000, 200060)), progress=look
    )

    assert during == {("Before",)}
    assert (seen()[100123], len(seen())) == ("After", 61)


def test_a_killed_import_leaves_nothing_to_be_seen_and_goes_on_where_it_was():
    bring(SEARCHED)
    before = rows_without_ids()
    with pytest.raises(KilledError):
        bring(TABLE, progress=kill_after(100))
    assert (rows_without_ids(), Import.objects.get(state="applying").applied) == (before, 80)

    brought = bring(TABLE)

    assert (brought.continued, brought.difference.new) == (80, 159)
    assert Import.objects.filter(state="applying").count() == 0
    continued = rows_without_ids()
    assert len(continued[0]) == 239


def test_going_on_gives_what_an_unbroken_run_gives(bring_rows: Bring):
    rows = [export(URN=str(urn)) for urn in range(200000, 200070)]
    news = [row | {"Town": "Fleet"} for row in rows]
    bring_rows(*rows)
    bring_rows(*news)
    unbroken = rows_without_ids()

    bring_rows(*rows)
    with pytest.raises(KilledError):
        bring_rows(*news, progress=kill_after(40))
    bring_rows(*news)

    assert rows_without_ids() == unbroken


def test_when_another_file_comes_after_a_stop_what_was_written_is_taken_back(bring_rows: Bring):
    first = [export(URN=str(urn)) for urn in range(200000, 200050)]
    bring_rows(*first)
    before = rows_without_ids()
    with pytest.raises(KilledError):
        bring_rows(*(row | {"Town": "Fleet"} for row in first), export(), progress=kill_after(40))

    bring_rows(*first, export(URN="300000"))

    schools, links = rows_without_ids()
    assert (schools[:-1], links, schools[-1][1]) == (before[0], before[1], 300000)
    assert School.objects.filter(until__isnull=True).count() == School.objects.current().count()
    assert School.objects.filter(town="Fleet").count() == 0


def test_taking_back_can_itself_be_stopped_and_done_again(bring_rows: Bring, monkeypatch: pytest.MonkeyPatch):
    rows = [export(URN=str(urn)) for urn in range(200000, 200050)]
    bring_rows(*rows)
    before = rows_without_ids()
    with pytest.raises(KilledError):
        bring_rows(*(row | {"Town": "Fleet"} for row in rows), progress=kill_after(45))
    unfinished = Import.objects.get(state="applying")
    steps = iter(range(2))

    def stopped(*arguments: object, **more: object) -> None:
        if next(steps, None) is None:
            raise KilledError
        whole(*arguments, **more)  # type: ignore[arg-type]

    whole = applying.in_chunks
    monkeypatch.setattr(applying, "in_chunks", stopped)
    with pytest.raises(KilledError):
        applying.take_back(unfinished)
    monkeypatch.setattr(applying, "in_chunks", whole)
    assert rows_without_ids() == before

    bring_rows(*rows, export(URN="300000"))

    assert rows_without_ids()[0][:-1] == before[0]


def test_a_run_stops_when_another_took_its_import_over(bring_rows: Bring):
    rows = [export(URN=str(urn)) for urn in range(200000, 200060)]

    def take_over(doing: str, at: int, total: int) -> None:
        if doing == "Writing" and at == 40:
            Import.objects.filter(state="applying").update(applied=at + 10)

    with pytest.raises(OtherImportError, match="Another import is under way"):
        bring_rows(*rows, progress=take_over)

    assert seen() == {}


class SteadyMachine:
    """A clock by which each step takes as long as it is told to, and nobody sleeps."""

    def __init__(self, seconds_a_step: float) -> None:
        self.at, self.seconds_a_step = 0.0, seconds_a_step

    def perf_counter(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        pass

    def rows_a_transaction(self, rows: int) -> list[int]:
        """Return how many rows each transaction writes."""
        written: list[int] = []

        def write(start: int, chunk: Sequence[int]) -> None:
            if start == 0 or begun[-1] != len(on_commit):
                begun.append(len(on_commit))
                written.append(0)
                transaction.on_commit(lambda: on_commit.append(start))
            written[-1] += len(chunk)
            self.at += self.seconds_a_step

        begun: list[int] = [-1]
        on_commit: list[int] = []
        applying.in_chunks(range(rows), write)
        return written


@pytest.mark.parametrize(
    ("seconds_a_step", "expected"),
    [
        (0.000_1, [2_000, 2_000, 1_000]),  # fast: as many as one transaction may have
        (0.012, [100] * 50),  # five steps of 20 rows fill the twentieth of a second
        (0.04, [40] * 125),
        (0.15, [20] * 250),  # slow as never: one step, and the lock is free again
    ],
)
def test_a_transaction_ends_with_the_step_that_passes_its_time(
    seconds_a_step: float, expected: list[int], monkeypatch: pytest.MonkeyPatch
):
    machine = SteadyMachine(seconds_a_step)
    monkeypatch.setattr(applying, "MOST_SIZE", 2_000)
    monkeypatch.setattr(applying, "time", machine)

    assert machine.rows_a_transaction(5_000) == expected


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("schools_school", "kind = 'castle'"),
        ("schools_school", "urn = 12"),
        ("schools_school", "name = ''"),
        ("schools_school", "opened = '2020-01-02', closed = '2020-01-01'"),
        ("schools_school", "free_meals = 1001"),
        ("schools_school", "urn = 100123"),
        ("schools_authority", "nation = 'scotland'"),
        ("schools_authority", "nation = 'wales'"),
        ("schools_authority", "region = 'Wessex'"),
        ("schools_import", "applied = total + 1"),
        ("schools_import", "finished = NULL"),
        ("schools_link", "other = 3"),
    ],
)
def test_the_database_itself_refuses_what_cannot_be(bring_rows: Bring, table: str, change: str):
    bring_rows(export(), export(URN="100124"))
    bring(FOLDER / "links.csv")
    before = everything()

    with pytest.raises(IntegrityError), transaction.atomic():
        connection.cursor().execute(f"UPDATE {table} SET {change}")

    assert everything() == before


def test_only_one_import_can_be_under_way(bring_rows: Bring):
    bring_rows(export())
    done = Import.objects.values().get()
    unfinished = done | {"state": "applying", "finished": None, "id": None}
    Import.objects.create(**unfinished)

    with pytest.raises(IntegrityError), transaction.atomic():
        Import.objects.create(**unfinished)
