"""Records an example of every event in both encodings; what is recorded is never written again.

An old recording is the proof that events of that day can still be read, so this only adds what is missing.
"""

import base64
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import orjson
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.json_format import ParseDict

from chassis.events.cloudevents import Event, Registry, to_json, to_kafka
from contracts.catalogue import EventType, everything

ROOT = Path(__file__).resolve().parents[4]
RECORDED = ROOT / "tests/contracts/recorded"
PUBLIC_URL = "https://graph.example"

_NAMESPACE = UUID("01970000-0000-7000-8000-000000000000")
_NAME = {"ru": "Сергокалинская СОШ № 1", "ba": "Сергокала 1-се мәктәбе", "en": "Sergokala School No. 1"}
# What a field holds in the examples, by its name (in one message, or in all).
_SAMPLES: dict[str, Any] = {
    "AcademicYearOpened.code": "2026-27",
    "AllocationRunCommitted.version": 1,
    "ContractAgreed.version": 1,
    "ContractAmended.version": 2,
    "ContractEnded.version": 3,
    "ContractEnded.reason": "Срок опыта истёк",
    "ApplicationSubmitted.submitted_at": "2027-04-01T00:00:00.123Z",
    "ApplicationRegistered.queue_date": "2027-04-01T00:00:00.123Z",
    "CampaignPublished.rule_pack_id": "ru-grade1",
    "CampaignPublished.rule_pack_version": 3,
    "DistrictChanged.name": {"ru": "Сергокалинский район", "en": "Sergokala District"},
    "PersonExportRequested.public_key": "cHVibGljIGhhbGYgb2YgYSBrZXkgZm9yIG9uZSBxdWVzdGlvbg==",
    "PersonPartSealed.sealed": "d2hhdCB0aGUgam91cm5hbCBob2xkcywgYXMgbm9pc2U=",
    "PersonPartSealed.signature": "YnkgdGhlIGluc3RhbGxhdGlvbidzIHNlY3JldA==",
    "PriorityClaimVerified.valid_until": "2027-08-31",
    "SeatPlanChanged.from": 50,
    "SeatPlanChanged.to": 75,
    "Wave.closes": "2027-06-30T00:00:00Z",
    "Wave.opens": "2027-04-01T00:00:00Z",
    "WebhookChanged.created_at": "2026-09-01T06:30:00Z",
    "WebhookChanged.is_paused": False,
    "WebhookChanged.types": ["bilim.inventory.SchoolRegistered.v1"],
    "WebhookChanged.url": "https://office.example/bilim",
    "WebhookReplayRequested.after": 204,
    "WebhookReplayRequested.service": "enrollment",
    "WebhookSecret.sealed": "2026.c2VhbGVkLXdpdGgtYS1rZXktb2YtdGhlLWluc3RhbGxhdGlvbg==",
    "WebhookSecret.until": "2026-09-02T06:30:00Z",
    "academic_year_code": "2026-27",
    "all_fields": False,
    "applications": 3_412,
    "at": "2026-09-01T06:30:00Z",
    "by_role": "ict_coordinator",
    "capacity": 25,
    "category": "SIBLING",
    "cause": "WITHDRAWN",
    "child_ref": "9b1d3c0f5e7a42688c5d0e6f7a8b9c0d",
    "claim_count": 1,
    "client": "bilim-statistics",
    "code": "sergokala",
    "cost": "45990.00",
    "defect_count": 1,
    "display_name": "Амина Магомедова",
    "down_mbps": 48.5,
    "end_date": "2027-05-31",
    "eligibility": ["FIRST", "PREFERENTIAL", "CATCHMENT"],
    "fields": ["schoolId", "kind"],
    "freeze_hash": "5e" * 32,
    "from_rank": 17,
    "funding_source": "FEDERAL",
    "grade": 5,
    "input_hash": "1a" * 32,
    "inventory_number": "1101340017",
    "keep_waiting_for": ["0197f3c2-0000-7000-8000-000000000001"],
    "is_countrywide": False,
    "language": "ru",
    "languages": ["ru", "ba"],
    "latency_ms": 21.0,
    "legal_basis": "order 458 of 2 September 2020, p. 15",
    "letter": "А",
    "name": _NAME,
    "national_code": "05-0417",
    "number": "17-К",
    "output_hash": "0c" * 32,
    "profile": "MATHEMATICS",
    "public_randomness": "00ff",
    "randomness_source": "drand, round 5200000",
    "queue_version": 204,
    "no": 1,
    "reason": "Перенос в кабинет информатики",
    "rank": 1,
    "receipt_no": "20270401-000000123-0000017",
    "region_code": "dagestan",
    "registration_no": "SGK-2027-0017",
    "respond_by": "2026-09-03T06:30:00Z",
    "restorable_until": "2026-10-01T06:30:00Z",
    "seats": 50,
    "seats_added": 1,
    "seats_filled": 3_108,
    "seed_commitment": "c0" * 32,
    "seed_reveal": "5d" * 32,
    "serial_number": "PF3K91XQ",
    "sort_key": {"ru": "амина магомедова", "en": "amina magomedova"},
    "subgroup": "1",
    "subject_code": "MATH",
    "subjects": ["MATH", "INFORMATICS"],
    "time_zone": "Europe/Moscow",
    "topic": "bilim.inventory.asset.v1",
    "unplaced": 304,
    "up_mbps": 12.25,
    "verified_by": "DISTRICT",
    "wave_no": 1,
    "valid_from": "2026-09-01T00:00:00Z",
    "valid_until": "2027-09-01T00:00:00Z",
}
_DATES = ("_on", "_date", "_from", "_until")


