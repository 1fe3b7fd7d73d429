"""The kinds of id in the journal; one in the place of another is a type error, not an incident."""

from typing import NewType
from uuid import UUID

AcademicYearId = NewType("AcademicYearId", UUID)
ClassId = NewType("ClassId", UUID)
StayId = NewType("StayId", UUID)
SchoolId = NewType("SchoolId", UUID)
DistrictId = NewType("DistrictId", UUID)
RegionId = NewType("RegionId", UUID)
StudentId = NewType("StudentId", UUID)
GuardianId = NewType("GuardianId", UUID)
TeacherId = NewType("TeacherId", UUID)
