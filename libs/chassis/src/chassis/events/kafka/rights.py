"""Who may read which topics, made from the contracts in force and from nothing else.

A topic holds all districts and all fields of its events, and a broker can hide neither: it opens only to a contract
that is countrywide and shows everything (`Contract.kafka_topics`). What no contract allows is taken away, whoever
gave it: on topics of ours there are no other rights, and our own services need none (`super.users`).
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from chassis.events.contracts import Contract
from chassis.events.kafka.acls import Kind, Operation, Pattern, Right, give, rights_given, take
from chassis.events.kafka.brokers import Brokers
from chassis.telemetry import get_logger

log = get_logger()

OUR_TOPICS = "bilim."
Opened = Callable[[str], Iterable[str]]
"""The topics that a contract over a topic opens: itself, and that of its states."""

# "*" would be everybody, and a dot would reach into the groups of another.
_CLIENT = re.compile(r"[A-Za-z0-9_-]{1,100}")
_NOBODY = "ANONYMOUS"


@dataclass(frozen=True, slots=True)
class RightsChanged:
    """What was done, or would be."""

    given: list[Right] = field(default_factory=list)
    taken: list[Right] = field(default_factory=list)


def rights_under(contracts: Iterable[Contract], opened: Opened) -> frozenset[Right]:
    """What these contracts allow: to read their topics, in groups whose names begin with the client's and a dot."""
    return frozenset(right for contract in contracts for right in _rights_under(contract, opened))


async def ensure_rights(
    brokers: Brokers, wanted: frozenset[Right], *, dry_run: bool = False
) -> RightsChanged:
    """Give what is wanted and take what is not; again, it changes nothing. Raises NoAuthorizer."""
    admin = brokers.admin()
    try:
        await admin.start()
        given = {right for right in await rights_given(admin) if _is_ours(right)}
        changed = RightsChanged(sorted(wanted - given), sorted(given - wanted))
        if not dry_run:
            await take(admin, changed.taken)
            await give(admin, changed.given)
        return changed
    finally:
        await admin.close()


def _rights_under(contract: Contract, opened: Opened) -> Iterable[Right]:
    topics = [each for topic in contract.kafka_topics() for each in opened(topic)]
    if not topics:
        return
    if not _CLIENT.fullmatch(contract.client) or contract.client == _NOBODY:
        log.warning("client_cannot_be_named_to_kafka", contract=str(contract.id))
        return
    principal = f"User:{contract.client}"
    for operation in (Operation.READ, Operation.DESCRIBE):
        for topic in topics:
            yield Right(principal, Kind.TOPIC, topic, operation)
        yield Right(principal, Kind.GROUP, _groups_of(principal), operation, Pattern.PREFIXED)


def _is_ours(right: Right) -> bool:
    """Whether contracts alone decide about it."""
    is_group = right.kind == Kind.GROUP and right.pattern == Pattern.PREFIXED
    is_topic = right.kind == Kind.TOPIC and right.name.startswith(OUR_TOPICS)
    return is_topic or (is_group and right.name == _groups_of(right.principal))


def _groups_of(principal: str) -> str:
    return f"{principal.removeprefix('User:')}."
