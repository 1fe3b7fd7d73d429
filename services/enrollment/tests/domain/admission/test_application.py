"""An application keeps its moment, its once-only return, and its way through the states."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrollment.domain.admission.application_facts import Choice, ClaimState, PriorityClaim
from enrollment.domain.admission.application_states import ENDED, TRANSITIONS, ApplicationState
from enrollment.domain.admission.offer_refusals import AlreadyRestored
from enrollment.domain.admission.refusals import (
    ChoiceRepeated,
    ChoicesMissing,
    ClaimUnknown,
    LegalBasisMissing,
    WrongState,
)

from .nouns import APRIL_1, FAR, NEAR, application, queued

HOUR = timedelta(hours=1)


def test_correcting_a_defect_inside_the_term_keeps_the_moment_of_receipt() -> None:
    amina = application()
    amina.submit(at=APRIL_1)
    amina.return_for_correction(["no birth certificate"], respond_by=APRIL_1 + 10 * HOUR)

    amina.submit(at=APRIL_1 + 10 * HOUR)

    assert amina.received_at == APRIL_1


def test_a_correction_after_the_term_counts_from_its_own_moment() -> None:
    amina = application()
    amina.submit(at=APRIL_1)
    amina.return_for_correction(["no birth certificate"], respond_by=APRIL_1 + 10 * HOUR)

    amina.submit(at=APRIL_1 + 11 * HOUR)

    assert amina.received_at == APRIL_1 + 11 * HOUR


def test_changing_a_choice_keeps_the_moment_of_the_others() -> None:
    amina = queued()
    amina.choose([FAR], at=APRIL_1 + HOUR)

    amina.choose([NEAR, FAR], at=APRIL_1 + 2 * HOUR)

    assert amina.choices == (Choice(NEAR, APRIL_1 + 2 * HOUR), Choice(FAR, APRIL_1))


def test_an_application_names_at_least_one_programme_and_none_twice() -> None:
    amina = application()

    with pytest.raises(ChoicesMissing):
        amina.choose([], at=APRIL_1)
    with pytest.raises(ChoiceRepeated):
        amina.choose([NEAR, NEAR], at=APRIL_1)


def test_a_rejected_application_names_the_legal_basis_and_the_appeal_term() -> None:
    amina = application()
    amina.submit(at=APRIL_1)

    with pytest.raises(LegalBasisMissing):
        amina.reject(legal_basis=" ", appeal_until=date(2027, 5, 1))
    with pytest.raises(LegalBasisMissing):
        amina.reject(legal_basis="order 458, p. 17", appeal_until=None)

    assert amina.state is ApplicationState.SUBMITTED


def test_a_claim_is_decided_once() -> None:
    amina = application()
    amina.claims = (PriorityClaim("SIBLING", "s1"), PriorityClaim("FIRST"))

    amina.verify_claim("SIBLING", "s1", by="DISTRICT", at=APRIL_1)

    assert [claim.state for claim in amina.claims] == [ClaimState.VERIFIED, ClaimState.MADE]
    with pytest.raises(ClaimUnknown):
        amina.reject_claim("SIBLING", "s1", by="DISTRICT", at=APRIL_1, reason="no such brother")


def test_what_was_withdrawn_stays_so() -> None:
    amina = queued()
    amina.withdraw(reason="moved")

    with pytest.raises(WrongState):
        amina.withdraw()

    assert not amina.active


def test_an_application_that_was_never_handed_in_cannot_wait() -> None:
    with pytest.raises(WrongState):
        application().queue()


@given(
    st.lists(
        st.sampled_from(["submit", "register", "queue", "offered", "decline", "expire", "restore", "enrol"])
    )
)
def test_no_way_through_the_states_leaves_the_table(steps: list[str]) -> None:
    amina = application()

    for step in steps:
        before = amina.state
        try:
            amina.submit(at=APRIL_1) if step == "submit" else getattr(amina, step)()
        except (WrongState, AlreadyRestored):
            assert amina.state is before
        else:
            assert amina.state in TRANSITIONS[before]


def test_nothing_follows_an_end() -> None:
    assert all(TRANSITIONS[state] == set() for state in ENDED)
