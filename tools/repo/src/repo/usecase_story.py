"""What a new use case says in each file that knows of it."""

from dataclasses import dataclass

LANGUAGES = ("ru", "kk", "ky", "ba", "en")


@dataclass(frozen=True, slots=True)
class Story:
    """The names of a use case: `praise_teacher` of training, about a `Teacher`, refused as `NothingToPraise`."""

    service: str
    verb: str
    noun: str
    refusal: str
    says: str

    @property
    def command(self) -> str:
        """`PraiseTeacher`."""
        return "".join(word.capitalize() for word in self.verb.split("_"))

    @property
    def field(self) -> str:
        """`praiseTeacher`, as the graph names it."""
        return self.command[0].lower() + self.command[1:]

    @property
    def subject(self) -> str:
        """`teacher`, `school_class`."""
        return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in self.noun).strip(
            "_"
        )

    @property
    def field_of_subject(self) -> str:
        """`teacherId`, the input at fault."""
        return f"{self.noun[0].lower()}{self.noun[1:]}Id"

    @property
    def work(self) -> str:
        """`TrainingWork`, `TrainingInfo`: what the service calls its own begins so."""
        return self.service.capitalize()

    @property
    def code(self) -> str:
        """`NOTHING_TO_PRAISE`."""
        letters = (f"_{letter}" if letter.isupper() else letter.upper() for letter in self.refusal)
        return "".join(letters).strip("_")


def use_case(story: Story) -> str:
    """The verb: it asks whether it is permitted and refuses, until its rule is written."""
    return f'''"""{story.says}"""

from dataclasses import dataclass

from chassis.identity.policy import Facts
from {story.service}.domain.ids import {story.noun}Id
from {story.service}.domain.refusals import {story.refusal}
from {story.service}.usecases.ports import Permit, {story.work}Work


@dataclass(frozen=True, slots=True)
class {story.command}:
    """Which one it is about."""

    {story.subject}: {story.noun}Id


async def {story.verb}(command: {story.command}, *, work: {story.work}Work, permit: Permit) -> {story.noun}Id:
    """{story.says} Gives the id."""
    async with work():
        permit("{story.verb}", Facts())
        raise {story.refusal}(command.{story.subject})
'''


def test(story: Story, fixture: str) -> str:
    """The refusal, seen; and that nobody does it without permission."""
    surroundings = f"Surroundings[Sql{story.work}Unit]"
    return f'''"""{story.says}"""

import pytest

from chassis.identity import OutOfScope
from chassis.identity.policy import Facts
from chassis.ids import new_id
from chassis.testing.surroundings import Surroundings, anybody
from {story.service}.domain.ids import {story.noun}Id
from {story.service}.domain.refusals import {story.refusal}
from {story.service}.persistence.unit_of_work import Sql{story.work}Unit
from {story.service}.usecases.{story.verb} import {story.command}, {story.verb}


async def test_what_the_rule_does_not_allow_is_refused({fixture}: {surroundings}) -> None:
    command = {story.command}({story.noun}Id(new_id()))

    with pytest.raises({story.refusal}):
        await {story.verb}(command, work={fixture}.work, permit=anybody)

    assert await {fixture}.told() == []


async def test_it_must_be_permitted({fixture}: {surroundings}) -> None:
    def nobody(action: str, _facts: Facts) -> None:
        raise OutOfScope(action)

    with pytest.raises(OutOfScope, match="{story.verb}"):
        await {story.verb}({story.command}({story.noun}Id(new_id())), work={fixture}.work, permit=nobody)
'''


def refusal(story: Story) -> str:
    """The rule that says no, by name."""
    return f'''

@dataclass(eq=False)
class {story.refusal}(Refusal):
    """{story.says} Its rule says when not."""

    code = "{story.code}"
    field = "{story.field_of_subject}"
    id: UUID
'''


def error(story: Story) -> str:
    """The refusal as the graph shows it."""
    return f'''@strawberry.type(description="{story.says} Its rule says when not.")
class {story.refusal}Error(UserError):
    """See domain/refusals.py."""


'''


def messages(story: Story) -> str:
    """The sentence that a person reads, to be translated."""
    lines = "\n".join(f'{language} = "{story.says}"' for language in LANGUAGES)
    return f"\n[{story.code}]\n{lines}\n"


def inputs(story: Story) -> str:
    """What the mutation takes and gives back."""
    return f'''

@strawberry.input(description="{story.says}")
class {story.command}Input:
    """See usecases/{story.verb}.py."""

    {story.subject}_id: strawberry.ID = strawberry.field(description="Which one.")
    idempotency_key: UUID | None = _key()


@strawberry.type(description="What came of `{story.field}`.")
class {story.command}Payload:
    """What changed, or why nothing did."""

    {story.subject}: {story.noun} | None = strawberry.field(description="As it is now.")
    user_errors: list[UserError] = strawberry.field(description=ERRORS)
'''


def mutation(story: Story) -> str:
    """The door: it translates and calls one use case."""
    return f'''
    @strawberry.mutation(description="{story.says}")
    async def {story.verb}(
        self, info: {story.work}Info, input: Annotated[{story.command}Input, GIVEN]
    ) -> {story.command}Payload:
        """See usecases/{story.verb}.py."""
        command = {story.command}({story.noun}Id(entity_id(input.{story.subject}_id)))
        done = await info.context.perform(
            "{story.field}", input, lambda work, permit: {story.verb}(command, work=work, permit=permit)
        )
        return {story.command}Payload({story.subject}=done.read({story.noun}), user_errors=done.user_errors)
'''
