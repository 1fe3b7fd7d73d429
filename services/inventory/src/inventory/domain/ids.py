"""The kinds of id in inventory; one in the place of another is a type error, not an incident."""

from typing import NewType
from uuid import UUID

RegionId = NewType("RegionId", UUID)
DistrictId = NewType("DistrictId", UUID)
SchoolId = NewType("SchoolId", UUID)
AssetModelId = NewType("AssetModelId", UUID)
AssetId = NewType("AssetId", UUID)
MeasurementId = NewType("MeasurementId", UUID)
ReportId = NewType("ReportId", UUID)
ContractId = NewType("ContractId", UUID)
WebhookId = NewType("WebhookId", UUID)
