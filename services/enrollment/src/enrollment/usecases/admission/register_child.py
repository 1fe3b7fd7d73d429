"""A family makes a child known, with the papers that say who it is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from chassis.identity.policy import Facts
from chassis.text import sort_keys
from enrollment.domain.admission.child import Child, ChildGuardian, CivilRecord
from enrollment.domain.admission.ids import ChildGuardianId, ChildId, ContractId
from enrollment.domain.guardianship import GuardianshipKind
from enrollment.domain.ids import GuardianId
from enrollment.domain.reference import School
from enrollment.usecases.admission.ports import (
    AdmissionUnit,
    AdmissionWork,
    CivilRegister,
    Document,
    NewId,
    Permit,
    Seals,
    Today,
    channel_of,
    place_of,
)


@dataclass(frozen=True, slots=True)
class RegisterChild:
    """`area` is the code of the home on the catchment map, where it is known; `contract` is named by a channel."""

    guardian: GuardianId
    kind: GuardianshipKind
    display_name: str
    birth_date: date
    documents: Sequence[Document]
    area: str | None = None
    contract: ContractId | None = None


async def register_child(
    command: RegisterChild,
    *,
    work: AdmissionWork,
    permit: Permit,
    new_id: NewId,
    today: Today,
    seals: Seals,
    register: CivilRegister,
) -> ChildId:
    """Registers a child under the first id that `new_id` makes. Refuses the dead, the doubled and the over-aged."""
    async with work() as unit:
        guardian = await unit.guardians.get(command.guardian)
        school = await unit.schools.get(guardian.registered_by)
        permit("register_child", await _place(command, school, unit))
        record = await _record(command, ChildId(new_id()), unit, seals, register)
        child = Child.register(
            record,
            today=today(school.time_zone),
            display_name=command.display_name,
            sort_key=sort_keys({"ru": command.display_name}),
            birth_date=command.birth_date,
            registered_by=guardian.id,
            area=command.area,
            documents=tuple(seals.store(document) for document in command.documents),
        )
        unit.children.add(child)
        unit.child_guardians.add(
            ChildGuardian(
                ChildGuardianId(new_id()), child.id, guardian.id, command.kind, today(school.time_zone)
            )
        )
        return child.id


async def _place(command: RegisterChild, school: School, unit: AdmissionUnit) -> Facts:
    """What names a contract is brought by its holder, whom the guardian lets act, and by nobody else."""
    if command.contract is None:
        return replace(place_of(school), guardians=[command.guardian])
    district, schools = school.district_id, [school.id]
    return Facts(contract=await channel_of(command.contract, [command.guardian], district, schools, unit))


async def _record(
    command: RegisterChild, child: ChildId, unit: AdmissionUnit, seals: Seals, register: CivilRegister
) -> CivilRecord:
    """What the register and our own books know of who holds these documents."""
    matches = [(each.kind, match) for each in command.documents for match in seals.matches(each)]
    known = await unit.children.with_any_of(matches) if matches else None
    entries = [await register.look_up(document) for document in command.documents]
    entry = next((entry for entry in entries if entry is not None), None)
    if entry is None:
        return CivilRecord(child, command.birth_date, same_person=known)
    return CivilRecord(child, entry.birth_date, entry.died_on, known)
