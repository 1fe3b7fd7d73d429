"""The input document of an allocation: what is read is hashed and matched."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from enrollment.domain.allocation import jcs
from enrollment.domain.allocation.children import Children
from enrollment.domain.allocation.grammar import hexadecimal
from enrollment.domain.allocation.shapes import Head, Programme, RulePack


@dataclass(frozen=True, slots=True)
class Document:
    """Everything that decides an allocation, except the seed; checked when it was read."""

    head: Head
    children: Children

    @property
    def rule_pack(self) -> RulePack:
        """The rules that the document brings with it."""
        return self.head["rulePack"]

    @property
    def programmes(self) -> list[Programme]:
        """The programmes, as they stand in the document."""
        return self.head["programmes"]

    def under(self, rule_pack: RulePack) -> Document:
        """Return the same children and programmes under other rules."""
        return replace(self, head={**self.head, "rulePack": rule_pack})

    def with_randomness(self, public_randomness: str) -> Document:
        """Return the document as public randomness, lower-case hex, completes it."""
        hexadecimal(public_randomness)
        return replace(self, head={**self.head, "publicRandomness": public_randomness})

    def normal_form(self) -> Iterator[bytes]:
        """Yield the canonical bytes of the normal form, which shuffling does not change; it is published."""
        programmes = sorted(self.programmes, key=lambda programme: programme["id"])
        children = jcs.Written(self.children.in_normal_form())
        return jcs.pieces({**self.head, "programmes": programmes, "children": children})

    def hash(self) -> str:
        """Return `freezeHash` or `inputHash`: SHA-256 of the normal form, in lower-case hex."""
        digest = hashlib.sha256()
        for piece in self.normal_form():
            digest.update(piece)
        return digest.hexdigest()
