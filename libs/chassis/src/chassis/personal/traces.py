"""Traces of a person in the platform's own tables: events on their way, events set aside, keys of repeated requests."""

from uuid import UUID

from chassis.database.pool import Connection

PERSONAL_MEMBERS = ("displayName", "sortKey", "sealed", "signature")
"""Members of events that say who somebody is; a test holds them against the contracts of restricted events."""

_SILENCE = "select silence_person($1, $2)"
# The text of an error may quote the row that it failed on.
_PARKED = """update parked set error = split_part(error, ':', 1),
    event = jsonb_set(event, '{data}', coalesce(event -> 'data', '{}') - $2::text[])
where key = $1 or event #>> '{data,personId}' = $1"""
# A key of a repeated request holds a hash of what was sent: short enough a name can be tried.
_REPEATED = "delete from idempotency where result = to_jsonb($1::text)"


async def silence(connection: Connection, person: UUID, payload: bytes) -> None:
    """Old events keep their places in the log and say nothing any more: who reads them again learns no name.

    The log is closed to the service; its owner's function changes it for this alone.
    """
    await connection.execute(_SILENCE, str(person), payload)


async def forget_traces(connection: Connection, person: UUID) -> None:
    """Takes a person out of what was set aside and of what was remembered for repeated requests."""
    await connection.execute(_PARKED, str(person), list(PERSONAL_MEMBERS))
    await connection.execute(_REPEATED, str(person))
