"""What was read of the journal's events under contracts, as it may be asked."""

import strawberry

from chassis.schema.event_reads import EVENT_READ_COLUMNS, EventReadFields
from readplan import DateTimeFilter, IDFilter, StringFilter, by, relation


@strawberry.input(description="Which reads of events.")
class EventReadFilter:
    """What the log can be filtered by."""

    contract_id: IDFilter | None = by("By contract.")
    client: StringFilter | None = by("By client.")
    at: DateTimeFilter | None = by("By moment.")


@strawberry.type(description="One read of the journal's events under a contract.")
class EjournalEventRead(EventReadFields):
    """See chassis.events.contracts."""


EVENT_READ = relation("event_read", required=EVENT_READ_COLUMNS, **EVENT_READ_COLUMNS)
