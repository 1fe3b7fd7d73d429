"""The kinds of id in training; one in the place of another is a type error, not an incident."""

from typing import NewType
from uuid import UUID

TeacherId = NewType("TeacherId", UUID)
EmploymentId = NewType("EmploymentId", UUID)
RegionId = NewType("RegionId", UUID)
DistrictId = NewType("DistrictId", UUID)
SchoolId = NewType("SchoolId", UUID)
