"""Aggregates that lie in several tables: a row of each, and the parts that belong to it."""

from abc import abstractmethod
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from sqlmodel import SQLModel

from chassis.database.rows import Row, fetch_rows, table_of, written_columns
from chassis.work import Repository
from chassis.work.repository import Aggregate

A = TypeVar("A", bound=Aggregate)


class Composed(Repository[A]):
    """A repository whose aggregates have parts in other tables.

    Parts are read after their row is locked: what is read with the lock may be older than what it waited for.
    """

    async def flush(self) -> None:
        """Writes what is new or changed, with its parts."""
        rows = {known.id: self._row_of(known) for known in self._known.values()}
        changed = {key: row for key, row in rows.items() if self._stored.get(key) != row}
        if changed:
            await self._write(changed)
        self._note_written(changed)

    async def get_all(self, ids: Collection[Any]) -> list[A]:
        """The aggregates with these ids, locked in the order of them; one that is not there is left out."""
        rows = await self._connection.fetch(_locked_by_id(self._model), list(ids))
        return await self._take([dict(row) for row in rows])

    async def _read(self, **key: Any) -> list[A]:
        return await self._take(await fetch_rows(self._connection, self._model, lock=self._lock, **key))

    async def _take(self, rows: Sequence[Row]) -> list[A]:
        new = [row for row in rows if row["id"] not in self._known]
        parts = await self._parts_of([row["id"] for row in new]) if new else {}
        for row in new:
            made = self._made_of(row, parts.get(row["id"]))
            self._known[row["id"]] = made
            self._stored[row["id"]] = self._row_of(made)
        return [self._known[row["id"]] for row in rows]

    @abstractmethod
    def _row_of(self, aggregate: A) -> Row:
        """All that is kept of an aggregate, also of its parts, so that a change of any is seen."""

    @abstractmethod
    def _made_of(self, row: Row, parts: Any) -> A:
        """The aggregate of a row and its parts; None where it has none."""

    @abstractmethod
    async def _parts_of(self, ids: Sequence[Any]) -> dict[Any, Any]:
        """The parts of these aggregates, by their ids."""

    @abstractmethod
    async def _write(self, changed: dict[Any, Row]) -> None:
        """Writes rows and parts."""


@lru_cache(maxsize=64)
def _locked_by_id(model: type[SQLModel]) -> str:
    columns = ", ".join(f'"{column}"' for column in written_columns(model))
    return f'select {columns} from "{table_of(model).name}" where id = any($1) order by id for no key update'  # noqa: S608 - names from our tables
