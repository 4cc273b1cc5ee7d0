"""Run the worker: letters, clocks, seals, and beside them what is told to webhooks; Ctrl-C lets it finish what it is
doing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from xuzhi.kernel.texts import say

if TYPE_CHECKING:
    from procrastinate import App

USUAL = "default"  # the queue of tasks that name none


def register(app: typer.Typer) -> None:
    app.command("worker", help=say("console.help_worker"))(worker)


def worker(
    concurrency: Annotated[int, typer.Option(min=1, help="How many jobs at once.")] = 3,
    deliveries: Annotated[int, typer.Option(min=1, help="How many receivers of webhooks at once, beside them.")] = 6,
) -> None:
    """Work until told to stop."""
    import asyncio

    from xuzhi.console.running import ready_django

    with ready_django():
        from procrastinate.contrib.django import app

        from xuzhi.console.working import work
        from xuzhi.marketplace.connections.limits import QUEUE

        asyncio.run(work(working_app(app), {USUAL: concurrency, QUEUE: deliveries}))


def working_app(app: App) -> App:
    """An app that fetches and ends jobs over connections of its own.

    The tasks keep theirs, which is Django's: what an act calls for from within a task is committed with the act, or
    not at all, as it is anywhere else.
    """
    from procrastinate import App

    working = App(connector=app.connector.get_worker_connector())  # type: ignore[attr-defined]
    working.tasks, working.periodic_registry = app.tasks, app.periodic_registry
    return working
