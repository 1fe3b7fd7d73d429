"""Who leads which class and who teaches what there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from devhost.loading.classes import ClassPlan
from devhost.loading.people import Position, StaffPlan

PRIMARY = "primary"
LAST_PRIMARY_GRADE = 4
SUBJECTS = (
    *("russian", "literature", "mathematics", "informatics", "history", "physics", "chemistry"),
    *("biology", "geography", "english", "physical-education"),
)


@dataclass(frozen=True, slots=True)
class TeachingPlan:
    """A class, its class teacher, and a teacher for each subject."""

    class_id: UUID
    class_teacher: UUID
    subjects: tuple[tuple[str, UUID], ...]


def plan_teaching(staff: Sequence[StaffPlan], classes: Sequence[ClassPlan]) -> tuple[TeachingPlan, ...]:
    """Class teachers in turn, the director only where there is nobody else; nobody at all where there is no staff."""
    willing = [member for member in staff if member.position is Position.TEACHER] or list(staff)
    if not willing:
        return ()
    return tuple(
        TeachingPlan(
            class_id=planned.id,
            class_teacher=(leader := willing[index % len(willing)].id),
            subjects=tuple(subjects_of(planned, index, leader, willing)),
        )
        for index, planned in enumerate(classes)
    )


def subjects_of(
    planned: ClassPlan, index: int, leader: UUID, willing: Sequence[StaffPlan]
) -> Iterator[tuple[str, UUID]]:
    """One teacher for everything in a primary grade; later one a subject, taking turns where there are several."""
    if planned.grade <= LAST_PRIMARY_GRADE:
        yield PRIMARY, leader
        return
    for number, subject in enumerate(SUBJECTS):
        able = willing[number % len(willing) :: len(SUBJECTS)]
        yield subject, able[index % len(able)].id


def subjects_by_teacher(teaching: Sequence[TeachingPlan]) -> dict[UUID, tuple[str, ...]]:
    """What each teacher teaches somewhere."""
    found: dict[UUID, set[str]] = {}
    for plan in teaching:
        for subject, teacher in plan.subjects:
            found.setdefault(teacher, set()).add(subject)
    return {teacher: tuple(sorted(subjects)) for teacher, subjects in found.items()}
