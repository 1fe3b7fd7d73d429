"""What an office gets, when it gets it again, and when it gets nothing any more."""

import asyncio
import random
from datetime import timedelta
from uuid import uuid4

import pytest
from google.protobuf.api_pb2 import Mixin
from google.protobuf.source_context_pb2 import SourceContext

from chassis.events.webhooks import Outcome, SharedSecret, Stopped

from .conftest import ELSEWHERE, HERE, OTHER, START, TOPIC, TRIED, World


async def test_an_office_gets_what_is_new_in_order(world: World) -> None:
    await world.log.has("a-1", "b-1", "a-2")

    await world.deliverer.turn()
    await world.deliverer.turn()

    assert world.office.asked == ["a-1", "b-1", "a-2"]
    assert await world.position() == 3


async def test_what_failed_is_tried_again_after_five_seconds_and_then_five_minutes(world: World) -> None:
    world.office.otherwise = Outcome(500)
    await world.log.has("a-1")

    tried_at = []
    for _ in range(70):
        before = len(world.office.asked)
        await world.deliverer.turn()
        if len(world.office.asked) > before:
            tried_at.append((world.clock() - START).total_seconds())
        world.clock.passes(seconds=5)

    assert tried_at == [0, 5, 305]


async def test_later_events_of_a_key_wait_for_the_one_that_failed_and_others_do_not(world: World) -> None:
    world.office.answers["a-1"] = Outcome(500)
    await world.log.has("a-1", "a-2", "b-1")
    for _ in range(3):
        await world.deliverer.turn()
    assert world.office.taken == ["b-1"]

    world.office.answers.clear()
    for _ in range(3):
        world.clock.passes(seconds=6)
        await world.deliverer.turn()

    assert world.office.taken == ["b-1", "a-1", "a-2"]


async def test_after_ten_attempts_a_delivery_is_given_up_and_its_key_goes_on(world: World) -> None:
    world.office.answers["a-1"] = Outcome(500)
    await world.log.has("a-1", "a-2")

    for number in range(40):
        await world.log.has(f"b-{number}")
        await world.deliverer.turn()
        world.clock.passes(hours=3)

    assert world.office.asked.count("a-1") == 10
    assert "a-2" in world.office.taken
    assert "a-1" not in world.office.taken


async def test_a_receiver_that_answers_410_gets_nothing_any_more_and_is_told(world: World) -> None:
    world.office.otherwise = Outcome(410)
    await world.log.has("a-1", "b-1")

    await world.deliverer.turn()
    await world.deliverer.turn()

    assert world.office.asked == ["a-1"]
    assert await world.state() == "GONE"
    assert world.notices == ["The receiver answered 410: it wants nothing any more."]


async def test_a_receiver_that_took_nothing_for_five_days_is_left_alone_and_told(world: World) -> None:
    world.office.otherwise = Outcome(None, error="No answer in time.")
    for day in range(6):
        await world.log.has(f"key{day}-1")
        await world.deliverer.turn()
        world.clock.passes(days=1)

    assert await world.state() == "FAILING"
    assert world.notices == ["The receiver has taken nothing since 2026-11-22 08:00 UTC."]


async def test_its_owner_sees_why_nothing_is_sent_and_since_when(world: World) -> None:
    world.office.otherwise = Outcome(410)
    await world.log.has("a-1")
    before = await world.pool.fetchval("select clock_timestamp()")
    await world.deliverer.turn()
    (stopped,) = await world.pool.fetch("select state, reason, stopped_at from webhook")

    await world.hears("WebhookChanged", is_paused=False)
    (resumed,) = await world.pool.fetch("select state, reason, stopped_at from webhook")

    assert stopped["state"] == "GONE"
    assert stopped["reason"] == "The receiver answered 410: it wants nothing any more."
    assert stopped["stopped_at"] > before
    assert tuple(resumed) == ("ACTIVE", None, None)


async def test_what_waits_is_sent_to_the_new_address_if_it_is_still_wanted(world: World) -> None:
    world.office.otherwise = Outcome(503)
    await world.log.has("a-1")
    await world.log.holds(OTHER, "b", Mixin(name="b-1"), None)
    await world.deliverer.turn()
    await world.deliverer.turn()

    world.office.otherwise = Outcome(204)
    await world.hears("WebhookChanged", url="https://office.example/new", types=(OTHER.name,))
    world.clock.passes(seconds=6)
    await world.deliverer.turn()

    assert world.office.taken == ["b-1"]
    assert world.office.urls[-1] == "https://office.example/new"
    assert await world.pool.fetchval("select count(*) from webhook_owed") == 0


async def test_a_receiver_that_takes_something_is_asked_on_at_once(world: World) -> None:
    world.office.answers["a-1"] = Outcome(500)
    await world.log.has("b-1", "a-1", "c-1", "d-1")

    async with world.running(world.office):
        async with asyncio.timeout(10):
            while len(world.office.taken) < 3:  # noqa: ASYNC110 - the deliverer tells nobody when it is done
                await asyncio.sleep(0.01)

    assert world.office.asked == ["b-1", "a-1", "c-1", "d-1"]


