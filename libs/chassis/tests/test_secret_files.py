"""Secrets come from the environment or from mounted files, and are repeated nowhere."""

import traceback
from pathlib import Path

import pytest
from pydantic_settings import SettingsConfigDict

from chassis.national_ids import MalformedKeys, NationalIds
from chassis.settings import PlatformSettings, ServiceSettings, SettingsRefused

SECRET = "a-secret-that-nobody-may-see"


class SomeSettings(ServiceSettings):
    """As a service has them."""

    model_config = SettingsConfigDict(env_prefix="SOME_", extra="ignore")


@pytest.fixture
def mounted(tmp_path: Path) -> Path:
    file = tmp_path / "secret"
    file.write_text(SECRET + "\n")
    return file


def test_a_setting_is_read_from_the_file_that_is_named(
    mounted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BILIM_SECRET_FILE", str(mounted))
    monkeypatch.setenv("SOME_DATABASE_URL_FILE", str(mounted))

    assert PlatformSettings().secret == SECRET
    assert SomeSettings().database_url == SECRET


def test_what_is_given_itself_wins(mounted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BILIM_SECRET_FILE", str(mounted))
    monkeypatch.setenv("BILIM_SECRET", "given-in-the-environment")

    assert PlatformSettings().secret == "given-in-the-environment"


def test_a_file_that_cannot_be_read_is_named_by_its_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BILIM_SECRET_FILE", "/nowhere/secret")

    with pytest.raises(SettingsRefused, match="BILIM_SECRET_FILE"):
        PlatformSettings()


@pytest.mark.parametrize(("name", "value"), [("BILIM_SECRET", "too-short-key"), ("BILIM_EVENT_DAYS", SECRET)])
def test_a_refused_setting_is_not_repeated(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(SettingsRefused) as refused:
        PlatformSettings()

    assert value not in "".join(traceback.format_exception(refused.value))
    assert name in str(refused.value)


def test_malformed_keys_are_not_repeated() -> None:
    with pytest.raises(MalformedKeys) as refused:
        NationalIds.parse(f"2026:{SECRET}")

    assert SECRET not in "".join(traceback.format_exception(refused.value))


def test_ids_are_read_while_keys_change_and_a_retired_key_opens_nothing_new() -> None:
    old, new = b"o" * 32, b"n" * 32
    stored = NationalIds({"2025": old}).store("123-456-789 00")
    both = NationalIds({"2026": new, "2025": old})

    renewed = both.renewed(stored)

    assert both.open(stored.sealed) == both.open(renewed.sealed) == "12345678900"
    assert {stored.match, renewed.match} == set(both.matches("12345678900"))
    assert NationalIds({"2026": new}).open(renewed.sealed) == "12345678900"
