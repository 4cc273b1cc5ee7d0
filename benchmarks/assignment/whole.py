"""The whole way: proposals in the database, the office asks, the worker solves, panels and sittings stand, looked over.

    python benchmarks/assignment/whole.py [--proposals 300] [--reviewers 20] [--days 3] [--rooms 8]

Starts a PostgreSQL of its own in a temporary folder and leaves nothing behind.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path += [str(ROOT), str(ROOT / "benchmarks" / "search")]
from own_database import own_database  # noqa: E402

KIND, MEMBERS = "proposal", 3
MINUTES = {"energy": 20, "smart_operations": 15}
TIED = 1 / 12


def main() -> None:
    reading = argparse.ArgumentParser(description=__doc__)
    for name, usual in (("proposals", 300), ("reviewers", 20), ("days", 3), ("rooms", 8)):
        reading.add_argument(f"--{name}", type=int, default=usual)
    asked = reading.parse_args()
    with own_database():
        _measure(asked)


def _measure(asked: argparse.Namespace) -> None:
    from copying import fill_up
    from django.utils import timezone
    from tests.programmes import review_day

    from xuzhi.grants.agendas.models import AgendaRow
    from xuzhi.grants.agendas.operations.accept_agenda import accept_agenda
    from xuzhi.grants.agendas.operations.ask_agenda import ask_agenda
    from xuzhi.grants.agendas.rest import Rest

    office = review_day.set_up()
    told = {
        category: review_day.qualified(review_day.firm(nth), office, category)
        for nth, category in enumerate(("smart_operations", "energy"))
    }
    firms = fill_up(told, asked.proposals)
    _work()  # what the told ones called for: files looked into, plans compared
    ties = _reviewers(asked.reviewers, firms, office)
    now = timezone.now()
    question = _question(asked, now)
    print(f"{len(question.case_ids)} proposals, {asked.reviewers} reviewers, {asked.days} days, {asked.rooms} rooms")
    with _told("asked for"):
        agenda_id = ask_agenda(question, actor=office, at=now)
    with _told("the worker: assigned and scheduled"):
        _work()
    row = AgendaRow.objects.get(id=agenda_id)
    if row.state != "proposed" or row.answer is None:
        raise SystemExit(f"no agenda: {row.state} {row.answer}")
    print(
        f"  loads differ by {row.answer['spread']} (least {row.answer['spread_bound']}),"
        f" rooms opened {row.answer['opened']} (least {row.answer['bound']}),"
        f" categories {'apart' if row.answer['together'] else 'mixed'}"
    )
    first = min(datetime.fromisoformat(each["starts_at"]) for each in row.answer["heard"])
    rest = Rest(first - timedelta(days=5), {"presentation": 5, "questions": 4, "answers": 4})
    with _told("accepted"):
        accept_agenda(agenda_id, rest, actor=office, at=timezone.now())
    with _told("the worker: panels, members, sittings"):
        _work()
    row.refresh_from_db()
    if row.state != "carried_out":
        raise SystemExit(f"not carried out: {row.state} {row.problem}")
    _look_over(asked.proposals, ties)


def _reviewers(wanted: int, firms: list[str], office: Any) -> dict[str, set[str]]:
    """So many people of two fields each; gives the numbers of the firms that each is tied to, by the person's id."""
    from django.utils import timezone

    from xuzhi.casework.queries.editions import edition
    from xuzhi.panels.operations.enter_reviewer import enter_reviewer
    from xuzhi.panels.profiles import Profile

    panel = edition("commerce_ai_grant", timezone.localdate()).case(KIND).panel
    codes = [each.code for each in panel.expertise] if panel else []
    draw, found = random.Random(1), {}
    for nth in range(wanted):
        tied = [ubn for ubn in firms if draw.random() < TIED]
        profile = Profile(
            name=f"委員{nth + 1:02}",
            email=f"reviewer{nth}@benchmark.xuzhi.test",
            organisation=f"第 {nth + 1} 大學",
            expertise=draw.sample(codes, 2),
            ties=[{"name": "", "ubn": ubn, "note": "顧問"} for ubn in tied],
        )
        found[str(enter_reviewer(profile, actor=office, at=timezone.now()))] = set(tied)
    return found


