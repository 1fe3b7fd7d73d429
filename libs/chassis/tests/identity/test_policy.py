"""What a policy answers: as SQL to reads, as decisions to use cases, as refusals at the start."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest

from chassis.identity import Caller, Forbidden, Grant, OutOfScope, Person, Purpose, Unauthenticated, Viewer
from chassis.identity.policy import (
    COUNTRY,
    DISTRICT,
    OWN_CLASS,
    PUBLIC,
    SCHOOL,
    SELF,
    SERVICE,
    WARDS,
    Decision,
    Facts,
    MalformedPolicy,
    Policy,
    answer,
    as_markdown,
    may,
    reach,
    resource,
    total,
)

D1, S1, S2, GULNARA, MARAT = (str(UUID(int=number)) for number in range(1, 6))
AT_S1 = Facts(district=UUID(D1), school=UUID(S1), guardians=[UUID(GULNARA)], class_teachers=[UUID(MARAT)])

STUDENT = resource(
    "Student",
    "A pupil.",
    reach(
        district="{t}.district_id = any({district_ids})",
        school="{t}.school_id = any({school_ids})",
        own_class="{t}.teacher_id = any({teacher_ids})",
        wards="{t}.guardian_id = any({guardian_ids})",
    ),
    read=may(
        ministry=COUNTRY.aggregate,
        district=DISTRICT.pseudonymous,
        director=SCHOOL,
        ict_coordinator=SCHOOL,
        class_teacher=(OWN_CLASS, SCHOOL.pseudonymous),
        guardian=WARDS,
        auditor=COUNTRY.for_purpose(Purpose.AUDIT),
        integrator=COUNTRY.assured(2),
        service=SERVICE,
    ),
    enrol_student=may(director=SCHOOL, district=DISTRICT),
    erase_student=may(ministry=COUNTRY.by_two_persons),
)
SCHOOLS = resource("School", "A school.", read=may(public=PUBLIC))
COUNT = total("School.studentCount", "Pupils.", read=may(district=DISTRICT, ministry=COUNTRY.aggregate))
POLICY = Policy("enrollment", STUDENT, SCHOOLS, COUNT)


@dataclass(frozen=True)
class Condition:
    """A reader's piece of SQL."""

    text: str
    parameters: dict[str, Any]


@dataclass
class Asked:
    """A shape: answers for one caller and remembers the questions."""

    caller: Caller
    questions: list[Any] = field(default_factory=list)

    def ask(self, question: Any) -> Any:
        self.questions.append(question)
        return answer(self.caller, question)


READS = POLICY.reads(
    lambda text, **parameters: Condition(text, parameters), lambda code, message: (code, message)
)
SHOWN = POLICY.shown(lambda text, **parameters: Condition(text, parameters))


def caller(*grants: str, persons: tuple[str, ...] = (), purpose: str | None = None, loa: int = 0) -> Caller:
    viewer = Viewer(
        "amina",
        grants=tuple(filter(None, map(Grant.parse, grants))),
        persons=tuple(filter(None, map(Person.parse, persons))),
        loa=loa,
    )
    return Caller(viewer, purpose=purpose)


ANYBODY = Caller(Viewer())
DIRECTOR = caller(f"director@school:{S1}")
OFFICE = caller(f"district@district:{D1}")
GUARDIAN = caller(f"guardian@school:{S1}", persons=(f"guardian:{GULNARA}",))
MINISTRY = caller("ministry@country:*")


def read(of: str, who: Caller) -> Any:
    return READS[of](Asked(who))


def test_a_scope_becomes_sql_over_the_callers_ids() -> None:
    found = read("Student", DIRECTOR)

    assert found.text == "({t}.school_id = any({school_ids}))"
    assert found.parameters["school_ids"](DIRECTOR) == [UUID(S1)]


