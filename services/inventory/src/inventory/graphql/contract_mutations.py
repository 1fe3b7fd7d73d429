"""What the ministry may do with contracts: each mutation translates, calls one use case, says what to read back."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Annotated

import strawberry

from chassis.clock import now
from chassis.ids import new_id
from chassis.schema import entity_id
from contracts.catalogue import everything
from inventory.domain.contract import KnownTopic, PersonalData
from inventory.domain.ids import ContractId
from inventory.domain.webhook import NEVER_SHARED
from inventory.graphql.contract_inputs import (
    AgreeContractInput,
    AgreeContractPayload,
    AmendContractInput,
    AmendContractPayload,
    EndContractInput,
    EndContractPayload,
)
from inventory.graphql.contract_types import IntegratorContract
from inventory.graphql.info import GIVEN, InventoryInfo
from inventory.usecases.agree_contract import AgreeContract, agree_contract
from inventory.usecases.amend_contract import AmendContract, amend_contract
from inventory.usecases.end_contract import EndContract, end_contract


@lru_cache(maxsize=1)
def known_topics() -> Mapping[str, KnownTopic]:
    """The topics of all services; each is as personal as the most personal event on it."""
    found: dict[str, KnownTopic] = {}
    degrees = list(PersonalData)
    for event in everything():
        if event.topic in NEVER_SHARED:
            continue
        before = found.get(event.topic, KnownTopic(frozenset(), PersonalData.NONE))
        fields = frozenset(field.json_name for field in event.message.DESCRIPTOR.fields)
        personal = max(before.personal_data, PersonalData(event.personal_data), key=degrees.index)
        found[event.topic] = KnownTopic(before.fields | fields, personal)
    return found


@strawberry.type
class ContractMutations:
    """One field a use case."""

    @strawberry.mutation(description="Agrees with an integrator on what it may read of the events.")
    async def agree_contract(
        self, info: InventoryInfo, input: Annotated[AgreeContractInput, GIVEN]
    ) -> AgreeContractPayload:
        """See usecases/agree_contract.py."""
        command = AgreeContract(input.client, input.terms.in_words())
        done = await info.context.perform(
            "agreeContract",
            input,
            lambda work, permit: agree_contract(
                command, work=work, permit=permit, new_id=new_id, topics=known_topics
            ),
        )
        return AgreeContractPayload(contract=done.read(IntegratorContract), user_errors=done.user_errors)

    @strawberry.mutation(description="Replaces what a contract says, as a whole.")
    async def amend_contract(
        self, info: InventoryInfo, input: Annotated[AmendContractInput, GIVEN]
    ) -> AmendContractPayload:
        """See usecases/amend_contract.py."""
        command = AmendContract(
            ContractId(entity_id(input.contract_id)), input.terms.in_words(), input.expected_version
        )
        done = await info.context.perform(
            "amendContract",
            input,
            lambda work, permit: amend_contract(command, work=work, permit=permit, topics=known_topics),
        )
        return AmendContractPayload(contract=done.read(IntegratorContract), user_errors=done.user_errors)

    @strawberry.mutation(description="Ends a contract: the integrator reads nothing any more.")
    async def end_contract(
        self, info: InventoryInfo, input: Annotated[EndContractInput, GIVEN]
    ) -> EndContractPayload:
        """See usecases/end_contract.py."""
        command = EndContract(ContractId(entity_id(input.contract_id)), input.reason, input.expected_version)
        done = await info.context.perform(
            "endContract",
            input,
            lambda work, permit: end_contract(command, work=work, permit=permit, now=now),
        )
        return EndContractPayload(contract=done.read(IntegratorContract), user_errors=done.user_errors)
