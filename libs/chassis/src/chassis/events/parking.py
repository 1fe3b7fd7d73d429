"""Where a consumer sets aside what it could not apply, and all that follows it of the same key."""

import orjson
from google.protobuf.message import DecodeError

from chassis.database.pool import Connection
from chassis.events.cloudevents import Event, Registry, to_json, to_json_as_it_is

_PARKED_KEYS = "select distinct key from parked where consumer = $1 and resolved_at is null"
_PARK = """
insert into parked (consumer, key, position, event, error, attempts) values ($1, $2, $3, $4, $5, $6)
on conflict (consumer, position) do update
set error = excluded.error, attempts = parked.attempts + 1, last_at = clock_timestamp()
"""
_MOST_WORDS = 2000


class Parking:
    """What one consumer has set aside; see `parked` for how it is drained."""

    def __init__(self, consumer: str, registry: Registry) -> None:
        self._consumer = consumer
        self._registry = registry

    async def park(self, connection: Connection, event: Event, error: str, *, attempts: int) -> None:
        """Keeps an event with why it could not be applied."""
        kept = orjson.loads(self._written(event))
        facts = (event.key, event.position, kept, error[:_MOST_WORDS], attempts)
        await connection.execute(_PARK, self._consumer, *facts)

    async def keys(self, connection: Connection) -> set[str]:
        """The keys of which nothing is applied any more."""
        return {row["key"] for row in await connection.fetch(_PARKED_KEYS, self._consumer)}

    def _written(self, event: Event) -> bytes:
        try:
            return to_json(event, self._registry)
        except DecodeError:
            # Not even the message can be read: a newer version of this service may, or somebody who looks at it.
            return to_json_as_it_is(event)
