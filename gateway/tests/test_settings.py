"""What a gateway leaves open, and where."""

from pathlib import Path

import pytest

from chassis.settings import SettingsRefused
from gateway.service import engine_settings
from gateway.settings import GatewaySettings, for_production, read_settings


def test_production_closes_what_was_left_open() -> None:
    settings = for_production(GatewaySettings())

    assert not engine_settings(settings).open_introspection
    assert settings.requests_per_minute == 600


def test_production_keeps_what_was_said() -> None:
    settings = for_production(GatewaySettings(open_introspection=True, requests_per_minute=5))

    assert engine_settings(settings).open_introspection
    assert settings.requests_per_minute == 5


def test_development_reads_the_schema_without_a_token() -> None:
    assert engine_settings(GatewaySettings()).open_introspection


def test_a_file_with_an_unknown_key_is_refused_by_its_name(tmp_path: Path) -> None:
    file = tmp_path / "gateway.toml"
    file.write_text("verify_token = true\n")

    with pytest.raises(SettingsRefused, match="VERIFY_TOKEN: Extra inputs are not permitted"):
        read_settings(file)
