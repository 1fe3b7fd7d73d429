"""A model of equipment, as its maker sells it."""

from dataclasses import dataclass, field
from typing import Any

from inventory.domain.asset import AssetKind
from inventory.domain.ids import AssetModelId


@dataclass(eq=False)
class AssetModel:
    """A maker's model; all its devices are of one kind."""

    id: AssetModelId
    name: str
    manufacturer: str | None
    kind: AssetKind
    events: list[Any] = field(default_factory=list)
