"""A fetch of entities: each object at some places is asked for once, by its representation, and filled in."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chassis.graphql import Code
from gateway.executor.body import EntityBody
from gateway.executor.fetch import note_unavailable, read_or_note
from gateway.executor.merge import copied, merge
from gateway.executor.operations import first_fields
from gateway.executor.places import Place
from gateway.executor.replies import Said, extensions_of, message_of, path_of
from gateway.executor.representations import Batch, Entity, compile_wanted
from gateway.executor.rewrites import compile_rewrites, renamed_keys
from gateway.executor.run import Failure, Path, Run
from gateway.executor.types import Types
from gateway.transport import SubgraphUnavailable

MOST_REPRESENTATIONS = 500
_MOST_FAILURES = 100


class Ask:
    """One `_entities` field of a request: where its entities are, and how they are asked for."""

    def __init__(self, node: Mapping[str, Any], paths: Sequence[Any], key: str, types: Types) -> None:
        self.key = key
        self.places = [Place(path, types) for path in paths]
        self.wanted = compile_wanted(
            node["requires"], compile_rewrites(node.get("inputRewrites"), types), types
        )
        self.rewrite = compile_rewrites(node.get("outputRewrites"), types)
        self.renamed = renamed_keys(node.get("outputRewrites"))

    def collect(self, data: Entity) -> "Asked":
        """The objects to fill, and their representations."""
        objects = [found for place in self.places for found in place.collect(data)]
        return Asked(self, objects, Batch(self.wanted, objects))

    def locate(self, data: Entity) -> list[Path]:
        """Where those objects stand."""
        return [path for place in self.places for _, path in place.locate(data)]


@dataclass(slots=True)
class Asked:
    """What one ask found in one run."""

    ask: Ask
    objects: list[Entity]
    batch: Batch


class EntityFetch:
    """One request, or several when there are more than 500 entities."""

    def __init__(
        self, service: str, operation: str, usages: Sequence[str], asks: Mapping[str, Ask], types: Types
    ) -> None:
        self.service = service
        self._asks = list(asks.values())
        self._body = EntityBody(operation, usages, list(asks))
        self._fields = first_fields(operation)
        self._objects = types.objects

    async def __call__(self, run: Run) -> None:
        """Fetches and fills in; failures are noted, never raised."""
        asked = [ask.collect(run.data) for ask in self._asks]
        most = max(len(one.batch.representations) for one in asked)
        if most <= MOST_REPRESENTATIONS:
            if most:
                await self._round(run, asked, 0)
            return
        starts = range(0, most, MOST_REPRESENTATIONS)
        await asyncio.gather(*(self._round(run, asked, start) for start in starts))

    async def _round(self, run: Run, asked: Sequence[Asked], start: int) -> None:
        end = start + MOST_REPRESENTATIONS
        body = self._body.write([one.batch.representations[start:end] for one in asked], run.sent)
        try:
            reply = await run.subgraphs.fetch(self.service, body, is_query=True)
        except SubgraphUnavailable as away:
            note_unavailable(run, self.service, away, lambda: self._empty(run, asked))
            return
        said = read_or_note(reply, run, self.service, lambda: self._empty(run, asked))
        if said is None:
            return
        for one in asked:
            self._fill(run, one, said, start)
        if said.errors:
            self._note(run, asked, said.errors, start)

    def _fill(self, run: Run, asked: Asked, said: Said, start: int) -> None:
        entities = said.data.get(asked.ask.key) if said.data else None
        expected = asked.batch.places[start : start + MOST_REPRESENTATIONS]
        if entities.__class__ is not list or len(entities) != len(expected):
            if not said.errors:
                run.fail(
                    f"{self.service} answered for other entities than it was asked for.",
                    Code.SUBGRAPH_INVALID.value,
                    self.service,
                    self._empty(run, [asked]),
                )
            return
        if asked.ask.rewrite is not None:
            asked.ask.rewrite(entities)
        objects, known = asked.objects, self._objects
        several_paths = len(asked.ask.places) > 1
        for entity, places in zip(entities, expected, strict=True):
            if entity.__class__ is not dict:
                continue
            for place in places:
                merge(objects[place], copied(entity) if several_paths else entity, known)

    def _note(
        self, run: Run, asked: Sequence[Asked], errors: Sequence[Mapping[str, Any]], start: int
    ) -> None:
        by_key: dict[str | int, Asked] = {one.ask.key: one for one in asked}
        for error in errors:
            path = path_of(error)
            extensions = extensions_of(error, self.service)
            one = by_key.get(path[0]) if path else None
            at = self._empty(run, asked) if one is None else _client_paths(run, one, path, start)
            run.failures.extend(Failure(message_of(error), place, extensions) for place in at)

    def _empty(self, run: Run, asked: Sequence[Asked]) -> list[Path]:
        """The fields of the answer that a failed fetch leaves empty."""
        paths = [
            (*path, one.ask.renamed.get(field, field))
            for one in asked
            for path in one.ask.locate(run.data)
            for field in self._fields.get(one.ask.key, ())
        ]
        return paths[:_MOST_FAILURES]


def _client_paths(run: Run, asked: Asked, path: Path, start: int) -> list[Path]:
    """The places in the answer of a path in `_entities`."""
    place = path[1] if len(path) > 1 else None
    if not isinstance(place, int) or not 0 <= start + place < len(asked.batch.places):
        return asked.ask.locate(run.data)[:_MOST_FAILURES]
    renamed = asked.ask.renamed
    rest = tuple(renamed.get(key, key) if isinstance(key, str) else key for key in path[2:])
    located = asked.ask.locate(run.data)
    return [(*located[found], *rest) for found in asked.batch.places[start + place][:_MOST_FAILURES]]
