"""Load the demo's data, all of it through the real operations; does nothing where there is some already."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import UTC, datetime
from typing import Annotated

import typer

from xuzhi.console.speaking import tell
from xuzhi.kernel.texts import say, use_language

# As many as the smallest machine has cores; the firms' stories do not touch each other.
PARTS = 2


def register(app: typer.Typer) -> None:
    app.command("seed-demo", help=say("console.help_seed_demo"))(seed_demo)


def seed_demo(
    part: Annotated[int, typer.Option(hidden=True)] = 0,
    now: Annotated[
        str, typer.Option(hidden=True, help="Instant with offset; the other parts are given the first one's.")
    ] = "",
) -> None:
    """Seed an empty database, as of now."""
    from xuzhi.console.running import ready_django

    instant = datetime.fromisoformat(now) if now else datetime.now(UTC)
    with ready_django(), use_language("zh-Hant"):
        _hasten()
        if part:
            from xuzhi.console.demo.load import tell as tell_stories
            from xuzhi.console.demo.load import world_of

            world = world_of(instant)
            world.join_office()
            tell_stories(world, instant, part=part, parts=PARTS)
        else:
            _seed(instant)


def _hasten() -> None:
    """What a power cut would take from a demo's first minute can be told again; a short life needs little tidying."""
    import gc

    from django.db import connection

    gc.freeze()
    gc.set_threshold(200_000, 20, 20)
    with connection.cursor() as cursor:
        cursor.execute("set synchronous_commit = off")


def _seed(now: datetime) -> None:
    from xuzhi.casework.queries.queue import queue
    from xuzhi.casework.queries.shapes import QueueFilters
    from xuzhi.console.demo import load

    if queue(QueueFilters(ended=True), at=now).total or queue(QueueFilters(), at=now).total:
        tell(say("console.demo_is_there"))
        return
    began = time.monotonic()
    world = load.prepare(now)
    others = [
        subprocess.Popen(
            [sys.executable, "-m", "xuzhi.console.main", "seed-demo", "--part", str(part), "--now", now.isoformat()]
        )
        for part in range(1, PARTS)
    ]
    load.tell(world, now, parts=PARTS)
    failed = [process.args for process in others if process.wait()]
    load.finish(world, now)
    tell(say("console.demo_loaded", seconds=round(time.monotonic() - began)))
    if failed:
        raise typer.Exit(3)
