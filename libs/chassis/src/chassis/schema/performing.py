"""How a mutation runs: asked of policy, done once, refused as data."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from typing import Any, Generic, TypeVar
from uuid import UUID

from chassis.audit import Change, changes_of, note_changes
from chassis.clock import now
from chassis.identity import Caller, OutOfScope
from chassis.identity.policy import Facts, Policy, snake_case
from chassis.schema.refusals import IdempotencyKeyReusedError, NotFoundError, Refusals, UserError
from chassis.telemetry import span
from chassis.work import IdempotencyKeyReused, UnitOfWork, Work, once
from chassis.work.idempotency import Attempt
from chassis.work.unit import Unit

E = TypeVar("E")
U = TypeVar("U", bound=Unit)
V = TypeVar("V")
"""The unit as a service's use cases see it: a protocol of its ports."""

Permit = Callable[[str, Facts], None]

_TAKE_TURNS = "select pg_advisory_xact_lock(hashtextextended($1, 0))"


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a mutation: the id of what was made or changed, or why nothing was."""

    id: UUID | None
    user_errors: list[UserError]

    def read(self, entity: type[E]) -> E | None:
        """The entity as a payload names it: by its id alone, the rest is read by a plan."""
        if self.id is None:
            return None
        reference = object.__new__(entity)
        reference.__dict__["id"] = self.id
        return reference


class Performer(Generic[U]):
    """Runs use cases for a service's mutations."""

    def __init__(self, work: UnitOfWork[U], *, policy: Policy, refusals: Refusals) -> None:
        self._work = work
        self._policy = policy
        self._refusals = refusals

    async def perform(
        self, caller: Caller, operation: str, given: Any, run: Callable[[Work[U], Permit], Awaitable[UUID]]
    ) -> Done:
        """Runs one use case for a caller; `given` is the mutation's input, with its `idempotency_key`.

        Raises Forbidden or Unauthenticated where policy has no row; a place out of the caller's scope is refused
        like one that does not exist.
        """
        self._policy.admit(caller, snake_case(operation))
        key = getattr(given, "idempotency_key", None) or caller.idempotency_key
        attempt = Attempt(caller.viewer.subject or "", operation, key, plain(given))

        def permit(action: str, facts: Facts) -> None:
            self._policy.permit(caller, action, facts)

        async def run_and_note(work: Work[U]) -> UUID:
            result = await run(work, permit)
            await self._note(caller, snake_case(operation), result, work)
            return result

        with span(operation, parent=caller.traceparent):
            try:
                return Done(await once(attempt, work=self._work, run=run_and_note), [])
            except self._refusals.exceptions as refusal:
                return Done(None, [self._refusals.answer(refusal, caller.locales)])
            except OutOfScope:
                return Done(None, [self._shared(NotFoundError, "NOT_FOUND", caller)])
            except IdempotencyKeyReused:
                return Done(None, [self._shared(IdempotencyKeyReusedError, "IDEMPOTENCY_KEY_REUSED", caller)])

    async def _note(self, caller: Caller, action: str, result: UUID, work: Work[U]) -> None:
        """Write down, in the same transaction, which aggregates the use case changed, by whom and for what."""
        async with work() as unit:
            await unit.flush()
            changes = changes_of(unit)
            if not changes:
                # What a use case writes past its repositories is told by what it was asked for.
                changes = [Change(self._policy.resource_of(action), result, {})]
                await unit.connection.execute(_TAKE_TURNS, f"{changes[0].aggregate} {result}")
            await note_changes(unit.connection, caller, action, changes, at=now())

    def _shared(self, kind: type[UserError], code: str, caller: Caller) -> UserError:
        return kind(code=code, message=self._refusals.catalogue.message(code, caller.locales, {}), path=[])


@dataclass(frozen=True, slots=True)
class Context(Generic[V]):
    """What a mutation's resolver finds in `info.context`."""

    caller: Caller
    performer: Performer[Any]

    @property
    def leading_role(self) -> str:
        """The role in which the caller acts, as events name it: the first of their grants."""
        return self.caller.viewer.grants[0].role if self.caller.viewer.grants else "public"

    async def perform(
        self, operation: str, given: Any, run: Callable[[Work[V], Permit], Awaitable[UUID]]
    ) -> Done:
        """See Performer.perform."""
        return await self.performer.perform(self.caller, operation, given, run)


def plain(given: Any) -> Any:
    """An input as JSON can say it, for the hash that tells a repeated request from another one."""
    if is_dataclass(given) and not isinstance(given, type):
        return {
            field.name: plain(getattr(given, field.name))
            for field in fields(given)
            if field.name != "idempotency_key"
        }
    if isinstance(given, Enum):
        return given.name
    return [plain(item) for item in given] if isinstance(given, list) else given


def entity_id(text: str) -> UUID:
    """An id as a client sends it. What is no id of ours names nothing, and is looked up as such."""
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
