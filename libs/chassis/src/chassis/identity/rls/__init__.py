"""Row-level security: the database's own answer to who sees which row, for SQL that is written by hand."""

from chassis.identity.rls.functions import FUNCTIONS, SCHEMA
from chassis.identity.rls.guarding import (
    Guard,
    RowSecurity,
    events_of,
    seen_as,
    seen_with,
)
from chassis.identity.rls.rendering import rendered
from chassis.identity.rls.seeing import AsViewer, seen_by, tell_viewer, viewer_role

__all__ = [
    "FUNCTIONS",
    "SCHEMA",
    "AsViewer",
    "Guard",
    "RowSecurity",
    "events_of",
    "rendered",
    "seen_as",
    "seen_by",
    "seen_with",
    "tell_viewer",
    "viewer_role",
]
