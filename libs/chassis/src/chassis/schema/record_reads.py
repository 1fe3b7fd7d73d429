"""How the audit of reads looks to a child's family, alike in every subgraph that keeps records of children."""

from datetime import datetime

import strawberry


@strawberry.federation.type(
    shareable=True, description="One request in which somebody other than the family read a child's record."
)
class RecordRead:
    """See chassis.audit.reads."""

    id: strawberry.ID = strawberry.field(description="The id of the entry in the audit.")
    at: datetime = strawberry.field(description="When.")
    reader: str = strawberry.field(
        description="Whose account it was; the office that keeps the accounts says whose that is."
    )
    roles: list[str] = strawberry.field(description="The roles that the reader held.")
    purpose: str | None = strawberry.field(description="For what, where the reader had to say it.")
    operation: str = strawberry.field(description="The name that the program gave to its question.")


RECORD_READ_COLUMNS = {
    "id": "uuid",
    "at": "timestamptz",
    "reader": "text",
    "roles": "text[]",
    "operation": "text",
    "children": "uuid[]",
}
"""The columns of the table `read_audit` that are never null; `purpose` may be."""
