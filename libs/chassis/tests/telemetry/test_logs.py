"""A log line is an event with fields."""

import orjson
import pytest
import structlog

from chassis.settings import PlatformSettings
from chassis.telemetry import configure_logging, get_logger, traced_as


def test_a_line_is_json_with_the_service_and_the_request(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging(PlatformSettings(log_format="json"), service="inventory")

    with traced_as("request-1"):
        get_logger().info("place_offered", group=7)
    structlog.reset_defaults()

    line = orjson.loads(capsys.readouterr().err)
    assert line["event"] == "place_offered"
    assert (line["service"], line["group"], line["trace"], line["level"]) == (
        "inventory",
        7,
        "request-1",
        "info",
    )