async def test_what_was_taken_after_a_retry_is_not_sent_again(world: World) -> None:
    world.office.answers["a-1"] = Outcome(500)
    await world.log.has("a-1")
    await world.deliverer.turn()
    world.office.answers.clear()
    world.clock.passes(seconds=6)
    await world.log.has("b-1", "c-1")

    async with world.running(world.office), asyncio.timeout(10):
        while await world.position() < 3:  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.01)
        await world.log.has("d-1")
        while "d-1" not in world.office.taken:  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.01)

    assert world.office.asked == ["a-1", "a-1", "b-1", "c-1", "d-1"]


async def test_one_success_in_five_days_is_enough(world: World) -> None:
    world.office.otherwise = Outcome(500)
    for day in range(12):
        world.office.answers[f"key{day}-1"] = Outcome(204 if day % 4 == 3 else 500)
        await world.log.has(f"key{day}-1")
        for _ in range(10):
            await world.deliverer.turn()
        world.clock.passes(days=1)

    assert await world.state() == "ACTIVE"


async def test_a_paused_webhook_gets_what_it_missed_when_it_goes_on(world: World) -> None:
    await world.hears("WebhookChanged", is_paused=True)
    await world.log.has("a-1")
    await world.deliverer.turn()
    assert world.office.asked == []

    await world.hears("WebhookChanged", is_paused=False)
    await world.deliverer.turn()

    assert world.office.taken == ["a-1"]


async def test_everything_after_a_position_is_sent_again_on_request(world: World) -> None:
    await world.log.has("a-1", "b-1", "c-1")
    await world.deliverer.turn()

    await world.replays(after=1)
    await world.deliverer.turn()

    assert world.office.taken == ["a-1", "b-1", "c-1", "b-1", "c-1"]


async def test_a_delivery_that_is_repeated_bears_the_same_id(world: World) -> None:
    await world.log.has("a-1")
    await world.deliverer.turn()
    await world.replays(after=0)
    await world.deliverer.turn()

    first, second = world.office.ids
    assert first == second
    assert {signed["webhook-id"] for signed in world.office.signed} == {str(first)}


async def test_a_rotated_secret_and_the_one_before_it_both_sign_until_the_overlap_is_over(
    world: World,
) -> None:
    old = world.sealed(world.secret, until=START + timedelta(hours=24))
    await world.hears("WebhookChanged", secrets=(world.sealed(SharedSecret.new()), old))
    await world.log.has("a-1", "a-2")

    await world.deliverer.turn()
    world.clock.passes(hours=24)
    await world.replays(after=1)
    await world.deliverer.turn()

    kinds = [
        [each.split(",")[0] for each in signed["webhook-signature"].split()] for signed in world.office.signed
    ]
    assert kinds == [["v1", "v1", "v1a"], ["v1", "v1", "v1a"], ["v1", "v1a"]]


async def test_a_dead_receiver_owes_a_hundred_and_the_rest_stays_in_the_log(world: World) -> None:
    world.office.otherwise = Outcome(503)
    await world.log.has(*(f"key{number}-1" for number in range(130)))

    for _ in range(140):
        await world.deliverer.turn()

    assert len(world.office.asked) == 100
    assert await world.position() == 100


async def test_every_attempt_is_kept_for_its_owner_to_see(world: World) -> None:
    world.office.otherwise = Outcome(503)
    await world.log.has("a-1")
    await world.deliverer.turn()
    world.clock.passes(seconds=5)
    world.office.otherwise = Outcome(204)
    await world.deliverer.turn()

    assert await world.attempts() == [(2, "HTTP 204", True), (1, "HTTP 503", False)]


@pytest.mark.parametrize("seed", range(5))
async def test_whatever_fails_each_key_arrives_complete_and_in_order(seed: int, world: World) -> None:
    chance = random.Random(seed)
    names = [f"{key}-{number}" for number in range(4) for key in "abc"]
    await world.log.has(*names)

    while len(world.office.taken) < len(names):
        world.office.answers = {name: Outcome(500) for name in names if chance.random() < 0.3}
        await world.deliverer.turn()
        world.clock.passes(minutes=6)

    for key in "abc":
        assert [name for name in world.office.taken if name[0] == key] == [
            f"{key}-{number}" for number in range(4)
        ]


async def test_a_new_webhook_hears_what_was_told_after_it_was_made_however_late_it_is_known(
    world: World,
) -> None:
    await world.log.has("a-1")
    made = await world.pool.fetchval("select clock_timestamp()")
    await world.log.has("a-2")
    world.told.created_at.FromDatetime(made)

    await world.hears("WebhookChanged", webhook_id=str(uuid4()), secrets=())

    assert await world.position() == 1


async def test_a_replay_that_comes_while_something_is_delivered_is_not_forgotten(world: World) -> None:
    await world.log.has("a-1", "b-1", "c-1")

    async def replay() -> None:
        world.office.while_asked = None
        await world.replays(after=0)

    world.office.while_asked = replay
    await world.deliverer.turn()
    await world.deliverer.turn()

    assert world.office.asked == ["a-1", "a-1", "b-1", "c-1"]


