"""What inventory knows of persons: what their account did, and what was set aside of them."""

from typing import Any
from uuid import UUID

from chassis.database import Connection
from chassis.personal import forget_traces, part_of
from inventory.personal import PERSONAL


class SqlPersons:
    """See usecases/ports.py."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def record_of(self, person: UUID, kind: str, *, account: str | None) -> dict[str, Any]:
        """Everything that is held of a person, by table; what the account did as well."""
        return part_of(await PERSONAL.record_of(self._connection, person, kind, account=account))

    async def forget_traces(self, person: UUID) -> None:
        """Takes a person out of what was set aside."""
        await forget_traces(self._connection, person)
