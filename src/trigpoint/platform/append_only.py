"""Tables that only grow: models that refuse changes, and the triggers by which the database refuses them itself.

The model speaks first, in words; the triggers hold against everything else that reaches the database, a console
included. A model here is `managed = False`, so that Django's `flush` leaves its rows alone; migrations make it.

Migrations call `Guard`, so what it makes of given arguments never changes: another need is another argument.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from django.db import migrations, models

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

M = TypeVar("M", bound=models.Model)


class AppendOnlyError(TypeError):
    """Something tried to change or remove a row that stays as it was written."""


def refused(what: str) -> NoReturn:
    """Say why, and what to do instead."""
    raise AppendOnlyError(f"{what} only grows: a row is never changed or removed. Write a new row beside it.")


class AppendOnlyQuerySet(models.QuerySet[M]):
    """Rows to read. The database refuses changes too; this says so before it is asked."""

    def update(self, **_: Any) -> int:  # noqa: ANN401 - Django's signature
        """Refuse."""
        refused(self.model._meta.db_table)  # noqa: SLF001 - public in all but name

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse."""
        refused(self.model._meta.db_table)  # noqa: SLF001 - public in all but name

    def bulk_update(self, objs: Iterable[M], fields: Iterable[str], batch_size: int | None = None) -> int:  # noqa: ARG002
        """Refuse."""
        refused(self.model._meta.db_table)  # noqa: SLF001 - public in all but name


class AppendOnlyModel(models.Model):
    """A row that is written once."""

    class Meta:  # noqa: D106 - Django's own
        abstract = True

    def save(self, **options: Any) -> None:  # noqa: ANN401 - positional options are deprecated
        """Write a new row; refuse to write over one."""
        if not self._state.adding:
            refused(self._meta.db_table)
        super().save(**{**options, "force_insert": True})

    def delete(self, *_: Any, **__: Any) -> tuple[int, dict[str, int]]:  # noqa: ANN401 - Django's signature
        """Refuse."""
        refused(self._meta.db_table)


def only_grows(made: migrations.CreateModel) -> migrations.SeparateDatabaseAndState:
    """Return the step of a migration that makes a table and leaves it alone then: `flush` could not empty it."""
    unmanaged = migrations.CreateModel(made.name, made.fields, {**made.options, "managed": False})
    return migrations.SeparateDatabaseAndState(database_operations=[made], state_operations=[unmanaged])


def only_words(columns: Iterable[str]) -> str:
    """Return the condition under which a row may change: its words are emptied, and none of these columns changes."""
    return " AND ".join(["NEW.words = ''", *(f"NEW.{column} = OLD.{column}" for column in columns)])


@dataclass(frozen=True, slots=True)
class Guard:
    """The triggers of one table. Exceptions are SQL conditions over `OLD` and `NEW`.

    `keys` are the unique keys, each a tuple of columns: on SQLite a trigger stands before every insert, since
    `INSERT OR REPLACE` removes the old row without asking the trigger on DELETE unless `recursive_triggers` is on.
    `update_if` and `delete_if` let such changes through; `insert_unless` refuses an insert that no key stops.
    """

    table: str
    keys: tuple[tuple[str, ...], ...]
    update_if: str = "1 = 0"
    delete_if: str = "1 = 0"
    insert_unless: str = "1 = 0"

    @property
    def says(self) -> str:
        """The message of every refusal."""
        return f"{self.table} only grows: a row is never changed or removed"

    def put_up(self, apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG002 - Django's signature
        """Make the triggers; the forward half of a RunPython."""
        for statement in {"sqlite": self._sqlite, "postgresql": self._postgres}[schema_editor.connection.vendor]():
            schema_editor.execute(statement)

    def take_down(self, apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG002 - Django's signature
        """Remove the triggers, so that the table can go; the backward half of a RunPython."""
        names = ("no_insert", "no_delete", "no_update")
        gone = [f"DROP TRIGGER {self.table}_{name}" for name in names]
        if schema_editor.connection.vendor == "postgresql":
            names = ("no_insert", "no_change", "no_truncate")
            gone = [f"DROP TRIGGER {self.table}_{name} ON {self.table}" for name in names]
            gone.append(f"DROP FUNCTION {self.table}_guard()")
        for statement in gone:
            schema_editor.execute(statement)

    def _sqlite(self) -> list[str]:
        taken = [
            f"EXISTS (SELECT 1 FROM {self.table} WHERE {' AND '.join(f'{column} = NEW.{column}' for column in key)})"  # noqa: S608 - names from migrations
            for key in self.keys
        ]
        whens = {
            "UPDATE": f"NOT ({self.update_if})",
            "DELETE": f"NOT ({self.delete_if})",
            "INSERT": " OR ".join([*taken, self.insert_unless]),
        }
        return [
            f"CREATE TRIGGER {self.table}_no_{verb.lower()} BEFORE {verb} ON {self.table} WHEN {when} "
            f"BEGIN SELECT RAISE(ABORT, '{self.says}'); END"
            for verb, when in whens.items()
        ]

    def _postgres(self) -> list[str]:
        return [
            f"""CREATE FUNCTION {self.table}_guard() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF TG_OP = 'INSERT' THEN
                        IF NOT ({self.insert_unless}) THEN RETURN NEW; END IF;
                    ELSIF TG_OP = 'UPDATE' THEN
                        IF {self.update_if} THEN RETURN NEW; END IF;
                    ELSIF TG_OP = 'DELETE' THEN
                        IF {self.delete_if} THEN RETURN OLD; END IF;
                    END IF;
                    RAISE EXCEPTION '{self.says}' USING ERRCODE = 'integrity_constraint_violation';
                END $$""",
            *(
                f"CREATE TRIGGER {self.table}_{name} BEFORE {verbs} ON {self.table} "
                f"FOR EACH {each} EXECUTE FUNCTION {self.table}_guard()"
                for name, verbs, each in (
                    ("no_change", "UPDATE OR DELETE", "ROW"),
                    ("no_truncate", "TRUNCATE", "STATEMENT"),
                    ("no_insert", "INSERT", "ROW"),
                )
            ),
        ]
