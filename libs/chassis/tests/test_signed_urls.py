"""An address of a file opens for fifteen minutes for whoever holds it, and nobody else can make one."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest

from chassis.signed_urls import is_open, sign_url

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
PATH, SECRET = "/files/enrollment/exports/1", "a secret of sixteen"


@pytest.fixture
def query() -> str:
    """What follows the question mark of an address that was made at noon."""
    return urlsplit(sign_url(PATH, base="https://bilim.example/", secret=SECRET, now=NOW)).query


def test_the_address_is_the_gateway_s() -> None:
    address = sign_url(PATH, base="https://bilim.example/", secret=SECRET, now=NOW)

    assert address.startswith("https://bilim.example/files/enrollment/exports/1?expires=")


@pytest.mark.parametrize(("minutes", "opens"), [(0, True), (14, True), (15, False), (60, False)])
def test_it_opens_for_fifteen_minutes(query: str, minutes: int, opens: bool) -> None:
    assert is_open(PATH, query, secret=SECRET, now=NOW + timedelta(minutes=minutes)) is opens


def test_it_opens_nothing_else(query: str) -> None:
    assert not is_open("/files/enrollment/exports/2", query, secret=SECRET, now=NOW)
    assert not is_open(PATH, query, secret="another secret of", now=NOW)


@pytest.mark.parametrize(
    "given",
    [
        "",
        "expires=x&signature=y",
        "expires=99999999999",
        "signature=",
        "expires=1&expires=2",
        "\u0000",
        "expires=%FF&signature=%C3",
    ],
)
def test_what_was_not_made_here_is_refused_without_a_fuss(given: str) -> None:
    assert not is_open(PATH, given, secret=SECRET, now=NOW)


def test_the_hour_of_its_end_cannot_be_put_off(query: str) -> None:
    later = query.replace("expires=1", "expires=2")

    assert not is_open(PATH, later, secret=SECRET, now=NOW)
