"""Which topics a caller may read, by what the events on them say of persons."""

from collections.abc import Callable, Iterable
from typing import Protocol

from chassis.events.registry import EventType
from chassis.identity import Caller

OPEN = "NONE"
RESTRICTED = "RESTRICTED"


class Classified(EventType, Protocol):
    """An event type that says how personal it is: NONE, PSEUDONYMOUS or RESTRICTED."""

    @property
    def personal_data(self) -> str: ...


def topics_by_caller(types: Iterable[Classified]) -> Callable[[Caller], list[str]]:
    """Our own workers read every topic, a ministry every one that is not restricted, and everybody open data.

    A topic is as personal as the most personal event on it.
    """
    classes: dict[str, set[str]] = {}
    for each in types:
        classes.setdefault(each.topic, set()).add(each.personal_data)
    every = sorted(classes)
    unrestricted = [topic for topic in every if RESTRICTED not in classes[topic]]
    open_data = [topic for topic in every if classes[topic] == {OPEN}]

    def topics(caller: Caller) -> list[str]:
        if caller.viewer.has_role("service"):
            return every
        return unrestricted if caller.viewer.has_role("ministry") else open_data

    return topics
