"""A setting that is wrong is named, and production has no secret that everybody knows."""

import pytest

from chassis.settings import PlatformSettings, ServiceSettings, SettingsRefused


def test_a_wrong_setting_is_named_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BILIM_EVENT_DAYS", "many")

    with pytest.raises(SettingsRefused, match=r"^BILIM_EVENT_DAYS: Input should be a valid integer"):
        PlatformSettings()


def test_every_wrong_setting_is_named() -> None:
    with pytest.raises(SettingsRefused, match=r"POOL_SIZE: .* STATEMENT_TIMEOUT_MS: "):
        ServiceSettings(pool_size=0, statement_timeout_ms=0)


def test_production_refuses_the_secret_of_development() -> None:
    with pytest.raises(SettingsRefused, match=r"^BILIM_SECRET: production needs one of its own\.$"):
        PlatformSettings(env="production")


def test_production_takes_a_secret_of_its_own() -> None:
    assert PlatformSettings(env="production", secret="a secret that nobody else has").is_production
