"""The background of all four services in one process: sequencers, consumers and timers."""

from contextlib import AsyncExitStack

from chassis.background import background_tasks
from chassis.server import run
from chassis.settings import platform_settings
from chassis.telemetry import configure_logging, configure_tracing
from chassis.worker import Task, stop_on_signals, work
from devhost.services import ALL


async def work_all() -> None:
    """Work until told to stop."""
    stop = stop_on_signals()
    async with AsyncExitStack() as stack:
        tasks: dict[str, Task] = {}
        for service in ALL.values():
            tasks |= await stack.enter_async_context(background_tasks(service))
        await work(tasks, stop=stop)


if __name__ == "__main__":
    configure_logging(platform_settings(), service="workers")
    configure_tracing(platform_settings(), service="workers")
    run(work_all())
