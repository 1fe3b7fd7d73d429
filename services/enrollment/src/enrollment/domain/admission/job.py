"""Long work: asked for, done in the background, watched meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from enrollment.domain.admission.ids import ActorId, JobId
from enrollment.domain.admission.refusals import WrongState
from enrollment.domain.ids import DistrictId


class JobKind(StrEnum):
    """What is done."""

    EXECUTE_RUN = "EXECUTE_RUN"
    SIMULATE = "SIMULATE"
    CONFIRM_RUN = "CONFIRM_RUN"
    EXPORT_PERSON = "EXPORT_PERSON"


class JobState(StrEnum):
    """How far it is."""

    WAITING = "WAITING"
    RUNNING = "RUNNING"
    DONE = "DONE"
    FAILED = "FAILED"


@dataclass(eq=False)
class Job:
    """One piece of long work; `given` says with what, `result` what came of it, `error` why nothing did.

    `reached` says in the work's own words where it goes on after an interruption; empty is the beginning.
    """

    id: JobId
    kind: JobKind
    requested_by: ActorId
    district_id: DistrictId | None
    given: dict[str, Any]
    state: JobState = JobState.WAITING
    progress: int = 0
    total: int = 1
    result: dict[str, Any] | None = None
    error: str | None = None
    reached: dict[str, Any] = field(default_factory=dict)
    events: list[Any] = field(default_factory=list)

    def begin(self) -> None:
        """It is under way; one that was interrupted begins again."""
        self.state = JobState.RUNNING

    def reach(self, reached: Mapping[str, Any], *, progress: int) -> None:
        """A part of it is done for good."""
        self.reached, self.progress = dict(reached), min(progress, self.total)

    def again(self) -> None:
        """It is tried anew from where it stood. Refuses one that is not a failure."""
        if self.state is not JobState.FAILED:
            raise WrongState(self.state, JobState.FAILED)
        self.state, self.error = JobState.WAITING, None

    def finish(self, result: dict[str, Any] | None = None) -> None:
        """It is done."""
        self.state, self.progress, self.result = JobState.DONE, self.total, result

    def fail(self, error: str) -> None:
        """It came to nothing, for this reason."""
        self.state, self.error = JobState.FAILED, error
