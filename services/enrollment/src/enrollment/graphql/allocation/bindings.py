"""Where runs, offers, appeals and long work live."""

from collections.abc import Callable
from uuid import UUID

from chassis.identity.rls import AsViewer, viewer_role
from enrollment.graphql.allocation.comparison import comparisons_of
from enrollment.graphql.allocation.types import (
    AllocationRun,
    Appeal,
    EnrollmentJob,
    Offer,
    OfferExplanation,
)
from enrollment.graphql.jobs import errors_of, file_of
from enrollment.graphql.types import School
from enrollment.policy import READS, SHOWN
from readplan import Sql, arg, bind, relation
from readplan.binding import Roots


def _path(name: str) -> Callable[[UUID | str, str | None], str | None]:
    def path(id: UUID | str, seed: str | None) -> str | None:
        return f"/allocation-runs/{id}/{name}" if seed else None

    return path


# Jobs proper, and exports of records, which wait for other services and not for a turn.
JOBS = relation(
    "enrollment_job",
    required=["id", "kind", "state", "progress", "total", "awaits", "created_at", "updated_at"],
    id="uuid",
    kind="text",
    state="text",
    requested_by="text",
    district_id="uuid",
    progress="int4",
    total="int4",
    result="jsonb",
    error="text",
    awaits="text[]",
    child_id="uuid",
    created_at="timestamptz",
    updated_at="timestamptz",
)

run = bind(AllocationRun, "allocation_run", visible=READS["AllocationRun"])
run.derived("input_path", needs=("id", "seed"), fn=_path("input.json"))
run.derived("result_path", needs=("id", "seed"), fn=_path("result.json"))
run.one("confirmation", EnrollmentJob, by="confirmation_id")

# An offer, what explains it and an appeal are read about the child who applied.
CHILD = Sql("(select child_id from application where application.id = {t}.application_id)")

explanation = bind(OfferExplanation, "explanation", visible=READS["OfferExplanation"], about=CHILD)

offer = bind(Offer, "offer", visible=READS["Offer"], about=CHILD)
offer.one("school", School, by="school_id")
offer.one("explanation", OfferExplanation, by="explanation_id")

appeal = bind(Appeal, "appeal", visible=READS["Appeal"], about=CHILD)
appeal.mask("grounds", shown=SHOWN["Appeal"])
appeal.mask("answer", shown=SHOWN["Appeal"])

job = bind(EnrollmentJob, JOBS, visible=READS["EnrollmentJob"], about="child_id")
job.batch("errors", fn=AsViewer(errors_of, viewer_role("enrollment")), fetches=True)
job.batch("comparison", fn=AsViewer(comparisons_of, viewer_role("enrollment")), fetches=True)
job.batch("result_url", fn=AsViewer(file_of, viewer_role("enrollment")), fetches=True)


def look_up(root: Roots) -> None:
    """The root fields of allocation."""
    root.connection(
        "allocation_runs",
        AllocationRun,
        order={"VERSION": "version"},
        default="-VERSION",
        where=Sql("{t}.campaign_id = {campaign}::uuid", campaign=arg("campaign_id")),
    )
    root.one("allocation_run", AllocationRun)
    root.one("offer", Offer)
    root.one("appeal", Appeal)
    root.one("enrollment_job", EnrollmentJob)


BINDINGS_OF_ALLOCATION = (run, explanation, offer, appeal, job)
