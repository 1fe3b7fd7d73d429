"""The documents of requests: each is read once and remembered, the longest unused are forgotten."""

from __future__ import annotations

from dataclasses import dataclass

from graphql import DocumentNode, GraphQLError, GraphQLSchema

from readplan.answer import Settings
from readplan.assemble import Plan
from readplan.cache import ByShape, Lru
from readplan.document import Bill, Guard, Look, Parsed, Price, read
from readplan.payload import Payload
from readplan.variables import Coerce, coercer


@dataclass(slots=True)
class Entry:
    """A document that was read, and what was made of it since."""

    parsed: Parsed
    coerce: Coerce
    plans: ByShape[Plan]
    bill: Bill | None = None
    payload: Payload | None = None
    elsewhere: DocumentNode | None = None


class Documents:
    """Reads documents of one schema: who looks first, what guards, what prices them, and how many are kept."""

    def __init__(
        self,
        schema: GraphQLSchema,
        settings: Settings,
        *,
        look: Look | None,
        guard: Guard | None,
        price: Price | None,
    ) -> None:
        self._schema, self._settings = schema, settings
        self._look, self._guard, self._price = look, guard, price
        self.kept: Lru[tuple[str, str | None], Entry] = Lru(settings.documents)

    def entry(self, query: str, operation_name: str | None) -> Entry | list[GraphQLError]:
        """Find what is known of an operation, or read its document; a refused one is not remembered."""
        key = (query, operation_name)
        known = self.kept.get(key)
        if known is not None:
            return known
        parsed = read(
            self._schema,
            query,
            operation_name,
            look=self._look,
            guard=self._guard,
            tokens_max=self._settings.tokens_max,
        )
        if isinstance(parsed, list):
            return parsed
        entry = self._made(parsed)
        self.kept.put(key, entry)
        return entry

    def _made(self, parsed: Parsed) -> Entry:
        return Entry(
            parsed,
            coercer(self._schema, parsed),
            ByShape(self._settings.shapes_per_document),
            self._price(parsed.document, parsed.operation) if self._price is not None else None,
        )
