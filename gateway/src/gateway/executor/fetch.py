"""A fetch that starts at a root type: what it says is merged at the root of the answer."""

from collections.abc import Callable
from typing import Any

from chassis.graphql import Code
from gateway.executor.body import compile_body
from gateway.executor.merge import merge
from gateway.executor.operations import first_fields
from gateway.executor.replies import InvalidReply, Said, extensions_of, message_of, path_of, read_reply
from gateway.executor.rewrites import compile_rewrites, renamed_keys
from gateway.executor.run import Failure, Path, Run
from gateway.executor.types import Types
from gateway.transport import Reply, SubgraphUnavailable

Paths = Callable[[], list[Path]]
"""The places that a failure leaves empty, found only when there is one."""


class RootFetch:
    """One request to one subgraph for fields of a root type."""

    def __init__(self, node: dict[str, Any], types: Types) -> None:
        self.service: str = node["serviceName"]
        self.kind: str = node.get("operationKind", "query")
        self.operation: str = node["operation"]
        self.has_rewrites = bool(node.get("outputRewrites"))
        self.body = compile_body(self.operation, node.get("variableUsages", ()))
        self._rewrite = compile_rewrites(node.get("outputRewrites"), types)
        self._renamed = renamed_keys(node.get("outputRewrites"))
        self._paths: list[Path] = [(key,) for key in first_fields(self.operation)]
        self._objects = types.objects

    async def __call__(self, run: Run) -> None:
        """Fetches and merges; failures are noted, never raised."""
        reply = await self.send(run)
        if reply is not None:
            self.take(reply, run)

    async def send(self, run: Run) -> Reply | None:
        """The subgraph's answer as it came; None when there is none."""
        try:
            return await run.subgraphs.fetch(self.service, self.body(run.sent), is_query=self.kind == "query")
        except SubgraphUnavailable as away:
            note_unavailable(run, self.service, away, lambda: self._paths)
            return None

    def take(self, reply: Reply, run: Run) -> None:
        """Merges an answer."""
        said = read_or_note(reply, run, self.service, lambda: self._paths)
        if said is None:
            return
        if said.data is not None:
            if self._rewrite is not None:
                self._rewrite(said.data)
            merge(run.data, said.data, self._objects)
        for error in said.errors:
            path = tuple(
                self._renamed.get(key, key) if isinstance(key, str) else key for key in path_of(error)
            )
            run.failures.append(Failure(message_of(error), path, extensions_of(error, self.service)))


def note_unavailable(run: Run, service: str, away: SubgraphUnavailable, paths: Paths) -> None:
    """The subgraph is away: its part of the answer stays empty."""
    run.fail(f"{service} is not available: {away.said}.", Code.SUBGRAPH_UNAVAILABLE.value, service, paths())


def read_or_note(reply: Reply, run: Run, service: str, paths: Paths) -> Said | None:
    """The answer, or a note that it is nonsense."""
    if run.language is None:
        run.language = reply.language
    try:
        return read_reply(reply)
    except InvalidReply as invalid:
        run.fail(f"{service} cannot be understood: {invalid.said}.", invalid.code.value, service, paths())
        return None
