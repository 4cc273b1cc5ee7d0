"""The office's queue with more and more cases: statements and milliseconds of a page, whole, as a browser gets it.

    python benchmarks/queue/measure.py [--cases 200 2000 20000] [--rounds 20]

Starts a PostgreSQL of its own in a temporary folder and leaves nothing behind. Prints the table of its README.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any

sys.path.append(str(Path(__file__).resolve().parents[1] / "search"))
from own_database import own_database

CHUNK = 1000
PAGES = (
    ("to do, what ends first", "/office/"),
    ("to do, the last page", "/office/?page=9999"),
    ("one programme, one kind", "/office/?programme=sme_ai_listing&kind=solution"),
    ("ends within seven days, mine", "/office/?due=week&officer=1"),
    ("ended", "/office/?view=ended"),
    ("a word of an answer", "/office/?text=瑕疵"),
    ("a number", "/office/?text=GEN-0000150"),
    ("workload", "/office/workload/"),
)


def main() -> None:
    reading = argparse.ArgumentParser(description=__doc__)
    reading.add_argument("--cases", type=int, nargs="+", default=[200, 2_000, 20_000])
    reading.add_argument("--rounds", type=int, default=20)
    asked = reading.parse_args()
    with own_database():
        browser, there = _officer(), 0
        for wanted in sorted(asked.cases):
            _fill(there + 1, wanted)
            there = wanted
            _print(wanted, browser, asked.rounds)


def _print(count: int, browser: Any, rounds: int) -> None:
    print(f"\n{count:,} cases, {rounds} rounds\n")
    print("| page | statements | of them ms | p50 ms | p95 ms |")
    print("|---|---:|---:|---:|---:|")
    for name, address in PAGES:
        statements, in_database = _statements(browser, address)
        walls = _walls(browser, address, rounds)
        print(f"| {name} | {statements} | {in_database:.0f} | {median(walls):.0f} | {_percentile(walls):.0f} |")


def _officer() -> Any:
    """A browser in which an officer is signed in."""
    from django.test import Client
    from django.utils import timezone

    from xuzhi.console.demo.world import SYSTEM
    from xuzhi.parties.operations.add_person import add_person
    from xuzhi.parties.operations.grant_staff_role import grant_staff_role

    now = timezone.now()
    person = add_person("officer@benchmark.xuzhi.test", "林承辦", at=now)
    grant_staff_role(person, "officer", actor=SYSTEM, at=now)
    browser = Client(headers={"accept-language": "zh-TW"})
    browser.force_login(person)
    return browser


def _fill(first: int, last: int) -> None:
    """Put in the cases that are not there yet, and let PostgreSQL count them."""
    from django.db import connection
    from django.utils import timezone
    from generating import cases

    from xuzhi.casework.models import Case, CaseSearch

    some: list[tuple[Any, Any]] = []

    def put() -> None:
        Case.objects.bulk_create([case for case, _ in some])
        CaseSearch.objects.bulk_create([words for _, words in some])
        some.clear()

    for pair in cases(first, last, timezone.now()):
        some.append(pair)
        if len(some) == CHUNK:
            put()
    put()
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze casework_case")
        cursor.execute("vacuum analyze casework_search")


def _statements(browser: Any, address: str) -> tuple[int, float]:
    """How many statements the page asks, and how many milliseconds the database took for them."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    _get(browser, address)
    with CaptureQueriesContext(connection) as captured:
        _get(browser, address)
    return len(captured), 1000 * sum(float(each["time"]) for each in captured.captured_queries)


def _walls(browser: Any, address: str, rounds: int) -> list[float]:
    found = []
    for _ in range(rounds):
        begun = perf_counter()
        _get(browser, address)
        found.append(1000 * (perf_counter() - begun))
    return found


def _get(browser: Any, address: str) -> None:
    answer = browser.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}")


def _percentile(times: Sequence[float]) -> float:
    return quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


if __name__ == "__main__":
    main()
