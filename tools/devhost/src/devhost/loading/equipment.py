"""Assets in exactly the numbers a row prints, and what the row leaves blank."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from uuid import UUID

from devhost.loading.form import EquipmentKind, SchoolRow
from devhost.loading.ids import stable_id

GENERIC_MODELS = {
    EquipmentKind.DESKTOP: "Настольный компьютер",
    EquipmentKind.LAPTOP: "Ноутбук",
    EquipmentKind.TABLET: "Планшет",
    EquipmentKind.INTERACTIVE_BOARD: "Интерактивная доска",
}
PREFIXES = {
    EquipmentKind.DESKTOP: "D",
    EquipmentKind.LAPTOP: "L",
    EquipmentKind.TABLET: "T",
    EquipmentKind.INTERACTIVE_BOARD: "B",
}
"""Of inventory numbers; letters that look the same in both alphabets would be typed wrongly."""


@dataclass(frozen=True, slots=True)
class ModelPlan:
    """A model of equipment, by the name the table prints or a general one."""

    id: UUID
    kind: EquipmentKind
    name: str


@dataclass(frozen=True, slots=True)
class AssetPlan:
    """One device: invented numbers, real kind."""

    id: UUID
    model: ModelPlan
    inventory_number: str
    serial_number: str
    has_internet: bool


def plan_assets(school: SchoolRow, key: tuple[str, ...], chance: Random) -> tuple[AssetPlan, ...]:
    """Every reported device; as many of them on the internet as the row says."""
    devices = [
        (kind, number) for kind in EquipmentKind for number in range(1, (school.equipment[kind] or 0) + 1)
    ]
    connectable = [device for device in devices if device[0] is not EquipmentKind.INTERACTIVE_BOARD]
    connected = set(chance.sample(connectable, school.with_internet or 0))
    return tuple(
        plan_asset(school, key, kind, number, has_internet=(kind, number) in connected)
        for kind, number in devices
    )


def plan_asset(
    school: SchoolRow, key: tuple[str, ...], kind: EquipmentKind, number: int, *, has_internet: bool
) -> AssetPlan:
    """One device with its numbers."""
    inventory_number = f"{PREFIXES[kind]}-{number:04}"
    return AssetPlan(
        id=stable_id(*key, "asset", inventory_number),
        model=model_of(kind, school.board_names, number),
        inventory_number=inventory_number,
        serial_number=stable_id(*key, "serial", inventory_number).hex[-10:].upper(),
        has_internet=has_internet,
    )


def model_of(kind: EquipmentKind, board_names: tuple[str, ...], number: int) -> ModelPlan:
    """A board has the name that its school printed; of the rest the table knows the kind alone."""
    name = GENERIC_MODELS[kind]
    if kind is EquipmentKind.INTERACTIVE_BOARD and board_names:
        name = board_names[(number - 1) % len(board_names)]
    return ModelPlan(stable_id("model", kind, name), kind, name)


def models_of(assets: tuple[AssetPlan, ...]) -> Iterator[ModelPlan]:
    """The models these assets are of, each once."""
    yield from dict.fromkeys(asset.model for asset in assets)
