"""Enrollment's register of personal data: which rows are about whom, what goes when they are forgotten, what stays.

What stays is what the school's decisions rest on, under an id that leads to nobody: the order that made a pupil (an
enrolment needs an order, and it is told exactly once), the queue, which anybody may run again and must find as it was
(same input, same order), the basis and the term of a rejection, and the audit, kept five years.
"""

from chassis.personal import PersonalData, PersonTable

_ORDER = "an order that made a child a pupil is a record of the school's, whoever the pupil was"
_QUEUE = "the queue must come out the same whenever it is run again, under a pseudonym of one campaign"
_DECISION = "a decision names its basis and its term, for an appeal and for who examines the office"
_YEAR = "of the birth date the year stays, for statistics: it tells nobody apart"
_ANSWERED = "who answered for whom, by ids alone: access that was given in the past is explained by it"

_FORGOTTEN = {"display_name": "''", "sort_key": "'{}'"}
_UNBORN = "date_trunc('year', birth_date)::date"
_SAME_CHILD = "(select child.id from child where child.id = $1 or child.merged_into = $1)"
_APPLICATIONS = f"(select application.id from application where application.child_id in {_SAME_CHILD})"  # noqa: S608 - our own words


def _child(condition: str) -> dict[str, str]:
    # A child that became a pupil keeps its id: who asks for the one is answered for both.
    return {"STUDENT": condition, "APPLICANT": condition}


_BY_CHILD = _child(f"t.child_id in {_SAME_CHILD}")
_BY_APPLICATION = _child(f"t.application_id in {_APPLICATIONS}")

PERSONAL = PersonalData(
    PersonTable("student", _child("t.id = $1"), _FORGOTTEN | {"birth_date": _UNBORN}, {"birth_date": _YEAR}),
    PersonTable(
        "enrolment",
        _child("t.student_id = $1"),
        kept={"order_number": _ORDER, "order_date": _ORDER, "enrolled_on": _ORDER, "language": _ORDER},
    ),
    PersonTable("guardian", {"GUARDIAN": "t.id = $1"}, _FORGOTTEN),
    PersonTable(
        "guardianship",
        _child("t.student_id = $1") | {"GUARDIAN": "t.guardian_id = $1"},
        kept=dict.fromkeys(("kind", "from_date", "until_date", "ended_on"), _ANSWERED),
    ),
    PersonTable(
        "placement", _child("t.student_id = $1"), kept=dict.fromkeys(("from_date", "until_date"), _ORDER)
    ),
    PersonTable(
        "child",
        _child("(t.id = $1 or t.merged_into = $1)"),
        _FORGOTTEN | {"birth_date": _UNBORN, "died_on": "null", "area": "null"},
        {"birth_date": _YEAR},
    ),
    PersonTable("child_document", _BY_CHILD, goes=True, sealed=("sealed", "match")),
    PersonTable(
        "child_guardian",
        _BY_CHILD | {"GUARDIAN": "t.guardian_id = $1"},
        kept=dict.fromkeys(("kind", "from_date", "ended_on"), _ANSWERED),
    ),
    PersonTable(
        "channel_consent",
        {"GUARDIAN": "t.guardian_id = $1"},
        kept=dict.fromkeys(("contract_id", "given_on", "ended_on"), _ANSWERED),
    ),
    PersonTable(
        "application",
        _BY_CHILD,
        {"defects": "'{}'"},
        {
            **dict.fromkeys(("child_ref", "receipt_no", "kind", "state", "channel"), _QUEUE),
            **dict.fromkeys(("registration_no", "legal_basis", "appeal_until"), _DECISION),
        },
    ),
    PersonTable("choice", _BY_APPLICATION, kept={"metres": _QUEUE}),
    PersonTable(
        "claim",
        _BY_APPLICATION,
        {"reason": "''"},
        {
            **dict.fromkeys(("category", "state", "valid_until"), _QUEUE),
            "decided_by": _DECISION,
        },
    ),
    PersonTable("held_seat", _BY_APPLICATION),
    PersonTable("queue_fact", _BY_APPLICATION, kept=dict.fromkeys(("kind", "rule", "after"), _QUEUE)),
    PersonTable("queue_entry", _BY_APPLICATION, kept={"key": _QUEUE}),
    PersonTable(
        "queue_step",
        _BY_APPLICATION,
        kept=dict.fromkeys(("kind", "rule", "before_key", "after_key"), _QUEUE),
    ),
    PersonTable("explanation", _BY_APPLICATION, kept={"key": _QUEUE}),
    PersonTable("offer", _BY_APPLICATION, kept=dict.fromkeys(("language", "profile", "state"), _QUEUE)),
    PersonTable(
        "appeal",
        _BY_APPLICATION,
        {"grounds": "''", "reasons": "null", "answer": "null"},
        dict.fromkeys(("state", "filed_on", "carry_on_until"), _DECISION),
    ),
    PersonTable(
        "person_export",
        dict.fromkeys(("STUDENT", "GUARDIAN", "APPLICANT", "TEACHER"), "t.person_id = $1"),
        goes=True,
        sealed=("private_key", "document"),
    ),
    PersonTable(
        "erased_person",
        dict.fromkeys(("STUDENT", "GUARDIAN", "APPLICANT"), "t.id = $1"),
        kept=dict.fromkeys(
            ("kind", "erased_on", "order_number", "order_date"),
            "the list that a backup is held against: without it whoever restores one brings the person back",
        ),
    ),
    elsewhere={
        "academic_year": "the calendar",
        "allocation_file": "the published input and result of a run, under pseudonyms of one campaign",
        "allocation_run": "runs, with the accounts of who asked and their hashes",
        "allocation_seed": "sealed seeds",
        "campaign": "campaigns",
        "catchment": "which school takes which area first, and how far areas are from schools",
        "class": "classes and the ids of their teachers",
        "district": "the registry of districts",
        "job": "long work over whole campaigns",
        "queue": "queues as a whole",
        "rule_pack": "rules",
        "school": "the registry of schools",
        "seat_order": "orders about seats",
        "seat_plan": "seats",
        "seat_proposal": "seats that a director proposed, and what the office answered",
        "wave": "the days of waves",
    },
    given=("documents", "number"),
)
