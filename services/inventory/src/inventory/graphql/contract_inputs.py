"""What the mutations of contracts take, and what they give back."""

from datetime import datetime
from uuid import UUID

import strawberry

from chassis.schema import UserError, entity_id
from inventory.domain.contract import ContractPurpose, Terms
from inventory.domain.ids import DistrictId, RegionId, SchoolId
from inventory.graphql.contract_types import IntegratorContract
from inventory.graphql.inputs import ERRORS, KEY

VERSION = "The version you have seen; a newer one refuses the change."


def _key() -> UUID | None:
    return strawberry.field(default=None, description=KEY)  # type: ignore[no-any-return]


def _ids(description: str) -> list[strawberry.ID]:
    return strawberry.field(default_factory=list, description=description)  # type: ignore[no-any-return]


@strawberry.input(description="A topic for a contract.")
class ContractTopicInput:
    """See domain/contract.py."""

    topic: str = strawberry.field(description="The topic, for example `bilim.inventory.asset.v1`.")
    fields: list[str] | None = strawberry.field(
        default=None, description="The fields of `data` to show; without it all, also those added later."
    )


@strawberry.input(description="All that a contract says; places, or the whole country.")
class ContractTermsInput:
    """See domain/contract.py."""

    purpose: ContractPurpose = strawberry.field(description="What the data may be used for.")
    topics: list[ContractTopicInput] = strawberry.field(description="What is read, topic by topic.")
    valid_from: datetime = strawberry.field(description="The first moment at which it opens anything.")
    valid_until: datetime = strawberry.field(
        description="The first moment at which it opens nothing any more."
    )
    is_countrywide: bool = strawberry.field(
        default=False, description="Events of the whole country; then no place is named."
    )
    region_ids: list[strawberry.ID] = _ids("Regions whose events are read.")
    district_ids: list[strawberry.ID] = _ids("Districts whose events are read.")
    school_ids: list[strawberry.ID] = _ids("Schools whose events are read.")

    def in_words(self) -> Terms:
        """The same as the domain says it."""
        return Terms(
            purpose=self.purpose,
            topics={each.topic: each.fields for each in self.topics},
            is_countrywide=self.is_countrywide,
            region_ids=[RegionId(entity_id(each)) for each in self.region_ids],
            district_ids=[DistrictId(entity_id(each)) for each in self.district_ids],
            school_ids=[SchoolId(entity_id(each)) for each in self.school_ids],
            valid_from=self.valid_from,
            valid_until=self.valid_until,
        )


@strawberry.input(description="A contract with an integrator.")
class AgreeContractInput:
    """See usecases/agree_contract.py."""

    client: str = strawberry.field(description="The integrator, as the issuer of tokens knows it.")
    terms: ContractTermsInput = strawberry.field(description="What it may read.")
    idempotency_key: UUID | None = _key()


@strawberry.type(description="What came of `agreeContract`.")
class AgreeContractPayload:
    """The contract, or why there is none."""

    contract: IntegratorContract | None = strawberry.field(description="The contract as agreed.")
    user_errors: list[UserError] = strawberry.field(description=ERRORS)


@strawberry.input(description="Other terms for a contract.")
class AmendContractInput:
    """See usecases/amend_contract.py."""

    contract_id: strawberry.ID = strawberry.field(description="The contract.")
    terms: ContractTermsInput = strawberry.field(description="All that it says from now on.")
    expected_version: int | None = strawberry.field(default=None, description=VERSION)
    idempotency_key: UUID | None = _key()


@strawberry.type(description="What came of `amendContract`.")
class AmendContractPayload:
    """The contract, or why it did not change."""

    contract: IntegratorContract | None = strawberry.field(description="The contract as it is now.")
    user_errors: list[UserError] = strawberry.field(description=ERRORS)


@strawberry.input(description="The end of a contract.")
class EndContractInput:
    """See usecases/end_contract.py."""

    contract_id: strawberry.ID = strawberry.field(description="The contract.")
    reason: str = strawberry.field(description="Why, in your own words.")
    expected_version: int | None = strawberry.field(default=None, description=VERSION)
    idempotency_key: UUID | None = _key()


@strawberry.type(description="What came of `endContract`.")
class EndContractPayload:
    """The contract, or why it did not end."""

    contract: IntegratorContract | None = strawberry.field(description="The contract as it is now.")
    user_errors: list[UserError] = strawberry.field(description=ERRORS)
