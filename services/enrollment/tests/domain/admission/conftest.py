"""Nouns with a history: a plan of one seat, and two applications that wait for it."""

from __future__ import annotations

import pytest

from enrollment.domain.admission.application import Application
from enrollment.domain.admission.seat_plan import SeatPlan

from .nouns import queued, seat_plan


@pytest.fixture
def plan() -> SeatPlan:
    """The near school's plan: one seat, and nobody holds it."""
    return seat_plan()


@pytest.fixture
def amina() -> Application:
    """Amina's application waits."""
    return queued()


@pytest.fixture
def timur() -> Application:
    """Timur's application waits as well."""
    return queued()
