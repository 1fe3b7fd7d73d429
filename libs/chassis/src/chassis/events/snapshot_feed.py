"""States by pull: `GET /snapshots/<name>?after=<key>`, and `GET /snapshots` for what there is."""

from collections.abc import Awaitable, Callable

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Scope

from chassis.events.access import Access
from chassis.events.asking import identifier, number, problem, refused
from chassis.events.cloudevents import to_json
from chassis.events.contracts import Channel, Contracts, Sight
from chassis.events.registry import Registry
from chassis.events.snapshots import NoSuchSnapshot, Snapshot, Snapshots
from chassis.identity import Caller, Forbidden

MAX_LIMIT = 500


class SnapshotFeed:
    """Serves the states of one service, to whom and as far as it shows the events on their topics."""

    def __init__(
        self,
        snapshots: Snapshots,
        *,
        registry: Registry,
        authenticate: Callable[[Scope], Awaitable[Caller]],
        access: Access,
        contracts: Contracts,
    ) -> None:
        self._snapshots = snapshots
        self._registry = registry
        self._authenticate = authenticate
        self._access = access
        self._contracts = contracts

    def routes(self) -> list[Route]:
        """The addresses, also below the feed's own, where the gateway hands them on."""
        return [
            Route(prefix + path, endpoint)
            for prefix in ("/snapshots", "/events/snapshots")
            for path, endpoint in (("", self.index), ("/{name}", self.page))
        ]

    async def index(self, request: Request) -> Response:
        """What there is for this caller: names, topics."""
        try:
            sight = await self._access(await self._authenticate(request.scope))
        except Exception as refusal:
            return refused(refusal)
        seen = [each for each in self._snapshots.declared.values() if _sees(sight, each)]
        body = {"snapshots": [{"name": each.name, "topic": each.topic} for each in seen]}
        return Response(orjson.dumps(body), media_type="application/json")

    async def page(self, request: Request) -> Response:
        """One page of states."""
        try:
            sight = await self._access(await self._authenticate(request.scope))
            snapshot = self._snapshots.named(request.path_params["name"])
            if not _sees(sight, snapshot):
                raise Forbidden("read_snapshot")
            states = await self._snapshots.page(
                snapshot.name,
                after=identifier(request, "after"),
                places=sight.places,
                limit=number(request, "limit", default=100, least=1, most=MAX_LIMIT),
            )
        except NoSuchSnapshot:
            return problem(404, "NOT_FOUND", "There are no states of this name; GET /snapshots lists them.")
        except Exception as refusal:
            return refused(refusal)
        await self._contracts.record(sight, channel=Channel.SNAPSHOT, events=states.events)
        shown = [sight.shown(event, self._registry) for event in states.events]
        events = b",".join(to_json(event, self._registry) for event in shown if event is not None)
        place = {
            "next": None if states.next is None else str(states.next),
            "position": states.position,
            "log": str(states.log),
        }
        return Response(
            b'{"events":[' + events + b"]," + orjson.dumps(place)[1:], media_type="application/json"
        )


def _sees(sight: Sight, snapshot: Snapshot) -> bool:
    # Names are for our own services alone, whatever a contract says of the topic.
    return snapshot.topic in sight.topics and not (snapshot.is_personal and sight.contracts)
