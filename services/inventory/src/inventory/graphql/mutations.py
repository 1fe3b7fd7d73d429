"""What may be done in inventory: each mutation translates, calls one use case, and names what to read back."""

from typing import Annotated

import strawberry

from chassis.clock import now
from chassis.ids import new_id
from chassis.schema import entity_id
from inventory.domain.ids import AssetId, AssetModelId, DistrictId, SchoolId
from inventory.graphql.contract_mutations import ContractMutations
from inventory.graphql.info import GIVEN, InventoryInfo
from inventory.graphql.inputs import (
    ChangeAssetStatusInput,
    ChangeAssetStatusPayload,
    RecordMeasurementInput,
    RecordMeasurementPayload,
    RegisterAssetInput,
    RegisterAssetPayload,
    RegisterSchoolInput,
    RegisterSchoolPayload,
)
from inventory.graphql.types import Asset, School
from inventory.graphql.webhook_mutations import WebhookMutations
from inventory.usecases.change_asset_status import ChangeAssetStatus, change_asset_status
from inventory.usecases.record_measurement import RecordMeasurement, record_measurement
from inventory.usecases.register_asset import RegisterAsset, register_asset
from inventory.usecases.register_school import RegisterSchool, register_school
from readplan import ref


@strawberry.type(description="What may be done in inventory.")
class Mutation(ContractMutations, WebhookMutations):
    """One field a use case."""

    @strawberry.mutation(description="Enters a school into the registry.")
    async def register_school(
        self, info: InventoryInfo, input: Annotated[RegisterSchoolInput, GIVEN]
    ) -> RegisterSchoolPayload:
        """See usecases/register_school.py."""
        command = RegisterSchool(
            district=DistrictId(entity_id(input.district_id)),
            national_code=input.national_code,
            name=input.name.by_language(),
            kind=input.kind,
            time_zone=input.time_zone,
            effective_from=input.effective_from,
            languages=input.languages,
        )
        done = await info.context.perform(
            "registerSchool",
            input,
            lambda work, permit: register_school(command, work=work, permit=permit, new_id=new_id),
        )
        return RegisterSchoolPayload(school=done.read(School), user_errors=done.user_errors)

    @strawberry.mutation(description="Enters a device into a school's books.")
    async def register_asset(
        self, info: InventoryInfo, input: Annotated[RegisterAssetInput, GIVEN]
    ) -> RegisterAssetPayload:
        """See usecases/register_asset.py."""
        command = RegisterAsset(
            school=SchoolId(entity_id(input.school_id)),
            model=AssetModelId(entity_id(input.model_id)),
            inventory_number=input.inventory_number,
            serial_number=input.serial_number,
            status=input.status,
            has_internet=input.has_internet,
            acquired_on=input.acquired_on,
        )
        done = await info.context.perform(
            "registerAsset",
            input,
            lambda work, permit: register_asset(command, work=work, permit=permit, new_id=new_id),
        )
        return RegisterAssetPayload(asset=done.read(Asset), user_errors=done.user_errors)

    @strawberry.mutation(description="Moves a device a step on in its life.")
    async def change_asset_status(
        self,
        info: InventoryInfo,
        input: Annotated[ChangeAssetStatusInput, GIVEN],
    ) -> ChangeAssetStatusPayload:
        """See usecases/change_asset_status.py."""
        command = ChangeAssetStatus(
            asset=AssetId(entity_id(input.asset_id)),
            status=input.status,
            reason=input.reason,
            by_role=info.context.leading_role,
            expected_version=input.expected_version,
        )
        done = await info.context.perform(
            "changeAssetStatus",
            input,
            lambda work, permit: change_asset_status(command, work=work, permit=permit, now=now),
        )
        return ChangeAssetStatusPayload(asset=done.read(Asset), user_errors=done.user_errors)

    @strawberry.mutation(description="Records a measurement of a school's connection.")
    async def record_measurement(
        self,
        info: InventoryInfo,
        input: Annotated[RecordMeasurementInput, GIVEN],
    ) -> RecordMeasurementPayload:
        """See usecases/record_measurement.py."""
        school = SchoolId(entity_id(input.school_id))
        command = RecordMeasurement(
            school=school,
            down_mbps=input.down_mbps,
            up_mbps=input.up_mbps,
            latency_ms=input.latency_ms,
            method=input.method,
            measured_at=input.measured_at,
        )
        done = await info.context.perform(
            "recordMeasurement",
            input,
            lambda work, permit: record_measurement(
                command, work=work, permit=permit, new_id=new_id, now=now
            ),
        )
        return RecordMeasurementPayload(
            school=ref(School, id=school) if done.id else None, user_errors=done.user_errors
        )
