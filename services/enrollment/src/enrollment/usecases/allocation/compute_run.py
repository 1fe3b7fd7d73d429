"""The places of a frozen run are computed, and what came out is kept byte for byte."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from enrollment.domain.admission.allocation_run import Outcome
from enrollment.domain.admission.ids import ActorId, RunId
from enrollment.usecases.allocation.ports import AllocationWork, Now


@dataclass(frozen=True, slots=True)
class Computed:
    """What the engine gave: the complete input and the result, byte for byte, and what is told of them."""

    input: bytes
    result: bytes
    outcome: Outcome


Compute = Callable[[bytes, str, bytes], Awaitable[Computed]]
"""The engine on a frozen document, public randomness and a seed, off the event loop."""


@dataclass(frozen=True, slots=True)
class ComputeRun:
    """The run, for whom it is computed, and what was drawn in public after the freeze."""

    run: RunId
    by: ActorId
    public_randomness: str = ""


async def compute_run(
    command: ComputeRun, *, work: AllocationWork, compute: Compute, now: Now, secret: str
) -> None:
    """Computes a run and keeps what came out; the transaction is not open while the engine works."""
    async with work() as unit:
        run = await unit.runs.get(command.run)
        run.check_executor(command.by)
        frozen = await unit.run_files.read(run.id, "INPUT")
        seed = await unit.run_files.open(run.id, secret=secret)
    computed = await compute(frozen, command.public_randomness, seed)
    async with work() as unit:
        run = await unit.runs.get(command.run)
        run.execute(computed.outcome, public_randomness=command.public_randomness, by=command.by, at=now())
        await unit.run_files.keep(run.id, "INPUT", computed.input)
        await unit.run_files.keep(run.id, "RESULT", computed.result)