def _question(asked: argparse.Namespace, now: datetime) -> Any:
    from xuzhi.grants.agendas.question import AgendaQuestion, spans_of
    from xuzhi.grants.agendas.waiting import waiting_cases

    waiting = waiting_cases("commerce_ai_grant", KIND, at=now)
    days = [(now + timedelta(days=30 + nth)).date() for nth in range(asked.days)]
    return AgendaQuestion(
        "commerce_ai_grant",
        KIND,
        tuple(str(each.id) for each in waiting.cases),
        MEMBERS,
        MINUTES,
        {"energy": ("energy",), "smart_operations": ("ai",)},
        tuple(span for day in days for span in spans_of(day, "9:00-12:00, 13:30-17:30")),
        tuple(f"第 {nth + 1} 會議室" for nth in range(asked.rooms)),
    )


def _work() -> None:
    """What a worker does until nothing waits any more."""
    from procrastinate.contrib.django import app

    from xuzhi.jobs import agenda_tasks  # noqa: F401  its tasks

    worker = app.with_connector(app.connector.get_worker_connector())
    worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)


@contextmanager
def _told(what: str) -> Iterator[None]:
    """Seconds and statements, of every connection."""
    from django.db import connections
    from django.db.backends.signals import connection_created

    counted = Counter[str]()

    def count(execute: Callable[..., Any], sql: str, parameters: Any, many: bool, context: Any) -> Any:
        counted["all"] += 1
        return execute(sql, parameters, many, context)

    def watch(connection: Any, **_: Any) -> None:
        connection.execute_wrappers.append(count)

    connection_created.connect(watch)
    connections["default"].execute_wrappers.append(count)
    begun = perf_counter()
    try:
        yield
    finally:
        seconds = perf_counter() - begun
        connection_created.disconnect(watch)
        connections["default"].execute_wrappers.remove(count)
    print(f"  {what}: {seconds:.1f} s, {counted['all']} statements")


def _look_over(wanted: int, ties: dict[str, set[str]]) -> None:
    """The rows that came out, by themselves: who is tied, who or what is in two places at once, what is not heard."""
    from xuzhi.panels.models import Panel, Seat

    panels = list(Panel.objects.select_related("sitting"))
    seats = list(Seat.objects.filter(withdrawn_at=None).select_related("panel"))
    spans = {
        each.id: (each.sitting.starts_at, each.sitting.starts_at + timedelta(minutes=each.sitting.minutes))
        for each in panels
        if each.sitting is not None
    }
    teams = Counter(each.panel_id for each in seats)
    conflicts = sum(each.panel.firm_ubn in ties[str(each.reviewer_id)] for each in seats)
    people = _clashes((str(each.reviewer_id), spans[each.panel_id]) for each in seats)
    rooms = _clashes((each.sitting.place, spans[each.id]) for each in panels if each.sitting is not None)
    firms = _clashes((each.firm_ubn, spans[each.id]) for each in panels)
    loads = Counter(str(each.reviewer_id) for each in seats)
    print(
        f"  looked over: {len(panels)} panels, {len(spans)} sittings, {len(seats)} seats;"
        f" unheard {wanted - len(spans)}, short of members {sum(teams[each.id] != MEMBERS for each in panels)},"
        f" conflicts {conflicts}, reviewers twice {people}, rooms twice {rooms}, firms twice {firms},"
        f" loads {min(loads.values())} to {max(loads.values())}"
    )


def _clashes(held: Any) -> int:
    """How often somebody or something is in two places at once."""
    by: dict[str, list[Any]] = {}
    for who, span in held:
        by.setdefault(who, []).append(span)
    return sum(one[1] > other[0] for spans in map(sorted, by.values()) for one, other in pairwise(spans))


if __name__ == "__main__":
    main()
