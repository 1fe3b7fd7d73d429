"""A part of a record is opened by who asked, for that question alone, and only if one of us made it."""

from dataclasses import replace

import pytest

from chassis.sealed_parts import NotOurs, new_key_pair, seal, unseal

SECRET = "the-installation-s-secret"
PRIVATE, PUBLIC = new_key_pair()
PART = seal("Амина".encode(), public_key=PUBLIC, question="q-1", secret=SECRET)


def test_who_asked_opens_it() -> None:
    assert unseal(PART, private_key=PRIVATE, question="q-1", secret=SECRET).decode() == "Амина"


def test_nothing_of_it_is_readable_on_the_way() -> None:
    assert "Амина".encode() not in PART.sealed
    assert "sealed" not in repr(PART)


@pytest.mark.parametrize(
    ("part", "private", "question", "secret"),
    [
        (PART, new_key_pair()[0], "q-1", SECRET),
        (PART, PRIVATE, "q-2", SECRET),
        (PART, PRIVATE, "q-1", "another-installation-s-secret"),
        (replace(PART, sealed=PART.sealed[:-1] + bytes([PART.sealed[-1] ^ 1])), PRIVATE, "q-1", SECRET),
        (replace(PART, signature=bytes(32)), PRIVATE, "q-1", SECRET),
    ],
)
def test_nobody_else_and_for_nothing_else(part: object, private: bytes, question: str, secret: str) -> None:
    with pytest.raises(NotOurs):
        unseal(part, private_key=private, question=question, secret=secret)  # type: ignore[arg-type]
