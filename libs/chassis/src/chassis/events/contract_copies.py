"""Contracts as the services know them that do not own them: copies, fed by the owner's events.

A service that hears the owner adds `contract_handlers(owner)` to its own; the messages are read by the names of
their fields, since only the owner's package declares them.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from google.protobuf.json_format import MessageToDict
from google.protobuf.message import Message

from chassis.events.consumer import Handler
from chassis.work import Unit, Work

# What comes late says less than what is known: versions only grow.
_KEEP = """
insert into integrator_contract as known (id, client, topics, places, purpose, valid_from, valid_until, version)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (id) do update
set client = excluded.client, topics = excluded.topics, places = excluded.places, purpose = excluded.purpose,
    valid_from = excluded.valid_from, valid_until = excluded.valid_until, version = excluded.version
where known.version < excluded.version
"""
_END = "update integrator_contract set ended_at = $2, version = $3 where id = $1 and version < $3"


def contract_handlers(owner: str) -> Mapping[str, Handler[Any]]:
    """What to do on each of the owner's events about contracts."""
    return {
        f"bilim.{owner}.ContractAgreed.v1": keep_contract,
        f"bilim.{owner}.ContractAmended.v1": keep_contract,
        f"bilim.{owner}.ContractEnded.v1": end_contract,
    }


async def keep_contract(message: Message, work: Work[Unit]) -> None:
    """A contract says this from now on, as a whole."""
    told = _said(message)
    places = [*told["regionIds"], *told["districtIds"], *told["schoolIds"]]
    async with work() as unit:
        await unit.connection.execute(
            _KEEP,
            UUID(told["contractId"]),
            told["client"],
            {each["topic"]: None if each["allFields"] else each["fields"] for each in told["topics"]},
            None if told["isCountrywide"] else [UUID(place) for place in places],
            told["purpose"].removeprefix("CONTRACT_PURPOSE_"),
            datetime.fromisoformat(told["validFrom"]),
            datetime.fromisoformat(told["validUntil"]),
            int(told["version"]),
        )


async def end_contract(message: Message, work: Work[Unit]) -> None:
    """A contract opens nothing any more."""
    told = _said(message)
    async with work() as unit:
        await unit.connection.execute(
            _END, UUID(told["contractId"]), datetime.fromisoformat(told["at"]), int(told["version"])
        )


def _said(message: Message) -> dict[str, Any]:
    return MessageToDict(message, always_print_fields_with_no_presence=True)
