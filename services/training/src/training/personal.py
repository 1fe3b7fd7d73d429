"""Training's register of personal data: the name, which goes, and the employment, which stays.

What stays are the employments: the head counts of schools and the share of certified staff on any past day rest on
them, and a class's archive leads to them. The audit is kept five years.
"""

from chassis.personal import PersonalData, PersonTable

_EMPLOYED = "how many worked in a school on a day must come out the same later, whoever they were"
_LIST = "the list that a backup is held against: without it whoever restores one brings the person back"

PERSONAL = PersonalData(
    PersonTable("teacher", {"TEACHER": "t.id = $1"}, {"display_name": "''", "sort_key": "'{}'"}),
    PersonTable(
        "employment",
        {"TEACHER": "t.teacher_id = $1"},
        kept=dict.fromkeys(("category", "subjects", "hired_on", "left_on"), _EMPLOYED),
    ),
    PersonTable(
        "erased_person",
        {"TEACHER": "t.id = $1"},
        kept=dict.fromkeys(("erased_on", "order_number", "order_date"), _LIST),
    ),
    elsewhere={"district": "the registry of districts", "school": "the registry of schools"},
)
