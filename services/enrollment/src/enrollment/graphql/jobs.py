"""Long work as every client may watch it: how far it is, what went wrong, and where the result lies."""

from typing import Annotated, Any
from uuid import UUID

import strawberry

from chassis.clock import now
from chassis.schema import describe_enum
from chassis.settings import platform_settings
from chassis.signed_urls import sign_url
from enrollment.domain.admission.job import JobState
from readplan import planned

describe_enum(
    JobState,
    "How far a job is.",
    WAITING="It will be begun.",
    RUNNING="It is under way.",
    DONE="It is done.",
    FAILED="It came to nothing.",
)

First = Annotated[int, strawberry.argument(description="How many at most.")]

_ERRORS = "select id, error from enrollment_job where id = any($1::uuid[]) and error is not null"
_FILES = """select id from enrollment_job
where id = any($1::uuid[]) and kind = 'EXPORT_PERSON' and state = 'DONE' and requested_by = $2"""


@strawberry.type(description="Something that went wrong in long work.")
class JobError:
    """One sentence, and where in the input it was; nowhere in particular if the list is empty."""

    message: str = strawberry.field(description="What went wrong.")
    path: list[str] = strawberry.field(description="Where in the input.")


@strawberry.federation.interface(
    keys=["id"], description="Long work: asked for, done in the background, watched."
)
class Job:
    """What every job tells, whatever it does."""

    id: strawberry.ID = strawberry.field(description="The job's id.")
    state: JobState = strawberry.field(description="How far it is.")
    progress: int = strawberry.field(description="How much is done, of `total`.")
    total: int = strawberry.field(description="How much there is to do.")
    result_url: str | None = strawberry.field(
        description="Where the file with the result lies, once it is done, for who asked; it opens for fifteen minutes."
    )

    @planned(description="What went wrong.")
    def errors(self, first: First = 20) -> list[JobError]: ...


async def errors_of(fetch: Any, _caller: Any, keys: list[Any], _arguments: Any) -> dict[Any, list[Any]]:
    """What went wrong in each of these jobs."""
    found = {row["id"]: [{"message": row["error"], "path": []}] for row in await fetch(_ERRORS, keys)}
    return {key: found.get(key, []) for key in keys}


async def file_of(fetch: Any, caller: Any, keys: list[Any], _arguments: Any) -> dict[Any, str]:
    """The signed addresses of those files that are there for this caller."""
    platform = platform_settings()
    return {
        row["id"]: sign_url(path_of(row["id"]), base=platform.public_url, secret=platform.secret, now=now())
        for row in await fetch(_FILES, keys, caller.viewer.subject)
    }


def path_of(export: UUID) -> str:
    """Where the gateway serves a record that was put together."""
    return f"/files/enrollment/exports/{export}"
