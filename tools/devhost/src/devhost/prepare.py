"""Makes the four databases and brings their tables to the newest version; run as a program of its own.

Migrations pull in libraries that the long-running supervisor has no other use for.
"""

import asyncio
import sys
from urllib.parse import urlsplit

import asyncpg

from chassis.database import NewerDatabase, migrate
from chassis.testing.databases import ServerRefuses, prepare_database
from devhost.layout import SERVICES


async def prepare(server_url: str) -> None:
    """Prepare all services' databases, side by side."""
    databases = [await prepare_database(server_url, service) for service in SERVICES]
    for service, database in zip(SERVICES, databases, strict=True):
        await migrate(service, database.owner_url)


def cannot_be_used(server_url: str, error: Exception) -> str:
    """Which server, why not, and what an address looks like; never the password that stands in it."""
    place = urlsplit(server_url).netloc.rpartition("@")[2] or "the given address"
    return (
        f"PostgreSQL at {place} cannot be used: {error}.\n"
        "BILIM_DATABASE_URL must name a running server and a user who may make databases and roles, as in "
        "postgresql://USER:PASSWORD@HOST:5432/postgres; without it an embedded server is started."
    )


if __name__ == "__main__":
    try:
        asyncio.run(prepare(sys.argv[1]))
    except NewerDatabase as refusal:
        sys.exit(f"{refusal}\nIf the data may go: `make reset`.")
    except ServerRefuses as refusal:
        sys.exit(str(refusal))
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        sys.exit(cannot_be_used(sys.argv[1], error))
