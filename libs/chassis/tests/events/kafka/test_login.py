"""Our own processes reach Kafka as the settings say."""

import ssl
from pathlib import Path

import pytest

from chassis.events.kafka.login import brokers_of
from chassis.identity.development import DevelopmentIssuer
from chassis.settings import KafkaSecurity, PlatformSettings, SettingsRefused


def settings(folder: Path, security: KafkaSecurity) -> PlatformSettings:
    key = folder / "key.json"
    DevelopmentIssuer(key)
    return PlatformSettings(kafka="kafka:9092", kafka_security=security, key_file=str(key))


def test_without_an_address_there_is_a_sentence() -> None:
    with pytest.raises(SettingsRefused, match="Set BILIM_KAFKA"):
        brokers_of(PlatformSettings(kafka=None), service="inventory")


async def test_who_logs_in_shows_the_token_of_its_service_over_tls(tmp_path: Path) -> None:
    brokers = brokers_of(settings(tmp_path, KafkaSecurity.LOGIN), service="inventory")

    assert brokers.security["security_protocol"] == "SASL_SSL"
    assert brokers.security["ssl_context"].verify_mode is ssl.CERT_REQUIRED
    assert (await brokers.security["sasl_oauth_token_provider"].token()).count(".") == 2


@pytest.mark.parametrize(
    ("security", "given"),
    [
        (KafkaSecurity.NONE, {"security_protocol"}),
        (KafkaSecurity.TLS, {"security_protocol", "ssl_context"}),
        (
            KafkaSecurity.LOGIN_WITHOUT_TLS,
            {"security_protocol", "sasl_mechanism", "sasl_oauth_token_provider"},
        ),
    ],
)
def test_nothing_is_given_that_the_settings_do_not_ask_for(
    security: KafkaSecurity, given: set[str], tmp_path: Path
) -> None:
    assert set(brokers_of(settings(tmp_path, security), service="inventory").security) == given
