"""The latest states of training, in the words of its events."""

from chassis.events.snapshots import Snapshot

# Who has left is told too: whoever missed it would keep them for ever.
_TEACHERS = """
select teacher.id as key,
    array(select distinct unnest(array[school.id, district.id, district.region_id])
          from employment join school on school.id = school_id join district on district.id = district_id
          where teacher_id = teacher.id and left_on is null) as places,
    (select jsonb_agg(step.told order by employment.hired_on nulls first, employment.id, step.number)
     from employment cross join lateral (values
        (1, jsonb_build_object('type', 'StaffRegistered', 'data', jsonb_build_object(
            'teacherId', teacher_id, 'schoolIds', jsonb_build_array(school_id),
            'category', 'STAFF_CATEGORY_' || category, 'subjects', subjects, 'hiredOn', hired_on)), true),
        (2, jsonb_build_object('type', 'StaffLeft', 'data', jsonb_build_object(
            'teacherId', teacher_id, 'schoolId', school_id, 'leftOn', left_on)), left_on is not null)
     ) as step (number, told, is_so)
     where employment.teacher_id = teacher.id and step.is_so) as told
from teacher where exists (select from employment where teacher_id = teacher.id)
"""

_PERSONS = """
select teacher.id as key, event_places(array[teacher.id]) as places, jsonb_build_array(
    case when erased_person.id is null then jsonb_build_object(
        'type', 'PersonChanged', 'data', jsonb_build_object(
            'personId', teacher.id, 'displayName', display_name, 'sortKey', sort_key))
    else jsonb_build_object('type', 'PersonErased', 'data', jsonb_build_object(
        'personId', teacher.id, 'erasedOn', erased_on, 'schoolIds', coalesce((
            select jsonb_agg(distinct school_id) from employment where teacher_id = teacher.id), '[]'))) end) as told
from teacher
left join erased_person using (id)
"""

SNAPSHOTS = (
    Snapshot("teachers", "bilim.training.teacher.v1", _TEACHERS),
    Snapshot("persons", "bilim.training.person.v1", _PERSONS, is_personal=True, erased="PersonErased"),
)
