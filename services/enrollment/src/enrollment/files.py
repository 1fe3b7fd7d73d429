"""The files of published runs: input, seed and result, for anybody who wants to run the allocation again."""

import gzip
from collections.abc import Sequence
from uuid import UUID

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from chassis.database import Pool
from chassis.service import Resources
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit

_FILE = """
select file.body from allocation_file file join allocation_run run on run.id = file.run_id
where run.id = $1 and file.kind = $2 and run.state in ('PUBLISHED', 'CONFIRMED')
"""
_SEED = "select seed from allocation_run where id = $1 and state in ('PUBLISHED', 'CONFIRMED')"
_STANDING = """
select row_number() over (order by entry.tier, entry.key) as place, entry.tier, application.child_ref
from queue_entry entry join application on application.id = entry.application_id
where entry.queue_id = $1 order by place
"""
_KINDS = {"input.json": "INPUT", "result.json": "RESULT"}
_NOTHING = PlainTextResponse("There is no such file, or it is not published yet.\n", 404)


def routes(resources: Resources[SqlEnrollmentUnit]) -> Sequence[Route]:
    """The public addresses of files."""
    files = _Files(resources.pool)
    return [
        Route("/allocation-runs/{run}/{name}", files.of_run),
        Route("/queues/{queue}/standing.csv", files.standing),
    ]


class _Files:
    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def of_run(self, request: Request) -> Response:
        """`input.json`, `result.json` or `seed.txt` of a published run."""
        run, name = _uuid(request.path_params["run"]), request.path_params["name"]
        if name == "seed.txt":
            seed = await self._pool.fetchval(_SEED, run)
            return PlainTextResponse(f"{seed}\n") if seed else _NOTHING
        body = await self._pool.fetchval(_FILE, run, _KINDS.get(name, ""))
        if body is None:
            return _NOTHING
        return _json(body, request)

    async def standing(self, request: Request) -> Response:
        """A queue under pseudonyms: the place, the tier, and the child's pseudonym of the campaign."""
        rows = await self._pool.fetch(_STANDING, _uuid(request.path_params["queue"]))
        lines = ["place,tier,child", *(f"{row['place']},{row['tier']},{row['child_ref']}" for row in rows)]
        return PlainTextResponse("\n".join(lines) + "\n", media_type="text/csv")


def _json(body: bytes, request: Request) -> Response:
    """The bytes as they were hashed; compressed on the way for who takes that."""
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(body, media_type="application/json", headers={"Content-Encoding": "gzip"})
    return Response(gzip.decompress(body), media_type="application/json")


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
