"""The normative page once more, as plainly as possible and sharing nothing with the engine: the tests' oracle.

One child proposes at a time, in any order; a programme looks at everybody it holds again and again; nothing is
numbered, cached or sorted ahead. It reads parsed documents that are valid.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

Value = dict[str, Any]


def tie_break(document: Value, seed: bytes, ref: str) -> str:
    key = seed + bytes.fromhex(document["publicRandomness"])
    message = document["campaign"].encode() + b"\x1f" + ref.encode()
    return hmac.new(key, message, hashlib.sha256).hexdigest()


def normal_form(document: Value) -> Value:
    copy: Value = json.loads(json.dumps(document))
    copy["programmes"].sort(key=lambda p: p["id"])
    copy["children"].sort(key=lambda c: c["ref"])
    for child in copy["children"]:
        child["claims"].sort(key=lambda c: (c["category"], "" if c["school"] is None else "x" + c["school"]))
    return copy


def canonical(value: Any) -> bytes:
    """Canonical as long as all numbers are integers."""
    return json.dumps(in_key_order(value), ensure_ascii=False, separators=(",", ":")).encode()


def in_key_order(value: Any) -> Any:
    """The same value with its keys in the order of UTF-16, in which a character beyond U+FFFF is a pair."""
    if isinstance(value, dict):
        return {key: in_key_order(value[key]) for key in sorted(value, key=lambda k: k.encode("utf-16-be"))}
    return [in_key_order(item) for item in value] if isinstance(value, list) else value


def input_hash(document: Value) -> str:
    return hashlib.sha256(canonical(normal_form(document))).hexdigest()


class Page:
    """One document and seed, and the answers to every question the page asks of them."""

    def __init__(self, document: Value, seed: bytes) -> None:
        self.document, self.pack = document, document["rulePack"]
        self.children = {c["ref"]: c for c in document["children"]}
        self.programmes = {p["id"]: p for p in document["programmes"]}
        self.numbers = {ref: tie_break(document, seed, ref) for ref in self.children}

    def holds(self, ref: str, category: str, programme: str) -> bool:
        school = self.programmes[programme]["school"]
        if category == "CATCHMENT":
            return school in self.children[ref]["catchment"]
        return any(
            c["category"] == category and (c["school"] is None or c["school"] == school)
            for c in self.children[ref]["claims"]
        )

    def tier(self, ref: str, programme: str) -> int:
        for index, categories in enumerate(self.pack["tiers"]):
            if any(self.holds(ref, category, programme) for category in categories):
                return index
        return len(self.pack["tiers"])

    def inside_tier(self, ref: str, programme: str) -> tuple[Any, ...]:
        child = self.children[ref]
        says = {
            "REGISTERED_AT": child["registeredAt"],
            "DISTANCE": child["distance"].get(programme, float("inf")),
            "NUMBER": self.numbers[ref],
        }
        return tuple(says[key] for key in self.pack["order"])

    def standing(self, refs: set[str], programme: str) -> list[str]:
        tiers: list[list[str]] = [[] for _ in range(len(self.pack["tiers"]) + 1)]
        for ref in sorted(refs, key=lambda r: self.inside_tier(r, programme)):
            tiers[self.tier(ref, programme)].append(ref)
        rule = self.pack["interleave"]
        if rule:
            merged = self.merge(tiers[rule["tier"]], tiers[rule["with"]], rule["take"], rule["per"])
            tiers[rule["tier"]] = tiers[rule["with"]] = []
            tiers[min(rule["tier"], rule["with"])] = merged
        return [ref for tier in tiers for ref in tier]

    @staticmethod
    def merge(one: list[str], other: list[str], take: int, per: int) -> list[str]:
        one, other, merged, turn = list(one), list(other), [], 0
        while one and other:
            source = one if turn % (take + per) < take else other
            merged.append(source.pop(0))
            turn += 1
        return merged + one + other

    def listing(self, programme: str) -> set[str]:
        return {ref for ref, child in self.children.items() if programme in child["choices"]}

    def allowed(self, ref: str, programme: str, stage: str) -> bool:
        if stage == "ENTITLED":
            return self.tier(ref, programme) < len(self.pack["tiers"])
        return stage == "ALL" or self.holds(ref, "CATCHMENT", programme)

    def keep(
        self, proposing: set[str], programme: str, free: int, standing: list[str]
    ) -> list[tuple[str, str | None]]:
        """Who is kept, each with the reserve that keeps it, or None for an open seat."""
        ordered = [ref for ref in standing if ref in proposing]
        kept: list[tuple[str, str | None]] = []
        for reserve in self.pack["reserves"]:
            r = self.programmes[programme]["seats"] * reserve["percent"] // 100
            for _ in range(min(r, free - len(kept))):
                best = [x for x in ordered if self.holds(x, reserve["category"], programme)]
                if best:
                    ordered.remove(best[0])
                    kept.append((best[0], reserve["category"]))
        while ordered and len(kept) < free:
            kept.append((ordered.pop(0), None))
        return kept

    def match(
        self, stage: str, waiting: set[str], free: dict[str, int]
    ) -> tuple[dict[str, str], dict[str, list[str]]]:
        wishes = {
            ref: [p for p in self.children[ref]["choices"] if self.allowed(ref, p, stage)] for ref in waiting
        }
        standings = {p: self.standing({r for r in waiting if p in wishes[r]}, p) for p in self.programmes}
        at: dict[str, str] = {}
        proposing = sorted(waiting)
        while proposing:
            ref = proposing.pop()
            if not wishes[ref]:
                continue
            programme = wishes[ref].pop(0)
            at[ref] = programme
            heard = {r for r, p in at.items() if p == programme}
            kept = {r for r, _ in self.keep(heard, programme, free[programme], standings[programme])}
            for loser in sorted(heard - kept):
                del at[loser]
                proposing.append(loser)
        return at, standings


def allocate(document: Value, seed: bytes) -> Value:
    page = Page(document, seed)
    free = {p: programme["seats"] for p, programme in page.programmes.items()}
    placements: dict[str, Value] = {}
    for number, stage in enumerate(page.pack["stages"], start=1):
        at, standings = page.match(stage, set(page.children) - set(placements), free)
        for ref, programme in at.items():
            free[programme] -= 1
            choice = page.children[ref]["choices"].index(programme) + 1
            standing = standings[programme].index(ref) + 1
            placements[ref] = {
                "child": ref, "programme": programme, "choice": choice, "stage": number, "standing": standing,
            }  # fmt: skip
    waiting = {}
    for programme in page.programmes:
        prefer = {
            ref
            for ref in page.listing(programme)
            if ref not in placements
            or page.children[ref]["choices"].index(programme) + 1 < placements[ref]["choice"]
        }
        if prefer:
            waiting[programme] = [r for r in page.standing(page.listing(programme), programme) if r in prefer]
    return {
        "format": "bilim-allocation-result/1",
        "campaign": document["campaign"],
        "inputHash": input_hash(document),
        "placements": [placements[ref] for ref in sorted(placements)],
        "unplaced": sorted(set(page.children) - set(placements)),
        "waitingLists": waiting,
    }