async def test_a_webhook_that_is_deleted_while_something_is_delivered_leaves_nothing_behind(
    world: World,
) -> None:
    await world.log.has("a-1", "b-1")
    world.office.while_asked = lambda: world.hears("WebhookDeleted")

    await world.deliverer.turn()

    assert world.office.asked == ["a-1"]
    assert await world.attempts() == []


async def test_a_failure_that_was_kept_before_the_place_was_does_not_wait_for_itself(world: World) -> None:
    world.office.otherwise = Outcome(500)
    await world.log.has("a-1")
    await world.deliverer.turn()
    await world.pool.execute("update webhook set position = 0")

    await world.deliverer.turn()
    world.office.otherwise = Outcome(204)
    world.clock.passes(seconds=6)
    await world.deliverer.turn()

    assert world.office.taken == ["a-1"]


async def test_a_replay_is_for_one_service_and_ends_a_stop(world: World) -> None:
    world.office.otherwise = Outcome(410)
    await world.log.has("a-1")
    await world.deliverer.turn()

    await world.replays(after=0, service="another")
    assert await world.state() == "GONE"
    await world.replays(after=0)

    assert await world.state() == "ACTIVE"


async def test_only_an_operator_lets_go_on_what_an_operator_held(world: World) -> None:
    await world.webhooks.stop(world.id, Stopped.HELD, reason="An operator holds it.")

    await world.hears("WebhookChanged", is_paused=False)
    assert await world.state() == "HELD"
    await world.webhooks.go_on(world.id)

    assert await world.state() == "ACTIVE"


async def test_only_the_types_that_were_asked_for_are_sent(world: World) -> None:
    await world.hears("WebhookChanged", types=("bilim.test.SomethingElse.v1",))
    await world.log.has("a-1")

    await world.deliverer.turn()

    assert world.office.asked == []
    assert await world.position() == 1


async def test_an_event_of_another_place_or_topic_is_not_sent(world: World) -> None:
    await world.pool.execute("update integrator_contract set places = $1", [HERE])
    await world.log.has("here-1", places=[HERE])
    await world.log.has("elsewhere-1", places=[ELSEWHERE])
    await world.log.has("nowhere-1", places=[])
    await world.log.has("country-1", places=None)

    await world.deliverer.turn()

    assert world.office.taken == ["here-1", "country-1"]


async def test_a_field_that_the_contract_does_not_name_is_left_out(world: World) -> None:
    await world.pool.execute("update integrator_contract set topics = $1", {TOPIC: ["root"]})
    await world.log.has("a-1")

    await world.deliverer.turn()

    assert world.office.asked == [""]


async def test_what_is_owed_is_not_sent_when_the_contract_no_longer_shows_it(world: World) -> None:
    world.office.otherwise = Outcome(500)
    await world.log.has("a-1", places=[ELSEWHERE])
    await world.deliverer.turn()
    await world.pool.execute("update integrator_contract set places = $1", [HERE])
    world.clock.passes(seconds=6)

    await world.deliverer.turn()

    assert world.office.asked == ["a-1"]
    assert await world.pool.fetchval("select count(*) from webhook_owed") == 0


async def test_nothing_is_sent_under_a_contract_that_ended(world: World) -> None:
    await world.pool.execute("update integrator_contract set ended_at = now()")
    await world.log.has("a-1")

    await world.deliverer.turn()

    assert world.office.asked == []
    assert await world.position() == 0


async def test_what_is_sent_is_in_the_log_of_reads(world: World) -> None:
    await world.log.has("a-1", "a-2")

    await world.deliverer.turn()

    reads = await world.pool.fetch("select channel, from_position, to_position, count from event_read")
    assert [tuple(read) for read in reads] == [("WEBHOOK", 1, 2, 2)]


async def test_a_trial_goes_to_the_webhook_it_names_and_to_no_other(world: World) -> None:
    await world.hears("WebhookChanged", types=("bilim.test.SomethingElse.v1",))
    await world.log.holds(TRIED, str(uuid4()), SourceContext(file_name="not mine"), None)
    await world.log.holds(TRIED, str(world.id), SourceContext(file_name="mine"), None)

    await world.deliverer.turn()

    assert world.office.taken == ["mine"]


async def test_events_that_are_no_longer_kept_are_passed_over(world: World) -> None:
    await world.log.has("a-1", "a-2", "a-3")
    await world.as_owner("delete from event_log where position < 3")

    await world.deliverer.turn()
    await world.deliverer.turn()

    assert world.office.taken == ["a-3"]


async def test_after_a_restore_everything_that_is_there_is_sent_again(world: World) -> None:
    await world.log.has("a-1")
    await world.deliverer.turn()
    await world.pool.execute("update event_log_head set log = gen_random_uuid()")

    await world.deliverer.turn()
    await world.deliverer.turn()

    assert world.office.taken == ["a-1", "a-1"]


async def test_a_secret_whose_key_is_gone_holds_its_webhook_and_no_other(world: World) -> None:
    await world.pool.execute("update webhook set secrets = $1", [{"sealed": "gone.AAAA", "until": None}])

    assert await world.active() == []
    assert await world.state() == "HELD"
