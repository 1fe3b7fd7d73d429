"""A district that admits children, as its people do it: each step through the gateway, with a token of who takes it."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import uuid4

import pytest

from chassis.credentials import development_issuer
from chassis.identity.development import DevelopmentIssuer
from chassis.settings import PlatformSettings
from devhost.folder import DataFolder
from devhost.testing import Platform

Answer = dict[str, Any]
TRIES = 3
PATIENCE_SECONDS = 60.0

STEP = "mutation($input: %sInput!) { %s(input: $input) { %s userErrors { code message } } }"
OF_RUN = "id state version seedCommitment freezeHash inputHash outputHash seed placed unplaced inputPath resultPath"
RUN = "run { " + OF_RUN + " }"
APPLICATION = "application { id state childRef receiptNo submittedAt }"
OFFER = "offer { id state explanation { position tier seats runId } }"
YEARS = "query($id: ID!) { school(id: $id) { classes { academicYearId } district { id region { id } } } }"


@dataclass(frozen=True)
class Family:
    """A guardian with a token of their own, and a child."""

    guardian: str
    child: str
    token: str = field(repr=False)


@dataclass
class District:
    """The persona's district: its offices act by persona, its families each for itself."""

    platform: Platform
    tokens: dict[str, str] = field(default_factory=dict)

    @cached_property
    def issuer(self) -> DevelopmentIssuer:
        """Who signs for families that are no personas."""
        key = DataFolder(self.platform.data).key
        return development_issuer(PlatformSettings(key_file=str(key), issuer=f"{self.platform.url()}/dev"))

    @cached_property
    def places(self) -> Answer:
        """The ids of the school, its district, region and academic year."""
        school = str(self.platform.school())
        found = self.ask("director", YEARS, id=school)["data"]["school"]
        return {
            "school": school,
            "district": found["district"]["id"],
            "region": found["district"]["region"]["id"],
            "year": found["classes"][0]["academicYearId"],
        }

    def another_school(self) -> str:
        """A school of the district that is not the personas'."""
        query = "query($id: ID!) { district(id: $id) { schools(first: 2) { nodes { id } } } }"
        found = self.ask(None, query, id=self.places["district"])["data"]["district"]["schools"]["nodes"]
        return next(str(school["id"]) for school in found if school["id"] != self.places["school"])

    def token(self, who: str | Family) -> str:
        """A persona's or a family's, asked for once."""
        if isinstance(who, Family):
            return who.token
        if who not in self.tokens:
            self.tokens[who] = self.platform.token(who)
        return self.tokens[who]

    def ask(self, who: str | Family | None, query: str, **variables: Any) -> Answer:
        """What somebody is answered; a service that is busy is asked again, as clients do."""
        token = None if who is None else self.token(who)
        for _ in range(TRIES):
            answer = self.platform.ask(token, query, **variables)
            if "SUBGRAPH_UNAVAILABLE" not in str(answer.get("errors")):
                break
        return answer

    def tries(self, who: str | Family, verb: str, read: str, /, **given: object) -> Answer:
        """The payload of a mutation, with its refusals."""
        name = verb[0].upper() + verb[1:]
        keyed = {"idempotencyKey": str(uuid4()), **given}
        answer = self.ask(who, STEP % (name, verb, read), input=keyed)
        assert "errors" not in answer, answer
        return dict(answer["data"][verb])

    def does(self, who: str | Family, verb: str, read: str, /, **given: object) -> Answer:
        """The same, of which nothing was refused."""
        payload = self.tries(who, verb, read, **given)
        assert payload["userErrors"] == [], (verb, payload)
        return payload

    def campaign(self, *waves: Answer, opens: bool = True) -> str:
        """A campaign for grade 1 under the Russian rules; with one wave that is open unless others are given."""
        now = datetime.now(UTC)
        open_now = wave(now - timedelta(hours=1), now + timedelta(days=30))
        made = self.does(
            "district",
            "draftCampaign",
            "campaign { id }",
            kind="GRADE_1",
            districtId=self.places["district"],
            academicYearId=self.places["year"],
            rulePack="ru-grade1",
            rulePackVersion=3,
            youngest=6,
            oldest=9,
            agesOn="2027-09-01",
            waves=list(waves) or [open_now],
        )
        campaign = str(made["campaign"]["id"])
        self.does("region", "approveCampaign", "campaign { state }", campaignId=campaign)
        self.does("district", "publishCampaign", "campaign { state }", campaignId=campaign)
        if opens:
            self.does("district", "openWave", "campaign { state }", campaignId=campaign)
        return campaign

    def seats(self, campaign: str, number: int, *, profile: str = "", school: str | None = None) -> str:
        """So many seats at the persona's school, by an order."""
        made = self.does(
            "district",
            "setSeatPlan",
            "seatPlan { id free }",
            campaignId=campaign,
            schoolId=school or self.places["school"],
            grade=1,
            language="ru",
            profile=profile,
            seats=number,
            orderNumber="17-п",
            orderDate="2026-11-01",
        )
        return str(made["seatPlan"]["id"])

    def family(self, name: str = "Амина", *, area: str | None = None) -> Family:
        """A mother whom the school registers, and a child whom she registers."""
        registered = self.does(
            "director",
            "registerGuardian",
            "guardian { id }",
            schoolId=self.places["school"],
            displayName=f"Мать {name}",
        )
        guardian = str(registered["guardian"]["id"])
        token = self.issuer.sign(
            f"mother-{guardian}",
            client="tests",
            grants=[f"guardian@school:{self.places['school']}"],
            person=[f"guardian:{guardian}"],
        )
        mother = Family(guardian, "", token)
        child = self.does(
            mother,
            "registerChild",
            "child { id }",
            guardianId=guardian,
            kind="PARENT",
            displayName=name,
            birthDate="2020-05-05",
            documents=[{"kind": "NATIONAL_ID", "number": f"J-{uuid4()}"}],
            area=area,
        )
        return Family(guardian, str(child["child"]["id"]), token)

    def applies(
        self, family: Family, campaign: str, plans: Sequence[str], *, claims: Sequence[str] = ()
    ) -> str:
        """The family applies and the office registers it: the application's id."""
        receipt = self.submits(family, campaign, plans, claims=claims)
        self.does(
            "district",
            "registerApplication",
            APPLICATION,
            applicationId=receipt["id"],
            registrationNo=receipt["receiptNo"],
        )
        return str(receipt["id"])

    def submits(
        self, family: Family, campaign: str, plans: Sequence[str], *, claims: Sequence[str] = ()
    ) -> Answer:
        """The family applies: its receipt."""
        submitted = self.does(
            family,
            "submitApplication",
            APPLICATION,
            campaignId=campaign,
            childId=family.child,
            choices=list(plans),
            claims=[{"category": category} for category in claims],
        )
        return dict(submitted["application"])

    def runs(self, campaign: str) -> Answer:
        """From the commitment to its publication: the district asks for it, and the region carries it out."""
        source = "the lottery's first draw of May"
        asked = self.does("district", "commitRun", RUN, campaignId=campaign, randomnessSource=source)
        run = str(asked["run"]["id"])
        self.does("district", "closeWave", "campaign { state }", campaignId=campaign)
        self.does("district", "freezeRun", RUN, runId=run)
        self.does("region", "executeRun", "job { id }", runId=run, publicRandomness="00ff")
        self.until(lambda: self.run(run)["state"] == "EXECUTED")
        self.does("region", "publishRun", RUN, runId=run)
        return self.run(run)

    def confirms(self, run: str) -> None:
        """The second person, and the offers that follow."""
        self.does("region", "confirmRun", RUN, runId=run)
        self.until(lambda: self.run(run)["state"] == "CONFIRMED")

    def run(self, run: str) -> Answer:
        """A run as anybody reads it."""
        found = self.ask(None, "query($id: ID!) { allocationRun(id: $id) { " + OF_RUN + " } }", id=run)
        return dict(found["data"]["allocationRun"])

    def state(self, application: str) -> str:
        """Where an application is, as the office reads it."""
        found = self.ask("district", "query($id: ID!) { application(id: $id) { state } }", id=application)
        return str(found["data"]["application"]["state"])

    def position(self, application: str) -> int | None:
        """Where it stands at the personas' school, as the office reads it."""
        query = "query($id: ID!, $at: ID!) { application(id: $id) { position(schoolId: $at) { position } } }"
        found = self.ask("district", query, id=application, at=self.places["school"])["data"]["application"]
        return found["position"] and int(found["position"]["position"])

    def comes_to(self, application: str, state: str) -> None:
        """Waits until an application is there."""
        self.until(lambda: self.state(application) == state)

    def until(self, condition: Callable[[], bool]) -> None:
        """Waits for the background."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not condition():
            assert time.monotonic() < deadline, "not so in a minute"
            time.sleep(0.1)


def wave(opens: datetime, closes: datetime, eligible: Sequence[str] | None = None) -> Answer:
    """A wave as `draftCampaign` takes it."""
    return {
        "opens": opens.isoformat(),
        "closes": closes.isoformat(),
        "eligible": None if eligible is None else list(eligible),
    }


@pytest.fixture(scope="session")
def district(platform: Platform) -> District:
    """One district for all stories: each has its own campaign and families."""
    return District(platform)
