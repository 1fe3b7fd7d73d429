"""A story of admission, told through enrollment's graph by those who take part in it."""

import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from chassis.ids import new_id
from chassis.settings import platform_settings
from chassis.testing.asgi import graphql
from chassis.testing.databases import Database
from chassis.testing.serving import Serving, serving
from enrollment.app import SERVICE
from enrollment.domain.admission.campaign import CampaignKind
from enrollment.domain.admission.ids import ApplicationId, SeatPlanId
from enrollment.domain.ids import GuardianId
from enrollment.engine import compare, compute
from enrollment.testing.admissions import Admissions, Clock
from enrollment.timers import now
from enrollment.usecases.allocation.do_jobs import do_jobs
from enrollment.usecases.allocation.expire_offers import expire_offers
from enrollment.usecases.allocation.follow_queues import follow_queues

Answer = dict[str, Any]

STEP = "mutation($input: %sInput!) { %s(input: $input) { %s userErrors { code message } } }"
RUN = "run { id state version seedCommitment freezeHash inputHash outputHash seed placed unplaced inputPath }"
OFFER = "offer { id state respondBy restorableUntil explanation { position tier seats runId } }"


@dataclass
class Story:
    """A campaign, and the graph in which everybody acts with a token of their own."""

    admissions: Admissions
    graph: Serving

    def token(self, who: str) -> str:
        """A token: `asel` and `bolot` sit in the district's office, others are guardians or directors by their id."""
        role, _, of = who.partition(":")
        grants, person = [f"district@district:{self.admissions.district}"], []
        if role == "guardian":
            grants, person = [f"guardian@district:{self.admissions.district}"], [who]
        elif role == "director":
            grants = [f"director@school:{of}"]
        elif role == "region":
            grants = [f"region@region:{self.admissions.region}"]
        return self.graph.issuer.sign(who, client="tests", grants=grants, person=person)

    async def ask(self, who: str | None, query: str, **variables: object) -> Answer:
        """What somebody is answered, nobody in particular with None."""
        token = self.token(who) if who else None
        return await graphql(self.graph.app, query, variables, token=token)

    async def do(self, who: str, verb: str, read: str, /, **given: object) -> Answer:
        """What comes of a mutation: its payload."""
        name = verb[0].upper() + verb[1:]
        answer = await self.ask(who, STEP % (name, verb, read), input=given)
        if "errors" in answer:
            raise AssertionError(answer["errors"])
        payload: Answer = answer["data"][verb]
        return payload

    async def step(self, who: str, verb: str, run: str) -> Answer:
        """A step of a run."""
        return await self.do(who, verb, RUN, runId=run)

    async def work(self) -> None:
        """Lets the background do the jobs that wait."""
        await do_jobs(
            work=self.admissions.work,
            compute=compute,
            compare=compare,
            draw=secrets.token_bytes,
            new_id=new_id,
            now=now,
            secret=platform_settings().secret,
        )

    async def commit_run(self, *, source: str = "the next draw of the lottery") -> str:
        """A committed run, as Asel asks for it."""
        campaign = str(self.admissions.campaign)
        committed = await self.do("asel", "commitRun", RUN, campaignId=campaign, randomnessSource=source)
        run: str = committed["run"]["id"]
        return run

    async def run(self) -> str:
        """A run from its commitment to its publication: Asel asks for it, Bolot carries it out."""
        run = await self.commit_run()
        await self.admissions.close_wave()
        await self.compute(run)
        return run

    async def compute(self, run: str, *, randomness: str = "00ff") -> None:
        """Freezes, executes and publishes a committed run."""
        await self.step("asel", "freezeRun", run)
        await self.do("bolot", "executeRun", "job { id }", runId=run, publicRandomness=randomness)
        await self.work()
        await self.step("bolot", "publishRun", run)

    async def confirmed_run(self) -> str:
        """A run that counts, its places offered."""
        run = await self.run()
        await self.step("bolot", "confirmRun", run)
        await self.work()
        return run

    async def catch_up(self) -> None:
        """Lets the background follow what was written down about the queues."""
        await follow_queues(work=self.admissions.work)

    async def state(self, application: ApplicationId) -> str:
        """Where an application is."""
        return str(await self._value("select state from application where id = $1", application))

    async def offer_of(self, application: ApplicationId) -> str:
        """The latest offer for an application."""
        statement = "select id from offer where application_id = $1 order by created_at desc limit 1"
        return str(await self._value(statement, application))

    async def guardian_of(self, application: ApplicationId) -> str:
        """Who answers for the child, as a token says it."""
        statement = "select guardian_id from child_guardian join application using (child_id) where application.id = $1"
        return f"guardian:{GuardianId(await self._value(statement, application))}"

    async def director_of(self, plan: SeatPlanId) -> str:
        """Who leads the school of a plan, as a token says it."""
        school = await self._value("select school_id from seat_plan where id = $1", plan)
        return f"director:{school}"

    async def offered(self, plan: SeatPlanId, among: Sequence[ApplicationId]) -> list[ApplicationId]:
        """Those of these applications that hold a seat there."""
        async with self.admissions.work() as unit:
            holders = (await unit.seat_plans.get(plan)).held_by
        return [application for application in among if application in holders]

    async def time_passes(self, clock: Clock) -> int:
        """Lets the timer look at the offers at a later moment."""
        return await expire_offers(work=self.admissions.work, new_id=new_id, now=clock)

    async def _value(self, statement: str, *given: UUID) -> Any:
        return await self.graph.app.state.pool.fetchval(statement, *given)


@asynccontextmanager
async def story(
    database: Database, folder: Path, rule_pack: str, kind: CampaignKind = CampaignKind.GRADE_1
) -> AsyncIterator[Story]:
    """A district with an open wave, and the service that answers for it."""
    async with serving(SERVICE, database, folder) as graph:
        admissions = await Admissions(graph.app.state.work, rule_pack, kind).open()
        yield Story(admissions, graph)
