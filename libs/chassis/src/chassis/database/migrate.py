"""Brings a service's database to the newest version of its tables."""

import asyncio
import importlib.util
import re
from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg

if TYPE_CHECKING:
    from alembic.config import Config

_HERE = Path(__file__).parent


def alembic_config(package: str, owner_url: str) -> "Config":
    """Alembic's configuration for a service: the chassis' own migrations and the service's, two branches."""
    # Alembic costs half a second of every start; only migrations need it.
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_HERE / "alembic"))
    config.set_main_option("version_path_separator", "newline")
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", f"{_HERE / 'migrations'}\n{_folder(package)}")
    config.attributes["url"] = owner_url
    config.attributes["application_role"] = f"{package}_app"
    return config


def _folder(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"No service is installed under the name {package!r}.", name=package)
    return Path(spec.origin).parent / "persistence" / "migrations"


async def migrate(package: str, owner_url: str) -> None:
    """Migrates the database of `package` (as its owner) to its newest version; does nothing when it is there.

    One process at a time (advisory lock); a migration gives up after four seconds of waiting for a table, so that
    it never queues the whole service behind it.
    """
    if await _is_newest(package, owner_url):
        return
    from alembic import command

    await asyncio.to_thread(command.upgrade, alembic_config(package, owner_url), "heads")


async def _is_newest(package: str, owner_url: str) -> bool:
    """Whether nothing is to be done, found without Alembic, which costs a second of every start."""
    connection = await asyncpg.connect(owner_url)
    try:
        if await connection.fetchval("select to_regclass('alembic_version')") is None:
            return False
        rows = await connection.fetch("select version_num from alembic_version")
    finally:
        await connection.close()
    return {row["version_num"] for row in rows} == _newest(_HERE / "migrations") | _newest(_folder(package))


def _newest(folder: Path) -> set[str]:
    """The revisions of a branch that no other follows."""
    texts = [file.read_text("utf-8") for file in folder.glob("*.py")]
    revisions = {found for text in texts for found in re.findall(r'^revision = "(.+)"$', text, re.MULTILINE)}
    followed = {
        found for text in texts for found in re.findall(r'^down_revision = "(.+)"$', text, re.MULTILINE)
    }
    return revisions - followed
