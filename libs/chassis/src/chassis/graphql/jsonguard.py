"""Reads JSON that strangers wrote: bounded nesting, bounded numbers, valid UTF-8."""

import re
from typing import Any

import orjson

from chassis.graphql.refusals import BadRequest, TooDeep

MOST_NESTING = 32
MOST_DIGITS = 64

# Strings are taken whole, so that brackets and digits inside them do not count.
_LEXEMES = re.compile(rb'"(?:[^"\\]|\\.)*+"|[\[{]|[\]}]|[0-9]{%d,}' % (MOST_DIGITS + 1), re.DOTALL)
_LONG_NUMBER = re.compile(rb"[0-9]{%d}" % (MOST_DIGITS + 1))


def read_json(body: bytes) -> Any:
    """The value in `body`; raises BadRequest or TooDeep."""
    if _is_suspicious(body):
        _inspect(body)
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        raise BadRequest("The body is not valid JSON in UTF-8.") from None


def _is_suspicious(body: bytes) -> bool:
    return body.count(b"{") + body.count(b"[") > MOST_NESTING or _LONG_NUMBER.search(body) is not None


def _inspect(body: bytes) -> None:
    depth = 0
    for lexeme in _LEXEMES.finditer(body):
        first = body[lexeme.start()]
        if first in b"[{":
            depth += 1
            if depth > MOST_NESTING:
                raise TooDeep(f"The JSON is nested deeper than {MOST_NESTING} levels.")
        elif first in b"]}":
            depth -= 1
        elif first != 0x22:
            raise TooDeep(f"A number has more than {MOST_DIGITS} digits.")
