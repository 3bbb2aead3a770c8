"""Looking words up in the register: one lookup, which each database answers with its own index.

`School.objects.filter(words__have=Wanted(...))` is FTS5 on SQLite and a GIN index of `to_tsvector` on PostgreSQL.
Both match whole words and beginnings of words; which of the schools found is meant is decided elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Lookup

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or the beginning of one. Only small letters and digits, so nothing in it can be an operator."""

    word: str
    is_beginning: bool = False

    def __post_init__(self) -> None:
        """Refuse what the query languages of the databases could take for something else."""
        if not (self.word.isascii() and self.word.isalnum() and self.word == self.word.lower()):
            raise ValueError(f"{self.word!r} is not a word as `tokens` makes them.")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a school must have: of every group (`any_group`: of one group at least) one term."""

    groups: tuple[tuple[Term, ...], ...]
    any_group: bool = False

    def as_fts5(self) -> str:
        """Return the query in SQLite's words."""
        groups = (" OR ".join(f'"{t.word}"{"*" if t.is_beginning else ""}' for t in group) for group in self.groups)
        return (" OR " if self.any_group else " AND ").join(f"({group})" for group in groups)

    def as_tsquery(self) -> str:
        """Return the query in PostgreSQL's words."""
        groups = (" | ".join(f"'{t.word}'{':*' if t.is_beginning else ''}" for t in group) for group in self.groups)
        return (" | " if self.any_group else " & ").join(f"({group})" for group in groups)


@CharField.register_lookup
class Have(Lookup):
    """Ask whether the words of a school have what is wanted."""

    lookup_name = "have"
    prepare_rhs = False

    def get_db_prep_lookup(  # type: ignore[override]  # the right side is a query of our own
        self, value: Wanted, connection: BaseDatabaseWrapper
    ) -> tuple[str, list[Any]]:
        """Return the query in the words of the database."""
        return "%s", [value.as_tsquery() if connection.vendor == "postgresql" else value.as_fts5()]

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        """Ask the FTS5 table, whose row ids are those of the schools."""
        left, _ = self.process_lhs(compiler, connection)
        right, parameters = self.process_rhs(compiler, connection)
        table = left.rpartition(".")[0]
        found = f"SELECT rowid FROM schools_search WHERE schools_search MATCH {right}"  # noqa: S608 - a placeholder
        return f"{table}.id IN ({found})", list(parameters)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        """Ask the index over the words; the expression must be the one of the index."""
        left, _ = self.process_lhs(compiler, connection)
        right, parameters = self.process_rhs(compiler, connection)
        return f"to_tsvector('simple', {left}) @@ to_tsquery('simple', {right})", list(parameters)
