"""Load the demo's data, all of it through the real operations; does nothing where there is some already."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import typer

from xuzhi.console.speaking import tell
from xuzhi.kernel.texts import say, use_language


def register(app: typer.Typer) -> None:
    app.command("seed-demo", help=say("console.help_seed_demo"))(seed_demo)


def seed_demo() -> None:
    """Seed an empty database, as of now."""
    from xuzhi.console.running import ready_django

    with ready_django():
        from xuzhi.casework.queries.queue import queue
        from xuzhi.casework.queries.shapes import QueueFilters
        from xuzhi.console.demo.load import load

        now = datetime.now(UTC)
        if queue(QueueFilters(ended=True), at=now).total or queue(QueueFilters(), at=now).total:
            tell(say("console.demo_is_there"))
            return
        began = time.monotonic()
        with use_language("zh-Hant"):
            told = load(now)
        tell(say("console.demo_loaded", stories=told, seconds=round(time.monotonic() - began)))