def test_the_scopes_of_all_roles_are_joined_by_or() -> None:
    parent_and_director = caller(
        f"director@school:{S1}", f"guardian@school:{S2}", persons=(f"guardian:{GULNARA}",)
    )

    found = read("Student", parent_and_director)

    assert found.text == "({t}.school_id = any({school_ids})) or ({t}.guardian_id = any({guardian_ids}))"
    # A guardian's grant over a school opens no school.
    assert found.parameters["school_ids"](parent_and_director) == [UUID(S1)]
    assert found.parameters["guardian_ids"](parent_and_director) == [UUID(GULNARA)]


def test_roles_with_one_scope_share_one_condition() -> None:
    both = caller(f"director@school:{S1}", f"ict_coordinator@school:{S2}")

    assert read("Student", both).parameters["school_ids"](both) == [UUID(S1), UUID(S2)]


def test_authority_narrows_downward() -> None:
    office_of_one_school = caller(f"district@school:{S1}")

    assert read("Student", office_of_one_school).text == "({t}.school_id = any({school_ids}))"
    assert POLICY.decide(office_of_one_school, "enrol_student", AT_S1).value == "allowed"


def test_authority_never_widens() -> None:
    director_of_everything = caller("director@country:*")

    assert read("Student", director_of_everything).text == "false"
    with pytest.raises(OutOfScope):
        POLICY.permit(director_of_everything, "enrol_student", AT_S1)


def test_without_a_row_reading_is_forbidden() -> None:
    assert read("Student", caller(f"student@school:{S1}"))[0] == "FORBIDDEN"


def test_without_a_row_the_anonymous_are_told_to_log_in() -> None:
    assert read("Student", ANYBODY)[0] == "UNAUTHENTICATED"
    with pytest.raises(Unauthenticated):
        POLICY.permit(ANYBODY, "enrol_student", AT_S1)


def test_what_is_public_is_everyones() -> None:
    for who in (ANYBODY, GUARDIAN, MINISTRY):
        assert read("School", who).text == "true"


def test_a_row_of_totals_opens_no_record_and_says_so() -> None:
    code, message = read("Student", MINISTRY)

    assert (code, "totals" in message) == ("FORBIDDEN", True)
    assert POLICY.decide(MINISTRY, "read", AT_S1, resource="Student").value == "forbidden"


def test_a_total_follows_the_record_it_hangs_on() -> None:
    assert read("School.studentCount", OFFICE).text == "true"
    assert read("School.studentCount", MINISTRY).text == "true"
    assert read("School.studentCount", GUARDIAN)[0] == "FORBIDDEN"


def test_what_is_only_acted_on_is_not_read() -> None:
    paper = resource("Paper", "A paper.", {}, sign=may(auditor=COUNTRY))
    acted_on = Policy("desk", paper, SCHOOLS)

    assert acted_on.reads(Condition, lambda *_: None).keys() == {"School"}
    assert acted_on.shown(Condition).keys() == {"School"}


def test_a_purpose_opens_what_needs_one() -> None:
    auditor = ("auditor@country:*",)

    code, message = read("Student", caller(*auditor))
    assert (code, "Bilim-Purpose" in message) == ("FORBIDDEN", True)
    assert read("Student", caller(*auditor, purpose="HEALTH"))[0] == "FORBIDDEN"
    assert read("Student", caller(*auditor, purpose="AUDIT")).text == "true"


def test_assurance_opens_what_needs_it() -> None:
    assert read("Student", caller("integrator@country:*", loa=1))[0] == "FORBIDDEN"
    assert read("Student", caller("integrator@country:*", loa=2)).text == "true"


