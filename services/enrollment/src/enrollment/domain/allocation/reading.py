"""Reading an input document: bytes in, a document that keeps every rule out, or a refusal with a pointer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, cast

from enrollment.domain.allocation import ijson
from enrollment.domain.allocation.children import Children
from enrollment.domain.allocation.document import Document
from enrollment.domain.allocation.grammar import (
    array,
    distances,
    hexadecimal,
    identifier,
    identifiers,
    instant,
    nullable,
    one_of,
    record,
    whole,
)
from enrollment.domain.allocation.invalid import InvalidDocument
from enrollment.domain.allocation.shapes import CATCHMENT, FORMAT, Child, Head, RulePack

_ORDER_KEYS = ("REGISTERED_AT", "DISTANCE", "NUMBER")


def _order(value: object) -> None:
    """Each key at most once, the number last; whatever is wrong, the array is named."""
    if type(value) is not list or not value or value[-1] != "NUMBER":
        raise InvalidDocument
    if any(value.count(key) > 1 or key not in _ORDER_KEYS for key in value):
        raise InvalidDocument


def _claimable(value: object) -> None:
    """A catchment is where a child lives; nobody claims it."""
    identifier(value)
    if value == CATCHMENT:
        raise InvalidDocument


_INTERLEAVE = record({"tier": whole(), "with": whole(), "take": whole(1), "per": whole(1)})
_RULE_PACK = record({
    "id": identifier,
    "version": whole(),
    "tiers": array(identifiers),
    "interleave": nullable(_INTERLEAVE),
    "order": _order,
    "reserves": array(record({"category": identifier, "percent": whole(0, 100)})),
    "stages": array(one_of("ENTITLED", "CATCHMENT", "ALL"), least=1),
})  # fmt: skip


def check_rule_pack(value: object) -> None:
    """Refuse a parsed JSON value that is not a rule pack as it stands in a document."""
    _RULE_PACK(value)
    _check_interleave(cast("RulePack", value))


def _check_interleave(rule_pack: RulePack) -> None:
    interleave, everyone_else = rule_pack["interleave"], len(rule_pack["tiers"])
    if interleave is None:
        return
    if interleave["tier"] > everyone_else:
        raise InvalidDocument("interleave", "tier")
    if interleave["with"] > everyone_else or interleave["with"] == interleave["tier"]:
        raise InvalidDocument("interleave", "with")


_PROGRAMME = record({"id": identifier, "school": identifier, "seats": whole()})
_CHILD = record({
    "ref": identifier,
    "registeredAt": instant,
    "choices": identifiers,
    "claims": array(record({"category": _claimable, "school": nullable(identifier)})),
    "catchment": identifiers,
    "distance": distances,
})  # fmt: skip
_HEAD = {
    "format": one_of(FORMAT),
    "campaign": identifier,
    "publicRandomness": hexadecimal,
    "rulePack": check_rule_pack,
    "programmes": array(_PROGRAMME),
}
_DOCUMENT = record({**_HEAD, "children": array(_CHILD)})


def read_document(data: bytes) -> Document:
    """Read the bytes of a document, or raise `InvalidDocument`."""
    children = Children()
    members = ijson.read_object(data, each={"children": _taker(children)})
    _DOCUMENT(members)
    del members["children"]
    return _joined(cast("Head", members), children)


def make_document(head: Head, each_child: Iterable[Child]) -> Document:
    """Make a document of values instead of bytes, by the same rules and refusals."""
    record(_HEAD)(head)
    children = Children()
    take = _taker(children)
    for index, child in enumerate(each_child):
        try:
            take(child)
        except InvalidDocument as fault:
            raise fault.inside("children", index) from None
    return _joined(head, children)


def _taker(children: Children) -> Callable[[Any], None]:
    def take(child: Any) -> None:
        _CHILD(child)
        children.add(child)

    return take


def _joined(head: Head, children: Children) -> Document:
    """Check what head and children say of one another."""
    known: set[str] = set()
    for index, programme in enumerate(head["programmes"]):
        if programme["id"] in known:
            raise InvalidDocument("programmes", index, "id")
        known.add(programme["id"])
    children.check_refs()
    children.check_programmes(known)
    return Document(head, children)
