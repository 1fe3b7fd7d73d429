"""Where children are kept, with the documents that say who they are."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from chassis.database import Connection
from chassis.database.rows import Row, save_rows, written_columns
from enrollment.domain.admission.child import Child, DocumentKind, StoredDocument
from enrollment.domain.admission.ids import ChildId
from enrollment.domain.refusals import NotFound
from enrollment.persistence.admission.composed import Composed
from enrollment.persistence.admission.tables import ChildDocumentRow, ChildRow

_DOCUMENTS = """
select child_id, kind, match, sealed from child_document where child_id = any($1) order by kind, match
"""
_HOLDER = """
select child_id from child_document
where (kind, match) in (select * from unnest($1::varchar[], $2::bytea[]) as wanted (kind, match)) limit 1
"""
_COLUMNS = written_columns(ChildRow)


class Children(Composed[Child]):
    """See usecases/admission/ports.py."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, Child, ChildRow, missing=NotFound)

    async def with_any_of(self, matches: Iterable[tuple[DocumentKind, bytes]]) -> ChildId | None:
        """The child that one of these documents belongs to."""
        kinds, hashes = zip(*matches, strict=True)
        found: ChildId | None = await self._connection.fetchval(_HOLDER, kinds, hashes)
        return found

    def _row_of(self, aggregate: Child) -> Row:
        row = {name: getattr(aggregate, name) for name in _COLUMNS}
        return {**row, "sort_key": dict(aggregate.sort_key), "documents": aggregate.documents}

    def _made_of(self, row: Row, parts: Any) -> Child:
        return Child(**row, documents=tuple(parts or ()))

    async def _parts_of(self, ids: Sequence[Any]) -> dict[Any, Any]:
        found: dict[Any, Any] = {}
        for row in await self._connection.fetch(_DOCUMENTS, ids):
            document = StoredDocument(DocumentKind(row["kind"]), row["match"], row["sealed"])
            found.setdefault(row["child_id"], []).append(document)
        return found

    async def _write(self, changed: dict[Any, Row]) -> None:
        children = [{name: row[name] for name in _COLUMNS} for row in changed.values()]
        await save_rows(self._connection, ChildRow, children)
        documents = [
            asdict(document) | {"child_id": key}
            for key, row in changed.items()
            for document in row["documents"]
        ]
        await save_rows(self._connection, ChildDocumentRow, documents)
