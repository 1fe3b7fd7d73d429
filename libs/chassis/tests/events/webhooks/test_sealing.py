"""Secrets at rest: nobody without the key reads them, and keys can be changed while everything runs."""

import base64

import pytest

from chassis.events.webhooks import MalformedKeys, Sealer, Unsealable
from chassis.events.webhooks.keys import reachable_from, sealer_of, signing_keys_of
from chassis.settings import Environment, PlatformSettings

OLD, NEW = base64.b64encode(b"o" * 32).decode(), base64.b64encode(b"n" * 32).decode()
SECRET = "whsec_the-secret-itself"


def test_what_is_sealed_opens_with_the_same_key_for_the_same_webhook() -> None:
    sealer = Sealer.parse(f"old:{OLD}")

    sealed = sealer.seal(SECRET, of="a")

    assert SECRET not in sealed
    assert sealer.open(sealed, of="a") == SECRET


def test_a_sealed_secret_is_of_no_use_in_the_row_of_another_webhook() -> None:
    sealer = Sealer.parse(f"old:{OLD}")

    with pytest.raises(Unsealable):
        sealer.open(sealer.seal(SECRET, of="a"), of="b")


@pytest.mark.parametrize("change", [lambda text: text[:-4] + "AAA=", lambda _: "old.", lambda _: "old.%%%"])
def test_a_sealed_secret_that_was_changed_does_not_open(change: object) -> None:
    sealer = Sealer.parse(f"old:{OLD}")
    sealed = sealer.seal(SECRET, of="a")

    with pytest.raises(Unsealable):
        sealer.open(change(sealed), of="a")  # type: ignore[operator]


def test_a_new_key_in_front_seals_what_comes_and_opens_what_was() -> None:
    before = Sealer.parse(f"old:{OLD}").seal(SECRET, of="a")
    both = Sealer.parse(f"new:{NEW},old:{OLD}")

    renewed = both.renewed(before, of="a")

    assert both.open(before, of="a") == SECRET
    assert Sealer.parse(f"new:{NEW}").open(renewed, of="a") == SECRET
    assert both.renewed(renewed, of="a") == renewed


def test_a_key_that_was_taken_out_opens_nothing_any_more() -> None:
    sealed = Sealer.parse(f"old:{OLD}").seal(SECRET, of="a")

    with pytest.raises(Unsealable, match="'old'"):
        Sealer.parse(f"new:{NEW}").open(sealed, of="a")


@pytest.mark.parametrize("text", ["", "short:c2hvcnQ=", f"{OLD}", f"a:{OLD},a:{NEW}", f"a.b:{OLD}", "a:%%%"])
def test_keys_that_cannot_be_read_are_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(MalformedKeys) as refusal:
        Sealer.parse(text)

    assert OLD not in str(refusal.value)


def test_an_installation_without_keys_of_its_own_makes_one_from_its_secret_and_may_change_later() -> None:
    plain = PlatformSettings(secret="a-secret-of-this-installation")
    sealed = sealer_of(plain).seal(SECRET, of="a")

    with_keys = plain.model_copy(update={"webhook_keys": f"2026:{NEW}"})

    assert sealer_of(with_keys).open(sealed, of="a") == SECRET
    assert sealer_of(with_keys).seal(SECRET, of="a").startswith("2026.")
    with pytest.raises(Unsealable):
        sealer_of(PlatformSettings(secret="a-secret-of-another-one")).open(sealed, of="a")


def test_keys_can_be_read_from_a_file(tmp_path: object) -> None:
    file = tmp_path / "keys"  # type: ignore[operator]
    file.write_text(f"2026:{NEW}\n")

    sealed = sealer_of(PlatformSettings(webhook_keys_file=str(file))).seal(SECRET, of="a")

    assert Sealer.parse(f"2026:{NEW}").open(sealed, of="a") == SECRET


def test_every_process_of_an_installation_signs_with_the_same_key() -> None:
    first, second = (
        signing_keys_of(PlatformSettings(secret="a-secret-of-this-installation")) for _ in range(2)
    )

    assert [key.public for key in first] == [key.public for key in second]


@pytest.mark.parametrize(
    ("url", "in_development", "in_production"),
    [
        ("https://office.example/", True, True),
        ("http://localhost:8080/", True, False),
        ("http://127.0.0.1:8080/", True, False),
        ("https://127.0.0.1/", True, False),
        ("https://10.0.0.8/", False, False),
        ("http://169.254.169.254/latest/meta-data", False, False),
        ("ftp://office.example/", False, False),
    ],
)
def test_a_receiver_on_this_machine_is_for_development_and_a_private_network_for_nobody(
    url: str, in_development: bool, in_production: bool
) -> None:
    development, production = (
        PlatformSettings.model_construct(env=env) for env in (Environment.DEVELOPMENT, Environment.PRODUCTION)
    )

    assert reachable_from(development).accepts(url) is in_development
    assert reachable_from(production).accepts(url) is in_production
