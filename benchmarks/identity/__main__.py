"""`make bench-identity`: CPU of a request's authentication and policy, with a token that is known or new."""

import asyncio
import os
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import Any

from chassis.identity import Authenticator, Caller, TokenVerifier
from chassis.identity.development import DevelopmentIssuer
from chassis.identity.policy import Facts, Policy, answer
from chassis.ids import new_id

ROUNDS, ASKED = 7, 2_000
GOAL_MS = 0.15
SCHOOL, GUARDIAN = new_id(), new_id()
GRANTS = (f"class_teacher@school:{SCHOOL}", f"teacher@school:{SCHOOL}", f"guardian@school:{SCHOOL}")
HEADERS = (
    (b"host", b"bilim.test"),
    (b"accept", b"application/graphql-response+json"),
    (b"accept-language", b"ky-KG, ru;q=0.8"),
    (b"content-type", b"application/json"),
    (b"traceparent", b"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
)


def main() -> None:
    """Measure and print; nothing is asserted, for the machine may be busy."""
    with tempfile.TemporaryDirectory() as folder:
        issuer = DevelopmentIssuer(Path(folder) / "issuer.json")
        asyncio.run(report(issuer))


async def report(issuer: DevelopmentIssuer) -> None:
    """Each step of a request's way in, and the sum that is held against the goal."""
    print(f"load average {os.getloadavg()[0]:.1f}; CPU in ms, median of {ROUNDS} rounds of {ASKED:,}")
    known = await authentication(issuer, tokens_of(issuer, 200))
    new = await new_tokens(issuer)
    caller = await caller_of(issuer)
    policy: Policy = import_module("enrollment.policy").POLICY
    reads, acts = reading(policy, caller), acting(policy, caller)
    print(f"  a token that is known, of 200 in turn      {known:.4f}")
    print(f"  a token that is new: signature and claims  {new:.4f}")
    print(f"  policy of a read, two types                {reads:.4f}")
    print(f"  policy of a use case                       {acts:.4f}")
    total = known + reads
    print(
        f"known token and a read's policy {total:.4f}, goal {GOAL_MS}: {'met' if total <= GOAL_MS else 'MISSED'}"
    )
    total = new + reads
    print(
        f"new token and a read's policy   {total:.4f}, goal {GOAL_MS}: {'met' if total <= GOAL_MS else 'MISSED'}"
    )


def tokens_of(issuer: DevelopmentIssuer, count: int) -> list[str]:
    """Tokens of as many people."""
    return [
        issuer.sign(f"person-{n}", client="bench", grants=GRANTS, person=[f"guardian:{GUARDIAN}"])
        for n in range(count)
    ]


async def authentication(issuer: DevelopmentIssuer, tokens: list[str]) -> float:
    """A caller made from a scope whose token was seen before."""
    authenticate = Authenticator(TokenVerifier(issuer.expected, issuer))
    scopes = [scope_of(token) for token in tokens]
    for scope in scopes:
        await authenticate(scope)
    turns = cycle(scopes)
    return await timed(lambda: authenticate(next(turns)))


async def new_tokens(issuer: DevelopmentIssuer) -> float:
    """A caller made from a scope whose token was never seen: the verifier remembers one other token only."""
    tokens = cycle(scope_of(token) for token in tokens_of(issuer, 2))
    authenticate = Authenticator(TokenVerifier(issuer.expected, issuer, remember=1))
    return await timed(lambda: authenticate(next(tokens)))


async def caller_of(issuer: DevelopmentIssuer) -> Caller:
    """A class's teacher who is a parent too."""
    return await Authenticator(TokenVerifier(issuer.expected, issuer))(scope_of(tokens_of(issuer, 1)[0]))


def reading(policy: Policy, caller: Caller) -> float:
    """What a read whose plan is cached asks: the answers of the shape, and the values of the parameters."""
    asked: list[Any] = []
    parameters: list[Callable[[Caller], object]] = []

    class Shape:
        def ask(self, question: Any) -> Any:
            asked.append(question)
            return answer(caller, question)

    reads = policy.reads(lambda _, **named: parameters.extend(named.values()), lambda *_: None)
    for name in ("Student", "Guardian"):
        reads[name](Shape())
    questions = list(dict.fromkeys(asked))

    def ask() -> None:
        for question in questions:
            answer(caller, question)
        for parameter in parameters:
            parameter(caller)

    return timed_call(ask)


def acting(policy: Policy, caller: Caller) -> float:
    """What a use case asks: whether the caller may do this to that."""
    facts = Facts(school=SCHOOL, guardians=[GUARDIAN], persons=[new_id()])
    return timed_call(lambda: policy.decide(caller, "read", facts, resource="Student"))


def scope_of(token: str) -> dict[str, Any]:
    """The part of an ASGI scope that authentication reads."""
    return {"headers": [*HEADERS, (b"authorization", f"Bearer {token}".encode())]}


async def timed(once: Callable[[], Any]) -> float:
    """Milliseconds of CPU of one call."""
    found = []
    for _ in range(ROUNDS):
        began = time.process_time()
        for _ in range(ASKED):
            await once()
        found.append((time.process_time() - began) / ASKED * 1_000)
    return median(found)


def timed_call(once: Callable[[], Any]) -> float:
    """The same of a plain function."""
    found = []
    for _ in range(ROUNDS):
        began = time.process_time()
        for _ in range(ASKED):
            once()
        found.append((time.process_time() - began) / ASKED * 1_000)
    return median(found)


if __name__ == "__main__":
    main()
