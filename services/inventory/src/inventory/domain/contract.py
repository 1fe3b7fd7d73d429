"""A contract: what an integrator may read of the events, where, for what, and until when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from inventory.domain.ids import ContractId, DistrictId, RegionId, SchoolId
from inventory.domain.refusals import (
    ContractEmpty,
    ContractHasEnded,
    PeriodImplausible,
    TopicTooPersonal,
    UnknownContractField,
    UnknownTopic,
    VersionConflict,
)


class ContractState(StrEnum):
    """Whether a contract can open anything; its period says when it does."""

    AGREED = "AGREED"
    ENDED = "ENDED"


class PersonalData(StrEnum):
    """What the events of a topic tell about people, from nothing to names."""

    NONE = "NONE"
    PSEUDONYMOUS = "PSEUDONYMOUS"
    RESTRICTED = "RESTRICTED"


class ContractPurpose(StrEnum):
    """What the data may be used for; it bounds how personal they may be."""

    OPEN_DATA = "OPEN_DATA"
    STATISTICS = "STATISTICS"
    REGISTER_EXCHANGE = "REGISTER_EXCHANGE"
    SANDBOX = "SANDBOX"


_BY_DEGREE = tuple(PersonalData)
MOST_PERSONAL: Mapping[ContractPurpose, PersonalData] = {
    ContractPurpose.OPEN_DATA: PersonalData.NONE,
    ContractPurpose.STATISTICS: PersonalData.PSEUDONYMOUS,
    ContractPurpose.REGISTER_EXCHANGE: PersonalData.RESTRICTED,
    ContractPurpose.SANDBOX: PersonalData.PSEUDONYMOUS,
}

Topics = dict[str, list[str] | None]
"""The fields that are shown, by topic; None is all of them, also those that are added later."""


@dataclass(frozen=True, slots=True)
class KnownTopic:
    """A topic that exists: the fields of its events as `data` spells them, and what they tell about people."""

    fields: frozenset[str]
    personal_data: PersonalData


@dataclass(frozen=True, slots=True)
class Terms:
    """What is agreed: a scope is the whole country, or at least one region, district or school."""

    purpose: ContractPurpose
    topics: Topics
    is_countrywide: bool
    region_ids: list[RegionId]
    district_ids: list[DistrictId]
    school_ids: list[SchoolId]
    valid_from: datetime
    valid_until: datetime

    def check(self, known: Mapping[str, KnownTopic]) -> None:
        """Refuses terms that open nothing, that nobody could keep, or that go beyond their purpose."""
        has_places = bool(self.region_ids or self.district_ids or self.school_ids)
        if not self.topics or has_places == self.is_countrywide:
            raise ContractEmpty
        if self.valid_from >= self.valid_until:
            raise PeriodImplausible
        for topic, fields in self.topics.items():
            self._check_topic(topic, fields, known)

    def _check_topic(self, topic: str, fields: list[str] | None, known: Mapping[str, KnownTopic]) -> None:
        if topic not in known:
            raise UnknownTopic(topic)
        allowed = MOST_PERSONAL[self.purpose]
        if _BY_DEGREE.index(known[topic].personal_data) > _BY_DEGREE.index(allowed):
            raise TopicTooPersonal(topic, self.purpose)
        for name in fields or ():
            if name not in known[topic].fields:
                raise UnknownContractField(topic, name)


@dataclass(frozen=True, slots=True)
class ContractAgreed:
    """An integrator may read from now on."""

    contract_id: ContractId
    version: int
    client: str
    terms: Terms


@dataclass(frozen=True, slots=True)
class ContractAmended:
    """A contract says something else from now on."""

    contract_id: ContractId
    version: int
    client: str
    terms: Terms


@dataclass(frozen=True, slots=True)
class ContractEnded:
    """A contract opens nothing any more."""

    contract_id: ContractId
    version: int
    reason: str
    at: datetime


@dataclass(eq=False)
class Contract:
    """What one client may read."""

    TERMS: ClassVar[tuple[str, ...]] = tuple(Terms.__slots__)

    id: ContractId
    client: str
    purpose: ContractPurpose
    topics: Topics
    is_countrywide: bool
    region_ids: list[RegionId]
    district_ids: list[DistrictId]
    school_ids: list[SchoolId]
    valid_from: datetime
    valid_until: datetime
    state: ContractState = ContractState.AGREED
    ended_at: datetime | None = None
    end_reason: str | None = None
    version: int = 1
    events: list[Any] = field(default_factory=list)

    @classmethod
    def agree(
        cls, id: ContractId, client: str, terms: Terms, *, known: Mapping[str, KnownTopic]
    ) -> "Contract":
        """A new contract. Refuses terms that cannot be."""
        terms.check(known)
        contract = cls(id, client, **{name: getattr(terms, name) for name in cls.TERMS})
        contract.events.append(ContractAgreed(id, contract.version, client, terms))
        return contract

    def amend(self, terms: Terms, *, known: Mapping[str, KnownTopic], expected_version: int | None) -> None:
        """Replaces the terms as a whole. Refuses a stale version, an ended contract, and terms that cannot be."""
        self._check_open(expected_version)
        terms.check(known)
        for name in self.TERMS:
            setattr(self, name, getattr(terms, name))
        self.version += 1
        self.events.append(ContractAmended(self.id, self.version, self.client, terms))

    def end(self, *, reason: str, at: datetime, expected_version: int | None) -> None:
        """Closes everything, for ever. Refuses a stale version and a contract that has ended."""
        self._check_open(expected_version)
        self.state, self.ended_at, self.end_reason = ContractState.ENDED, at, reason
        self.version += 1
        self.events.append(ContractEnded(self.id, self.version, reason, at))

    def _check_open(self, expected_version: int | None) -> None:
        if expected_version is not None and expected_version != self.version:
            raise VersionConflict(self.version)
        if self.state is ContractState.ENDED:
            raise ContractHasEnded
