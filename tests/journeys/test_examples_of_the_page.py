"""Each tab that GraphiQL opens with is answered to the reader it is for."""

import json
import re
import subprocess
from typing import Any

import pytest

from devhost.testing import Platform
from repo.members import ROOT
from repo.node import program

READER = re.compile(r"# as: ([a-z-]+)\n")
PRINT = (
    "import {EXAMPLES} from './examples.js'; console.log(JSON.stringify(EXAMPLES.map((each) => each.query)))"
)


@pytest.fixture(scope="module")
def examples() -> list[str]:
    done = subprocess.run(
        [program("node"), "--input-type=module", "--eval", PRINT],
        cwd=ROOT / "gateway/graphiql",
        capture_output=True,
        check=True,
    )
    queries: list[str] = json.loads(done.stdout)
    return queries


def variables_of(platform: Platform, query: str) -> dict[str, Any]:
    return {"guardian": str(platform.person("guardian"))} if "$guardian" in query else {}


@pytest.mark.node
def test_every_example_is_answered_to_its_reader(platform: Platform, examples: list[str]) -> None:
    answers = {}
    for query in examples:
        reader = READER.match(query)
        assert reader is not None, query
        token = None if reader[1] == "nobody" else platform.token(reader[1])
        answers[query] = platform.ask(token, query, **variables_of(platform, query))

    assert len(examples) >= 5
    assert {query: answer["errors"] for query, answer in answers.items() if "errors" in answer} == {}
    assert all(value is not None for answer in answers.values() for value in answer["data"].values())
