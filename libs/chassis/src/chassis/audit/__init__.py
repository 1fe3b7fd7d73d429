"""Who read and who changed what: append-only, sealed each second, so that a change of the past shows."""

from chassis.audit.changes import Change, note_change, note_changes
from chassis.audit.entries import ChangeEntry, ReadEntry
from chassis.audit.noted import changes_of, noted
from chassis.audit.reads import is_noted, note_read, reads_of_child
from chassis.audit.seals import seal, unsealed_age
from chassis.audit.verify import AuditReport, verify_audit

__all__ = [
    "AuditReport",
    "Change",
    "ChangeEntry",
    "ReadEntry",
    "changes_of",
    "is_noted",
    "note_change",
    "note_changes",
    "note_read",
    "noted",
    "reads_of_child",
    "seal",
    "unsealed_age",
    "verify_audit",
]
