"""What inventory's mutations take, and what they give back."""

from datetime import date, datetime
from uuid import UUID

import strawberry

from chassis.schema import Names, UserError
from inventory.domain.asset import AssetStatus
from inventory.domain.measurement import MeasurementMethod
from inventory.domain.school import SchoolKind
from inventory.graphql.types import Asset, School

KEY = "Send the same key again to be sure that it is done once."
ERRORS = "Why nothing was done; empty when it was."


def _key() -> UUID | None:
    return strawberry.field(default=None, description=KEY)  # type: ignore[no-any-return]


@strawberry.input(description="A school for the registry.")
class RegisterSchoolInput:
    """See usecases/register_school.py."""

    district_id: strawberry.ID = strawberry.field(description="The district it lies in.")
    national_code: str = strawberry.field(description="The state's number for it, unique in the country.")
    name: Names = strawberry.field(description="Its name.")
    kind: SchoolKind = strawberry.field(description="What it teaches.")
    time_zone: str = strawberry.field(description="The zone of its days, an IANA name like `Europe/Moscow`.")
    effective_from: date = strawberry.field(description="The day from which it exists.")
    languages: list[str] = strawberry.field(
        default_factory=lambda: ["ru"], description="Languages of teaching (BCP 47)."
    )
    idempotency_key: UUID | None = _key()


@strawberry.type(description="What came of `registerSchool`.")
class RegisterSchoolPayload:
    """The school, or why there is none."""

    school: School | None = strawberry.field(description="The school as registered.")
    user_errors: list[UserError] = strawberry.field(description=ERRORS)


@strawberry.input(description="A device for a school's books.")
class RegisterAssetInput:
    """See usecases/register_asset.py."""

    school_id: strawberry.ID = strawberry.field(description="The school that owns it.")
    model_id: strawberry.ID = strawberry.field(description="Its maker's model.")
    inventory_number: str = strawberry.field(description="Its number in the school's books, unique there.")
    serial_number: str | None = strawberry.field(default=None, description="As printed on it.")
    status: AssetStatus = strawberry.field(
        default=AssetStatus.RECEIVED, description="Where it stands in its life."
    )
    has_internet: bool = strawberry.field(default=False, description="Whether it reaches the internet.")
    acquired_on: date | None = strawberry.field(default=None, description="The day of purchase.")
    idempotency_key: UUID | None = _key()


@strawberry.type(description="What came of `registerAsset`.")
class RegisterAssetPayload:
    """The asset, or why there is none."""

    asset: Asset | None = strawberry.field(description="The asset as registered.")
    user_errors: list[UserError] = strawberry.field(description=ERRORS)


@strawberry.input(description="A step in the life of a device.")
class ChangeAssetStatusInput:
    """See usecases/change_asset_status.py."""

    asset_id: strawberry.ID = strawberry.field(description="The device.")
    status: AssetStatus = strawberry.field(description="Where it stands from now on.")
    reason: str = strawberry.field(description="Why, in your own words.")
    expected_version: int | None = strawberry.field(
        default=None, description="The version you have seen; a newer one refuses the change."
    )
    idempotency_key: UUID | None = _key()


@strawberry.type(description="What came of `changeAssetStatus`.")
class ChangeAssetStatusPayload:
    """The asset, or why it did not change."""

    asset: Asset | None = strawberry.field(description="The asset as it is now.")
    user_errors: list[UserError] = strawberry.field(description=ERRORS)


@strawberry.input(description="A measurement of a school's connection.")
class RecordMeasurementInput:
    """See usecases/record_measurement.py."""

    school_id: strawberry.ID = strawberry.field(description="The school whose connection it is.")
    down_mbps: float | None = strawberry.field(
        default=None, description="Megabits a second towards the school."
    )
    up_mbps: float | None = strawberry.field(default=None, description="Megabits a second from the school.")
    latency_ms: float | None = strawberry.field(default=None, description="Milliseconds there and back.")
    method: MeasurementMethod = strawberry.field(description="How the figures came about.")
    measured_at: datetime = strawberry.field(description="When it was measured; not in the future.")
    idempotency_key: UUID | None = _key()


@strawberry.type(description="What came of `recordMeasurement`.")
class RecordMeasurementPayload:
    """The school that was measured, or why nothing was recorded."""

    school: School | None = strawberry.field(description="The school, with its latest connection.")
    user_errors: list[UserError] = strawberry.field(description=ERRORS)
