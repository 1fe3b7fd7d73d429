"""The journal answers with what it holds of a pupil, and only who asked can read it."""

from typing import Any

import orjson

from chassis.ids import new_id
from chassis.sealed_parts import SealedPart, new_key_pair, unseal
from chassis.settings import platform_settings
from contracts.ejournal.v1 import PersonPartSealed
from contracts.enrollment.v1 import PersonExportRequested
from ejournal.domain.person import PersonKind
from ejournal.messaging.consumed import on_person_export_requested


async def test_who_asked_reads_everything_and_the_event_says_nothing(journal: Any) -> None:
    pupil, (private, public) = await journal.pupil(), new_key_pair()
    async with journal.work() as unit:
        unit.copies.name(pupil, kind=PersonKind.STUDENT, display_name="Амина", sort_key={"ru": "амина"})
    question = PersonExportRequested(
        export_id=str(new_id()), person_id=str(pupil), kind="PERSON_KIND_STUDENT", public_key=public
    )

    await on_person_export_requested(question, journal.work)

    (told,) = await journal.told(PersonPartSealed)
    part = SealedPart(told.sealed, told.signature)
    secret = platform_settings().secret
    held = orjson.loads(unseal(part, private_key=private, question=question.export_id, secret=secret))
    assert held["holdsNothing"] is False
    assert held["tables"]["person"][0]["display_name"] == "Амина"
    assert held["tables"]["stay"][0]["student_id"] == str(pupil)
    assert "Амина".encode() not in told.SerializeToString()


async def test_that_nothing_is_held_is_said(journal: Any) -> None:
    private, public = new_key_pair()
    question = PersonExportRequested(
        export_id=str(new_id()), person_id=str(new_id()), kind="PERSON_KIND_GUARDIAN", public_key=public
    )

    await on_person_export_requested(question, journal.work)

    (told,) = await journal.told(PersonPartSealed)
    part, secret = SealedPart(told.sealed, told.signature), platform_settings().secret
    held = orjson.loads(unseal(part, private_key=private, question=question.export_id, secret=secret))
    assert held == {"holdsNothing": True, "tables": {}}
