"""Registered documents: a manifest that a front end's build made, and Apollo's persisted queries."""

import hashlib
import hmac
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path

import orjson

from chassis.graphql import Code, GraphQLRequest, coded, formatted, refuse
from gateway.operation import Refusal


class Documents:
    """Finds the text of a request that may name it only."""

    def __init__(self, manifest: Mapping[str, str], *, free_form: bool, most_persisted: int = 2_000) -> None:
        self._manifest = manifest
        self._free_form = free_form
        self._most_persisted = most_persisted
        self._persisted: OrderedDict[str, str] = OrderedDict()

    def text_of(self, request: GraphQLRequest, *, may_ask_freely: bool) -> str:
        """The document's text. Raises Refusal."""
        if request.document_id is not None:
            return self._registered(request.document_id)
        digest = _persisted_hash(request)
        if digest is not None and request.query is None and digest in self._manifest:
            return self._manifest[digest]
        if not (self._free_form or may_ask_freely):
            raise _refused(
                "Only registered documents are answered here; send `documentId`.", Code.FORBIDDEN, 403
            )
        return self._persisted_text(digest, request.query) if digest else request.query or ""

    def _registered(self, document_id: str) -> str:
        text = self._manifest.get(document_id.removeprefix("sha256:"))
        if text is None:
            text = self._persisted.get(document_id.removeprefix("sha256:"))
        if text is None:
            raise _refused("No document of this id is registered.", Code.PERSISTED_QUERY_NOT_FOUND, 404)
        return text

    def _persisted_text(self, digest: str, query: str | None) -> str:
        if query is None:
            known = self._persisted.get(digest)
            if known is None:
                # Apollo's clients wait for this very message and then send the text along.
                raise _refused("PersistedQueryNotFound", Code.PERSISTED_QUERY_NOT_FOUND, 200)
            self._persisted.move_to_end(digest)
            return known
        if not hmac.compare_digest(hashlib.sha256(query.encode("utf-8", "replace")).hexdigest(), digest):
            raise _refused("The hash is not the document's.", Code.BAD_REQUEST, 400)
        self._persisted[digest] = query
        while len(self._persisted) > self._most_persisted:
            self._persisted.popitem(last=False)
        return query


def read_manifest(file: Path | None) -> dict[str, str]:
    """The manifest of graphql-codegen's client preset: hash to text, also as Apollo writes it."""
    if file is None:
        return {}
    content = orjson.loads(file.read_bytes())
    if "operations" in content:
        return {entry["id"]: entry["body"] for entry in content["operations"]}
    return {key.removeprefix("sha256:"): str(text) for key, text in content.items()}


def _persisted_hash(request: GraphQLRequest) -> str | None:
    persisted = request.extensions.get("persistedQuery")
    if persisted is None:
        return None
    digest = persisted.get("sha256Hash") if isinstance(persisted, dict) else None
    if (
        not isinstance(digest, str)
        or persisted.get("version") != 1
        or not digest.isascii()
        or len(digest) != 64
    ):
        raise _refused("`extensions.persistedQuery` needs version 1 and a sha256Hash.", Code.BAD_REQUEST, 400)
    return digest.lower()


def _refused(message: str, code: Code, status: int) -> Refusal:
    return Refusal(refuse(formatted([coded(message, code)], code), status=status))
