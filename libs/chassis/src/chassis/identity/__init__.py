"""Who is calling, and how we know; what they may do is the matter of `chassis.identity.policy`."""

from chassis.identity.caller import Authenticator, Caller, Purpose
from chassis.identity.claims import Expected
from chassis.identity.errors import (
    DoorRefusal,
    Forbidden,
    InvalidHeader,
    InvalidToken,
    OutOfScope,
    Refused,
    Unauthenticated,
)
from chassis.identity.grants import ROLES, Grant, Kind, Person
from chassis.identity.keys import HttpKeys, KeySource, KeysUnavailable, StaticKeys
from chassis.identity.verifier import TokenVerifier
from chassis.identity.viewer import ANONYMOUS, Viewer

__all__ = [
    "ANONYMOUS",
    "ROLES",
    "Authenticator",
    "Caller",
    "DoorRefusal",
    "Expected",
    "Forbidden",
    "Grant",
    "HttpKeys",
    "InvalidHeader",
    "InvalidToken",
    "KeySource",
    "KeysUnavailable",
    "Kind",
    "OutOfScope",
    "Person",
    "Purpose",
    "Refused",
    "StaticKeys",
    "TokenVerifier",
    "Unauthenticated",
    "Viewer",
]
