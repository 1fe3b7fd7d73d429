"""The places of a confirmed run are offered, part by part: whatever interrupts it, to each child once."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from enrollment.domain.admission.application import Application
from enrollment.domain.admission.application_states import ApplicationState
from enrollment.domain.admission.campaign import Campaign
from enrollment.domain.admission.confirmation import Part, Reached
from enrollment.domain.admission.ids import ApplicationId, JobId, RunId, SeatPlanId
from enrollment.domain.admission.seat_plan import SeatPlan
from enrollment.domain.allocation.result import Placement
from enrollment.domain.queue import Entry
from enrollment.usecases.allocation.offering import Offering, follow
from enrollment.usecases.allocation.ports import AllocationUnit, AllocationWork, NewId, Now

AT_ONCE = 500
"""How many applications one transaction answers: what it locks, nobody waits for longer than a moment."""
_WAITS = {ApplicationState.REGISTERED, ApplicationState.QUEUED}


@dataclass(frozen=True, slots=True)
class OfferRun:
    """The job of a confirmed run."""

    job: JobId
    run: RunId


@dataclass(frozen=True, slots=True)
class Decided:
    """What the run decided, the best standing first, and whose pseudonyms these are."""

    placements: Sequence[Placement]
    applications: Mapping[str, ApplicationId]


async def offer_run(
    command: OfferRun, *, work: AllocationWork, new_id: NewId, now: Now, at_once: int = AT_ONCE
) -> None:
    """Goes on where it stood until everybody has an answer; a part and how far it came are one transaction."""
    decided = await _decided(command.run, work)
    reached = Reached()
    while reached.part is not Part.NOTHING:
        async with work() as unit:
            job = await unit.jobs.get(command.job)
            run = await unit.runs.get(command.run)
            campaign = await unit.campaigns.look(run.campaign_id)
            offering = Offering(unit, campaign, at=now(), new_id=new_id, run=run.id)
            confirming = _Confirming(unit, campaign, offering, decided, at_once)
            reached = await confirming.go_on(Reached.of(job.reached))
            job.reach(reached.kept(), progress=reached.answered)


async def _decided(id: RunId, work: AllocationWork) -> Decided:
    async with work() as unit:
        run = await unit.runs.get(id)
        campaign = await unit.campaigns.look(run.campaign_id)
        placements: list[Placement] = json.loads(await unit.run_files.read(run.id, "RESULT"))["placements"]
        # Should an order have taken seats away since the freeze, it is the last of a standing who wait.
        placements.sort(key=lambda each: (each["stage"], each["standing"], each["child"]))
        return Decided(placements, await unit.run_files.by_ref(campaign))


@dataclass(frozen=True, slots=True)
class _Confirming:
    """One part of it, in one transaction."""

    unit: AllocationUnit
    campaign: Campaign
    offering: Offering
    decided: Decided
    at_once: int

    async def go_on(self, reached: Reached) -> Reached:
        """Does what is next; gives what then follows."""
        match reached.part:
            case Part.NUMBERS:
                return await self._draw(reached)
            case Part.PLACES:
                return await self._offer(reached)
            case Part.OTHERS:
                return await self._let_wait(reached)
            case Part.NOTHING:
                return reached

    async def _draw(self, reached: Reached) -> Reached:
        """Whoever waits in the next queues has the number of the revealed seed; a queue changes as a whole."""
        await follow(self.campaign.id, self.unit)
        queues = await self.unit.queues.after(self.campaign.id, SeatPlanId(UUID(reached.queue)))
        if not queues:
            return replace(reached, part=Part.PLACES)
        for changed in await self.unit.queues.draw_numbers(self.campaign.id, queues, at=self.offering.at):
            self.unit.tell(changed)
        return replace(reached, queue=str(queues[-1]))

    async def _offer(self, reached: Reached) -> Reached:
        """The next of those whom the run placed are offered their places."""
        part = self.decided.placements[reached.placements : reached.placements + self.at_once]
        if not part:
            return replace(reached, part=Part.OTHERS)
        # A family may have withdrawn since the freeze: its place goes to who waits.
        known = self.decided.applications
        placed = {known[each["child"]]: each for each in part if each["child"] in known}
        await self._make_offers(placed)
        done = len(part)
        return replace(reached, placements=reached.placements + done, answered=reached.answered + done)

    async def _make_offers(self, placed: Mapping[ApplicationId, Placement]) -> None:
        applications = {each.id: each for each in await self.unit.applications.get_all(placed)}
        wanted = {SeatPlanId(UUID(each["programme"])) for each in placed.values()}
        plans = {plan.id: plan for plan in await self.unit.seat_plans.get_all(wanted)}
        entries = await self.unit.queues.entries(placed)
        for id, placement in placed.items():
            plan = plans[SeatPlanId(UUID(placement["programme"]))]
            entry = entries.get(id, {}).get(plan.id)
            await self._make_offer(applications[id], plan, placement["standing"], entry)
        await self.unit.applications.flush()
        await follow(self.campaign.id, self.unit)

    async def _make_offer(
        self, application: Application, plan: SeatPlan, standing: int, entry: Entry | None
    ) -> None:
        """Whoever left meanwhile, or whose seat an order took away, is passed over: nobody else is held up by it."""
        if application.state not in _WAITS or entry is None or plan.vacancies == 0:
            return
        if application.state is ApplicationState.REGISTERED:
            application.queue()
        await self.offering.hold(application, plan, position=standing, entry=entry)

    async def _let_wait(self, reached: Reached) -> Reached:
        """Whoever got no place waits for one: told only now, when nobody can get one by this run any more."""
        others = await self.unit.applications.registered(self.campaign.id, limit=self.at_once)
        for application in others:
            application.queue()
        if others:
            return replace(reached, answered=reached.answered + len(others))
        (await self.unit.campaigns.get(self.campaign.id)).offer()
        return replace(reached, part=Part.NOTHING)
