"""The files of published runs: input, seed and result, for anybody who wants to run the allocation again."""

import gzip
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from chassis.database import Pool
from chassis.identity import ANONYMOUS, Caller
from chassis.identity.rls import seen_by, viewer_role
from chassis.service import Resources
from enrollment.domain.queue import Rules
from enrollment.domain.queue.rules import padded
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.record_files import record_routes

_FILE = """
select file.body from allocation_file file join allocation_run run on run.id = file.run_id
where run.id = $1 and file.kind = $2 and run.seed is not null
"""
_SEED = "select seed from allocation_run where id = $1"
_QUEUE = """
select queue.admitted, rule_pack.rules from queue join campaign on campaign.id = queue.campaign_id
join rule_pack on rule_pack.name = campaign.rule_pack_id and rule_pack.version = campaign.rule_pack_version
where queue.id = $1
"""
_STANDING = "select tier, child_ref from queue_standing($1)"
_ANYBODY, _ROLE = Caller(ANONYMOUS), viewer_role("enrollment")
_KINDS = {"input.json": "INPUT", "result.json": "RESULT"}
_NOTHING = PlainTextResponse("There is no such file, or it is not published yet.\n", 404)


def routes(resources: Resources[SqlEnrollmentUnit]) -> Sequence[Route]:
    """The public addresses of files."""
    files = _Files(resources.pool)
    return [
        Route("/allocation-runs/{run}/{name}", files.of_run),
        Route("/queues/{queue}/standing.csv", files.standing),
        # The same behind the gateway, which hands on what is below /files/enrollment.
        Route("/files/allocation-runs/{run}/{name}", files.of_run),
        Route("/files/queues/{queue}/standing.csv", files.standing),
        *record_routes(resources),
    ]


class _Files:
    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def of_run(self, request: Request) -> Response:
        """`input.json`, `result.json` or `seed.txt` of a run that was published, also if it was annulled after."""
        run, name = _uuid(request.path_params["run"]), request.path_params["name"]
        if name == "seed.txt":
            found = await self._first(_SEED, run)
            return PlainTextResponse(f"{found['seed']}\n") if found and found["seed"] else _NOTHING
        found = await self._first(_FILE, run, _KINDS.get(name, ""))
        return _NOTHING if found is None else _json(found["body"], request)

    async def standing(self, request: Request) -> Response:
        """A queue under pseudonyms: the place, the tier, and the child's pseudonym of the campaign."""
        queue = _uuid(request.path_params["queue"])
        found = await self._first(_QUEUE, queue)
        if found is None:
            return _NOTHING
        children = [(row["tier"], row["child_ref"]) for row in await self._read(_STANDING, queue)]
        places = placed(Rules(found["rules"]), [tier for tier, _ in children], found["admitted"])
        lines = sorted(
            (place, f"{place},{tier},{child}") for place, (tier, child) in zip(places, children, strict=True)
        )
        text = "\n".join(["place,tier,child", *(line for _, line in lines), ""])
        return PlainTextResponse(text, media_type="text/csv")

    async def _first(self, statement: str, *given: object) -> Any:
        return next(iter(await self._read(statement, *given)), None)

    async def _read(self, statement: str, *given: object) -> list[Any]:
        """The rows that everybody may see."""
        async with (
            self._pool.acquire() as connection,
            seen_by(_ANYBODY, connection.fetch, role=_ROLE) as fetch,
        ):
            return await fetch(statement, *given)


def placed(rules: Rules, tiers: Sequence[int], admitted: Sequence[int]) -> list[int]:
    """The places of children who come in the order of their tiers, and in each by its key."""
    sizes = [tiers.count(tier) for tier in range(rules.everyone_else + 1)]
    before, places = [0] * len(sizes), []
    for tier in tiers:
        places.append(1 + sum(rules.ahead(tier, before[tier], sizes, padded(admitted, len(sizes)))))
        before[tier] += 1
    return places


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
