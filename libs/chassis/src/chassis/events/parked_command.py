"""`python -m <service> parked list | replay | skip`: what consumers set aside, for people at a terminal."""

import asyncio
from typing import Any

from chassis.database.pool import open_pool
from chassis.events.bells import Bells
from chassis.events.parked import Drained, ParkedKey, Replay, list_parked
from chassis.service import Service
from chassis.settings import platform_settings

ACTIONS = {
    "list": "what is parked, by key",
    "replay": "apply it in order",
    "skip": "give up the first event of --key for ever, and apply what waits behind it",
}


def parked_command(service: Service[Any], action: str, *, key: str | None = None) -> tuple[str, int]:
    """What is to be shown, and 1 where something is still parked after a replay."""
    match action:
        case "list":
            return asyncio.run(_list(service, key))
        case "skip" if key is None:
            return "Say whose first event is to be given up: --key, as the list shows it.\n", 1
        case _:
            return asyncio.run(_replay(service, key, skips=action == "skip"))


async def _list(service: Service[Any], key: str | None) -> tuple[str, int]:
    async with await _pool(service) as pool:
        rows = await list_parked(pool, key=key)
    return "".join(map(_line, rows)) or "Nothing is parked.\n", 0


async def _replay(service: Service[Any], key: str | None, *, skips: bool) -> tuple[str, int]:
    platform = platform_settings()
    said = []
    left = 0
    async with await _pool(service) as pool:
        registry = service.registry(platform)
        # Workers find what is told here when they next look at the outbox, within a second.
        work = service.work_on(pool, registry, committed=Bells().committed)
        for subscription in service.hears:
            replay = Replay(service.name, subscription, work=work, registry=registry)
            if skips and key is not None and (given_up := await replay.skip(key)):
                said.append(f"{subscription.owner}: given up: {given_up.type} {given_up.event_id}\n")
                # One at a time: whoever else has parked this key may have another reason.
                skips = False
            drained = await replay.drain(key=key)
            said.append(_summary(subscription.owner, drained))
            left += len(drained.failed)
    return "".join(said), int(left > 0)


async def _pool(service: Service[Any]) -> Any:
    url = service.database_url(service.settings(), platform_settings())
    return await open_pool(url, application=f"{service.name} parked", size=2, statement_timeout_ms=30_000)


def _line(row: ParkedKey) -> str:
    return (
        f"{row.consumer}  {row.key}  {row.events} since {row.since:%Y-%m-%d %H:%M}  {row.type}: {row.error}\n"
    )


def _summary(owner: str, drained: Drained) -> str:
    lines = [f"{owner}: {drained.applied} applied, {len(drained.failed)} keys still parked\n"]
    lines += [f"  {key}: {error}\n" for key, error in drained.failed.items()]
    return "".join(lines)
