"""What can be agreed with an integrator."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from inventory.domain.contract import (
    Contract,
    ContractAgreed,
    ContractAmended,
    ContractEnded,
    ContractPurpose,
    ContractState,
    KnownTopic,
    PersonalData,
    Terms,
)
from inventory.domain.ids import ContractId, DistrictId
from inventory.domain.refusals import (
    ContractEmpty,
    ContractHasEnded,
    PeriodImplausible,
    TopicTooPersonal,
    UnknownContractField,
    UnknownTopic,
    VersionConflict,
)

ASSETS, STUDENTS, NAMES = (
    "bilim.inventory.asset.v1",
    "bilim.enrollment.student.v1",
    "bilim.enrollment.person.v1",
)
KNOWN = {
    ASSETS: KnownTopic(frozenset({"assetId", "schoolId"}), PersonalData.NONE),
    STUDENTS: KnownTopic(frozenset({"studentId"}), PersonalData.PSEUDONYMOUS),
    NAMES: KnownTopic(frozenset({"displayName"}), PersonalData.RESTRICTED),
}
AUTUMN, SPRING = datetime(2026, 9, 1, tzinfo=UTC), datetime(2027, 3, 1, tzinfo=UTC)
TERMS = Terms(
    purpose=ContractPurpose.STATISTICS,
    topics={ASSETS: ["schoolId"], STUDENTS: None},
    is_countrywide=False,
    region_ids=[],
    district_ids=[DistrictId(UUID(int=7))],
    school_ids=[],
    valid_from=AUTUMN,
    valid_until=SPRING,
)


@pytest.fixture
def contract() -> Contract:
    """A contract whose agreement was told."""
    agreed = Contract.agree(ContractId(UUID(int=1)), "office", TERMS, known=KNOWN)
    agreed.events.clear()
    return agreed


def test_what_is_agreed_is_told_as_a_whole() -> None:
    contract = Contract.agree(ContractId(UUID(int=1)), "office", TERMS, known=KNOWN)

    assert contract.events == [ContractAgreed(contract.id, 1, "office", TERMS)]
    assert contract.topics == TERMS.topics


@pytest.mark.parametrize(
    ("terms", "refusal"),
    [
        (replace(TERMS, topics={}), ContractEmpty),
        (replace(TERMS, district_ids=[]), ContractEmpty),
        (replace(TERMS, is_countrywide=True), ContractEmpty),
        (replace(TERMS, valid_until=AUTUMN), PeriodImplausible),
        (replace(TERMS, topics={"bilim.inventory.moon.v1": None}), UnknownTopic),
        (replace(TERMS, topics={ASSETS: ["schoolId", "price"]}), UnknownContractField),
        (replace(TERMS, topics={NAMES: None}), TopicTooPersonal),
        (replace(TERMS, topics={STUDENTS: None}, purpose=ContractPurpose.OPEN_DATA), TopicTooPersonal),
    ],
)
def test_terms_that_cannot_be_are_refused(terms: Terms, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        Contract.agree(ContractId(UUID(int=1)), "office", terms, known=KNOWN)


def test_names_are_for_registers_alone() -> None:
    terms = replace(TERMS, topics={NAMES: None}, purpose=ContractPurpose.REGISTER_EXCHANGE)

    assert Contract.agree(ContractId(UUID(int=1)), "office", terms, known=KNOWN).topics == {NAMES: None}


def test_an_amendment_replaces_everything_that_was_said(contract: Contract) -> None:
    wider = replace(TERMS, is_countrywide=True, district_ids=[], topics={ASSETS: None})

    contract.amend(wider, known=KNOWN, expected_version=1)

    assert contract.events == [ContractAmended(contract.id, 2, "office", wider)]
    assert (contract.is_countrywide, contract.district_ids, contract.topics) == (True, [], {ASSETS: None})


def test_an_amendment_of_another_version_is_refused(contract: Contract) -> None:
    with pytest.raises(VersionConflict):
        contract.amend(TERMS, known=KNOWN, expected_version=7)

    assert contract.events == []


def test_what_has_ended_is_neither_amended_nor_ended_again(contract: Contract) -> None:
    contract.end(reason="The project is over.", at=AUTUMN, expected_version=None)

    with pytest.raises(ContractHasEnded):
        contract.amend(TERMS, known=KNOWN, expected_version=None)
    with pytest.raises(ContractHasEnded):
        contract.end(reason="Again.", at=SPRING, expected_version=None)
    assert contract.events == [ContractEnded(contract.id, 2, "The project is over.", AUTUMN)]
    assert (contract.state, contract.ended_at) == (ContractState.ENDED, AUTUMN)
