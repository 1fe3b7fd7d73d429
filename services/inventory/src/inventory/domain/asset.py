"""A piece of equipment: what it is, where it stands in its life, and which steps it may take."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from inventory.domain.ids import AssetId, AssetModelId, SchoolId
from inventory.domain.refusals import StatusNotReachable, VersionConflict


class AssetKind(StrEnum):
    """What kind of equipment it is."""

    DESKTOP = "DESKTOP"
    LAPTOP = "LAPTOP"
    TABLET = "TABLET"
    INTERACTIVE_BOARD = "INTERACTIVE_BOARD"
    PROJECTOR = "PROJECTOR"
    PRINTER = "PRINTER"
    OTHER = "OTHER"


class AssetStatus(StrEnum):
    """Where an asset stands in its life."""

    RECEIVED = "RECEIVED"
    IN_SERVICE = "IN_SERVICE"
    STORED = "STORED"
    IN_REPAIR = "IN_REPAIR"
    FAULTY = "FAULTY"
    LOST = "LOST"
    WRITE_OFF_PROPOSED = "WRITE_OFF_PROPOSED"
    WRITTEN_OFF = "WRITTEN_OFF"
    TRANSFER_PROPOSED = "TRANSFER_PROPOSED"
    TRANSFERRED_OUT = "TRANSFERRED_OUT"


_S = AssetStatus

# Writing off and handing over to another school need acts, so no plain change of status leads there.
STEPS: dict[AssetStatus, frozenset[AssetStatus]] = {
    _S.RECEIVED: frozenset({_S.IN_SERVICE, _S.LOST}),
    _S.IN_SERVICE: frozenset({_S.IN_REPAIR, _S.FAULTY, _S.STORED, _S.LOST}),
    _S.STORED: frozenset({_S.IN_SERVICE, _S.LOST}),
    _S.IN_REPAIR: frozenset({_S.IN_SERVICE, _S.LOST}),
    _S.FAULTY: frozenset({_S.IN_REPAIR, _S.LOST}),
    _S.LOST: frozenset({_S.IN_SERVICE}),
    _S.WRITE_OFF_PROPOSED: frozenset({_S.LOST}),
    _S.TRANSFER_PROPOSED: frozenset({_S.LOST}),
    _S.WRITTEN_OFF: frozenset(),
    _S.TRANSFERRED_OUT: frozenset(),
}
FINAL = frozenset(status for status, steps in STEPS.items() if not steps)

# What makers write where a serial number should be; such a number says nothing about which machine it is.
PLACEHOLDER_SERIALS = frozenset(
    {
        "default string",
        "to be filled by o.e.m.",
        "0000000",
        "none",
        "n/a",
        "system serial number",
        "not specified",
    }
)


def meaningful_serial(serial_number: str | None) -> str | None:
    """The serial number if it tells one machine from another, else None."""
    trimmed = (serial_number or "").strip()
    return None if not trimmed.strip("0") or trimmed.casefold() in PLACEHOLDER_SERIALS else trimmed


@dataclass(frozen=True, slots=True)
class AssetCommissioned:
    """A school has a new piece of equipment."""

    asset_id: AssetId
    school_id: SchoolId
    inventory_number: str
    serial_number: str | None
    model_id: AssetModelId
    kind: AssetKind
    acquired_on: date | None


@dataclass(frozen=True, slots=True)
class AssetStatusChanged:
    """An asset took a step in its life."""

    asset_id: AssetId
    school_id: SchoolId
    before: AssetStatus
    after: AssetStatus
    reason: str
    at: datetime
    by_role: str


@dataclass(eq=False)
class Asset:
    """One device of one school."""

    id: AssetId
    school_id: SchoolId
    inventory_number: str
    serial_number: str | None
    model_id: AssetModelId
    kind: AssetKind
    status: AssetStatus
    has_internet: bool
    acquired_on: date | None
    version: int = 1
    events: list[Any] = field(default_factory=list)

    @classmethod
    def register(cls, **properties: Any) -> "Asset":
        """An asset as it comes into a school's books."""
        asset = cls(**properties)
        asset.serial_number = meaningful_serial(asset.serial_number)
        asset.events.append(
            AssetCommissioned(
                asset.id,
                asset.school_id,
                asset.inventory_number,
                asset.serial_number,
                asset.model_id,
                asset.kind,
                asset.acquired_on,
            )
        )
        return asset

    def change_status(
        self, wanted: AssetStatus, *, reason: str, at: datetime, by_role: str, expected_version: int | None
    ) -> None:
        """Takes a step. Refuses a stale version and a step that its states do not have."""
        if expected_version is not None and expected_version != self.version:
            raise VersionConflict(self.version)
        if wanted not in STEPS[self.status]:
            raise StatusNotReachable(self.status, wanted)
        before, self.status = self.status, wanted
        self.version += 1
        self.events.append(AssetStatusChanged(self.id, self.school_id, before, wanted, reason, at, by_role))
