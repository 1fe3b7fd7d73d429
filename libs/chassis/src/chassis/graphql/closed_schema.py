"""In production a service does not tell its schema: it is published as a file, and composed from that file."""

from typing import Any

from graphql import DocumentNode, FieldNode, GraphQLError, Visitor, visit

from chassis.graphql.errors import Code, coded

_OF_THE_SCHEMA = frozenset({"__schema", "__type", "_service"})


def refuse_schema(document: DocumentNode) -> list[GraphQLError]:
    """Why a document is not answered where the schema is not told; nothing for who asks for data."""
    asking = _Asking()
    visit(document, asking)
    said = "The schema is not told here: it is published as a file."
    return [coded(said, Code.FORBIDDEN)] if asking.found else []


class _Asking(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.found = False

    def enter_field(self, node: FieldNode, *_: Any) -> None:
        """Wherever it stands, also in a fragment: no field of ours has such a name."""
        self.found = self.found or node.name.value in _OF_THE_SCHEMA
