"""Begins a use case: `make new-usecase SERVICE=training VERB=praise_teacher NOUN=Teacher REFUSAL=NothingToPraise`.

It writes the verb, its refusal, its mutation, its row of the policy and its test, all of which run at once, and says
what is left to a person: the rule, who may, and the words in five languages.
"""

import argparse
import ast
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from repo import usecase_story
from repo.members import ROOT, SERVICES
from repo.usecase_story import Story

VERB = re.compile(r"[a-z]+(_[a-z]+)+")
NOUN = re.compile(r"([A-Z][a-z]+)+")
FIXTURES = {"ejournal": "surrounded"}


class CannotBegin(Exception):
    """The use case cannot be begun as asked; the text says why."""


def main() -> None:
    """Write the story and say what is left to do."""
    given = arguments()
    says = given.says or f"{given.verb.replace('_', ' ').capitalize()}."
    story = Story(given.service, given.verb, given.noun, given.refusal, says)
    try:
        written = begin(story, ROOT / "services" / given.service)
    except CannotBegin as reason:
        sys.exit(str(reason))
    print("\n".join(f"  {path.relative_to(ROOT)}" for path in written))
    print(left_to_do(story))


def arguments() -> argparse.Namespace:
    """The names, in the form that each has everywhere."""
    parser = argparse.ArgumentParser(prog="python -m repo.new_usecase", description="Begin a use case.")
    parser.add_argument("service", choices=[service.package for service in SERVICES])
    parser.add_argument(
        "verb", type=in_form(VERB, "praise_teacher"), help="a verb and a noun: praise_teacher"
    )
    noun = in_form(NOUN, "Teacher")
    parser.add_argument("noun", type=noun, help="the type it is about, with rows in policy.py: Teacher")
    parser.add_argument("refusal", type=in_form(NOUN, "NothingToPraise"), help="by name: NothingToPraise")
    parser.add_argument("--says", help="one sentence of what it does, with its full stop")
    return parser.parse_args()


def in_form(form: re.Pattern[str], example: str) -> Callable[[str], str]:
    """A reader of names of one form."""

    def read(word: str) -> str:
        if not form.fullmatch(word):
            raise argparse.ArgumentTypeError(f"{word!r} is not of the form {example}")
        return word

    return read


def begin(story: Story, folder: Path) -> list[Path]:
    """Write the use case into a service's folder; gives the files. Raises CannotBegin, and then wrote nothing."""
    source = folder / "src" / story.service
    verb = source / "usecases" / f"{story.verb}.py"
    if verb.exists():
        raise CannotBegin(f"{verb.name} is there already.")
    fixture = FIXTURES.get(story.service, story.service)
    texts = {
        verb: usecase_story.use_case(story),
        folder / "tests" / "usecases" / f"test_{story.verb}.py": usecase_story.test(story, fixture),
    }
    edits: dict[str, Callable[[str, Story], str]] = {
        "domain/refusals.py": lambda text, story: text + usecase_story.refusal(story),
        "graphql/messages.toml": lambda text, story: text + usecase_story.messages(story),
        "graphql/errors.py": with_error,
        "graphql/inputs.py": with_inputs,
        "graphql/mutations.py": with_mutation,
        "policy.py": with_row,
    }
    texts |= {source / name: edit((source / name).read_text(), story) for name, edit in edits.items()}
    for path, text in texts.items():
        path.write_text(text)
    tidy([path for path in texts if path.suffix == ".py"])
    return list(texts)


def with_error(text: str, story: Story) -> str:
    """The error beside the others, and which refusal it shows."""
    head, mark, table = text.partition("TYPES: dict[")
    row = f"    refusals.{story.refusal}: {story.refusal}Error,\n"
    ending = re.search(r"^(    \*\*|\})", table, re.MULTILINE)
    if not mark or ending is None:
        raise CannotBegin("graphql/errors.py has no table TYPES.")
    place = ending.start()
    return head + usecase_story.error(story) + mark + table[:place] + row + table[place:]


def with_inputs(text: str, story: Story) -> str:
    """Input and payload at the end."""
    types = f"from {story.service}.graphql.types import {story.noun}\n"
    return importing(text, types) + usecase_story.inputs(story)


def with_mutation(text: str, story: Story) -> str:
    """The mutation behind the last one."""
    if f"{story.work}Info" not in text:
        raise CannotBegin(f"graphql/mutations.py does not know {story.work}Info.")
    last = [node for node in ast.parse(text).body if isinstance(node, ast.ClassDef)][-1]
    lines = text.splitlines(keepends=True)
    body = "".join(lines[: last.end_lineno]) + usecase_story.mutation(story)
    imports = (
        f"from {story.service}.domain.ids import {story.noun}Id\n"
        f"from {story.service}.graphql.inputs import {story.command}Input, {story.command}Payload\n"
        f"from {story.service}.graphql.types import {story.noun}\n"
        f"from {story.service}.usecases.{story.verb} import {story.command}, {story.verb}\n"
    )
    return importing(body + "".join(lines[last.end_lineno :]), imports)


def with_row(text: str, story: Story) -> str:
    """The ministry may, to begin with."""
    found = re.search(rf'resource\(\n    "{story.noun}",\n.*?^\)$', text, re.MULTILINE | re.DOTALL)
    if found is None:
        raise CannotBegin(f"policy.py has no resource {story.noun!r}: name one that it has.")
    place = found.end() - 1
    return text[:place] + f"    {story.verb}=may(ministry=COUNTRY),\n" + text[place:]


def importing(text: str, lines: str) -> str:
    """More imports, in front of the first; `tidy` puts them where they belong."""
    first = re.search(r"^(import|from) ", text, re.MULTILINE)
    place = first.start() if first else 0
    return text[:place] + lines + text[place:]


def tidy(paths: list[Path]) -> None:
    """Imports in their order and lines at their length."""
    ruff, config = [sys.executable, "-m", "ruff"], ["--config", str(ROOT / "pyproject.toml"), "--quiet"]
    subprocess.run([*ruff, "check", "--select", "I", "--fix", *config, *map(str, paths)], check=True)
    subprocess.run([*ruff, "format", *config, *map(str, paths)], check=True)


def left_to_do(story: Story) -> str:
    """What only a person knows."""
    return f"""
It runs, and refuses everything. Left to you:

  1. the rule, in the noun it protects: src/{story.service}/domain/; the verb loads the noun, asks `permit` with its
     place, and lets it act or refuse
  2. who may: the row `{story.verb}` in policy.py, where only the ministry may now
  3. what is said: {story.code} in messages.toml, in each language; the description of {story.refusal}Error
  4. the tests of both
  5. `make schema supergraph readme`, then `make check`"""


if __name__ == "__main__":
    main()
