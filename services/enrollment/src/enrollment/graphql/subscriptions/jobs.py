"""Who asked for long work follows it: how far it is, each time it got on, until it is over."""

from collections.abc import AsyncGenerator
from functools import partial
from typing import Annotated, Any
from uuid import UUID

import strawberry
from strawberry.types import Info

from chassis.identity import OutOfScope
from chassis.schema import EventCursor, entity_id
from chassis.schema.following import Fetch, Following, Record, Seen
from enrollment.domain.admission.job import JobState
from enrollment.graphql.allocation.types import EnrollmentJob
from readplan import ref

_HOW_FAR = "select state, progress, total, awaits from enrollment_job where id = $1"
_JOB = "query Followed($id: ID!) { enrollmentJob(id: $id) { id } }"
_OVER = {JobState.DONE, JobState.FAILED}
_LOOK_AGAIN_SECONDS = 5.0

JobArgument = Annotated[strawberry.ID, strawberry.argument(description="This job.")]
AfterArgument = Annotated[
    EventCursor | None,
    strawberry.argument(
        description="Where an earlier subscription stopped: if the job got on since, how far it is now is told at "
        "once. Without it that is told in any case."
    ),
]


@strawberry.type(description="That long work got on, is over, or how far it is to begin with.")
class EnrollmentJobChanged:
    """See Subscription.enrollment_job_changed."""

    cursor: EventCursor = strawberry.field(description="To go on after this: give it as `after`.")
    job: EnrollmentJob | None = strawberry.field(description="The job.")


@strawberry.type(description="What may be followed as it happens.")
class JobSubscription:
    """What who asked for long work follows."""

    @strawberry.subscription(
        description="How far long work is: at once, and whenever it got on. It ends with the job, after that was "
        "told; one that failed and is tried again is followed anew."
    )
    async def enrollment_job_changed(
        self,
        info: Info[Following, None],
        id: JobArgument,
        after: AfterArgument = None,
    ) -> AsyncGenerator[EnrollmentJobChanged | None, None]:
        job = entity_id(id)
        record = Record(str(job), _JOB, {"id": str(job)})
        return info.context.follow("enrollmentJobChanged", record, partial(_look, job), after=after)


async def _look(job: UUID, fetch: Fetch, told: Any) -> Seen[EnrollmentJobChanged]:
    found = await fetch(_HOW_FAR, job)
    if not found:
        # Thrown away since it was asked for, as exports are after a week.
        raise OutOfScope("enrollment_job_changed")
    now = list(found[0])
    return Seen(
        keys=frozenset([str(job)]),
        state=now,
        news=None if now == told else partial(_changed, job),
        is_last=found[0]["state"] in _OVER,
        look_again_seconds=_LOOK_AGAIN_SECONDS,
    )


def _changed(job: UUID, cursor: EventCursor) -> EnrollmentJobChanged:
    return EnrollmentJobChanged(cursor=cursor, job=ref(EnrollmentJob, id=job))
