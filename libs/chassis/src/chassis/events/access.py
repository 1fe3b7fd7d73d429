"""What a caller may see of a service's events: by their role, and if they integrate, by their contract alone."""

from collections.abc import Awaitable, Callable, Iterable
from typing import Protocol

from chassis.events.contracts import Contracts, Sight, Window
from chassis.events.registry import EventType
from chassis.identity import Caller, Kind

RESTRICTED = "RESTRICTED"

Access = Callable[[Caller], Awaitable[Sight]]
"""What a caller sees; raises Forbidden when that is nothing."""


class Classified(EventType, Protocol):
    """An event type that says how personal it is (NONE, PSEUDONYMOUS, RESTRICTED) and whether everybody may see it."""

    @property
    def personal_data(self) -> str: ...
    @property
    def is_open_data(self) -> bool: ...


class EventAccess:
    """Our own workers see every topic, a ministry every one that is not restricted, an office of a region or a
    district those of its own schools, an integrator what its contracts say, and everybody open data.

    A topic is as personal as the most personal event on it.
    """

    def __init__(self, types: Iterable[Classified], contracts: Contracts) -> None:
        known = list(types)
        restricted = {each.topic for each in known if each.personal_data == RESTRICTED}
        self._contracts = contracts
        self._every = _whole({each.topic for each in known})
        self._unrestricted = _whole({each.topic for each in known} - restricted)
        self._open_data = _whole({each.topic for each in known if each.is_open_data} - restricted)

    async def __call__(self, caller: Caller) -> Sight:
        """See Access."""
        viewer = caller.viewer
        if viewer.has_role("service"):
            return Sight((self._every,))
        if viewer.has_role("ministry"):
            return Sight((self._unrestricted,))
        offices = frozenset((*viewer.ids({"region"}, Kind.REGION), *viewer.ids({"district"}, Kind.DISTRICT)))
        if offices:
            return Sight((Window(self._unrestricted.topics, offices),))
        if viewer.has_role("integrator"):
            return await self._contracts.sight_of(viewer.ids({"integrator"}, Kind.CONTRACT))
        return Sight((self._open_data,))


def open_to_all(topics: Iterable[str]) -> Access:
    """Everything on these topics, to whoever asks."""

    async def access(_caller: Caller) -> Sight:
        return Sight((_whole(topics),))

    return access


def _whole(topics: Iterable[str]) -> Window:
    return Window(dict.fromkeys(topics))
