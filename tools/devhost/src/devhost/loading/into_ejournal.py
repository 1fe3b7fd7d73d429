"""Tells the journal of a school year, its classes and who teaches them."""

from typing import Any

from chassis.work import Work
from devhost.loading.classes import LANGUAGE
from devhost.loading.giving import ids_from, installer
from devhost.loading.plan import SchoolPlan, SchoolYear
from ejournal.domain.ids import AcademicYearId, ClassId, SchoolId, TeacherId
from ejournal.domain.school_class import Teaching
from ejournal.usecases.open_academic_year import OpenAcademicYear, open_academic_year
from ejournal.usecases.open_class import OpenClass, open_class
from ejournal.usecases.set_class_teachers import SetClassTeachers, set_class_teachers


async def school_year(year: SchoolYear, work: Work[Any]) -> None:
    """The year in which the pupils are."""
    command = OpenAcademicYear(year.code, year.starts, year.ends)
    await open_academic_year(command, work=work, permit=installer, new_id=ids_from(year.id))


async def classes(year: SchoolYear, planned: SchoolPlan, work: Work[Any]) -> None:
    """The classes of a school; the pupils find their places in them when they are enrolled."""
    for opened in planned.classes:
        command = OpenClass(
            school=SchoolId(planned.id),
            academic_year=AcademicYearId(year.id),
            grade=opened.grade,
            letter=opened.letter,
            language=LANGUAGE,
            capacity=opened.capacity,
        )
        await open_class(command, work=work, permit=installer, new_id=ids_from(opened.id))


async def teachers(planned: SchoolPlan, work: Work[Any]) -> None:
    """Who leads each class and who teaches what in it."""
    for taught in planned.teaching:
        command = SetClassTeachers(
            ClassId(taught.class_id),
            TeacherId(taught.class_teacher),
            tuple(Teaching(TeacherId(teacher), subject) for subject, teacher in taught.subjects),
        )
        await set_class_teachers(command, work=work, permit=installer)
