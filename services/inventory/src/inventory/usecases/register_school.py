"""A school enters the registry."""

from dataclasses import dataclass, field
from datetime import date

from chassis.identity.policy import Facts
from chassis.text import sort_keys
from inventory.domain.ids import DistrictId, SchoolId
from inventory.domain.refusals import CodeTaken
from inventory.domain.school import School, SchoolKind
from inventory.usecases.ports import InventoryWork, NewId, Permit


@dataclass(frozen=True, slots=True)
class RegisterSchool:
    """`national_code` is unique in the country; `name` by language; `time_zone` an IANA name."""

    district: DistrictId
    national_code: str
    name: dict[str, str]
    kind: SchoolKind
    time_zone: str
    effective_from: date
    languages: list[str] = field(default_factory=lambda: ["ru"])


async def register_school(
    command: RegisterSchool, *, work: InventoryWork, permit: Permit, new_id: NewId
) -> SchoolId:
    """Registers a school; gives its id. Refuses a national code that is taken."""
    async with work() as unit:
        district = await unit.districts.get(command.district)
        permit("register_school", Facts(district=district.id, region=district.region_id))
        if await unit.schools.find(national_code=command.national_code):
            raise CodeTaken(command.national_code)
        school = School.register(
            id=SchoolId(new_id()),
            national_code=command.national_code,
            name=command.name,
            sort_key=sort_keys(command.name),
            kind=command.kind,
            district_id=district.id,
            languages=command.languages,
            time_zone=command.time_zone,
            effective_from=command.effective_from,
        )
        unit.schools.add(school)
        return school.id
