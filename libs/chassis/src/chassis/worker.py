"""The background of a service: its sequencer, consumers and timers, each kept running until told to stop."""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Mapping

from chassis.events.blame import AWAY
from chassis.telemetry import get_logger

log = get_logger()

Task = Callable[[], Awaitable[None]]
_FIRST_PAUSE_SECONDS = 0.5
_LONGEST_PAUSE_SECONDS = 30.0


async def work(tasks: Mapping[str, Task], *, stop: asyncio.Event) -> None:
    """Runs all tasks until `stop` is set; a task that fails is logged and begun again, ever more slowly."""
    running = [asyncio.create_task(_keep_running(name, task), name=name) for name, task in tasks.items()]
    await stop.wait()
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)


def stop_on_signals() -> asyncio.Event:
    """An event that SIGINT or SIGTERM sets."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


async def _keep_running(name: str, task: Task) -> None:
    pause = _FIRST_PAUSE_SECONDS
    while True:
        started = asyncio.get_running_loop().time()
        try:
            await task()
        except AWAY as error:
            log.warning("task_waits", task=name, error=type(error).__name__)
        except Exception:
            log.exception("task_failed", task=name)
        if asyncio.get_running_loop().time() - started > _LONGEST_PAUSE_SECONDS:
            pause = _FIRST_PAUSE_SECONDS
        await asyncio.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE_SECONDS)