@pytest.mark.parametrize("loa", [0, 1, 2, 3])
@pytest.mark.parametrize("purpose", [None, Purpose.HEALTH, Purpose.AUDIT])
def test_a_use_case_needs_the_purpose_and_the_assurance_of_its_row_both(
    loa: int, purpose: Purpose | None
) -> None:
    paper = resource("Paper", "A paper.", {}, sign=may(auditor=COUNTRY.for_purpose(Purpose.AUDIT).assured(2)))
    auditor = caller("auditor@country:*", purpose=purpose, loa=loa)

    decision = Policy("desk", paper).decide(auditor, "sign", Facts())

    may_sign = purpose is Purpose.AUDIT and loa >= 2
    assert decision is (Decision.ALLOWED if may_sign else Decision.FORBIDDEN)


def test_a_read_decides_as_its_sql_does_where_a_scope_has_none() -> None:
    paper = resource(
        "Paper",
        "A paper.",
        reach(district="{t}.district_id = any({district_ids})"),
        read=may(district=DISTRICT),
    )
    of_a_school = caller(f"district@school:{S1}")

    decision = Policy("desk", paper).decide(of_a_school, "read", AT_S1, resource="Paper")

    assert decision is Decision.OUT_OF_SCOPE


def test_who_does_not_log_in_is_assured_of_nothing() -> None:
    paper = resource("Paper", "A paper.", {}, sign=may(public=PUBLIC.assured(1)))

    assert Policy("desk", paper).decide(ANYBODY, "sign", Facts()) is Decision.FORBIDDEN


def test_an_id_is_of_the_person_that_it_names_and_of_no_other_kind() -> None:
    both = caller("guardian@country:*", persons=(f"teacher:{GULNARA}", f"guardian:{MARAT}"))

    assert both.viewer.person_ids("guardian") == [UUID(MARAT)]
    assert both.viewer.person_ids() == [UUID(GULNARA), UUID(MARAT)]
    seen = POLICY.decide(both, "read", Facts(guardians=[UUID(GULNARA)]), resource="Student")
    assert seen is Decision.OUT_OF_SCOPE


def test_an_integrator_of_a_district_stays_in_it() -> None:
    assert (
        read("Student", caller(f"integrator@district:{D1}", loa=2)).text
        == "({t}.district_id = any({district_ids}))"
    )


def test_personal_fields_are_shown_where_a_full_view_reaches() -> None:
    teacher = caller(f"class_teacher@school:{S1}", persons=(f"teacher:{MARAT}",))

    assert " or " in read("Student", teacher).text
    assert SHOWN["Student"](Asked(teacher)).text == "({t}.teacher_id = any({teacher_ids}))"
    assert SHOWN["Student"](Asked(OFFICE)).text == "false"
    assert SHOWN["Student"](Asked(DIRECTOR)).text == read("Student", DIRECTOR).text


def test_a_read_asks_nothing_that_it_does_not_need() -> None:
    shape = Asked(DIRECTOR)

    READS["Student"](shape)

    assert set(shape.questions) == {"held"}


def test_no_answer_holds_an_id() -> None:
    shape = Asked(caller(f"director@school:{S1}", "auditor@country:*", "integrator@country:*"))

    READS["Student"](shape)

    assert S1 not in repr([answer(shape.caller, question) for question in shape.questions])


def test_an_unknown_question_is_a_mistake() -> None:
    with pytest.raises(LookupError):
        answer(ANYBODY, "age")


def test_a_use_case_goes_on_where_the_role_reaches() -> None:
    POLICY.permit(DIRECTOR, "enrol_student", AT_S1)
    POLICY.permit(OFFICE, "enrol_student", AT_S1)


def test_who_has_no_row_is_turned_away_before_anything_is_looked_up() -> None:
    POLICY.admit(DIRECTOR, "enrol_student")

    with pytest.raises(Forbidden):
        POLICY.admit(GUARDIAN, "enrol_student")
    with pytest.raises(Unauthenticated):
        POLICY.admit(ANYBODY, "enrol_student")


def test_elsewhere_looks_like_nowhere() -> None:
    with pytest.raises(OutOfScope) as refused:
        POLICY.permit(DIRECTOR, "enrol_student", Facts(school=UUID(S2), district=UUID(D1)))

    assert refused.value.code == "NOT_FOUND"


