"""Finds the objects that a plan's path leads to, and where they stand in the answer."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from gateway.executor.run import Path
from gateway.executor.types import Types, is_one_of

Objects = list[dict[str, Any]]
Located = list[tuple[dict[str, Any], Path]]
_Step = Callable[[list[Any]], list[Any]]
_Walk = Callable[[Any, Path], Iterator[tuple[Any, Path]]]


class Place:
    """A compiled path; `collect` is for every request, `locate` only for those with errors."""

    def __init__(self, segments: Sequence[Any], types: Types) -> None:
        self._steps: list[_Step] = [_step(segment, types) for segment in segments]
        self._walks: list[_Walk] = [_walk(segment, types) for segment in segments]
        self.is_root = not segments

    def collect(self, data: dict[str, Any]) -> Objects:
        """The objects there are at the place."""
        level: list[Any] = [data]
        for step in self._steps:
            level = step(level)
        return [found for found in level if found.__class__ is dict]

    def locate(self, data: dict[str, Any]) -> Located:
        """The same objects in the same order, each with its path."""
        level: list[tuple[Any, Path]] = [(data, ())]
        for walk in self._walks:
            level = [found for value, path in level for found in walk(value, path)]
        return [(found, path) for found, path in level if found.__class__ is dict]


def _step(segment: Any, types: Types) -> _Step:
    if segment == "@":
        return _items
    if "Field" in segment:
        name = segment["Field"]
        return lambda level: [value[name] for value in level if value.__class__ is dict and name in value]
    wanted = types.behind(segment["TypeCondition"])
    # Where nobody had to ask for the type, as at the root, it is the one that the plan names.
    named = segment["TypeCondition"][0]

    def of_type(level: list[Any]) -> list[Any]:
        try:
            return [v for v in level if v.__class__ is dict and v.get("__typename", named) in wanted]
        except TypeError:
            # Some subgraph told a type that is no name.
            return [v for v in level if v.__class__ is dict and is_one_of(v, named, wanted)]

    return of_type


def _walk(segment: Any, types: Types) -> _Walk:
    if segment == "@":
        return _each_item
    if "Field" in segment:
        return _field_walk(segment["Field"])
    return _type_walk(segment["TypeCondition"][0], types.behind(segment["TypeCondition"]))


def _items(level: list[Any]) -> list[Any]:
    """The items of lists; a plan says once that there are lists, however deep they are nested."""
    items = [item for value in level if value.__class__ is list for item in value]
    first = next((item for item in items if item is not None), None)
    return _items(items) if first.__class__ is list else items


def _each_item(value: Any, path: Path) -> Iterator[tuple[Any, Path]]:
    if value.__class__ is list:
        for place, item in enumerate(value):
            if item.__class__ is list:
                yield from _each_item(item, (*path, place))
            else:
                yield item, (*path, place)


def _field_walk(name: str) -> _Walk:
    def walk(value: Any, path: Path) -> Iterator[tuple[Any, Path]]:
        if value.__class__ is dict and name in value:
            yield value[name], (*path, name)

    return walk


def _type_walk(named: str, wanted: frozenset[str]) -> _Walk:
    def walk(value: Any, path: Path) -> Iterator[tuple[Any, Path]]:
        if value.__class__ is dict and is_one_of(value, named, wanted):
            yield value, path

    return walk
