"""What docs/ask shows to front-end teams is answered as it stands there."""

import json
import re
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest

from devhost.testing import Platform
from repo.members import ROOT

PAGE = ROOT / "docs/ask/README.md"
BLOCK = re.compile(r"```graphql\n# as: (\w+)\n(.*?)```(?:\s*```json\n(.*?)```)?", re.DOTALL)


@dataclass(frozen=True)
class Question:
    """A question of the page: who asks, what, and with which variables."""

    persona: str
    query: str
    variables: str

    def variables_on(self, platform: Platform) -> dict[str, Any]:
        """The variables, with what only the running platform knows."""
        text = self.variables.replace("<id of your school>", str(platform.school()))
        if "<id of your application>" in text:
            found = platform.ask(platform.token("guardian"), "{ applications(first: 1) { nodes { id } } }")
            text = text.replace("<id of your application>", found["data"]["applications"]["nodes"][0]["id"])
        given: dict[str, Any] = json.loads(text.replace("<a new UUID>", str(uuid4())))
        return given


QUESTIONS = [Question(*found) for found in BLOCK.findall(PAGE.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: each.query.split("(")[0].split()[-1])
def test_a_question_of_the_page_is_answered(platform: Platform, question: Question) -> None:
    variables = question.variables_on(platform) if question.variables else {}
    ask = first_event_of(platform.url()) if question.query.startswith("subscription") else platform.ask
    answer = ask(platform.token(question.persona), question.query, **variables)

    assert "errors" not in answer
    assert all(not payload.get("userErrors") for payload in answer["data"].values() if payload)


def first_event_of(url: str) -> Callable[..., dict[str, Any]]:
    """What a subscription at an address says first."""

    def listen(token: str, query: str, **variables: Any) -> dict[str, Any]:
        headers = {"accept": "text/event-stream", "content-type": "application/json"}
        body = json.dumps({"query": query, "variables": variables}).encode()
        request = urllib.request.Request(
            f"{url}/graphql", body, headers | {"authorization": f"Bearer {token}"}
        )
        with urllib.request.urlopen(request, timeout=10) as stream:
            told = next(line for line in stream if line.startswith(b"data: {"))
        return dict(json.loads(told.removeprefix(b"data: ")))

    return listen


def test_the_page_has_questions() -> None:
    assert len(QUESTIONS) == len(re.findall("```graphql", PAGE.read_text(encoding="utf-8"))) >= 4
