"""A school opens a class for a year."""

from dataclasses import dataclass

from ejournal.domain.ids import AcademicYearId, ClassId, SchoolId
from ejournal.domain.school_class import SchoolClass
from ejournal.usecases.ports import EjournalWork, NewId, Permit


@dataclass(frozen=True, slots=True)
class OpenClass:
    """`letter` is unique with school, year and grade; `capacity` counts children."""

    school: SchoolId
    academic_year: AcademicYearId
    grade: int
    letter: str
    language: str
    capacity: int


async def open_class(command: OpenClass, *, work: EjournalWork, permit: Permit, new_id: NewId) -> ClassId:
    """Opens the class; gives its id. Refuses a letter that is taken (by the database).

    A school that inventory has not told of yet may open classes: whoever may act there is known from the token.
    """
    async with work() as unit:
        permit("open_class", (await unit.copies.location(command.school)).facts())
        year = await unit.academic_years.get(command.academic_year)
        opened = SchoolClass.open(
            id=ClassId(new_id()),
            school_id=command.school,
            academic_year_id=year.id,
            grade=command.grade,
            letter=command.letter,
            language=command.language,
            capacity=command.capacity,
        )
        unit.classes.add(opened)
        return opened.id
