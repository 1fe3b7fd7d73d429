"""The screen says what really runs, and no more."""

from dataclasses import replace
from pathlib import Path

from devhost.screen import Surroundings, welcome


def around(
    *, kafka: int | None = None, keycloak: int | None = None, port: int = 8000, is_empty: bool = False
) -> Surroundings:
    personas = ["ministry"] if is_empty else ["district"]
    passwords, data = Path("/data/passwords.json"), Path(".data")
    return Surroundings(port, personas, "(embedded)", kafka, keycloak, passwords, data, is_empty)


def test_alone_the_platform_needs_no_picture() -> None:
    said = welcome(around())

    assert "Kafka" not in said
    assert "make token PERSONA=district\n" in said


def test_with_keycloak_it_says_where_to_log_in_and_where_the_passwords_are() -> None:
    said = welcome(around(keycloak=8080))

    assert "who signs tokens: Keycloak :8080" in said
    assert "http://127.0.0.1:8080/realms/bilim/account" in said
    assert "/data/passwords.json" in said
    assert "feeds ──► the other services" in said


def test_with_kafka_alone_the_development_issuer_signs() -> None:
    said = welcome(around(kafka=9092, port=8100))

    assert "Kafka :9092" in said
    assert "who signs tokens: development issuer" in said
    assert "make token PERSONA=district PORT=8100" in said


def test_where_nothing_is_loaded_it_says_what_to_load_and_asks_no_question() -> None:
    said = welcome(around(is_empty=True))

    assert "make load FILE=data/sergokala/schools.csv" in said
    assert "make token PERSONA=ministry" in said
    assert "curl" not in said


def test_what_is_pasted_finds_another_port_and_another_folder() -> None:
    elsewhere = replace(around(port=8100), data=Path("/srv/bilim"))

    assert "make token PERSONA=district PORT=8100 DATA=/srv/bilim\n" in welcome(elsewhere)


def test_data_on_a_given_server_is_not_said_to_be_in_the_folder() -> None:
    given = replace(around(), database="db.example:5432")

    assert "the data stays in PostgreSQL at db.example:5432." in welcome(given)


def test_the_screen_fits_a_terminal_but_for_what_is_to_be_pasted() -> None:
    said = welcome(around())

    assert [
        line for line in said.splitlines() if len(line) > 100 and "-d '" not in line and "-H" not in line
    ] == []
    assert said.rstrip().splitlines()[-1].startswith("  Ctrl-C stops everything")
