"""The screen says what really runs, and no more."""

from pathlib import Path

from devhost.screen import Surroundings, welcome


def around(*, kafka: int | None = None, keycloak: int | None = None, port: int = 8000) -> Surroundings:
    return Surroundings(port, ["district"], "(embedded)", kafka, keycloak, Path("/data/passwords.json"))


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
