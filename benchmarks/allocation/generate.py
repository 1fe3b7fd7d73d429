"""Make an input document of any size: skewed popularity, fixed seed, the shape of Chile's yearly run."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

from enrollment.domain.allocation.rule_packs import rule_pack

CHILE = 563_353
_PROGRAMMES, _SCHOOLS = 26_000, 7_893
_SEATS_PER_CHILD = 1.15
_CATEGORIES = ("SIBLING", "STAFF_CHILD", "FORMER_PUPIL")


def write_document(path: Path, children: int, *, pack: str = "cl-sae", seed: int = 2027) -> None:
    """Write a document in normal form with programmes and schools in Chile's proportion to its children."""
    chance = random.Random(seed)
    programmes = _programmes(children, chance)
    head = {
        "format": "bilim-allocation/1",
        "campaign": "0197f3c2-7d1e-7c55-9f0a-3f6f6b6a1c2d",
        "publicRandomness": "00ff" * 16,
        "rulePack": rule_pack(pack),
        "programmes": programmes,
    }
    with path.open("w", encoding="utf-8") as file:
        file.write(_compact(head)[:-1] + ',"children":[')
        for index, child in enumerate(_children(children, programmes, chance)):
            file.write("," * bool(index) + _compact(child))
        file.write("]}")


def _compact(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def _programmes(children: int, chance: random.Random) -> list[dict[str, Any]]:
    count = max(2, round(_PROGRAMMES * children / CHILE))
    schools = max(1, round(_SCHOOLS * children / CHILE))
    mean = _SEATS_PER_CHILD * children / count
    return [
        {"id": f"p{n:05}", "school": f"s{n % schools:04}", "seats": round(mean * chance.uniform(0.4, 1.6))}
        for n in range(count)
    ]


def _children(
    count: int, programmes: list[dict[str, Any]], chance: random.Random
) -> Iterator[dict[str, Any]]:
    """Yield children whose choices fall on programmes by a power law, 3.4 on average."""
    # The most popular programme is asked for some hundred times as often as the least.
    popularity = list(accumulate((rank + 20) ** -0.7 for rank in range(len(programmes))))
    shuffled = chance.sample(programmes, len(programmes))
    for ref in sorted(f"{chance.getrandbits(96):024x}" for _ in range(count)):
        wished = chance.choices((1, 2, 3, 4, 5, 6, 8), (14, 20, 24, 18, 12, 8, 4))[0]
        drawn = chance.choices(shuffled, cum_weights=popularity, k=wished)
        yield _child(ref, {programme["id"]: programme["school"] for programme in drawn}, chance)


def _child(ref: str, wishes: dict[str, str], chance: random.Random) -> dict[str, Any]:
    schools = list(wishes.values())
    claims: list[dict[str, str | None]] = []
    if chance.random() < 0.25:
        claims.append({"category": chance.choice(_CATEGORIES), "school": chance.choice(schools)})
    if chance.random() < 0.3:
        claims.append({"category": "PRIORITY", "school": None})
    milliseconds = chance.randrange(1000)
    return {
        "ref": ref,
        "registeredAt": f"2027-04-01T{chance.randrange(24):02}:{chance.randrange(60):02}:00.{milliseconds:03}Z",
        "choices": list(wishes),
        "claims": sorted(claims, key=lambda claim: str(claim["category"])),
        "catchment": schools[:1] if chance.random() < 0.6 else [],
        "distance": {programme: chance.randrange(60_000) for programme in wishes},
    }
