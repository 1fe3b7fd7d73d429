"""What the loader hands to use cases: the installer's permission, decided ids, and the transaction of a batch."""

from collections.abc import Callable, Iterator
from itertools import count
from uuid import UUID

from chassis.identity.policy import Facts
from devhost.loading.ids import stable_id


def installer(_action: str, _facts: Facts) -> None:
    """Permits everything: whoever may start the loader owns the database."""


def ids_from(first: UUID) -> Callable[[], UUID]:
    """A source of ids that begins with `first` and goes on with ids that it decides."""

    def ids() -> Iterator[UUID]:
        yield first
        for number in count(1):
            yield stable_id(first, number)

    return ids().__next__
