"""Keycloak as it is, with our realm: downloaded once, started on a port, its data in a folder, stopped cleanly."""

import contextlib
import json
import os
import secrets
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx

from full.maven import TOOLS, JavaMissingError, require
from full.refusals import CannotStartError

VERSION = "26.7.0"
REALM_FOLDER = Path(__file__).resolve().parents[4] / "deploy" / "keycloak"
ADMIN_CLIENT = "bilim-provisioning"

_ARTIFACT = f"org.keycloak:keycloak-quarkus-dist:{VERSION}:zip"
_UNPACK = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack"
_START_SECONDS = 400
_STOP_SECONDS = 30


class KeycloakNotStartedError(CannotStartError):
    """Keycloak went away or did not answer in time; the text has the end of its log."""


@dataclass(frozen=True, slots=True)
class Keycloak:
    """A running Keycloak: where its realm is, and what its administrator shows."""

    url: str
    admin_secret: str
    process_group: int | None = None
    """Of those that we started: a test may have it stand still."""

    @property
    def issuer(self) -> str:
        """`BILIM_ISSUER`."""
        return realm_of(self.url)

    @property
    def jwks_url(self) -> str:
        """`BILIM_JWKS_URL`."""
        return f"{self.issuer}/protocol/openid-connect/certs"


def realm_of(url: str) -> str:
    """The issuer at a Keycloak's address."""
    return f"{url}/realms/bilim"


def installed() -> Path:
    """The unpacked distribution, fetched by Maven when it is not there yet."""
    folder = TOOLS / f"keycloak-{VERSION}"
    if not (folder / "complete").exists():
        require("java", "mvn")
        _unpack(folder)
        (folder / "complete").touch()
    return folder / f"keycloak-{VERSION}"


def realm_import() -> dict[str, Any]:
    """The realm as Keycloak imports it: realm.json, with the user profile in its place."""
    realm: dict[str, Any] = json.loads((REALM_FOLDER / "realm.json").read_text("utf-8"))
    profile = json.loads((REALM_FOLDER / "user-profile.json").read_text("utf-8"))
    realm["components"]["org.keycloak.userprofile.UserProfileProvider"] = [
        {
            "providerId": "declarative-user-profile",
            "config": {"kc.user.profile.config": [json.dumps(profile)]},
        }
    ]
    return realm


@contextlib.contextmanager
def keycloak(folder: Path, *, port: int, public_url: str) -> Iterator[Keycloak]:
    """A running Keycloak with its data in `folder`; `public_url` is where our gateway is reached."""
    home = _home(folder)
    running = Keycloak(f"http://127.0.0.1:{port}", _admin_secret(folder))
    log = folder / "output.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            _command(home, port), env=_environment(running, public_url), stdout=out, stderr=subprocess.STDOUT,
            start_new_session=True,
        )  # fmt: skip
    try:
        _wait_for(running, process, log)
        yield replace(running, process_group=process.pid)
    finally:
        _stop(process)


def _unpack(folder: Path) -> None:
    command = [
        "mvn",
        "--quiet",
        "--batch-mode",
        _UNPACK,
        f"-Dartifact={_ARTIFACT}",
        f"-DoutputDirectory={folder}",
    ]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode:
        raise JavaMissingError(f"Maven could not fetch Keycloak:\n{run.stdout[-2000:]}")


def _home(folder: Path) -> Path:
    """A home of its own over the shared distribution, so that two can run and a reset removes only data."""
    home = folder / "home"
    (home / "data" / "import").mkdir(parents=True, exist_ok=True)
    for part in ("bin", "conf", "lib", "providers", "themes"):
        link = home / part
        if not link.exists():
            link.symlink_to(installed() / part)
    (home / "data" / "import" / "bilim-realm.json").write_text(json.dumps(realm_import()), "utf-8")
    return home


def _admin_secret(folder: Path) -> str:
    kept = folder / "admin-secret"
    if not kept.exists():
        with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(secrets.token_urlsafe(32))
    return kept.read_text("utf-8")


def _command(home: Path, port: int) -> list[str]:
    # kc.sh finds its home by its real path, which is the shared one: the later option wins.
    return [
        *("sh", str(home / "bin" / "kc.sh"), f"-Dkc.home.dir={home}", "start-dev", "--import-realm"),
        *("--http-host=127.0.0.1", f"--http-port={port}", "--log-level=warn"),
    ]


def _environment(running: Keycloak, public_url: str) -> dict[str, str]:
    return {
        **os.environ,
        "KC_BOOTSTRAP_ADMIN_CLIENT_ID": ADMIN_CLIENT,
        "KC_BOOTSTRAP_ADMIN_CLIENT_SECRET": running.admin_secret,
        "BILIM_PUBLIC_URL": public_url,
        "BILIM_STATE_ID_URL": os.environ.get("BILIM_STATE_ID_URL", "https://state-id.invalid"),
    }


def _wait_for(running: Keycloak, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while not _answers(running):
        if process.poll() is not None or time.monotonic() > deadline:
            tail = log.read_text("utf-8", errors="replace")[-2000:]
            raise KeycloakNotStartedError(f"Keycloak did not start:\n{tail}")
        time.sleep(0.25)


def _answers(running: Keycloak) -> bool:
    try:
        return httpx.get(f"{running.issuer}/.well-known/openid-configuration", timeout=2).status_code == 200
    except httpx.HTTPError:
        return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    # The whole group: kc.sh waits for Java and passes the signal on only while it waits.
    for ending in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, ending)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_STOP_SECONDS)
            return
