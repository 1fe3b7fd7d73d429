"""Reads a compact JWS without forgiving anything: one spelling a token, so that nothing hides in a second."""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NoReturn

from chassis.identity.errors import InvalidToken

LONGEST_TOKEN = 8_192
LONGEST_HEADER = 1_024
MOST_BRACKETS = 64
"""Deep nesting costs the parser more than a whole token may; our claims have a handful of brackets."""
KNOWN_HEADER = frozenset({"alg", "typ", "kid"})
"""A header that says more asks for a form (`crit`, `zip`, `jwk`, `b64`, `enc` …) that we do not read."""


@dataclass(frozen=True, slots=True)
class CompactToken:
    """The parts of a token, decoded but not yet believed."""

    header: Mapping[str, str]
    payload: bytes
    signature: bytes
    signed: bytes
    """What the signature is over: the first two parts as they came."""


def read_compact(text: str) -> CompactToken:
    """Take a token apart, or refuse it."""
    if not text or len(text) > LONGEST_TOKEN or not text.isascii():
        raise InvalidToken("not a token of ours")
    parts = text.split(".")
    if len(parts) != 3 or not all(parts) or len(parts[0]) > LONGEST_HEADER:
        raise InvalidToken("not a signed token in compact form")
    header, payload, signature = parts
    signed = text.encode("ascii")[: -len(signature) - 1]
    return CompactToken(_header(header), _decode(payload), _decode(signature), signed)


def read_object(raw: bytes) -> dict[str, Any]:
    """A JSON object in which no name occurs twice and every number is a number."""
    if raw.count(b"[") + raw.count(b"{") > MOST_BRACKETS:
        raise InvalidToken("malformed JSON")
    try:
        found = json.loads(
            raw.decode("utf-8"), object_pairs_hook=_without_twins, parse_constant=_refuse_constant
        )
    except (ValueError, RecursionError):
        raise InvalidToken("malformed JSON") from None
    if not isinstance(found, dict):
        raise InvalidToken("malformed JSON")
    return found


# An issuer writes one header for all that a key signs.
@lru_cache(maxsize=64)
def _header(part: str) -> Mapping[str, str]:
    header = read_object(_decode(part))
    if not header.keys() <= KNOWN_HEADER:
        raise InvalidToken("unexpected header parameter")
    if not all(isinstance(value, str) for value in header.values()):
        raise InvalidToken("malformed header")
    return MappingProxyType(header)


def _decode(part: str) -> bytes:
    try:
        raw = base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
    except binascii.Error:
        raise InvalidToken("malformed base64url") from None
    # The last character has unused bits: without this, one signature would have several spellings.
    if base64.urlsafe_b64encode(raw).rstrip(b"=") != part.encode("ascii"):
        raise InvalidToken("malformed base64url")
    return raw


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name occurs twice")
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)
