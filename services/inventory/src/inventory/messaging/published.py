"""What inventory tells: each fact of its domain as the message of its contract."""

from datetime import datetime
from functools import singledispatch
from typing import Any

from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp

from contracts.inventory import v1
from inventory.domain.asset import AssetCommissioned, AssetStatusChanged
from inventory.domain.contract import ContractAgreed, ContractAmended, ContractEnded, Terms, Topics
from inventory.domain.measurement import ConnectivityMeasured
from inventory.domain.person_part import PersonPartSealed
from inventory.domain.school import SchoolRegistered
from inventory.domain.territory import DistrictChanged
from inventory.domain.webhook import (
    Secrets,
    WebhookChanged,
    WebhookDeleted,
    WebhookReplayRequested,
    WebhookTried,
)


@singledispatch
def message_of(event: object) -> Message:
    """The message of a fact. Raises TypeError for a fact that has no contract."""
    raise TypeError(f"No contract says how to publish {type(event).__name__}.")


@message_of.register
def _(event: DistrictChanged) -> Message:
    return v1.DistrictChanged(
        district_id=str(event.district_id),
        region_id=str(event.region_id),
        code=event.code,
        name=event.name,
        region_code=event.region_code,
    )


@message_of.register
def _(event: SchoolRegistered) -> Message:
    return v1.SchoolRegistered(
        school_id=str(event.school_id),
        national_code=event.national_code,
        name=event.name,
        kind=f"SCHOOL_KIND_{event.kind}",
        district_id=str(event.district_id),
        languages=event.languages,
        effective_from=event.effective_from.isoformat(),
        time_zone=event.time_zone,
    )


@message_of.register
def _(event: AssetCommissioned) -> Message:
    return v1.AssetCommissioned(
        asset_id=str(event.asset_id),
        school_id=str(event.school_id),
        inventory_number=event.inventory_number,
        serial_number=event.serial_number,
        model_id=str(event.model_id),
        kind=f"ASSET_KIND_{event.kind}",
        acquired_on=event.acquired_on.isoformat() if event.acquired_on else None,
    )


@message_of.register
def _(event: AssetStatusChanged) -> Message:
    return v1.AssetStatusChanged(
        asset_id=str(event.asset_id),
        school_id=str(event.school_id),
        from_status=f"ASSET_STATUS_{event.before}",
        to_status=f"ASSET_STATUS_{event.after}",
        reason=event.reason,
        at=_instant(event.at),
        by_role=event.by_role,
    )


@message_of.register
def _(event: ConnectivityMeasured) -> Message:
    return v1.ConnectivityMeasured(
        school_id=str(event.school_id),
        down_mbps=event.down_mbps,
        up_mbps=event.up_mbps,
        latency_ms=event.latency_ms,
        method=f"MEASUREMENT_METHOD_{event.method}",
        at=_instant(event.at),
    )


@message_of.register
def _(event: ContractAgreed) -> Message:
    return v1.ContractAgreed(
        contract_id=str(event.contract_id), version=event.version, client=event.client, **_agreed(event.terms)
    )


@message_of.register
def _(event: ContractAmended) -> Message:
    return v1.ContractAmended(
        contract_id=str(event.contract_id), version=event.version, client=event.client, **_agreed(event.terms)
    )


@message_of.register
def _(event: ContractEnded) -> Message:
    return v1.ContractEnded(
        contract_id=str(event.contract_id), version=event.version, reason=event.reason, at=_instant(event.at)
    )


@message_of.register
def _(event: PersonPartSealed) -> Message:
    return v1.PersonPartSealed(
        export_id=str(event.export_id),
        person_id=str(event.person_id),
        sealed=event.sealed,
        signature=event.signature,
    )


@message_of.register
def _(event: WebhookChanged) -> Message:
    return v1.WebhookChanged(
        webhook_id=str(event.webhook_id),
        contract_id=str(event.contract_id),
        url=event.url,
        types=event.types,
        secrets=_secrets(event.secrets),
        is_paused=event.is_paused,
        created_at=_instant(event.created_at),
    )


@message_of.register
def _(event: WebhookDeleted) -> Message:
    return v1.WebhookDeleted(webhook_id=str(event.webhook_id))


@message_of.register
def _(event: WebhookReplayRequested) -> Message:
    return v1.WebhookReplayRequested(
        webhook_id=str(event.webhook_id), service=event.source.lower(), after=event.after
    )


@message_of.register
def _(event: WebhookTried) -> Message:
    return v1.WebhookTried(webhook_id=str(event.webhook_id))


def _secrets(secrets: Secrets) -> list[v1.WebhookSecret]:
    return [
        v1.WebhookSecret(
            sealed=each["sealed"],
            until=_instant(datetime.fromisoformat(each["until"])) if each["until"] else None,
        )
        for each in secrets
    ]


def _agreed(terms: Terms) -> dict[str, Any]:
    return {
        "purpose": f"CONTRACT_PURPOSE_{terms.purpose}",
        "topics": _topics(terms.topics),
        "is_countrywide": terms.is_countrywide,
        "region_ids": map(str, terms.region_ids),
        "district_ids": map(str, terms.district_ids),
        "school_ids": map(str, terms.school_ids),
        "valid_from": _instant(terms.valid_from),
        "valid_until": _instant(terms.valid_until),
    }


def _topics(topics: Topics) -> list[v1.ContractTopic]:
    return [
        v1.ContractTopic(topic=topic, all_fields=fields is None, fields=fields or ())
        for topic, fields in topics.items()
    ]


def _instant(at: datetime) -> Timestamp:
    instant = Timestamp()
    instant.FromDatetime(at)
    return instant
