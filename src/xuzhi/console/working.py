"""Several queues worked off in one process, each by so many at once: one that is full holds no other up."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

from procrastinate import App

SIGNALS = (signal.SIGINT, signal.SIGTERM)
POLLING_SECONDS = 5.0
SPARE = 2


async def work(app: App, queues: Mapping[str, int]) -> None:
    """Work until a signal comes, or one of the workers ends by itself; what was begun is finished. The first queue's
    worker also calls for what comes round by the clock."""
    loop = asyncio.get_running_loop()
    # A thread for everyone, so that nobody waits for a thread of another queue.
    loop.set_default_executor(ThreadPoolExecutor(sum(queues.values()) + SPARE, "job"))
    told = asyncio.Event()
    for each in SIGNALS:
        loop.add_signal_handler(each, told.set)
    async with app.open_async():
        first, *others = queues
        apps = {first: app} | {queue: _without_clock(app) for queue in others}
        workers = [asyncio.create_task(_work(apps[queue], queue, count)) for queue, count in queues.items()]
        waiting = asyncio.create_task(told.wait())
        await asyncio.wait([*workers, waiting], return_when=asyncio.FIRST_COMPLETED)
        for each in SIGNALS:
            loop.remove_signal_handler(each)  # the second one does not wait
        for task in (*workers, waiting):
            task.cancel()
        ended = await asyncio.gather(*workers, return_exceptions=True)
    for came in ended:
        if isinstance(came, Exception):
            raise came


async def _work(app: App, queue: str, count: int) -> None:
    await app.run_worker_async(
        queues=[queue],
        name=queue,
        concurrency=count,
        delete_jobs="successful",
        fetch_job_polling_interval=POLLING_SECONDS,
        install_signal_handlers=False,
    )


def _without_clock(app: App) -> App:
    """The same tasks over the same connections."""
    other = App(connector=app.connector)
    other.tasks = app.tasks
    return other
