"""Runs migrations over asyncpg, one process at a time."""

import asyncio

from alembic import context
from sqlalchemy import text
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

_LOCK = 7_246_401  # Any number will do, as long as every migration of a database takes the same.
_PATIENCE = "set lock_timeout = '4s'; set statement_timeout = '15min'"
# Alembic's own table holds 32 characters; the name of a migration is its effect, and longer.
_VERSIONS = "create table if not exists alembic_version (version_num text primary key)"


def _run(connection: Connection) -> None:
    connection.execute(text("select pg_advisory_lock(:lock)"), {"lock": _LOCK})
    for statement in _PATIENCE.split(";"):
        connection.execute(text(statement))
    connection.execute(text(_VERSIONS))
    context.configure(connection=connection, transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()


async def _main() -> None:
    url = context.config.attributes["url"].replace("postgresql://", "postgresql+asyncpg://", 1)
    engine = create_async_engine(url, poolclass=NullPool)
    async with engine.connect() as connection:
        await connection.run_sync(_run)
    await engine.dispose()


asyncio.run(_main())
