"""What enrollment knows of other services' nouns: copies fed by their events, enough to answer without asking them.

A copy may be known by its id alone, because its owner's other events come later or from elsewhere.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from enrollment.domain.ids import AcademicYearId, ClassId, DistrictId, RegionId, SchoolId, TeacherId


@dataclass(eq=False)
class District:
    """A district, and the region it lies in."""

    id: DistrictId
    region_id: RegionId
    events: list[Any] = field(default_factory=list)


@dataclass(eq=False)
class School:
    """A school, the district it belongs to, and the zone of its days (IANA)."""

    id: SchoolId
    district_id: DistrictId
    time_zone: str
    events: list[Any] = field(default_factory=list)


@dataclass(eq=False)
class AcademicYear:
    """A year, for all schools or, with `school_id`, for one."""

    id: AcademicYearId
    code: str
    start_date: date
    end_date: date
    school_id: SchoolId | None = None
    events: list[Any] = field(default_factory=list)


@dataclass(eq=False)
class SchoolClass:
    """A class and who teaches it: the class teacher, and all teachers of its subjects."""

    id: ClassId
    school_id: SchoolId | None = None
    class_teacher_id: TeacherId | None = None
    teacher_ids: list[TeacherId] = field(default_factory=list)
    events: list[Any] = field(default_factory=list)
