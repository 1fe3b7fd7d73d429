"""A service's application open in this process, asked with the tokens of whoever a test needs."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg

from chassis.app import ServiceApp, create_service_app
from chassis.credentials import development_issuer
from chassis.identity.development import DevelopmentIssuer
from chassis.service import Service
from chassis.settings import PlatformSettings
from chassis.testing.asgi import graphql
from chassis.testing.databases import Database


@dataclass(frozen=True, slots=True)
class Serving:
    """A service that answers."""

    app: ServiceApp
    issuer: DevelopmentIssuer

    async def ask(
        self,
        query: str,
        variables: dict[str, Any] | None = None,
        *,
        grants: Iterable[str] = (),
        person: Iterable[str] = (),
        subject: str = "somebody",
        headers: Iterable[tuple[bytes, bytes]] = (),
    ) -> dict[str, Any]:
        """The answer to somebody with these grants and persons; to nobody in particular without any."""
        token = self.token(grants, person, subject) if (*grants, *person) else None
        return await graphql(self.app, query, variables, token=token, headers=headers)

    def token(self, grants: Iterable[str], person: Iterable[str] = (), subject: str = "somebody") -> str:
        """A token that says so."""
        return self.issuer.sign(subject, client="tests", grants=grants, person=person)

    @asynccontextmanager
    async def statements(self) -> AsyncIterator[list[str]]:
        """The statements that reach the database while the block lasts; the service must have one connection."""
        seen: list[str] = []

        def note(record: Any) -> None:
            seen.append(record.query)

        async with self._connection() as connection:
            connection.add_query_logger(note)
        yield seen
        async with self._connection() as connection:
            connection.remove_query_logger(note)

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[asyncpg.Connection]:
        async with self.app.state.pool.acquire() as borrowed:
            yield borrowed


@asynccontextmanager
async def serving(service: Service[Any], database: Database, folder: Path) -> AsyncIterator[Serving]:
    """Opens a service on a database; its issuer's key lies in the folder."""
    platform = PlatformSettings(key_file=str(folder / "key.json"))
    settings = service.settings(database_url=database.app_url, pool_size=1)
    app = create_service_app(service, settings, platform)
    async with app.router.lifespan_context(app):
        yield Serving(app, development_issuer(platform))
