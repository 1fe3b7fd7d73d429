"""Builds what an entity is asked for by: its type and keys, and the fields that a `@requires` names."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import orjson

from gateway.executor.rewrites import Rewrite
from gateway.executor.types import Types

Entity = dict[str, Any]
Build = Callable[[Entity], Entity | None]
_Fill = Callable[[Entity, Entity], bool]


def compile_representation(
    requires: Sequence[dict[str, Any]], rewrite: Rewrite | None, types: Types
) -> Build:
    """A function from an object to its representation; None when it lacks what is required."""
    fill = _compile_selections(requires, types)

    def build(found: Entity) -> Entity | None:
        representation: Entity = {}
        if not fill(found, representation) or not _says_who(representation):
            return None
        if rewrite is not None:
            rewrite(representation)
        return representation

    return build


@dataclass(frozen=True, slots=True)
class Flat:
    """A representation of plain fields of one type, which is what nearly all are."""

    names: tuple[str, ...]
    read: Callable[[Entity], tuple[Any, ...]]
    typenames: frozenset[str]


class Batch:
    """Representations without repetition: equal ones are asked for once and answered to all."""

    def __init__(self, wanted: "Wanted", objects: Sequence[Entity]) -> None:
        self.representations: list[Entity] = []
        self.places: list[list[int]] = []
        if wanted.flat is None or not self._take_flat(wanted.flat, wanted.rewrite, objects):
            self._take(wanted.build, objects)

    def _take_flat(self, flat: Flat, rewrite: Rewrite | None, objects: Sequence[Entity]) -> bool:
        """The quick way; false when an object turns out not to be plain, and nothing is taken."""
        places: dict[tuple[Any, ...], list[int]] = {}
        read, typenames = flat.read, flat.typenames
        try:
            for place, found in enumerate(objects):
                key = read(found)
                if key in places:
                    places[key].append(place)
                elif key[0] in typenames and None not in key:
                    places[key] = [place]
                else:
                    return False
        except (KeyError, TypeError):
            return False
        self.representations = _named(flat.names, places)
        self.places = list(places.values())
        if rewrite is not None:
            rewrite(self.representations)
        return True

    def _take(self, build: Build, objects: Sequence[Entity]) -> None:
        places: dict[bytes, list[int]] = {}
        for place, found in enumerate(objects):
            representation = build(found)
            if representation is None:
                continue
            known = places.setdefault(orjson.dumps(representation, option=orjson.OPT_SORT_KEYS), [])
            known.append(place)
            if len(known) == 1:
                self.representations.append(representation)
        self.places = list(places.values())


def _named(names: tuple[str, ...], keys: Iterable[tuple[Any, ...]]) -> list[Entity]:
    if len(names) == 2:
        # A type and one key, which is what nearly all are: a fifth of the general way's time.
        first, second = names
        return [{first: one, second: other} for one, other in keys]
    return [dict(zip(names, key, strict=True)) for key in keys]


@dataclass(frozen=True, slots=True)
class Wanted:
    """How objects become representations."""

    build: Build
    flat: Flat | None
    rewrite: Rewrite | None


def compile_wanted(requires: Sequence[dict[str, Any]], rewrite: Rewrite | None, types: Types) -> Wanted:
    """Compiles what a fetch requires."""
    return Wanted(compile_representation(requires, rewrite, types), _flat(requires, types), rewrite)


def _flat(requires: Sequence[dict[str, Any]], types: Types) -> Flat | None:
    if len(requires) != 1 or requires[0]["kind"] != "InlineFragment":
        return None
    selections = requires[0]["selections"]
    if any(s["kind"] != "Field" or s.get("selections") or "alias" in s for s in selections):
        return None
    names = ("__typename", *(s["name"] for s in selections if s["name"] != "__typename"))
    if len(names) < 2 or len(names) == len(selections) + 1:
        return None
    return Flat(names, itemgetter(*names), types.behind((requires[0]["typeCondition"],)))


def _says_who(representation: Entity) -> bool:
    """Whether anything but the type is known: nothing can be found by a type alone."""
    return any(value is not None for key, value in representation.items() if key != "__typename")


def _compile_selections(selections: Sequence[dict[str, Any]], types: Types) -> _Fill:
    fills = [_compile_selection(selection, types) for selection in selections]
    if len(fills) == 1:
        return fills[0]

    def fill(found: Entity, into: Entity) -> bool:
        return all(one(found, into) for one in fills)

    return fill


def _compile_selection(selection: dict[str, Any], types: Types) -> _Fill:
    if selection["kind"] == "InlineFragment":
        return _fragment(selection, types)
    key = selection["name"]
    name = selection.get("alias") or key
    if selection.get("selections"):
        return _nested(key, name, _compile_selections(selection["selections"], types))
    return _leaf(key, name)


def _fragment(selection: dict[str, Any], types: Types) -> _Fill:
    wanted = types.behind((selection["typeCondition"],))
    inner = _compile_selections(selection["selections"], types)

    def fill(found: Entity, into: Entity) -> bool:
        # Without a typename nothing contradicts the condition: nested objects often need none.
        name = found.get("__typename", selection["typeCondition"])
        if name.__class__ is not str:
            return False
        return inner(found, into) if name in wanted else True

    return fill


def _leaf(key: str, name: str) -> _Fill:
    def fill(found: Entity, into: Entity) -> bool:
        if key not in found:
            # Its fetch failed and said so; asking with a hole would get an answer about something else.
            return key == "__typename"
        into[name] = found[key]
        return True

    return fill


def _nested(key: str, name: str, inner: _Fill) -> _Fill:
    def fill(found: Entity, into: Entity) -> bool:
        if key not in found:
            return False
        complete, into[name] = _copy(found[key], inner, into.get(name))
        return complete

    return fill


def _copy(value: Any, inner: _Fill, earlier: Any) -> tuple[bool, Any]:
    if value.__class__ is dict:
        into = earlier if earlier.__class__ is dict else {}
        return inner(value, into), into
    if value.__class__ is list:
        earlier = earlier if earlier.__class__ is list else [None] * len(value)
        pairs = [_copy(item, inner, before) for item, before in zip(value, earlier, strict=True)]
        return all(complete for complete, _ in pairs), [item for _, item in pairs]
    return True, value
