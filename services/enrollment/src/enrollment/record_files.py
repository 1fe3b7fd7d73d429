"""The files of records that were put together: they open by a signed address, for fifteen minutes."""

from collections.abc import Sequence
from uuid import UUID

import orjson
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from chassis.clock import now
from chassis.database import Pool
from chassis.service import Resources
from chassis.signed_urls import is_open
from enrollment.graphql.jobs import path_of
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit

_RECORD = """
select person_id, kind, created_at, updated_at, document from person_export
where id = $1 and state = 'DONE' and created_at > now() - interval '7 days'
"""
_CLOSED = PlainTextResponse("This address is not open: ask the job for another one.\n", 403)
_NOTHING = PlainTextResponse("There is no such file any more.\n", 404)


def record_routes(resources: Resources[SqlEnrollmentUnit]) -> Sequence[Route]:
    """The addresses of records."""
    files = _Records(resources.pool, resources.platform.secret)
    return [Route("/files/exports/{export:uuid}", files.of_person)]


class _Records:
    def __init__(self, pool: Pool, secret: str) -> None:
        self._pool = pool
        self._secret = secret

    async def of_person(self, request: Request) -> Response:
        """One JSON document with the parts of all services."""
        export: UUID = request.path_params["export"]
        if not is_open(path_of(export), request.url.query, secret=self._secret, now=now()):
            return _CLOSED
        found = await self._pool.fetchrow(_RECORD, export)
        if found is None:
            return _NOTHING
        record = {
            "person": {"id": found["person_id"], "kind": found["kind"]},
            "askedAt": found["created_at"],
            "wholeAt": found["updated_at"],
            "services": found["document"],
        }
        return Response(
            # A UUID of asyncpg is one of its own, which orjson does not know.
            orjson.dumps(record, option=orjson.OPT_INDENT_2, default=str),
            media_type="application/json",
            headers={
                "Content-Disposition": f'attachment; filename="record-{export}.json"',
                "Cache-Control": "no-store",
            },
        )
