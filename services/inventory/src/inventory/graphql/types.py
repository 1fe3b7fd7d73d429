"""Territory, schools and their equipment, as the graph shows them."""

from datetime import date, datetime
from enum import Enum

import strawberry

from chassis.schema import LocaleArgument, describe_enum
from inventory.domain.asset import AssetKind, AssetStatus
from inventory.domain.measurement import MeasurementMethod
from inventory.domain.school import SchoolKind
from readplan import Connection, EnumFilter, IDFilter, StringFilter, by, connection, planned

describe_enum(
    SchoolKind,
    "What a school teaches.",
    KINDERGARTEN="Children before school.",
    PRIMARY="Grades 1-4.",
    BASIC="Grades 1-9.",
    SECONDARY="Grades 1-11.",
    GYMNASIUM="Grades 1-11, some subjects in depth.",
    BOARDING="Grades 1-11, and pupils live there.",
)
describe_enum(
    AssetKind,
    "What kind of equipment it is.",
    DESKTOP="A desktop computer.",
    LAPTOP="A laptop.",
    TABLET="A tablet.",
    INTERACTIVE_BOARD="An interactive board.",
    PROJECTOR="A projector.",
    PRINTER="A printer.",
    OTHER="Anything else.",
)
describe_enum(
    AssetStatus,
    "Where an asset stands in its life.",
    RECEIVED="In the books, not yet in use.",
    IN_SERVICE="In use.",
    STORED="Sound, and not in use.",
    IN_REPAIR="Being repaired.",
    FAULTY="Broken, and nobody repairs it yet.",
    LOST="Nobody knows where it is.",
    WRITE_OFF_PROPOSED="To be written off, if an act is approved.",
    WRITTEN_OFF="Out of the books. Final.",
    TRANSFER_PROPOSED="To be handed to another school, if it accepts.",
    TRANSFERRED_OUT="In another school's books. Final.",
)
describe_enum(
    MeasurementMethod,
    "How the figures of a measurement came about.",
    DECLARED="Written in a report: believed, not measured.",
    SPEED_TEST="A person ran a speed test.",
    PROBE="A probe in the school's network.",
    PROVIDER="The provider's own figures.",
)


@strawberry.enum(description="What schools can be ordered by.")
class SchoolSort(Enum):
    """The orders of schools."""

    NAME = strawberry.enum_value("NAME", description="By name, in Russian's order.")
    NATIONAL_CODE = strawberry.enum_value("NATIONAL_CODE", description="By the state's number.")


@strawberry.enum(description="What assets can be ordered by.")
class AssetSort(Enum):
    """The orders of assets."""

    INVENTORY_NUMBER = strawberry.enum_value("INVENTORY_NUMBER", description="By inventory number.")
    ACQUIRED_ON = strawberry.enum_value("ACQUIRED_ON", description="By the day of purchase.")


@strawberry.input(description="Which schools.")
class SchoolFilter:
    """What schools can be filtered by."""

    id: IDFilter | None = by("By id.")
    national_code: StringFilter | None = by("By the state's number.")
    kind: EnumFilter[SchoolKind] | None = by("By what it teaches.")


@strawberry.input(description="Which assets.")
class AssetFilter:
    """What assets can be filtered by."""

    kind: EnumFilter[AssetKind] | None = by("By kind.")
    status: EnumFilter[AssetStatus] | None = by("By where it stands in its life.")
    inventory_number: StringFilter | None = by("By inventory number.")
    serial_number: StringFilter | None = by("By serial number.")


@strawberry.type(
    description="How many devices in service a school has; null is not reported, which is not zero."
)
class Devices:
    """See persistence: the view school_devices."""

    desktops: int | None = strawberry.field(description="Desktop computers.")
    laptops: int | None = strawberry.field(description="Laptops.")
    tablets: int | None = strawberry.field(description="Tablets.")
    interactive_boards: int | None = strawberry.field(description="Interactive boards.")
    with_internet: int | None = strawberry.field(description="Devices of all kinds that reach the internet.")


