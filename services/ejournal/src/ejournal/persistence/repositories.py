"""How classes, stays and teachings are found: what a plain repository does not know of them."""

from collections.abc import Iterable

from chassis.database import Connection
from chassis.work import Repository
from ejournal.domain.ids import ClassId, StudentId, TeacherId
from ejournal.domain.refusals import NotFound
from ejournal.domain.school_class import SchoolClass, Teaching
from ejournal.domain.stay import Schooling, Stay
from ejournal.persistence import tables

_CURRENT = "select id from stay where student_id = $1 and until_date is null"
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
