"""The latest states of enrollment, in the words of its events."""

from chassis.events.snapshots import Snapshot

_STUDENTS = """
select student.id as key, array_remove(array[school.id, district.id, district.region_id], null) as places,
    jsonb_build_array(jsonb_build_object(
    'type', 'StudentEnrolled', 'data', jsonb_build_object(
        'studentId', student.id, 'schoolId', enrolment.school_id, 'grade', enrolment.grade,
        'academicYearId', enrolment.academic_year_id, 'academicYearCode', academic_year.code,
        'order', jsonb_build_object('number', order_number, 'date', order_date),
        'enrolledOn', enrolled_on, 'language', enrolment.language))) as told
from student
join enrolment on enrolment.id = current_enrolment_id
left join academic_year on academic_year.id = enrolment.academic_year_id
left join school on school.id = student.school_id
left join district on district.id = school.district_id
"""

# What was ended is told too: whoever missed it would leave it open.
_GUARDIANSHIPS = """
select student.id as key, array_remove(array[school.id, district.id, district.region_id], null) as places,
    (select jsonb_agg(step.told order by guardianship.from_date, guardianship.id, step.number)
     from guardianship cross join lateral (values
        (1, jsonb_build_object('type', 'GuardianshipGranted', 'data', jsonb_build_object(
            'studentId', student_id, 'guardianId', guardian_id, 'kind', 'GUARDIANSHIP_KIND_' || kind,
            'fromDate', from_date, 'untilDate', until_date)), true),
        (2, jsonb_build_object('type', 'GuardianshipEnded', 'data', jsonb_build_object(
            'studentId', student_id, 'guardianId', guardian_id, 'on', ended_on)), ended_on is not null)
     ) as step (number, told, is_so)
     where guardianship.student_id = student.id and step.is_so) as told
from student
left join school on school.id = student.school_id
left join district on district.id = school.district_id
where exists (select from guardianship where student_id = student.id)
"""

_PERSONS = """
select person.id as key, event_places(array[person.id]) as places, jsonb_build_array(
    case when erased_person.id is null then jsonb_build_object(
        'type', 'PersonChanged', 'data', jsonb_build_object(
            'personId', person.id, 'kind', 'PERSON_KIND_' || person.kind, 'displayName', display_name,
            'sortKey', sort_key))
    else jsonb_build_object('type', 'PersonErased', 'data', jsonb_build_object(
        'personId', person.id, 'kind', 'PERSON_KIND_' || person.kind)) end) as told
from (
    select id, display_name, sort_key, 'STUDENT' as kind from student
    union all select id, display_name, sort_key, 'GUARDIAN' from guardian
) as person
left join erased_person using (id)
"""

SNAPSHOTS = (
    Snapshot("students", "bilim.enrollment.student.v1", _STUDENTS),
    Snapshot("guardianships", "bilim.enrollment.guardian.v1", _GUARDIANSHIPS),
    Snapshot("persons", "bilim.enrollment.person.v1", _PERSONS, is_personal=True, erased="PersonErased"),
)
