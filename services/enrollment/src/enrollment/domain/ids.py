"""The kinds of id in enrollment; one in the place of another is a type error, not an incident."""

from typing import NewType
from uuid import UUID

StudentId = NewType("StudentId", UUID)
EnrolmentId = NewType("EnrolmentId", UUID)
GuardianId = NewType("GuardianId", UUID)
GuardianshipId = NewType("GuardianshipId", UUID)
RegionId = NewType("RegionId", UUID)
DistrictId = NewType("DistrictId", UUID)
SchoolId = NewType("SchoolId", UUID)
AcademicYearId = NewType("AcademicYearId", UUID)
ClassId = NewType("ClassId", UUID)
TeacherId = NewType("TeacherId", UUID)
