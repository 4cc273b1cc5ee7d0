"""Run the worker: letters, clocks, seals; Ctrl-C lets it finish what it is doing."""

from __future__ import annotations

from typing import Annotated

import typer

from xuzhi.kernel.texts import say


def register(app: typer.Typer) -> None:
    app.command("worker", help=say("console.help_worker"))(worker)


def worker(concurrency: Annotated[int, typer.Option(help="How many jobs at once.")] = 3) -> None:
    """Work until told to stop."""
    from xuzhi.console.running import ready_django

    with ready_django():
        from procrastinate.contrib.django import app

        connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]
        with app.replace_connector(connector) as working:
            working.run_worker(concurrency=concurrency, delete_jobs="successful", fetch_job_polling_interval=5.0)
