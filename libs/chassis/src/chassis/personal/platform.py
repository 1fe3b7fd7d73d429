"""The platform's own tables, and why nothing in them says who a person was once they are forgotten."""

from collections.abc import Mapping

PLATFORM: Mapping[str, str] = {
    "alembic_version": "versions of the tables",
    "audit_seal": "hashes over the audit",
    "change_audit": "kept five years: ids and names of fields, never values; the account of who acted",
    "delivery_cursor": "places in logs",
    "ended_session": "ids of sessions, until they expire",
    "event_log": "names travel on one stream; of the forgotten its events are silenced",
    "event_log_head": "the place in the log",
    "event_read": "which institution read how much of which topic",
    "idempotency": "hashes of inputs, for a day; those that made the forgotten are deleted",
    "inbox": "ids of events",
    "integrator_contract": "contracts of institutions, with the names of their machines",
    "outbox": "as the log",
    "parked": "events that were set aside; of the forgotten they and their errors lose the words",
    "read_audit": "kept five years: ids of children, the account of who read",
    "state_known": "versions of keys",
    "states_filled": "which topics hold all states",
    "stream_head": "versions of keys",
    "webhook": "addresses of institutions",
    "webhook_attempt": "how a delivery ended: a code and a kind of error, never the body",
    "webhook_owed": "keys and places of deliveries",
}
"""By table; the partitions of a log go with it."""
