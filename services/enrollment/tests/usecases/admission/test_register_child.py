"""A family makes a child known, with the papers that say who it is."""

from __future__ import annotations

from datetime import date

import pytest

from chassis.ids import new_id
from enrollment.domain.admission.applying_refusals import ContradictsCivilRegister, DocumentMissing
from enrollment.domain.admission.child import CivilEntry
from enrollment.domain.admission.ids import ChildId
from enrollment.domain.admission.refusals import ChildDeceased, ChildRegisteredTwice, OutsideAges
from enrollment.domain.guardianship import GuardianshipKind
from enrollment.usecases.admission.register_child import RegisterChild, register_child

from .office import SEALS, Office

BORN = date(2020, 5, 5)


async def test_a_national_id_is_kept_so_that_it_cannot_be_read(office: Office) -> None:
    child = await office.child(number="123-456-789 00")

    row = await office.one("select * from child_document where child_id = $1", child)

    assert row["kind"] == "NATIONAL_ID"
    assert b"12345678900" not in row["sealed"] + row["match"]


async def test_a_child_that_has_died_is_refused_at_registration(office: Office) -> None:
    office.register["7"] = CivilEntry(BORN, died_on=date(2026, 1, 1))

    with pytest.raises(ChildDeceased):
        await office.child(number="7")


async def test_the_same_person_is_refused_however_the_number_is_spelled(office: Office) -> None:
    await office.child(number="123-456-789 00")

    with pytest.raises(ChildRegisteredTwice):
        await office.child(number="123 456 789-00")


async def test_who_tries_numbers_hears_only_that_one_is_taken_and_signs_for_each_that_is_not(
    office: Office,
) -> None:
    await office.child(number="7")
    before = await office.one("select count(*) from child where registered_by = $1", office.mother)

    with pytest.raises(ChildRegisteredTwice) as told:
        await office.child(number="7")
    for free in ("8", "9"):
        await office.child(number=free)

    after = await office.one("select count(*) from child where registered_by = $1", office.mother)
    assert (told.value.args, vars(told.value)) == ((), {})
    assert after["count"] - before["count"] == 2


async def test_who_is_grown_up_is_refused_at_registration(office: Office) -> None:
    with pytest.raises(OutsideAges):
        await office.child(born=date(2000, 1, 1))


async def test_a_birth_date_agrees_with_the_register_of_civil_acts(office: Office) -> None:
    office.register["7"] = CivilEntry(date(2019, 5, 5))

    with pytest.raises(ContradictsCivilRegister):
        await office.child(number="7", born=BORN)


async def test_a_child_without_a_document_is_refused_since_its_double_would_not_be_found(
    office: Office,
) -> None:
    command = RegisterChild(office.mother, GuardianshipKind.PARENT, "Амина", BORN, [])

    with pytest.raises(DocumentMissing):
        await register_child(
            command,
            **office.kit,
            new_id=new_id,
            today=lambda _zone: office.at.date(),
            seals=SEALS,
            register=office.register,
        )


async def test_whoever_registers_a_child_answers_for_it(office: Office, amina: ChildId) -> None:
    row = await office.one("select * from child_guardian where child_id = $1", amina)

    assert (row["guardian_id"], row["kind"], row["ended_on"]) == (office.mother, "PARENT", None)
