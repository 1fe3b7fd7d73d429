"""How far events have come is to be seen from outside."""

from uuid import uuid4

from chassis.events import lag
from chassis.events.metrics import event_metrics
from chassis.telemetry.openmetrics import Gauge, Sample, render
from chassis.testing.counting import Counting

PUBLISHED = """
insert into event_log (position, event_id, topic, key, version, type, subject, dataschema, payload, created_at)
select n, gen_random_uuid(), 't', 'k', n, 'y', 'k', 'x', '', now() from generate_series(1, 5) as n
"""
SET_ASIDE = """
insert into parked (consumer, key, position, event, error, attempts)
values ('listener<test', 'a', 1, '{}', 'ValueError', 3), ('listener<test', 'a', 2, '{}', 'ValueError', 0)
"""


async def figures(counting: Counting) -> dict[str, tuple[Sample, ...]]:
    return {gauge.name: gauge.samples for gauge in await event_metrics(counting.pool)}


async def test_what_nobody_has_sequenced_is_counted_and_has_an_age(counting: Counting) -> None:
    before = await figures(counting)
    await counting.count(uuid4(), times=3)

    after = await figures(counting)

    assert before["bilim_event_outbox_age_seconds"][0].value == 0
    assert after["bilim_event_outbox_waiting"][0].value == 3
    assert after["bilim_event_outbox_age_seconds"][0].value > 0


async def test_a_publisher_lags_by_what_lies_after_its_cursor(counting: Counting) -> None:
    await counting.pool.execute(PUBLISHED)
    await counting.pool.execute("update event_log_head set position = 5")
    await counting.pool.execute(
        "insert into delivery_cursor (name, position) values ('kafka', 2), ('listener<test', 1)"
    )

    found = await figures(counting)

    assert found["bilim_event_delivery_lag"] == (Sample(3, {"reader": "kafka"}),)
    assert found["bilim_event_delivery_age_seconds"][0].value > 0


async def test_what_is_parked_is_counted_by_consumer(counting: Counting) -> None:
    await counting.pool.execute(SET_ASIDE)

    found = await figures(counting)

    assert found["bilim_event_parked"] == (Sample(2, {"consumer": "listener<test"}),)
    assert found["bilim_event_parked_keys"] == (Sample(1, {"consumer": "listener<test"}),)


async def test_a_consumer_s_lag_is_what_it_last_heard_of_it(counting: Counting) -> None:
    lag.behind["listener<test"] = 7

    found = await figures(counting)

    assert Sample(7, {"consumer": "listener<test"}) in found["bilim_event_consumer_lag"]


def test_the_page_is_open_metrics_text() -> None:
    page = render([Gauge("one", 'Says "so".', (Sample(2, {"key": 'a"b'}), Sample(0.5)))], service="x")

    assert page.decode().splitlines() == [
        "# TYPE one gauge",
        '# HELP one Says \\"so\\".',
        'one{service="x",key="a\\"b"} 2',
        'one{service="x"} 0.500',
        "# EOF",
    ]
