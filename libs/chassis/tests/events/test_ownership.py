"""Whoever owns something in a service's database owns it under a number of its own."""

from chassis.database.migrate import _LOCK
from chassis.events import sequencer
from chassis.events.kafka import Publisher, StatePublisher
from chassis.events.webhooks import delivery


def test_no_two_owners_wait_for_the_same_lock() -> None:
    locks = [
        _LOCK,
        sequencer._OWNER_LOCK,
        delivery._OWNER_LOCK,
        Publisher.lock,
        StatePublisher.lock,
    ]

    assert len(set(locks)) == len(locks)
