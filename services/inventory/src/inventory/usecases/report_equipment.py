"""A school reports how many devices of a kind it has, or that it does not say."""

from dataclasses import dataclass
from datetime import date

from inventory.domain.equipment_report import EquipmentReport, ReportedKind
from inventory.domain.ids import ReportId, SchoolId
from inventory.usecases.ports import InventoryWork, NewId, Permit, place_of


@dataclass(frozen=True, slots=True)
class ReportEquipment:
    """`reported` is None for a cell left blank, which is not zero."""

    school: SchoolId
    kind: ReportedKind
    reported: int | None
    as_of: date


async def report_equipment(
    command: ReportEquipment, *, work: InventoryWork, permit: Permit, new_id: NewId
) -> ReportId:
    """Records the report; gives its id."""
    async with work() as unit:
        school = await unit.schools.get(command.school)
        permit("report_equipment", await place_of(school, unit))
        report = EquipmentReport(
            id=ReportId(new_id()),
            school_id=school.id,
            kind=command.kind,
            reported=command.reported,
            as_of=command.as_of,
        )
        unit.equipment_reports.add(report)
        return report.id
