"""Brings a service's database to the newest version of its tables."""

import asyncio
import importlib.util
import re
from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg

from chassis.database.privileges import is_let_in, let_in, shut

if TYPE_CHECKING:
    from alembic.config import Config

_HERE = Path(__file__).parent
_LOCK = 7_246_399  # Any number will do, as long as every migration of a database takes the same.


class NewerDatabase(Exception):
    """The database has seen migrations that this version does not know; the text says what to do."""


def alembic_config(package: str, owner_url: str) -> "Config":
    """Alembic's configuration for a service: the chassis' own migrations and the service's, two branches."""
    # Alembic costs half a second of every start; only migrations need it.
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_HERE / "alembic"))
    config.set_main_option("version_path_separator", "newline")
    config.set_main_option("path_separator", "newline")
    config.set_main_option(
        "version_locations", f"{_HERE / 'migrations'}\n{_package(package) / 'persistence' / 'migrations'}"
    )
    config.attributes["url"] = owner_url
    return config


def _package(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"No service is installed under the name {package!r}.", name=package)
    return Path(spec.origin).parent


async def migrate(package: str, owner_url: str) -> None:
    """Migrates the database of `package` (as its owner) to its newest version; does nothing when it is there.

    One process at a time (advisory lock); a migration gives up after four seconds of waiting for a table, so that
    it never queues the whole service behind it. Grants and policies are made again whenever tables or policy.py
    changed. Raises RoleMissing and NewerDatabase.
    """
    connection = await asyncpg.connect(owner_url)
    try:
        if await _is_newest(connection, package) and await is_let_in(connection, _package(package)):
            return
        await connection.execute("select pg_advisory_lock($1)", _LOCK)
        if not await _is_newest(connection, package):
            await shut(connection, package)
            await _upgrade(package, owner_url)
        await let_in(connection, package, _package(package))
    finally:
        await connection.close()


async def _upgrade(package: str, owner_url: str) -> None:
    from alembic import command

    await asyncio.to_thread(command.upgrade, alembic_config(package, owner_url), "heads")


async def _is_newest(connection: asyncpg.Connection, package: str) -> bool:
    """Whether no migration is to be run, found without Alembic, which costs a second of every start."""
    if await connection.fetchval("select to_regclass('alembic_version')") is None:
        return False
    present = {
        row["version_num"] for row in await connection.fetch("select version_num from alembic_version")
    }
    branches = [
        _branch(folder) for folder in (_HERE / "migrations", _package(package) / "persistence/migrations")
    ]
    if unknown := present - {revision for known, _newest in branches for revision in known}:
        raise NewerDatabase(
            f"The database of {package} was migrated by a newer version ({', '.join(sorted(unknown))}): "
            "run that version, or take another database."
        )
    return present == {revision for _known, newest in branches for revision in newest}


def _branch(folder: Path) -> tuple[set[str], set[str]]:
    """All revisions of a branch, and those that no other follows."""
    texts = [file.read_text("utf-8") for file in folder.glob("*.py")]
    revisions = {found for text in texts for found in re.findall(r'^revision = "(.+)"$', text, re.MULTILINE)}
    # One name, or several in brackets where two chains become one.
    followed = {
        name
        for text in texts
        for said in re.findall(r"^down_revision\b[^=]*= (\([^)]*\)|.*)$", text, re.MULTILINE)
        for name in re.findall(r'"([^"]+)"', said)
    }
    return revisions, revisions - followed
