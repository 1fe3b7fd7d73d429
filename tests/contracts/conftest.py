"""What the tests of contracts share: the recorded events, and Node with the packages that readers outside use."""

import base64
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

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


@pytest.fixture(scope="session")
def node() -> Node:
    """Runs a script of `node/` with JSON on its input and gives the JSON it prints."""
    folder = HERE / "node"
    program = shutil.which("node")
    if program is None:
        pytest.skip("Node.js is not installed")
    if not (folder / "node_modules").exists():
        subprocess.run(["npm", "ci", "--silent"], cwd=folder, check=True)

    def run(script: str, given: Any) -> Any:
        command = [program, script]
        done = subprocess.run(
            command, cwd=folder, input=json.dumps(given), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run
