"""Run the worker: letters, clocks, seals; Ctrl-C lets it finish what it is doing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from xuzhi.kernel.texts import say

if TYPE_CHECKING:
    from procrastinate import App


def register(app: typer.Typer) -> None:
    app.command("worker", help=say("console.help_worker"))(worker)


def worker(concurrency: Annotated[int, typer.Option(help="How many jobs at once.")] = 3) -> None:
    """Work until told to stop."""
    from xuzhi.console.running import ready_django

    with ready_django():
        from procrastinate.contrib.django import app

        working = working_app(app)
        working.run_worker(concurrency=concurrency, delete_jobs="successful", fetch_job_polling_interval=5.0)


def working_app(app: App) -> App:
    """An app that fetches and ends jobs over connections of its own.

    The tasks keep theirs, which is Django's: what an act calls for from within a task is committed with the act, or
    not at all, as it is anywhere else.
    """
    from procrastinate import App

    working = App(connector=app.connector.get_worker_connector())  # type: ignore[attr-defined]
    working.tasks, working.periodic_registry = app.tasks, app.periodic_registry
    return working
