"""The gateway as a thing that starts, reloads its supergraph and stops."""

import asyncio
import gc
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import structlog

from chassis.graphql import Limits
from gateway.documents import PreparedCache
from gateway.engine import EngineSettings, GatewayEngine, Graph
from gateway.settings import GatewaySettings
from gateway.supergraph import Supergraph, SupergraphRefused, read_supergraph
from gateway.transport import Transport
from gateway.transport.http import HttpTransport
from gateway.transport.resilient import Patience, ResilientTransport
from gateway.trusted import Documents, read_manifest

log = structlog.get_logger(__name__)

Connect = Callable[[str, str], Transport]
"""From a subgraph's name and URL to how it is reached."""

_GRACE_SECONDS = 10.0


@dataclass(slots=True)
class Reloads:
    """What became of the supergraph files that were seen."""

    taken: int = 0
    refused: int = 0


class Gateway:
    """An engine over a supergraph file that may change."""

    def __init__(
        self,
        file: Path,
        settings: GatewaySettings,
        connect: Connect,
        *,
        grace_seconds: float = _GRACE_SECONDS,
    ) -> None:
        self._file = file
        self._settings = settings
        self._connect = connect
        self._grace_seconds = grace_seconds
        self._seen = _stamp(file)
        self.reloads = Reloads()
        self._engine_settings = engine_settings(settings)
        documents = Documents(read_manifest(settings.documents), free_form=settings.free_form)
        self.engine = GatewayEngine(self._graph(read_supergraph(file)), documents, self._engine_settings)
        self._closing: set[asyncio.Task[None]] = set()

    async def watch(self) -> None:
        """Takes a changed supergraph into service, for as long as it runs."""
        while True:
            await asyncio.sleep(self._settings.reload_seconds)
            stamp = _stamp(self._file)
            if stamp != self._seen:
                self._seen = stamp
                await self.reload()

    async def reload(self) -> bool:
        """Takes the file as it is now; a broken one is refused and the old stays."""
        try:
            supergraph = await asyncio.to_thread(read_supergraph, self._file)
        except SupergraphRefused as refused:
            self.reloads.refused += 1
            log.error("supergraph_refused", reason=str(refused))
            return False
        old, self.engine.graph = self.engine.graph, self._graph(supergraph)
        self.reloads.taken += 1
        log.info("supergraph_taken", subgraphs=sorted(supergraph.urls))
        closing = asyncio.ensure_future(self._retire(old))
        self._closing.add(closing)
        closing.add_done_callback(self._closing.discard)
        return True

    async def _retire(self, graph: Graph) -> None:
        """Requests that began with the old supergraph end with it; then its memory is given back."""
        await asyncio.sleep(self._grace_seconds)
        await _close(graph)
        # A schema is full of circles, and a server's collector hardly ever looks for them (chassis.server).
        del graph
        gc.collect()

    async def close(self) -> None:
        """Lets go of connections."""
        for closing in self._closing:
            closing.cancel()
        await _close(self.engine.graph)

    def _graph(self, supergraph: Supergraph) -> Graph:
        patience = Patience(seconds=self._settings.subgraph_seconds)
        transports = {
            name: ResilientTransport(
                self._connect(name, url), patience, shares_reads=self._settings.share_reads
            )
            for name, url in supergraph.urls.items()
        }
        return Graph(supergraph, transports, PreparedCache(self._engine_settings.most_prepared))


def over_http(overrides: Mapping[str, str]) -> Connect:
    """Reaches subgraphs at the supergraph's URLs, or at others given by name."""
    return lambda name, url: HttpTransport(overrides.get(name, url))


def engine_settings(settings: GatewaySettings) -> EngineSettings:
    """What the engine needs of the settings."""
    return EngineSettings(
        limits=Limits() if settings.count_cost else Limits(cost=None),
        passes_bytes=settings.pass_bytes,
        open_introspection=settings.open_introspection is not False,
        labels=frozenset(settings.override_labels),
    )


def _stamp(file: Path) -> tuple[int, int]:
    with suppress(OSError):
        found = file.stat()
        return found.st_mtime_ns, found.st_size
    return 0, 0


async def _close(graph: Graph) -> None:
    for transport in graph.transports.values():
        await transport.close()
