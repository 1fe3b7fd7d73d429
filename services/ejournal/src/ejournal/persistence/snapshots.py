"""The latest states of the journal, in the words of its events."""

from chassis.events.snapshots import Snapshot

_YEARS = """
select id as key, null::uuid[] as places, jsonb_build_array(jsonb_build_object(
    'type', 'AcademicYearOpened', 'data', jsonb_build_object(
        'academicYearId', id, 'code', code, 'startDate', start_date, 'endDate', end_date))) as told
from academic_year
"""

# Who left the class is told too: whoever missed it would leave the pupil in it.
_CLASSES = """
select school_class.id as key, array_remove(array[school.id, district.id, district.region_id], null) as places,
    jsonb_build_array(
        jsonb_build_object('type', 'ClassOpened', 'data', jsonb_build_object(
            'classId', school_class.id, 'schoolId', school_id, 'academicYearId', academic_year_id, 'grade', grade,
            'letter', letter, 'language', school_class.language, 'capacity', capacity,
            'classTeacherId', class_teacher_id)),
        jsonb_build_object('type', 'ClassTeachersChanged', 'data', jsonb_build_object(
            'classId', school_class.id, 'classTeacherId', class_teacher_id, 'teachers', coalesce((
                select jsonb_agg(jsonb_build_object('teacherId', teacher_id, 'subjectCode', subject_code)
                                 order by teacher_id, subject_code)
                from teaching where class_id = school_class.id), '[]'))))
    || coalesce((
        select jsonb_agg(step.told order by stay.from_date, stay.id, step.number)
        from stay cross join lateral (values
            (1, jsonb_build_object('type', 'StudentPlacedInClass', 'data', jsonb_build_object(
                'classId', class_id, 'studentId', student_id, 'fromDate', from_date)), true),
            (2, jsonb_build_object('type', 'StudentLeftClass', 'data', jsonb_build_object(
                'classId', class_id, 'studentId', student_id, 'untilDate', until_date)), until_date is not null)
        ) as step (number, told, is_so)
        where stay.class_id = school_class.id and step.is_so), '[]') as told
from school_class
left join school on school.id = school_id
left join district on district.id = district_id
"""

# Read by our own services alone, as the stream is: after a restore they learn here whom they must forget.
_FORGOTTEN = """
select id as key, null::uuid[] as places, jsonb_build_array(jsonb_build_object(
    'type', 'PersonForgotten', 'data', jsonb_build_object(
        'personId', id, 'kind', 'FORGOTTEN_KIND_' || kind, 'forgottenOn', forgotten_on))) as told
from forgotten_person
"""

SNAPSHOTS = (
    Snapshot("academic-years", "bilim.ejournal.academic-year.v1", _YEARS),
    Snapshot("classes", "bilim.ejournal.class.v1", _CLASSES),
    Snapshot("forgotten", "bilim.ejournal.person.v1", _FORGOTTEN, is_personal=True),
)
