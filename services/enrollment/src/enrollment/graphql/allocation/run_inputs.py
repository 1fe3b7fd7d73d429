"""What the mutations of runs take, and what they give back."""

from datetime import date
from uuid import UUID

import strawberry

from chassis.schema import UserError
from enrollment.graphql.allocation.types import AllocationRun, EnrollmentJob
from enrollment.graphql.inputs import ERRORS, KEY

RUN = "The run."
OFFER = "The offer."


def _key() -> UUID | None:
    return strawberry.field(default=None, description=KEY)  # type: ignore[no-any-return]


@strawberry.input(description="A campaign whose places are to be given by a run.")
class CommitRunInput:
    """See usecases/allocation/commit_run.py."""

    campaign_id: strawberry.ID = strawberry.field(description="The campaign.")
    randomness_source: str = strawberry.field(
        default="",
        description="Where public randomness will be drawn from after the freeze, so that everybody can look it up:"
        " a lottery and its draw, a beacon and its round. Empty means that none is.",
    )
    idempotency_key: UUID | None = _key()


@strawberry.input(description="A run that goes a step further.")
class RunStep:
    """What the inputs of its steps have in common."""

    run_id: strawberry.ID = strawberry.field(description=RUN)
    idempotency_key: UUID | None = _key()


@strawberry.input(description="A run whose wave is closed.")
class FreezeRunInput(RunStep):
    """See usecases/allocation/freeze_run.py."""


@strawberry.input(description="A computed run.")
class PublishRunInput(RunStep):
    """See usecases/allocation/publish_run.py."""


@strawberry.input(description="A published run.")
class ConfirmRunInput(RunStep):
    """See usecases/allocation/confirm_run.py."""


@strawberry.input(description="A frozen run that is to be computed.")
class ExecuteRunInput:
    """See usecases/allocation/execute_run.py."""

    run_id: strawberry.ID = strawberry.field(description=RUN)
    public_randomness: str = strawberry.field(
        default="",
        description="What was drawn after the freeze, in lower-case hex; empty if no source was named.",
    )
    idempotency_key: UUID | None = _key()


@strawberry.input(description="An order that takes a run back.")
class AnnulRunInput:
    """See usecases/allocation/annul_run.py."""

    run_id: strawberry.ID = strawberry.field(description=RUN)
    order_number: str = strawberry.field(description="The number of the order.")
    order_date: date = strawberry.field(description="The date on the order.")
    idempotency_key: UUID | None = _key()


@strawberry.type(description="What came of a step of a run.")
class RunAfter:
    """The run, or why it stands where it stood."""

    run: AllocationRun | None = strawberry.field(description="The run as it is now.")
    user_errors: list[UserError] = strawberry.field(description=ERRORS)


@strawberry.type(description="What came of `commitRun`.")
class CommitRunPayload(RunAfter):
    """See RunAfter."""


@strawberry.type(description="What came of `freezeRun`.")
class FreezeRunPayload(RunAfter):
    """See RunAfter."""


@strawberry.type(description="What came of `publishRun`.")
class PublishRunPayload(RunAfter):
    """See RunAfter."""


@strawberry.type(description="What came of `annulRun`.")
class AnnulRunPayload(RunAfter):
    """See RunAfter."""


@strawberry.input(description="Two rule packs to be compared on the frozen input of a run.")
class SimulatePacksInput:
    """See usecases/allocation/simulate_packs.py."""

    run_id: strawberry.ID = strawberry.field(description="The run whose frozen input it is.")
    first_pack_id: strawberry.ID = strawberry.field(description="The pack to start from.")
    second_pack_id: strawberry.ID = strawberry.field(description="The pack to compare with it.")
    idempotency_key: UUID | None = _key()


@strawberry.type(description="What came of asking for long work.")
class JobAfter:
    """The job, or why there is none."""

    job: EnrollmentJob | None = strawberry.field(
        description="The job: ask for it again to see how far it is."
    )
    user_errors: list[UserError] = strawberry.field(description=ERRORS)


@strawberry.type(description="What came of `confirmRun`.")
class ConfirmRunPayload(JobAfter):
    """See JobAfter."""

    run: AllocationRun | None = strawberry.field(description="The run, which counts from now on.")


@strawberry.type(description="What came of `executeRun`.")
class ExecuteRunPayload(JobAfter):
    """See JobAfter."""


@strawberry.type(description="What came of `simulatePacks`.")
class SimulatePacksPayload(JobAfter):
    """See JobAfter."""
