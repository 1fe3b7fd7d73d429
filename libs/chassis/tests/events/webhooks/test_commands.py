"""What an operator sees and does at a terminal."""

from uuid import uuid4

import pytest

from chassis.events.webhooks import Sealer, Stopped
from chassis.events.webhooks.commands import NoSuchWebhook, run_command
from chassis.events.webhooks.keys import sealer_of
from chassis.settings import PlatformSettings

from .conftest import World

PLATFORM = PlatformSettings()


async def run(world: World, action: str, *, of: object = None) -> str:
    webhook = world.id if of is None else of
    return await run_command(world.pool, PLATFORM, action, webhook, sealed=["webhook"])  # type: ignore[arg-type]


async def test_the_list_says_where_each_webhook_stands_and_no_secret(world: World) -> None:
    await world.webhooks.stop(world.id, Stopped.GONE, reason="The receiver answered 410.")

    listed = await run(world, "list")

    assert listed == (
        f"{world.id}  GONE      position 0  owed 0  https://office.example/  The receiver answered 410.\n"
    )


async def test_an_operator_pauses_and_resumes(world: World) -> None:
    paused = await run(world, "pause")
    resumed = await run(world, "resume")

    assert "HELD" in paused
    assert "ACTIVE" in resumed


async def test_a_webhook_that_is_not_there_is_told_in_one_sentence(world: World) -> None:
    with pytest.raises(NoSuchWebhook, match="There is no webhook"):
        await run(world, "pause", of=uuid4())
    with pytest.raises(NoSuchWebhook, match="its id stands in the list"):
        await run_command(world.pool, PLATFORM, "resume", None, sealed=[])


async def test_everything_is_sealed_anew_with_the_newest_key(world: World) -> None:
    before = sealer_of(PLATFORM)
    kept = [{"sealed": before.seal(str(world.secret), of=str(world.id)), "until": None}]
    await world.pool.execute("update webhook set secrets = $1", kept)
    platform = PLATFORM.model_copy(update={"webhook_keys": "new:" + "bm5u" * 10 + "bm4="})

    done = await run_command(world.pool, platform, "reseal", None, sealed=["webhook"])
    again = await run_command(world.pool, platform, "reseal", None, sealed=["webhook"])

    (sealed,) = await world.pool.fetchval("select secrets from webhook")
    assert (done, again) == ("1 rows sealed anew\n", "0 rows sealed anew\n")
    assert Sealer({"new": b"n" * 32}).open(sealed["sealed"], of=str(world.id)) == str(world.secret)
