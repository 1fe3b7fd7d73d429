"""Which tables hand-written SQL may ask for a viewer, and by which row of the policy each of their rows is seen.

A table that is not named is closed to such SQL: a new one shows nothing until somebody says by whom it is seen::

    ROW_SECURITY = RowSecurity(
        POLICY,
        teacher=seen_as("Teacher"),
        employment=seen_with("Teacher", "teacher", by="teacher_id"),
        school=seen_as("School"),
    )
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from chassis.identity.policy import MalformedPolicy, Policy


@dataclass(frozen=True, slots=True)
class Way:
    """A row is seen by the rule of this resource: its own, or that of the row of a relation to which it belongs."""

    resource: str
    relation: str | None = None
    by: str = "id"
    key: str = "id"


@dataclass(frozen=True, slots=True)
class Guard:
    """How the rows of one table are seen: by whom any of its ways lets through."""

    ways: tuple[Way, ...]
    hidden: frozenset[str] = frozenset()
    narrowed: str | None = None

    def without(self, *columns: str) -> "Guard":
        """The same, but for columns that only some may see: no SQL that is written by hand is given them."""
        return replace(self, hidden=self.hidden | {*columns})

    def only(self, condition: str) -> "Guard":
        """The same, but for rows that no SQL for a viewer is to find, whatever the policy shows otherwise."""
        return replace(self, narrowed=condition)

    def or_(self, other: "Guard") -> "Guard":
        """What is seen in either way."""
        return replace(self, ways=(*self.ways, *other.ways), hidden=self.hidden | other.hidden)


def seen_as(resource: str) -> Guard:
    """The rows of the table are this resource."""
    return Guard((Way(resource),))


def seen_with(resource: str, relation: str, *, by: str, key: str = "id") -> Guard:
    """A row is seen by who sees the row of `relation` whose `key` it names in `by`."""
    return Guard((Way(resource, relation, by, key),))


def events_of(resource: str) -> Mapping[str, Guard]:
    """The tables that every service has for integrators; `resource` is its log of reads."""
    return {
        "event_read": seen_as(resource),
        "webhook": seen_as("Webhook").or_(seen_as("WebhookDelivery")).without("secrets"),
        "webhook_attempt": seen_as("WebhookAttempt"),
    }


class RowSecurity:
    """The tables of one service that viewers may be shown, and those of which nothing is ever changed."""

    def __init__(self, policy: Policy, **tables: Guard) -> None:
        self.policy = policy
        self.tables: Mapping[str, Guard] = tables
        self.views: tuple[str, ...] = ()
        self.append_only: tuple[str, ...] = ()
        for table, guard in tables.items():
            for way in guard.ways:
                if way.resource not in policy.resources:
                    raise MalformedPolicy(
                        f"{table} is seen by {way.resource}, of which the policy says nothing."
                    )

    def with_views(self, *views: str) -> None:
        """Views that ask as their invoker: a viewer finds in them what it finds in their tables."""
        self.views = views

    def only_added_to(self, *tables: str) -> None:
        """Tables to which the service adds rows, and whose rows it never changes."""
        self.append_only = tables
