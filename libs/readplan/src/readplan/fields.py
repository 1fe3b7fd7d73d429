"""Fields without resolvers: a Strawberry type says what may be asked, its binding says where it lives."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, TypeVar

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.unset import UNSET

from readplan.pages import Order

_PAGE: tuple[tuple[str, Any, str], ...] = (
    ("first", int | None, "How many rows from the start, or after `after`."),
    ("after", str | None, "A cursor: rows that follow it."),
    ("last", int | None, "How many rows from the end, or before `before`."),
    ("before", str | None, "A cursor: rows that precede it."),
)
Entity = TypeVar("Entity")


def planned(*, description: str, **options: Any) -> Callable[[Callable[..., object]], Any]:
    """Make a signature a field with arguments: ``def name(self, locale: …) -> str: ...``.

    Options are those of ``strawberry.federation.field``: ``name``, ``deprecation_reason``, ``shareable`` ….
    """

    def declare(signature: Callable[..., object]) -> Any:
        field: Any = strawberry.federation.field(resolver=signature, description=description, **options)
        for argument in field.arguments:
            # `= None` in Python says "may be left out"; the schema says that without a `= null`.
            argument.default = UNSET if argument.default is None else argument.default
        return field

    return declare


def connection(
    *,
    description: str,
    filter: Any = None,
    order: Any = None,
    arguments: Mapping[str, Any] | None = None,
    **options: Any,
) -> Any:
    """Declare a connection: ``assets: Connection[Asset] = connection(description=…, filter=AssetFilter)``.

    ``order`` is the enum of what rows can be ordered by. ``arguments`` are further ones, each
    ``Annotated[type, strawberry.argument(description=…)]``.
    """
    field = strawberry.federation.field(description=description, **options)
    field.arguments = [
        *(_argument(name, annotation, text) for name, annotation, text in _PAGE),
        *([_argument("filter", filter | None, "Which rows.")] if filter is not None else []),
        *([_order_argument(order)] if order is not None else []),
        *(_argument(name, annotation) for name, annotation in (arguments or {}).items()),
    ]
    return field


def _order_argument(sort: Any) -> StrawberryArgument:
    return _argument("order_by", list[Order[sort]] | None, "The order; the first step counts most.")


def _argument(name: str, annotation: Any, description: str | None = None) -> StrawberryArgument:
    if description is not None:
        annotation = Annotated[annotation, strawberry.argument(description=description)]
    return StrawberryArgument(name, None, StrawberryAnnotation(annotation))


def ref(entity: type[Entity], /, **key: object) -> Entity:
    """Name an entity by its key in a payload, to be read by a plan: ``asset=ref(Asset, id=asset_id)``."""
    reference = object.__new__(entity)
    reference.__dict__.update(key)
    return reference


def refs(entity: type[Entity], /, ids: Sequence[object]) -> list[Entity]:
    """Name several entities by ``id``."""
    return [ref(entity, id=one) for one in ids]
