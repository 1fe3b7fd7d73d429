"""Everybody one can log in as is somebody in the loaded data."""

from pathlib import Path

from chassis.identity.personas import read_personas, write_personas
from devhost.loading.personas import personas_of, personas_without_data
from devhost.loading.plan import DistrictPlan

NAMES = [
    *("ministry", "region", "district", "director", "ict-coordinator", "teacher", "class-teacher"),
    *("guardian", "student", "integrator", "auditor"),
]


def person_of(plan: DistrictPlan, name: str) -> str:
    (person,) = personas_of(plan)[name].person
    return person.partition(":")[2]


def test_there_is_one_persona_a_role(plan: DistrictPlan) -> None:
    assert list(personas_of(plan)) == NAMES


def test_the_district_persona_has_the_loaded_district(plan: DistrictPlan) -> None:
    assert personas_of(plan)["district"].grants == (f"district@district:{plan.district_id}",)


def test_the_class_teacher_has_a_class_and_the_teacher_only_lessons(plan: DistrictPlan) -> None:
    leaders = {str(taught.class_teacher) for school in plan.schools for taught in school.teaching}
    teachers = {
        str(teacher)
        for school in plan.schools
        for taught in school.teaching
        for _, teacher in taught.subjects
    }

    assert person_of(plan, "class-teacher") in leaders
    assert person_of(plan, "teacher") in teachers - leaders


def test_the_student_is_a_ward_of_the_guardian(plan: DistrictPlan) -> None:
    guardians = {str(person.id): person for school in plan.schools for person in school.families.guardians}

    wards = {str(ward) for ward in guardians[person_of(plan, "guardian")].wards}

    assert person_of(plan, "student") in wards


def test_without_data_only_the_ministry_has_grants() -> None:
    personas = personas_without_data()

    assert list(personas) == NAMES
    assert [name for name, persona in personas.items() if persona.grants] == ["ministry"]


def test_what_is_written_can_be_read_by_the_issuer(plan: DistrictPlan, tmp_path: Path) -> None:
    personas = personas_of(plan)

    write_personas(tmp_path / "personas.json", personas)

    assert read_personas(tmp_path / "personas.json") == personas
