"""`rights`: brings a broker's rights to what the contracts in force allow, or says what it would do."""

from aiokafka.errors import KafkaError

from chassis.events.contracts import Contracts
from chassis.events.kafka.acls import NoAuthorizer
from chassis.events.kafka.brokers import Brokers
from chassis.events.kafka.rights import Opened, ensure_rights, rights_under


async def rights_command(
    contracts: Contracts, brokers: Brokers, opened: Opened, *, dry_run: bool
) -> tuple[str, int]:
    """What a person at a terminal reads, and the exit code."""
    wanted = rights_under(await contracts.all_in_force(), opened)
    try:
        changed = await ensure_rights(brokers, wanted, dry_run=dry_run)
    except NoAuthorizer as refusal:
        return f"{refusal}\n", 1
    except KafkaError as error:
        return f"Kafka at {brokers.bootstrap} refuses: {type(error).__name__} {error}\n", 1
    will = "would be " if dry_run else ""
    said = [f"{will}taken: {right}" for right in changed.taken]
    said += [f"{will}given: {right}" for right in changed.given]
    return "".join(f"{line}\n" for line in said or ["Nothing to change."]), 0
