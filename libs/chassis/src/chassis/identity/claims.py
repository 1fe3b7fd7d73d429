"""The claims of a token whose signature is good: checked one by one, then turned into a viewer."""

import math
from dataclasses import dataclass
from typing import Any

from chassis.identity.errors import InvalidToken
from chassis.identity.grants import Grant, Person
from chassis.identity.viewer import Viewer

MOST_ENTRIES = 500
LONGEST_NAME = 255


@dataclass(frozen=True, slots=True)
class Expected:
    """What a token must say to be meant for us."""

    issuer: str
    audience: str = "bilim-graph"
    algorithms: tuple[str, ...] = ("RS256", "PS256")
    leeway: int = 30
    longest_life: int = 300


def read_claims(claims: dict[str, Any], expected: Expected, now: float) -> Viewer:
    """Believe these claims, or refuse the token."""
    if claims.get("iss") != expected.issuer:
        raise InvalidToken("another issuer")
    if claims.get("aud") not in (expected.audience, [expected.audience]):
        raise InvalidToken("another audience")
    if "cnf" in claims:
        raise InvalidToken("bound to a key that was not shown")
    expires = _check_times(claims, expected, now)
    return Viewer(
        subject=_name(claims, "sub"),
        client=_optional_name(claims, "azp"),
        grants=tuple(filter(None, map(Grant.parse, _entries(claims, "grants")))),
        persons=tuple(filter(None, map(Person.parse, _entries(claims, "person")))),
        loa=_level(claims.get("loa", 0)),
        token_id=_name(claims, "jti"),
        session_id=_optional_name(claims, "sid"),
        expires_at=expires,
    )


def _check_times(claims: dict[str, Any], expected: Expected, now: float) -> float:
    issued, expires = _instant(claims, "iat"), _instant(claims, "exp")
    if now >= expires + expected.leeway:
        raise InvalidToken("expired")
    not_before = _instant(claims, "nbf") if "nbf" in claims else issued
    if max(issued, not_before) > now + expected.leeway:
        raise InvalidToken("not valid yet")
    # The issuer reads its clock twice, hence the leeway here too; a day-long token stays refused.
    if not 0 < expires - issued <= expected.longest_life + expected.leeway:
        raise InvalidToken("not the lifetime of an access token")
    return expires + expected.leeway


def _instant(claims: dict[str, Any], name: str) -> float:
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not _is_instant(value):
        raise InvalidToken(f"{name} is not a time")
    return float(value)


def _is_instant(value: float) -> bool:
    return (isinstance(value, int) or math.isfinite(value)) and 0 <= value < 1e11


def _name(claims: dict[str, Any], name: str) -> str:
    value = claims.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_NAME:
        raise InvalidToken(f"{name} is not a name")
    if not value.isprintable() or value != value.strip():
        raise InvalidToken(f"{name} is not a name")
    return value


def _optional_name(claims: dict[str, Any], name: str) -> str | None:
    return _name(claims, name) if name in claims else None


def _entries(claims: dict[str, Any], name: str) -> list[str]:
    value = claims.get(name, [])
    if not isinstance(value, list) or len(value) > MOST_ENTRIES:
        raise InvalidToken(f"{name} is not a list of names")
    if not all(isinstance(item, str) for item in value):
        raise InvalidToken(f"{name} is not a list of names")
    return value


def _level(value: object) -> int:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 3:
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 100:
        return value
    raise InvalidToken("loa is not a level")
