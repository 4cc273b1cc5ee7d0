"""Load the demo's data, all of it through the real operations; does nothing where there is some already."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import typer

from xuzhi.console.speaking import tell
from xuzhi.kernel.texts import current_language, say, use_language

if TYPE_CHECKING:
    from xuzhi.console.demo.world import World


def register(app: typer.Typer) -> None:
    app.command("seed-demo", help=say("console.help_seed_demo"))(seed_demo)


def seed_demo() -> None:
    """Seed an empty database, as of now."""
    from xuzhi.console.running import ready_django

    with ready_django():
        seeded = seed(lambda: None)
    if not seeded:
        raise typer.Exit(3)


def seed(tables: Callable[[], object]) -> bool:
    """Seed as of now, when `tables` returns; until then, what can be made before there are any. Gives whether all
    stories are told; says so."""
    began, here = time.monotonic(), current_language()
    with use_language("zh-Hant"):
        seeded = _seed(datetime.now(UTC), tables)
    with use_language(here):
        seconds = round(time.monotonic() - began)
        tell(say("console.demo_is_there") if seeded is None else say("console.demo_loaded", seconds=seconds))
    return seeded is not False


def _seed(now: datetime, tables: Callable[[], object]) -> bool | None:
    """Whether every part told all of its stories; None where there were some already. The parts begin before the
    tables are there, and make their papers meanwhile."""
    from xuzhi.casework.queries.queue import queue
    from xuzhi.casework.queries.shapes import QueueFilters
    from xuzhi.console.demo import load
    from xuzhi.console.demo.parts import PARTS, call_off, let_go, part_out, wait_for
    from xuzhi.console.loading import load_site

    world = load.world_of(now)
    load_site()
    _keep()
    others = part_out(lambda part, ready: _tell_part(world, now, part, ready), range(1, PARTS))
    load.read_ahead(world, 0, PARTS)
    tables()
    _hasten()
    if queue(QueueFilters(ended=True), at=now).total or queue(QueueFilters(), at=now).total:
        call_off(others)
        return None
    load.prepare_for(world)
    let_go(others)
    load.tell(world, now, parts=PARTS)
    whole = wait_for(others)
    load.finish(world, now)
    return whole


def _keep() -> None:
    """What was read is for every part; a short life needs little tidying."""
    import gc

    gc.freeze()
    gc.set_threshold(200_000, 20, 20)


def _tell_part(world: World, now: datetime, part: int, ready: Callable[[], None]) -> None:
    from xuzhi.console.demo import load
    from xuzhi.console.demo.parts import PARTS

    load.read_ahead(world, part, PARTS)
    ready()
    _hasten()
    world.join_office()
    load.tell(world, now, part=part, parts=PARTS)


def _hasten() -> None:
    """What a power cut would take from a demo's first minute can be told again; a statement that is said thousands of
    times is planned for whatever it is given."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("set synchronous_commit = off; set plan_cache_mode = force_generic_plan")
