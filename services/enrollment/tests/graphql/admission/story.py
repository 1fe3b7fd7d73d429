"""Asking as somebody, and expecting that it was done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from chassis.ids import new_id
from chassis.testing.serving import Serving
from enrollment.domain.ids import DistrictId, GuardianId, RegionId, SchoolId

RECEIPT = "application { id state receiptNo submittedAt version choices { rank } claims { category state } }"


@dataclass
class Story:
    """The subgraph, and who asks it."""

    graph: Serving
    school: SchoolId
    district: DistrictId
    mother: GuardianId
    region: RegionId
    papers: int = 0

    @property
    def askers(self) -> dict[str, dict[str, Any]]:
        at_school = f"@school:{self.school}"
        return {
            "ministry": {"grants": ["ministry@country:*"]},
            "region": {"grants": [f"region@region:{self.region}"]},
            "another region": {"grants": [f"region@region:{new_id()}"]},
            "district": {"grants": [f"district@district:{self.district}"]},
            "another district": {"grants": [f"district@district:{new_id()}"]},
            "director": {"grants": [f"director{at_school}"]},
            "another director": {"grants": [f"director@school:{new_id()}"]},
            "mother": {"grants": [f"guardian{at_school}"], "person": [f"guardian:{self.mother}"]},
            "another guardian": {"grants": [f"guardian{at_school}"], "person": [f"guardian:{new_id()}"]},
            "nobody": {},
        }

    async def asked(self, query: str, variables: dict[str, Any], who: str) -> dict[str, Any]:
        return await self.graph.ask(query, variables, **self.askers[who])

    async def tried(
        self, name: str, kind: str, given: dict[str, Any], selection: str, who: str
    ) -> dict[str, Any]:
        """A mutation's payload, with its refusals."""
        wanted = f"{selection} userErrors {{ code path message }}"
        text = f"mutation($i: {kind}Input!) {{ {name}(input: $i) {{ {wanted} }} }}"
        answer = await self.asked(text, {"i": given}, who)
        assert "errors" not in answer, answer
        return dict(answer["data"][name])

    async def done(
        self, name: str, kind: str, given: dict[str, Any], selection: str, who: str
    ) -> dict[str, Any]:
        """The same, of which nothing was refused."""
        payload = await self.tried(name, kind, given, selection, who)
        assert payload["userErrors"] == []
        return payload

    async def child(self, who: str = "mother") -> str:
        self.papers += 1
        given = {
            "guardianId": str(self.mother),
            "kind": "PARENT",
            "displayName": "Магомедова Амина",
            "birthDate": "2019-05-05",
            "documents": [{"kind": "NATIONAL_ID", "number": f"7-{self.papers}"}],
        }
        made = await self.done("registerChild", "RegisterChild", given, "child { id }", who)
        return str(made["child"]["id"])

    async def submit(self, campaign: dict[str, Any], child: str, **more: Any) -> dict[str, Any]:
        given = {"campaignId": campaign["id"], "childId": child, "choices": [campaign["plan"]], **more}
        made = await self.done("submitApplication", "SubmitApplication", given, RECEIPT, "mother")
        return dict(made["application"])
