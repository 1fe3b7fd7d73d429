"""What training knows of the territory: copies of inventory's, fed by its events, for policy to ask."""

from dataclasses import dataclass, field
from typing import Any

from training.domain.ids import DistrictId, RegionId, SchoolId


@dataclass(eq=False)
class District:
    """A district, and the region it lies in."""

    id: DistrictId
    region_id: RegionId
    events: list[Any] = field(default_factory=list)


@dataclass(eq=False)
class School:
    """A school, and the district it belongs to."""

    id: SchoolId
    district_id: DistrictId
    events: list[Any] = field(default_factory=list)
