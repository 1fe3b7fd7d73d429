"""How many WebSockets each may hold: who said who they are by name, everybody else by address and all together."""

from collections import Counter

from chassis.graphql.waiting_room import Overloaded

_COME_AGAIN_SECONDS = 5


class Places:
    """Counts connections; who has not shown a token is a stranger, before `connection_init` and after."""

    def __init__(self, *, each: int, strangers: int, strangers_each: int) -> None:
        self._each = each
        self._strangers = strangers
        self._strangers_each = strangers_each
        self._by_subject: Counter[str] = Counter()
        self._by_address: Counter[str] = Counter()
        self._strange = 0

    def take(self, address: str) -> "Place":
        """A place for a stranger. Raises Overloaded."""
        if self._strange >= self._strangers or self._by_address[address] >= self._strangers_each:
            raise Overloaded(_COME_AGAIN_SECONDS)
        self._strange += 1
        self._by_address[address] += 1
        return Place(self, address)

    def make_known(self, address: str, subject: str) -> bool:
        """Gives a stranger's place back for one of the subject's, if any is left."""
        if self._by_subject[subject] >= self._each:
            return False
        self._by_subject[subject] += 1
        self.leave(address, None)
        return True

    def leave(self, address: str, subject: str | None) -> None:
        """A place is free again."""
        if subject is not None:
            _less(self._by_subject, subject)
        else:
            self._strange -= 1
            _less(self._by_address, address)


class Place:
    """One connection's place, a stranger's at first."""

    def __init__(self, places: Places, address: str) -> None:
        self._places = places
        self._subject: str | None = None
        self.address = address

    def belongs_to(self, subject: str) -> bool:
        """The stranger is somebody; False if they hold all that one may hold."""
        if not self._places.make_known(self.address, subject):
            return False
        self._subject = subject
        return True

    def leave(self) -> None:
        """The connection is over."""
        self._places.leave(self.address, self._subject)


def _less(counter: Counter[str], key: str) -> None:
    # Who is gone is forgotten, or addresses would be collected without end.
    counter[key] -= 1
    if not counter[key]:
        del counter[key]