def test_facts_that_are_not_told_reach_nobody() -> None:
    with pytest.raises(OutOfScope):
        POLICY.permit(DIRECTOR, "enrol_student", Facts())


def test_a_role_without_a_row_may_not() -> None:
    with pytest.raises(Forbidden):
        POLICY.permit(GUARDIAN, "enrol_student", AT_S1)


@pytest.mark.parametrize(("requested_by", "allowed"), [(None, False), ("amina", False), ("timur", True)])
def test_two_persons_are_two(requested_by: str | None, allowed: bool) -> None:
    decision = POLICY.decide(MINISTRY, "erase_student", Facts(requested_by=requested_by))

    assert decision.value == ("allowed" if allowed else "forbidden")


def test_a_record_can_be_ones_own() -> None:
    policy = Policy(
        "x", resource("Job", "A job.", reach(self="{t}.sub = {subject}"), read=may(guardian=SELF))
    )

    assert policy.decide(GUARDIAN, "read", Facts(subject="amina"), resource="Job").value == "allowed"
    assert policy.decide(GUARDIAN, "read", Facts(subject="timur"), resource="Job").value == "out of scope"
    assert policy.decide(GUARDIAN, "read", Facts(persons=[UUID(GULNARA)]), resource="Job").value == "allowed"


def test_the_public_may_see_what_is_published() -> None:
    policy = Policy("x", resource("Run", "A run.", reach(public="{t}.published"), read=may(public=PUBLIC)))

    assert policy.decide(ANYBODY, "read", Facts(is_published=True), resource="Run").value == "allowed"
    assert policy.decide(ANYBODY, "read", Facts(), resource="Run").value == "out of scope"


@pytest.mark.parametrize(
    ("conditions", "complaint"),
    [
        (reach(school="{t}.school_id = any({district_ids})"), "may not name"),
        (reach(school="{t}.open"), "opens every row"),
        (reach(public="{t}.id = any({school_ids})"), "may not name"),
        (reach(wards="{t}.id = any({student_ids})"), "may not name"),
        ({}, "SCHOOL, whose SQL"),
    ],
)
def test_a_policy_that_cannot_mean_it_does_not_start(conditions: Any, complaint: str) -> None:
    with pytest.raises(MalformedPolicy, match=complaint):
        resource("Thing", "A thing.", conditions, read=may(director=SCHOOL))


def test_a_mutation_without_a_row_stops_the_start() -> None:
    POLICY.require_rows(["enrolStudent", "eraseStudent"])

    with pytest.raises(MalformedPolicy, match="no row for expelStudent"):
        POLICY.require_rows(["enrolStudent", "expelStudent"])


def test_an_action_belongs_to_one_resource() -> None:
    with pytest.raises(MalformedPolicy, match="enrol_student has rows in two"):
        Policy("x", STUDENT, resource("Pupil", "The same.", enrol_student=may(director=SCHOOL)))
    with pytest.raises(MalformedPolicy, match="named twice"):
        Policy("x", SCHOOLS, SCHOOLS)


def test_the_matrix_has_a_cell_for_every_role_also_where_it_is_empty() -> None:
    cells = list(POLICY.cells())

    assert len(cells) == 5 * 13
    assert sum(1 for cell in cells if cell.rules) == 9 + 2 + 1 + 1 + 2


def test_the_table_reads_as_people_discuss_it() -> None:
    table = as_markdown(POLICY)

    assert "## Student\n\nA pupil.\n" in table
    assert "| `erase_student` | COUNTRY, two persons | – |" in table
    assert "OWN_CLASS; SCHOOL, pseudonymous" in table
    assert "COUNTRY, for AUDIT" in table
    assert "COUNTRY, assured 2" in table
    assert "* SCHOOL: `{t}.school_id = any({school_ids})`" in table
