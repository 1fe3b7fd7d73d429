"""Chooses the media type of an answer from what the client accepts."""

from enum import Enum
from functools import lru_cache


class Form(Enum):
    """How an answer is written."""

    RESPONSE = b"application/graphql-response+json; charset=utf-8"
    JSON = b"application/json; charset=utf-8"
    STREAM = b"text/event-stream; charset=utf-8"
    PAGE = b"text/html; charset=utf-8"


_FORMS = {
    "application/graphql-response+json": Form.RESPONSE,
    "application/json": Form.JSON,
    "text/event-stream": Form.STREAM,
    "text/html": Form.PAGE,
    # A client that takes anything is an old one: it is answered in the form that it knows.
    "application/*": Form.JSON,
    "*/*": Form.JSON,
}


@lru_cache(maxsize=1024)
def choose(accept: bytes) -> Form | None:
    """The form the client likes best of those it accepts, the earlier of equals; None if it accepts none."""
    best: Form | None = None
    best_weight = 0.0
    for part in accept[:1024].decode("latin-1").lower().split(","):
        kind, *parameters = part.split(";")
        form = _FORMS.get(kind.strip())
        if form is None or not _is_utf8(parameters):
            continue
        weight = _weight(parameters)
        if weight > best_weight:
            best, best_weight = form, weight
    return best


def _is_utf8(parameters: list[str]) -> bool:
    charsets = [text.strip() for text in parameters if text.strip().startswith("charset=")]
    return all(text[8:].strip('"') in ("utf-8", "utf8") for text in charsets)


def _weight(parameters: list[str]) -> float:
    for text in parameters:
        name, _, value = text.strip().partition("=")
        if name == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0
