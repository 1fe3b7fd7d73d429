"""The PostgreSQL server of a data folder: embedded, or the one that BILIM_DATABASE_URL gives."""

from collections.abc import Iterator
from contextlib import contextmanager

from chassis.testing.embedded import FOREVER_SAFE, DatabaseDidNotStart, EmbeddedServer
from devhost.folder import DataFolder
from devhost.refusals import CannotStart


@contextmanager
def database_server(folder: DataFolder, given: str | None) -> Iterator[str]:
    """The address of a running server, for a user who may make databases there."""
    if given is not None:
        yield given
        return
    server = EmbeddedServer(folder.database.resolve(), FOREVER_SAFE)
    try:
        server.start()
    except DatabaseDidNotStart as error:
        raise CannotStart(
            f"{error}\nMend that, or choose another folder with DATA=; "
            f"if the data may go: `make reset DATA={folder.path}`."
        ) from error
    try:
        yield server.url
    finally:
        server.stop()
