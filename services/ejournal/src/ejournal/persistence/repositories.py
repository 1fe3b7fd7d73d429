"""How classes, stays and teachings are found: what a plain repository does not know of them."""

from collections.abc import Iterable
from datetime import date

from chassis.database import Connection
from chassis.work import Repository
from ejournal.domain.ids import ClassId, SchoolId, StudentId, TeacherId
from ejournal.domain.refusals import NotFound
from ejournal.domain.school_class import SchoolClass, Teaching
from ejournal.domain.stay import Schooling, Stay
from ejournal.persistence import tables

_CURRENT = "select id from stay where student_id = $1 and until_date is null"
_TAUGHT_BY = """
select school_class.id from school_class join academic_year on academic_year.id = academic_year_id
where school_id = $2 and end_date >= $3 and (class_teacher_id = $1
    or exists (select from teaching where class_id = school_class.id and teacher_id = $1))
order by school_class.id
"""
_TAUGHT = (
    "select teacher_id, subject_code from teaching where class_id = $1 order by teacher_id, subject_code"
)
_LEAVES = "delete from teaching where class_id = $1 and teacher_id = $2"
_TEACHES_NO_MORE = "delete from teaching where class_id = $1"
_TEACHES = """
insert into teaching (class_id, teacher_id, subject_code)
select $1, taught.teacher_id, taught.subject_code
from unnest($2::uuid[], $3::text[]) as taught (teacher_id, subject_code)
"""
# Training may not have told of them yet: whoever teaches is somebody, whose name comes later.
_ARE_PERSONS = """
insert into person (id, kind) select distinct unnest($1::uuid[]), 'TEACHER' on conflict do nothing
"""


class SqlClasses(Repository[SchoolClass]):
    """The classes; parallel ones are asked for once a unit, so that thousands of newcomers cost one look each grade."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, SchoolClass, tables.SchoolClassRow, missing=NotFound)
        self._parallel: dict[Schooling, list[SchoolClass]] = {}

    async def of(self, stay: Stay) -> SchoolClass | None:
        """The class in which a pupil sits, locked; None while the pupil waits for a place."""
        return await self.get(stay.class_id) if stay.class_id else None

    async def parallel(self, schooling: Schooling) -> list[SchoolClass]:
        """The open classes of one school, year, grade and language, locked."""
        if schooling not in self._parallel:
            self._parallel[schooling] = await self.find_all(
                school_id=schooling.school_id,
                academic_year_id=schooling.academic_year_id,
                grade=schooling.grade,
                language=schooling.language,
            )
        return self._parallel[schooling]

    async def taught_by(self, teacher: TeacherId, school: SchoolId, *, since: date) -> list[SchoolClass]:
        """The classes of a school in which somebody teaches, of years that had not ended by then, locked."""
        found = await self._connection.fetch(_TAUGHT_BY, teacher, school, since)
        return [await self.get(row["id"]) for row in found]

    def add(self, aggregate: SchoolClass) -> None:
        """Takes in a new class, which may be parallel to others."""
        super().add(aggregate)
        self._parallel.clear()


class SqlStays(Repository[Stay]):
    """The stays; the current one of a pupil is asked for once a unit."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, Stay, tables.StayRow, missing=NotFound)
        self._current: dict[StudentId, Stay | None] = {}

    async def current(self, student: StudentId) -> Stay | None:
        """The stay that has no last day yet, locked."""
        if student not in self._current:
            self._current[student] = await self._locked(student)
        stay = self._current[student]
        return stay if stay and stay.is_open else None

    async def _locked(self, student: StudentId) -> Stay | None:
        while stay_id := await self._connection.fetchval(_CURRENT, student):
            stay = await self.get(stay_id)
            if stay.is_open:
                return stay
            # Somebody moved the pupil while we waited for the lock: there is a newer stay.
        return None

    def add(self, aggregate: Stay) -> None:
        """Takes in a new stay, which is the pupil's current one."""
        super().add(aggregate)
        self._current[aggregate.student_id] = aggregate


class SqlTeachings:
    """Who teaches what; written at once, since nobody asks for it in a unit."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def replace(
        self, school_class: ClassId, class_teacher: TeacherId | None, teachers: Iterable[Teaching]
    ) -> None:
        """Says anew who teaches a class."""
        teachers = list(teachers)
        ids = [taught.teacher_id for taught in teachers]
        named = [*ids, class_teacher] if class_teacher else ids
        await self._connection.execute(_TEACHES_NO_MORE, school_class)
        if teachers:
            codes = [taught.subject_code for taught in teachers]
            await self._connection.execute(_TEACHES, school_class, ids, codes)
        if named:
            await self._connection.execute(_ARE_PERSONS, named)

    async def of(self, school_class: ClassId) -> list[Teaching]:
        """Who teaches a class, as it is written."""
        rows = await self._connection.fetch(_TAUGHT, school_class)
        return [Teaching(TeacherId(row["teacher_id"]), row["subject_code"]) for row in rows]

    async def remove(self, school_class: ClassId, teacher: TeacherId) -> None:
        """Somebody teaches a class no more."""
        await self._connection.execute(_LEAVES, school_class, teacher)
