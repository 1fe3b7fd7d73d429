"""Who can be logged in as: one person a role, placed in a loaded district."""

from collections.abc import Mapping
from uuid import UUID

from chassis.identity.personas import Persona
from devhost.loading.ids import sandbox_contract_id, stable_id
from devhost.loading.people import Position, StaffPlan
from devhost.loading.plan import DistrictPlan, SchoolPlan

COUNTRY = "country:*"
OFFICES = {
    "ministry": "Ministry of education",
    "region": "Education office of the region",
    "district": "Education office of the district",
    "director": "Director of a school",
    "ict-coordinator": "Coordinator of computers and networks",
    "teacher": "Teacher without a class",
    "class-teacher": "Class teacher",
    "guardian": "Mother or father",
    "student": "Pupil",
    "integrator": "Ministry's integration",
    "auditor": "Auditor",
}


class NoSuchSchool(Exception):
    """No school of the table has everybody whom the personas stand for."""


def personas_without_data() -> dict[str, Persona]:
    """Before anything is loaded, only the ministry has something to look at."""
    found = {name: persona(name) for name in OFFICES}
    return found | {"ministry": persona("ministry", grants=[f"ministry@{COUNTRY}"])}


def personas_of(plan: DistrictPlan) -> dict[str, Persona]:
    """All personas, those of a school from one school. Raises NoSuchSchool."""
    return personas_without_data() | offices(plan) | people(school_with_everybody(plan))


def offices(plan: DistrictPlan) -> dict[str, Persona]:
    """Those who act for a place larger than a school."""
    grants = {
        "region": f"region@region:{plan.region_id}",
        "district": f"district@district:{plan.district_id}",
        "integrator": f"integrator@contract:{sandbox_contract_id(plan.district.code)}",
        "auditor": f"auditor@{COUNTRY}",
    }
    return {name: persona(name, grants=[grant]) for name, grant in grants.items()}


def people(school: SchoolPlan) -> dict[str, Persona]:
    """Those of one school: staff, a pupil, and the parent of that pupil."""
    head, coordinator, teacher = (first(school, position) for position in Position)
    leader = next(member for member in school.staff if member.id in leaders_of(school))
    guardian = next(guardian for guardian in school.families.guardians if len(guardian.wards) > 1)
    student = next(student for student in school.families.students if student.id in guardian.wards)
    return {
        "director": at_school(school, "director", {"teacher": head.id}, head.name.full),
        "ict-coordinator": at_school(
            school, "ict-coordinator", {"teacher": coordinator.id}, coordinator.name.full
        ),
        "teacher": at_school(school, "teacher", {"teacher": teacher.id}, teacher.name.full),
        "class-teacher": at_school(
            school, "class-teacher", {"teacher": leader.id}, leader.name.full, "teacher"
        ),
        "guardian": at_school(school, "guardian", {"guardian": guardian.id}, guardian.name.full),
        "student": at_school(school, "student", {"student": student.id}, student.name.full),
    }


def school_with_everybody(plan: DistrictPlan) -> SchoolPlan:
    """The first school with all kinds of staff, a teacher free of classes, and brothers or sisters."""
    for school in plan.schools:
        has_staff = {member.position for member in school.staff} == set(Position)
        has_free_teacher = len(leaders_of(school)) < len(school.staff) - 2
        has_siblings = any(len(guardian.wards) > 1 for guardian in school.families.guardians)
        if has_staff and has_free_teacher and has_siblings:
            return school
    raise NoSuchSchool


def leaders_of(school: SchoolPlan) -> set[UUID]:
    """The class teachers."""
    return {plan.class_teacher for plan in school.teaching}


def first(school: SchoolPlan, position: Position) -> StaffPlan:
    """The first of that position; of teachers, one who leads no class."""
    leaders = leaders_of(school)
    return next(member for member in school.staff if member.position is position and member.id not in leaders)


def at_school(
    school: SchoolPlan, name: str, person: Mapping[str, UUID], full_name: str, *other_roles: str
) -> Persona:
    """Somebody with roles at one school, who is also somebody in its registers."""
    return persona(
        name,
        grants=[f"{role.replace('-', '_')}@school:{school.id}" for role in (name, *other_roles)],
        person=[f"{kind}:{identifier}" for kind, identifier in person.items()],
        display_name=f"{full_name}, {school.row.name}",
    )


def persona(
    name: str, *, grants: list[str] | None = None, person: list[str] | None = None, display_name: str = ""
) -> Persona:
    """A persona whose subject is the same on every machine."""
    return Persona(
        name=name,
        sub=str(stable_id("persona", name)),
        displayName=display_name or OFFICES[name],
        grants=tuple(grants or ()),
        person=tuple(person or ()),
    )
