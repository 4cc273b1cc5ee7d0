"""Our search beside SQLite FTS5 and tantivy: the same listings, the same questions, one run.

    python benchmarks/search/compare.py [--listings 20000] [--rounds 3]

Prints the table of docs/search.md. Needs the peers: `uv sync --group bench`.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from own_database import own_database
from peers import Fts5, Peer, Tantivy, asked_words

# Words of one and two characters and longer ones, rare and common, several together, in English, with slips.
QUESTIONS = (Path(__file__).parent / "questions.txt").read_text("utf-8").splitlines()
CHOICES: tuple[dict[str, tuple[str, ...]], ...] = (
    {}, {}, {"industry": ("catering",)}, {"ai": ("yes",), "price": ("0", "1000")},
    {"trial": ("yes",), "county": ("臺北市",)},
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """`walls` and `cpus` are seconds a question; the second is what the machine's other work does not change."""

    name: str
    build_seconds: float
    walls: Sequence[float]
    cpus: Sequence[float]
    recall: float | None = None

    def __str__(self) -> str:
        recall = "" if self.recall is None else f"{self.recall:.3f}"
        walls, cpus = (
            " | ".join(f"{1000 * _percentile(times, part):.1f}" for part in (0.5, 0.95))
            for times in (self.walls, self.cpus)
        )
        return f"| {self.name} | {self.build_seconds:.1f} | {walls} | {cpus} | {recall} |"


def main() -> None:
    reading = argparse.ArgumentParser(description=__doc__)
    reading.add_argument("--listings", type=int, default=20_000)
    reading.add_argument("--rounds", type=int, default=3)
    asked = reading.parse_args()
    with own_database():
        texts, built = ours_built(asked.listings)
        lines = [*ours(built, asked.rounds, texts), *(_peer(make, texts, asked.rounds) for make in (Fts5, Tantivy))]
    print(f"\n{asked.listings:,} listings, {len(QUESTIONS)} questions, {asked.rounds} rounds\n")
    print("| | build s | p50 ms | p95 ms | CPU p50 ms | CPU p95 ms | recall of exact matches |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for line in lines:
        print(line)


def ours_built(count: int) -> tuple[list[tuple[int, str]], float]:
    """Listings in the database and their index; the texts by number, for the peers, and how long the index took."""
    from django.db import connection
    from generating import listings

    from xuzhi.marketplace.indexing import index_all
    from xuzhi.marketplace.models import Listing

    rows: list[Any] = []
    for listing in listings(count):
        rows.append(listing)
        if len(rows) == 1000:
            Listing.objects.bulk_create(rows)
            rows.clear()
    Listing.objects.bulk_create(rows)
    begun = perf_counter()
    index_all(Listing.objects.iterator(1000), {})
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze marketplace_search")
        built = perf_counter() - begun
        cursor.execute("vacuum analyze marketplace_listing")
        cursor.execute("select number, texts from marketplace_search")
        return cursor.fetchall(), built


def ours(built: float, rounds: int, texts: Sequence[tuple[int, str]]) -> list[Line]:
    from django.db import connection

    from xuzhi.marketplace.queries import Wanted, search

    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        scheduled = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")

    def server() -> float:
        return int(scheduled.read_text().split()[0]) / 1e9

    lines: dict[str, list[float]] = {"wall": [], "cpu": [], "whole wall": [], "whole cpu": []}
    search(Wanted())

    def timed(execute: Callable[..., Any], *arguments: Any) -> Any:
        begun, on_server = perf_counter(), server()
        try:
            return execute(*arguments)
        finally:
            spent[0] += perf_counter() - begun
            spent[1] += server() - on_server

    for turn in range(rounds):
        for place, question in enumerate((*QUESTIONS, "", "", "")):
            chosen = CHOICES[(place + turn) % len(CHOICES)]
            spent = [0.0, 0.0]
            begun, here = perf_counter(), process_time()
            with connection.execute_wrapper(timed):
                search(Wanted(text=question, chosen=chosen))
            lines["whole wall"].append(perf_counter() - begun)
            lines["whole cpu"].append(process_time() - here + spent[1])
            lines["wall"].append(spent[0])
            lines["cpu"].append(spent[1])
    recall = _recall(texts, _found_by_ours)
    return [
        Line("xuzhi, in the database: what is found, page, rows", built, lines["wall"], lines["cpu"], recall),
        Line("xuzhi, whole: also 14 facets, reasons, marks", built, lines["whole wall"], lines["whole cpu"]),
    ]


def _found_by_ours(words: Sequence[str]) -> set[int]:
    from xuzhi.marketplace.finding.asking import ask
    from xuzhi.marketplace.queries.finding import find

    answer = find(ask(" ".join(words)), {}, "relevance", 0, 1, None)
    digits = bin(answer.found)[2:].zfill(answer.board.size)
    return {answer.board.first + at for at, digit in enumerate(digits) if digit == "1"}


def _peer(make: Callable[[Path], Peer], texts: Sequence[tuple[int, str]], rounds: int) -> Line:
    with tempfile.TemporaryDirectory(prefix="xuzhi-peer-") as folder:
        peer = make(Path(folder))
        begun = perf_counter()
        peer.build(texts)
        built = perf_counter() - begun
        walls, cpus = [], []
        for _ in range(rounds):
            for question in QUESTIONS:
                begun, here = perf_counter(), process_time()
                peer.page(asked_words(question))
                walls.append(perf_counter() - begun)
                cpus.append(process_time() - here)
        return Line(f"{peer.name}: page alone", built, walls, cpus, _recall(texts, peer.every))


def _recall(texts: Sequence[tuple[int, str]], every: Callable[[Sequence[str]], set[int]]) -> float:
    """Of the listings that have every word as it stands, how many are found; over the questions that have such."""
    shares = []
    for question in QUESTIONS:
        words = asked_words(question)
        exact = {number for number, text in texts if all(word in text for word in words)}
        if exact:
            shares.append(len(exact & every(words)) / len(exact))
    return sum(shares) / len(shares)


def _percentile(times: Sequence[float], part: float) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


if __name__ == "__main__":
    main()
