"""Regions and districts: the territory that schools belong to."""

from dataclasses import dataclass, field
from typing import Any

from inventory.domain.ids import DistrictId, RegionId
from inventory.domain.names import checked_names


@dataclass(frozen=True, slots=True)
class DistrictChanged:
    """The whole of what is known of a district now."""

    district_id: DistrictId
    region_id: RegionId
    code: str
    name: dict[str, str]
    region_code: str


@dataclass(eq=False)
class Region:
    """The largest part of the country."""

    id: RegionId
    code: str
    name: dict[str, str]
    events: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.name = checked_names(self.name)


@dataclass(eq=False)
class District:
    """A part of a region, with an office of education."""

    id: DistrictId
    region_id: RegionId
    code: str
    name: dict[str, str]
    events: list[Any] = field(default_factory=list)

    @classmethod
    def register(
        cls,
        *,
        id: DistrictId,
        region: Region,
        code: str,
        name: dict[str, str],
    ) -> "District":
        """A district that nobody knew yet."""
        district = cls(id=id, region_id=region.id, code=code, name=checked_names(name))
        district.events.append(DistrictChanged(id, region.id, code, district.name, region.code))
        return district
