"""Refusals as data: a domain error becomes a `UserError` with its code, its facts and a message for its reader."""

import dataclasses
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import strawberry

LANGUAGES = ("ru", "kk", "ky", "ba", "en")
_SHARED = Path(__file__).with_name("messages.toml")


@strawberry.interface(description="Why something was not done. Nothing of it was done.")
class UserError:
    """What every refusal says of itself."""

    code: str = strawberry.field(description="For programs; never changes.")
    message: str = strawberry.field(description="For people, in the language that was asked for.")
    path: list[str] = strawberry.field(
        description="The input field at fault, from the outside in; may be empty."
    )


@strawberry.federation.type(shareable=True, description="The idempotency key came before, with other input.")
class IdempotencyKeyReusedError(UserError):
    """See chassis.work.idempotency."""


@strawberry.federation.type(
    shareable=True, description="There is no such record, or it is not for this caller."
)
class NotFoundError(UserError):
    """One answer for both, so that nobody learns what exists."""


@strawberry.federation.type(shareable=True, description="The record was changed meanwhile: read it again.")
class VersionConflictError(UserError):
    """`expectedVersion` was not the version that is there."""

    current_version: int = strawberry.field(description="The version it has now.")


SHARED_REFUSALS: tuple[type[UserError], ...] = (
    IdempotencyKeyReusedError,
    NotFoundError,
    VersionConflictError,
)
"""For every schema: what is reachable only through the interface would vanish from it."""


class Catalogue:
    """Messages by code and language; sentences may name the facts of their refusal in braces."""

    def __init__(self, messages: Mapping[str, Mapping[str, str]]) -> None:
        self._messages = messages

    @classmethod
    def of(cls, *files: Path) -> "Catalogue":
        """Reads the messages that all services share, and those of the files."""
        messages: dict[str, Mapping[str, str]] = {}
        for file in (_SHARED, *files):
            messages |= tomllib.loads(file.read_text("utf-8"))
        return cls(messages)

    def message(self, code: str, locales: Iterable[str], facts: Mapping[str, Any]) -> str:
        """The sentence for a code, in the first language of the reader that has one, else in Russian."""
        sentences = self._messages[code]
        language = next((language for language in locales if language in sentences), "ru")
        return sentences[language].format_map(facts)

    def gaps(self, codes: Iterable[str]) -> list[str]:
        """Which code lacks which language; empty when all is there."""
        return [
            f"{code}: {language}"
            for code in codes
            for language in LANGUAGES
            if not self._messages.get(code, {}).get(language)
        ]


class Refusals:
    """A service's refusals: which domain error is told as which type of the schema.

    A domain error has `code`, its facts as dataclass fields, and `field`, the input field at fault, or None.
    """

    def __init__(self, types: Mapping[type[Exception], type[UserError]], catalogue: Catalogue) -> None:
        self.types = dict(types)
        self.catalogue = catalogue
        self.exceptions = tuple(self.types)

    def gaps(self) -> list[str]:
        """Which refusal lacks its message in which language; empty when all is there."""
        return self.catalogue.gaps(vars(refusal)["code"] for refusal in self.types)

    def answer(self, refusal: Any, locales: Sequence[str]) -> UserError:
        """The refusal as the client sees it."""
        facts = {name: getattr(refusal, name) for name in _facts(type(refusal))}
        kind = self.types[next(base for base in type(refusal).__mro__ if base in self.types)]
        shown = {field.name for field in dataclasses.fields(kind)} & facts.keys()
        field = getattr(refusal, "field", None)
        return kind(
            code=refusal.code,
            message=self.catalogue.message(refusal.code, locales, facts),
            path=["input", field] if field else [],
            **{name: facts[name] for name in shown},
        )


def _facts(refusal: Any) -> list[str]:
    return [field.name for field in dataclasses.fields(refusal)] if dataclasses.is_dataclass(refusal) else []
