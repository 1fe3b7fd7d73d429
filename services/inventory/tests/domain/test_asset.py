"""The life of a device."""

from datetime import UTC, datetime
from itertools import pairwise
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.domain.asset import (
    FINAL,
    PLACEHOLDER_SERIALS,
    STEPS,
    Asset,
    AssetKind,
    AssetStatus,
    AssetStatusChanged,
    meaningful_serial,
)
from inventory.domain.ids import AssetId, AssetModelId, SchoolId
from inventory.domain.refusals import StatusNotReachable, VersionConflict

NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)


def _laptop(status: AssetStatus = AssetStatus.IN_SERVICE, serial: str | None = "SN-1") -> Asset:
    return Asset.register(
        id=AssetId(uuid4()),
        school_id=SchoolId(uuid4()),
        inventory_number="101",
        serial_number=serial,
        model_id=AssetModelId(uuid4()),
        kind=AssetKind.LAPTOP,
        status=status,
        has_internet=False,
        acquired_on=None,
    )


def _step(asset: Asset, wanted: AssetStatus, expected: int | None = None) -> None:
    asset.change_status(wanted, reason="screen", at=NOON, by_role="director", expected_version=expected)


def test_a_device_in_service_becomes_faulty_and_is_repaired() -> None:
    laptop = _laptop()

    for status in (AssetStatus.FAULTY, AssetStatus.IN_REPAIR, AssetStatus.IN_SERVICE):
        _step(laptop, status)

    assert laptop.version == 4
    changes = [event for event in laptop.events if isinstance(event, AssetStatusChanged)]
    assert [(change.before, change.after) for change in changes][-1] == (
        AssetStatus.IN_REPAIR,
        AssetStatus.IN_SERVICE,
    )


@pytest.mark.parametrize("final", sorted(FINAL))
def test_a_final_status_is_never_left(final: AssetStatus) -> None:
    laptop = _laptop(final)

    for wanted in AssetStatus:
        with pytest.raises(StatusNotReachable):
            _step(laptop, wanted)


def test_no_plain_step_writes_off_or_hands_over() -> None:
    need_an_act = {
        AssetStatus.WRITE_OFF_PROPOSED,
        AssetStatus.WRITTEN_OFF,
        AssetStatus.TRANSFER_PROPOSED,
        AssetStatus.TRANSFERRED_OUT,
    }

    assert all(steps.isdisjoint(need_an_act) for steps in STEPS.values())


def test_a_change_on_top_of_one_that_was_not_seen_is_refused() -> None:
    laptop = _laptop()
    _step(laptop, AssetStatus.STORED)

    with pytest.raises(VersionConflict) as conflict:
        _step(laptop, AssetStatus.IN_SERVICE, expected=1)

    assert conflict.value.current_version == 2
    assert laptop.status is AssetStatus.STORED


@given(st.lists(st.sampled_from(AssetStatus), max_size=20))
def test_whatever_is_tried_each_event_goes_on_from_the_one_before(wishes: list[AssetStatus]) -> None:
    laptop = _laptop()

    for wanted in wishes:
        try:
            _step(laptop, wanted)
        except StatusNotReachable:
            continue

    path = [event for event in laptop.events if isinstance(event, AssetStatusChanged)]
    assert all(later.before is earlier.after for earlier, later in pairwise(path))
    assert laptop.version == 1 + len(path)


@pytest.mark.parametrize("serial", [*sorted(PLACEHOLDER_SERIALS), "Default string", "000", " ", "", None])
def test_a_serial_number_that_says_nothing_is_none(serial: str | None) -> None:
    assert meaningful_serial(serial) is None
    assert _laptop(serial=serial).serial_number is None


def test_a_serial_number_that_says_something_is_kept_without_the_space_around_it() -> None:
    assert meaningful_serial(" 5CD1234XYZ ") == "5CD1234XYZ"