@strawberry.type(description="What a school's connection was worth when it was last measured.")
class Connectivity:
    """See persistence: the view school_connectivity."""

    down_mbps: float | None = strawberry.field(description="Megabits a second towards the school.")
    up_mbps: float | None = strawberry.field(description="Megabits a second from the school.")
    latency_ms: float | None = strawberry.field(description="Milliseconds there and back.")
    method: MeasurementMethod = strawberry.field(description="How the figures came about.")
    measured_at: datetime = strawberry.field(description="When it was measured.")


@strawberry.federation.type(keys=["id"], description="A maker's model of equipment.")
class AssetModel:
    """See domain/asset_model.py."""

    id: strawberry.ID = strawberry.field(description="The model's id.")
    name: str = strawberry.field(description="As its maker names it.")
    manufacturer: str | None = strawberry.field(description="Who made it; null if unknown.")
    kind: AssetKind = strawberry.field(description="What kind of equipment it is.")


@strawberry.federation.type(keys=["id", "schoolId inventoryNumber"], description="One device of one school.")
class Asset:
    """See domain/asset.py."""

    id: strawberry.ID = strawberry.field(description="The asset's id.")
    school_id: strawberry.ID = strawberry.field(description="The id of the school that owns it.")
    inventory_number: str = strawberry.field(description="Its number in the school's books, unique there.")
    serial_number: str | None = strawberry.field(description="As printed on it; null if it says nothing.")
    kind: AssetKind = strawberry.field(description="What kind of equipment it is.")
    status: AssetStatus = strawberry.field(description="Where it stands in its life.")
    has_internet: bool = strawberry.field(description="Whether it reaches the internet.")
    acquired_on: date | None = strawberry.field(description="The day of purchase; null if not reported.")
    version: int = strawberry.field(description="For `expectedVersion`.")
    created_at: datetime = strawberry.field(description="When it was registered.")
    updated_at: datetime = strawberry.field(description="When it was last changed.")
    model: AssetModel = strawberry.field(description="Its maker's model.")
    school: "School" = strawberry.field(description="The school that owns it.")


@strawberry.federation.type(keys=["id", "code"], description="A region of the country.")
class Region:
    """See domain/territory.py."""

    id: strawberry.ID = strawberry.field(description="The region's id.")
    code: str = strawberry.field(description="Its code, for example `dagestan`.")
    districts: list["District"] = strawberry.field(description="The districts in it.")

    @planned(description="Its name.")
    def name(self, locale: LocaleArgument = None) -> str: ...


@strawberry.federation.type(keys=["id", "code"], description="A district of a region.")
class District:
    """See domain/territory.py."""

    id: strawberry.ID = strawberry.field(description="The district's id.")
    code: str = strawberry.field(description="Its code, for example `sergokala`.")
    region: Region = strawberry.field(description="The region it lies in.")
    schools: Connection["School"] = connection(
        description="The schools in it.", filter=SchoolFilter, order=SchoolSort
    )

    @planned(description="Its name.")
    def name(self, locale: LocaleArgument = None) -> str: ...


@strawberry.federation.type(keys=["id", "nationalCode"], description="A school of the registry.")
class School:
    """See domain/school.py."""

    id: strawberry.ID = strawberry.field(description="The school's id.")
    national_code: str = strawberry.field(description="The number by which the state knows it.")
    kind: SchoolKind = strawberry.field(description="What it teaches.")
    time_zone: str = strawberry.field(description="The zone of its days, an IANA name.")
    created_at: datetime = strawberry.field(description="When it was registered.")
    updated_at: datetime = strawberry.field(description="When it was last changed.")
    district: District = strawberry.field(description="The district it lies in.")
    devices: Devices = strawberry.field(description="How many devices it has.")
    connectivity: Connectivity | None = strawberry.field(
        description="Its latest measured connection; null if none was measured."
    )
    assets: Connection[Asset] = connection(
        description="The devices it owns.", filter=AssetFilter, order=AssetSort
    )

    @planned(description="Its name.")
    def name(self, locale: LocaleArgument = None) -> str: ...
