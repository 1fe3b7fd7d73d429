"""The journal's register of personal data: names, which go, and who sat where and taught what, by ids, which stays.

What stays is the journal itself: a pupil is in one home class on any day, a class has a teacher, and both must be
readable in the year's archive under an id that leads to nobody. The audit is kept five years.
"""

from chassis.personal import PersonalData, PersonTable

_JOURNAL = "the journal of a class is an archive: it says that somebody sat and taught there, not who"
_ANSWERED = "who answered for whom, by ids alone: access that was given in the past is explained by it"
_LIST = "the list that a backup is held against: without it whoever restores one brings the person back"

_ANYBODY = ("STUDENT", "APPLICANT", "GUARDIAN", "TEACHER")
_CHILD = {"STUDENT": "t.student_id = $1", "APPLICANT": "t.student_id = $1"}

PERSONAL = PersonalData(
    PersonTable(
        "person",
        dict.fromkeys(_ANYBODY, "t.id = $1"),
        {"display_name": "null", "sort_key": "null"},
        {"kind": _JOURNAL},
    ),
    PersonTable(
        "stay", _CHILD, kept=dict.fromkeys(("grade", "language", "from_date", "until_date"), _JOURNAL)
    ),
    PersonTable(
        "guardianship",
        _CHILD | {"GUARDIAN": "t.guardian_id = $1"},
        kept=dict.fromkeys(("from_date", "until_date", "ended_on"), _ANSWERED),
    ),
    PersonTable("staff_leaving", {"TEACHER": "t.teacher_id = $1"}, goes=True),
    PersonTable("teaching", {"TEACHER": "t.teacher_id = $1"}, kept={"subject_code": _JOURNAL}),
    PersonTable(
        "school_class",
        {"TEACHER": "t.class_teacher_id = $1"},
        plain=("letter", "language"),
    ),
    PersonTable(
        "forgotten_person",
        dict.fromkeys(_ANYBODY, "t.id = $1"),
        kept=dict.fromkeys(("kind", "forgotten_on"), _LIST),
    ),
    elsewhere={
        "academic_year": "the calendar",
        "district": "the registry of districts",
        "school": "the registry of schools",
    },
    views={"student": "person", "teacher": "person"},
)
