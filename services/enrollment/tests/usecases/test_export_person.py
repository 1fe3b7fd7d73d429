"""An export begins with what enrollment holds, and asks the others."""

from typing import Any

from chassis.ids import new_id
from chassis.sealed_parts import new_key_pair
from chassis.testing.surroundings import anybody
from contracts.enrollment.v1 import PersonExportRequested
from enrollment.domain.ids import GuardianId
from enrollment.domain.person import RecordOf
from enrollment.usecases.export_person import ExportPerson, export_person


async def test_the_others_are_asked_with_the_public_half_of_a_key(
    guardian: GuardianId, enrollment: Any
) -> None:
    private, public = new_key_pair()

    export = await export_person(
        ExportPerson(guardian, RecordOf.GUARDIAN, "director"),
        work=enrollment.work,
        permit=anybody,
        new_id=new_id,
        new_key_pair=lambda: (private, public),
    )

    (question,) = await enrollment.told_of(PersonExportRequested)
    assert (question.export_id, question.person_id) == (str(export), str(guardian))
    assert question.public_key == public
    kept = await enrollment.pool.fetchrow("select state, private_key, document from person_export")
    assert (kept["state"], kept["private_key"]) == ("RUNNING", private)
    assert kept["document"]["enrollment"]["tables"]["guardian"][0]["id"] == str(guardian)
