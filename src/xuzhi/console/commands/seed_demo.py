"""Load the demo's data, all of it through the real operations; does nothing where there is some already."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from xuzhi.console.speaking import tell
from xuzhi.kernel.texts import current_language, say, use_language

if TYPE_CHECKING:
    from xuzhi.console.demo.world import World


def register(app: typer.Typer) -> None:
    app.command("seed-demo", help=say("console.help_seed_demo"))(seed_demo)


def seed_demo(
    wait: Annotated[
        bool, typer.Option(hidden=True, help="Read and make what can be before; go on when the input ends.")
    ] = False,
) -> None:
    """Seed an empty database, as of now."""
    from xuzhi.console.running import ready_django

    began, here = time.monotonic(), current_language()
    with ready_django():
        with use_language("zh-Hant"):
            seeded = _seed(datetime.now(UTC), wait)
        with use_language(here):
            seconds = round(time.monotonic() - began)
            tell(say("console.demo_is_there") if seeded is None else say("console.demo_loaded", seconds=seconds))
    if seeded is False:
        raise typer.Exit(3)


def _seed(now: datetime, wait: bool) -> bool | None:
    """Whether every part told all of its stories; None where there were some already. The parts begin before the
    tables are there, and make their papers meanwhile."""
    from xuzhi.casework.queries.queue import queue
    from xuzhi.casework.queries.shapes import QueueFilters
    from xuzhi.console.demo import load
    from xuzhi.console.demo.parts import PARTS, call_off, let_go, part_out, wait_for

    world = load.world_of(now)
    _warm(world.programme)
    others = part_out(lambda part, ready: _tell_part(world, now, part, ready), range(1, PARTS))
    if wait:
        sys.stdin.read()
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


def _warm(programme: str) -> None:
    """What every part needs is read once; a short life needs little tidying."""
    import gc

    from django.urls import get_resolver

    from xuzhi.casework.queries.editions import programme as read
    from xuzhi.marketplace.finding.lexicon import lexicon

    read(programme)
    lexicon()
    get_resolver().url_patterns  # noqa: B018  letters name pages
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
