"""An integrator follows the page about webhooks from nothing to a verified event, and on to rotation and replay."""

import json
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any
from uuid import uuid4

import pytest

from devhost.testing import Platform
from repo import node
from repo.members import ROOT

PAGE = ROOT / "docs/integrate/webhooks.md"
EXAMPLES = ROOT / "docs/integrate/examples"
NODE = ROOT / "tests/contracts/node"
TYPES = ("bilim.inventory.AssetCommissioned.v1", "bilim.inventory.AssetStatusChanged.v1")
REGISTER = """
mutation ($input: RegisterAssetInput!) { registerAsset(input: $input) { asset { id } userErrors { code } } }
"""
MODEL = "query ($id: ID!) { school(id: $id) { assets(first: 1) { nodes { model { id } } } } }"

Within = Callable[[float, Callable[[], bool]], float]


@dataclass
class Office:
    """A receiver of the examples, running, with what it has printed."""

    port: int
    printed: list[str] = field(default_factory=list)

    def got(self, event_type: str) -> list[str]:
        """The ids of its events of a kind."""
        return [line.split()[1] for line in self.printed if line.startswith(event_type + " ")]


@contextmanager
def listening(command: list[str], folder: Path, port: int, secret: str) -> Iterator[Office]:
    office = Office(port)
    process = subprocess.Popen([*command, str(port), secret], cwd=folder, stdout=subprocess.PIPE, text=True)

    def read() -> None:
        office.printed.extend(process.stdout or ())

    reader = Thread(target=read)
    reader.start()
    try:
        yield office
    finally:
        process.kill()
        reader.join()
        process.communicate()


@dataclass(frozen=True, slots=True)
class Integrator:
    """Somebody at a terminal."""

    platform: Platform

    def types_in(self, *words: str) -> Any:
        """`python webhook.py …`, and what it prints."""
        environment = {"BILIM": self.platform.url(), "TOKEN": self.platform.token("integrator")}
        done = subprocess.run(
            [sys.executable, "webhook.py", *words],
            cwd=EXAMPLES,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def attempts(self, webhook: str) -> list[tuple[str, str, bool]]:
        """What inventory tried, in order."""
        shown = self.types_in("attempts", webhook)["inventory"]["nodes"]
        return [(each["eventType"], each["outcome"], each["delivered"]) for each in shown]


@pytest.fixture
def integrator(platform: Platform) -> Integrator:
    return Integrator(platform)


def receiver(language: str, folder: Path) -> tuple[list[str], Path]:
    """The program of the page, and where it runs."""
    if language == "python":
        return [sys.executable, "webhook_receiver.py"], EXAMPLES
    node.install(NODE)
    (folder / "node_modules").symlink_to(NODE / "node_modules")
    shutil.copy(EXAMPLES / "webhook_receiver.mjs", folder)
    return [node.itself(), "webhook_receiver.mjs"], folder


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def register_a_device(platform: Platform) -> None:
    director = platform.token("director")
    model = platform.ask(director, MODEL, id=str(platform.school()))["data"]["school"]["assets"]["nodes"][0]
    given = {
        "schoolId": str(platform.school()),
        "modelId": model["model"]["id"],
        "inventoryNumber": f"W-{uuid4()}",
    }
    answer = platform.ask(director, REGISTER, input=given)
    assert answer["data"]["registerAsset"]["userErrors"] == []


@pytest.mark.parametrize("language", ["python", "node"])
def test_from_nothing_to_a_verified_event(
    language: str, platform: Platform, integrator: Integrator, within: Within, tmp_path: Path
) -> None:
    program, folder = receiver(language, tmp_path)
    port = free_port()

    webhook = integrator.types_in("create", f"http://localhost:{port}/", *TYPES)
    with listening(program, folder, port, webhook["secret"]) as office:
        integrator.types_in("try", webhook["id"])
        within(20.0, lambda: bool(office.got("bilim.inventory.WebhookTried.v1")))
        register_a_device(platform)
        within(5.0, lambda: bool(office.got(TYPES[0])))

    delivered = [each for each in integrator.attempts(webhook["id"]) if each[2]]
    assert [kind for kind, _, _ in delivered] == ["bilim.inventory.WebhookTried.v1", TYPES[0]]
    assert {outcome for _, outcome, _ in delivered} == {"HTTP 204"}
    integrator.types_in("delete", webhook["id"])


def test_a_secret_is_rotated_and_everything_is_sent_again(
    platform: Platform, integrator: Integrator, within: Within, tmp_path: Path
) -> None:
    program, folder = receiver("python", tmp_path)
    port = free_port()
    webhook = integrator.types_in("create", f"http://localhost:{port}/", *TYPES)
    with listening(program, folder, port, webhook["secret"]) as old:
        register_a_device(platform)
        within(20.0, lambda: bool(old.got(TYPES[0])))
        rotated = integrator.types_in("rotate", webhook["id"])
        register_a_device(platform)
        # The old secret still verifies, as long as the overlap lasts.
        within(5.0, lambda: len(old.got(TYPES[0])) == 2)

    with listening(program, folder, port, rotated["secret"]) as new:
        integrator.types_in("replay", webhook["id"], "inventory", "0")
        within(20.0, lambda: set(old.got(TYPES[0])) <= set(new.got(TYPES[0])))

    assert rotated["secret"] != webhook["secret"]
    assert new.got("bilim.inventory.WebhookTried.v1") == []
    integrator.types_in("delete", webhook["id"])


def test_what_is_paused_waits_and_what_is_deleted_is_gone(
    platform: Platform, integrator: Integrator, within: Within, tmp_path: Path
) -> None:
    program, folder = receiver("python", tmp_path)
    port = free_port()
    webhook = integrator.types_in("create", f"http://localhost:{port}/", *TYPES)
    with listening(program, folder, port, webhook["secret"]) as office:
        integrator.types_in("try", webhook["id"])
        within(20.0, lambda: len(office.printed) == 1)
        assert integrator.types_in("pause", webhook["id"])["isPaused"]
        register_a_device(platform)
        integrator.types_in("resume", webhook["id"])
        within(20.0, lambda: len(office.got(TYPES[0])) == 1)

    assert webhook["id"] in [each["id"] for each in integrator.types_in("list")]
    assert integrator.types_in("delete", webhook["id"]) == webhook["id"]
    assert webhook["id"] not in [each["id"] for each in integrator.types_in("list")]


def test_the_page_shows_the_commands_that_are_typed_here() -> None:
    blocks = re.findall(r"```sh\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    commands = [line for block in blocks for line in block.splitlines()]

    assert commands == [
        "export BILIM=http://127.0.0.1:8000",
        "export TOKEN=$(make token PERSONA=integrator)",
        "cd docs/integrate/examples",
        f"python webhook.py create http://localhost:8080/ {' '.join(TYPES)}",
        "pip install standardwebhooks",
        "python webhook_receiver.py 8080 SECRET",
        "npm install standardwebhooks",
        "node webhook_receiver.mjs 8080 SECRET",
        *(f"python webhook.py {verb} ID" for verb in ("try", "attempts", "rotate")),
        "python webhook.py replay ID inventory 0",
        *(f"python webhook.py {verb}" for verb in ("pause ID", "resume ID", "list", "delete ID")),
    ]
