"""Makes the four databases and brings their tables to the newest version; run as a program of its own.

Migrations pull in libraries that the long-running supervisor has no other use for.
"""

import asyncio
import sys

from chassis.database import NewerDatabase, migrate
from chassis.testing.databases import ServerRefuses, prepare_database
from devhost.layout import SERVICES


async def prepare(server_url: str) -> None:
    """Prepare all services' databases, side by side."""
    databases = [await prepare_database(server_url, service) for service in SERVICES]
    for service, database in zip(SERVICES, databases, strict=True):
        await migrate(service, database.owner_url)


if __name__ == "__main__":
    try:
        asyncio.run(prepare(sys.argv[1]))
    except NewerDatabase as refusal:
        sys.exit(f"{refusal}\nIf the data may go: `make reset`.")
    except ServerRefuses as refusal:
        sys.exit(str(refusal))