class NoSampleError(Exception):
    """A field has no sample value; the text says which."""


def main() -> None:
    """Record what is missing."""
    for place, event_type in enumerate(everything(), start=1):
        if not path_of(event_type).exists():
            RECORDED.mkdir(parents=True, exist_ok=True)
            path_of(event_type).write_bytes(recording(event_type, position=place))
            sys.stdout.write(f"recorded {event_type.name}\n")


def path_of(event_type: EventType) -> Path:
    """Return where the recording of a type lies."""
    return RECORDED / f"{event_type.name}.json"


def recording(event_type: EventType, *, position: int) -> bytes:
    """Return one event as the feed gives it, and as the record that Kafka holds."""
    registry = Registry(everything(), public_url=PUBLIC_URL)
    outgoing = registry.outgoing(ParseDict(sample_of(event_type.message.DESCRIPTOR), event_type.message()))
    event = Event(
        position=position,
        event_id=uuid5(_NAMESPACE, event_type.name),
        topic=outgoing.topic,
        key=outgoing.key,
        version=1,
        type=outgoing.type,
        subject=outgoing.subject,
        source=f"urn:bilim:{event_type.service}",
        dataschema=outgoing.dataschema,
        traceparent="00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        time=datetime(2026, 9, 1, 6, 30, tzinfo=UTC),
        payload=outgoing.payload,
    )
    document = {"json": orjson.loads(to_json(event, registry)), "kafka": kafka_record(event)}
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def kafka_record(event: Event) -> dict[str, Any]:
    """Return a Kafka record as JSON can hold it: the value in base 64."""
    return {
        "topic": event.topic,
        "key": event.key,
        "headers": {name: value.decode() for name, value in to_kafka(event)},
        "value": base64.b64encode(event.payload).decode(),
    }


def sample_of(message: Any) -> dict[str, Any]:
    """Return believable content of a message, every field set."""
    return {field.name: _sample(field) for field in message.fields}


def _sample(field: FieldDescriptor) -> Any:
    _, message, own = field.full_name.rsplit(".", 2)
    for name in (f"{message}.{own}", own):
        if name in _SAMPLES and field.enum_type is None:
            return _SAMPLES[name]
    value = _single(field)
    return [value] if field.is_repeated else value


def _single(field: FieldDescriptor) -> Any:
    if field.enum_type is not None:
        return field.enum_type.values[1].name
    if field.message_type is not None:
        return sample_of(field.message_type)
    if field.name.endswith(("_id", "_ids", "is_branch_of")):
        return str(uuid5(_NAMESPACE, field.name.removesuffix("s")))
    if field.name.endswith(_DATES) or field.name in {"on", "date"}:
        return "2026-09-01"
    raise NoSampleError(f"{field.full_name}: add a sample value to {Path(__file__).name}.")


if __name__ == "__main__":
    main()
