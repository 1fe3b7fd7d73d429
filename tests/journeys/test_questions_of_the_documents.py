"""What docs/ask shows to front-end teams is answered as it stands there."""

import json
import re
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
        given: dict[str, Any] = json.loads(text.replace("<a new UUID>", str(uuid4())))
        return given


QUESTIONS = [Question(*found) for found in BLOCK.findall(PAGE.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: each.query.split("(")[0].split()[-1])
def test_a_question_of_the_page_is_answered(platform: Platform, question: Question) -> None:
    answer = platform.ask(
        platform.token(question.persona),
        question.query,
        **question.variables_on(platform) if question.variables else {},
    )

    assert "errors" not in answer
    assert all(not payload.get("userErrors") for payload in answer["data"].values() if payload)


def test_the_page_has_questions() -> None:
    assert len(QUESTIONS) == len(re.findall("```graphql", PAGE.read_text(encoding="utf-8"))) >= 4
