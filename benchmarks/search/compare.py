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
from time import perf_counter
from typing import Any

from own_database import own_database
from peers import Fts5, Peer, Tantivy, asked_words

# Words of one and two characters and longer ones, rare and common, several together, in English, with slips.
QUESTIONS = (
    "茶", "髮", "帳", "料", "排班", "排程", "客服", "庫存", "預約", "對帳", "維修", "盤點", "效期", "文案", "報價", "評論", "預測", "提醒", "顧客",
    "病歷", "跌倒", "發票", "溫度", "採購", "庫存同步", "插單試算", "換班申請", "影像辨識", "需求預測", "報告", "安全庫存", "碳足跡", "毛利提醒",
    "來客預測", "自動排班", "電子發票", "語音訂位", "廚房看板", "安全帽", "工地", "排班 餐廳", "預約 提醒", "庫存 盤點", "客服 翻譯", "照片 估價", "發票 對帳",
    "省電 空調", "溫度 冷凍庫", "員工 換班", "訂單 出貨", "POS", "CRM", "inventory", "chatbot", "scheduling", "撿貨", "瑕疵檢測", "智慧排成",
    "生產排程系統", "我想找客服機器人", "餐廳排班系統", "線上預約平台", "庫存管理軟體", "會員集點", "設備維修紀錄", "一鍵匯出", "最後", "國語", "每日", "一週",
)  # fmt: skip
CHOICES: tuple[dict[str, tuple[str, ...]], ...] = (
    {}, {}, {"industry": ("catering",)}, {"ai": ("yes",), "price": ("0", "1000")}, {"trial": ("yes",), "county": ("臺北市",)},
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    name: str
    build_seconds: float
    times: Sequence[float]
    recall: float | None = None

    def __str__(self) -> str:
        recall = "" if self.recall is None else f"{self.recall:.3f}"
        p50, p95 = (f"{1000 * _percentile(self.times, part):.1f}" for part in (0.5, 0.95))
        return f"| {self.name} | {self.build_seconds:.1f} | {p50} | {p95} | {recall} |"


def main() -> None:
    reading = argparse.ArgumentParser(description=__doc__)
    reading.add_argument("--listings", type=int, default=20_000)
    reading.add_argument("--rounds", type=int, default=3)
    asked = reading.parse_args()
    with own_database():
        texts, built = ours_built(asked.listings)
        lines = [*ours(built, asked.rounds, texts), *(_peer(make, texts, asked.rounds) for make in (Fts5, Tantivy))]
    print(f"\n{asked.listings:,} listings, {len(QUESTIONS)} questions, {asked.rounds} rounds\n")
    print("| | build s | p50 ms | p95 ms | recall of exact matches |")
    print("|---|---:|---:|---:|---:|")
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

    in_database: list[float] = []
    whole: list[float] = []
    search(Wanted())

    def timed(execute: Callable[..., Any], *arguments: Any) -> Any:
        begun = perf_counter()
        try:
            return execute(*arguments)
        finally:
            spent[0] += perf_counter() - begun

    for turn in range(rounds):
        for place, question in enumerate((*QUESTIONS, "", "", "")):
            chosen = CHOICES[(place + turn) % len(CHOICES)]
            spent = [0.0]
            begun = perf_counter()
            with connection.execute_wrapper(timed):
                search(Wanted(text=question, chosen=chosen))
            whole.append(perf_counter() - begun)
            in_database.append(spent[0])
    recall = _recall(texts, _found_by_ours)
    return [
        Line("xuzhi, in the database: page, counts of 14 facets, rows", built, in_database, recall),
        Line("xuzhi, the whole query with reasons and marks", built, whole),
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
        times = []
        for _ in range(rounds):
            for question in QUESTIONS:
                begun = perf_counter()
                peer.page(asked_words(question))
                times.append(perf_counter() - begun)
        return Line(f"{peer.name}: page alone", built, times, _recall(texts, peer.every))


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
