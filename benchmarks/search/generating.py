"""Listings by the ten thousand, put together from the words of the demo's: the same for the same number and seed."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from xuzhi.console.demo.content import solutions

SEED = 20261102
BEGUN = datetime(2020, 1, 1, tzinfo=UTC)
COUNTIES = ("臺北市", "新北市", "桃園市", "臺中市", "臺南市", "高雄市", "新竹縣", "彰化縣", "屏東縣", "宜蘭縣")
USES = (
    "production", "inventory", "marketing", "service", "finance", "people", "documents", "safety", "energy", "analysis",
)  # fmt: skip
TAILS = ("雲", "眼", "通", "管家", "助理", "先知", "小幫手", "看板", "簿", "中心", "幫", "站")
FIRM_TAILS = ("科技", "資訊", "軟體", "數據", "雲端", "智慧")
DAILY = (
    "導入約需三週：第一週設定帳號與匯入既有資料，接著由專人陪同使用。", "需要準備的是近一年的營運紀錄，試算表即可。",
    "系統提出結果與理由，由使用者確認或修改後才生效。", "資料隨時可以下載，格式有 CSV 與 JSON。",
)  # fmt: skip


def listings(count: int) -> Iterator[Any]:
    """Unsaved Listing rows."""
    from xuzhi.marketplace.models import Listing

    chance = random.Random(SEED)
    words = _Words(chance)
    for number in range(1, count + 1):
        name, facts = words.solution()
        firm = words.firm(number)
        listed_at = BEGUN + timedelta(minutes=chance.randrange(3_000_000))
        yield Listing(
            id=uuid.UUID(int=number), slug=f"made-{number}", number=f"GEN-{number:07}", programme="", kind="solution",
            firm_ubn=f"{number % 9_000:08}", firm_name=firm, county=chance.choice(COUNTIES), name=name,
            summary=facts["solution.summary"], facts=facts, edition_on=date(2026, 11, 2), edition_sha256="0" * 64,
            listed_at=listed_at, renewed_at=listed_at,
        )  # fmt: skip


class _Words:
    """What the demo's solutions are made of, in pieces that can be put together anew."""

    def __init__(self, chance: random.Random) -> None:
        offers = solutions()
        self.chance = chance
        self.does = [each.does for each in offers]
        self.scenes = [each.scene for each in offers]
        self.functions = [pair for each in offers for pair in each.functions]
        self.industries = sorted({each.industry for each in offers})
        self.stems = sorted({each.name[:2] for each in offers} | {name[:2] for name, _ in self.functions})
        self.firms = sorted({each.firm[:2] for each in offers if each.firm != "demo"})

    def firm(self, number: int) -> str:
        return f"{self.firms[number % len(self.firms)]}{FIRM_TAILS[number % len(FIRM_TAILS)]}{number % 9_000}有限公司"

    def solution(self) -> tuple[str, dict[str, Any]]:
        chance = self.chance
        name = "".join(chance.sample(self.stems, chance.choice((1, 2)))) + chance.choice(TAILS)
        functions = chance.sample(self.functions, chance.randrange(3, 7))
        facts: dict[str, Any] = {
            "solution.summary": chance.choice(self.does),
            "solution.description": "".join(
                [chance.choice(self.scenes), *chance.sample(self.does, 2), *chance.sample(DAILY, 3)]
            ),
            "solution.functions": [{"name": name, "description": says} for name, says in functions],
            "solution.industries": chance.sample(self.industries, chance.choice((1, 1, 2))),
            "solution.uses": chance.sample(USES, chance.choice((1, 1, 2))),
            "solution.is_ai": chance.random() < 0.7,
            "solution.route": chance.choice(("green", "green", "expanded")),
            "solution.plans": [self._plan()],
            "solution.sla.availability": chance.choice(("99.5", "99.9", "99.95")),
            "solution.support": [{"kind": "training", "channel": chance.choice(("phone", "chat", "email", "on_site"))}],
            "solution.machine_rooms": [
                {"purpose": "computing", "country": "TW"}, {"purpose": "backup", "country": chance.choice(("TW", "JP"))}
            ],
        }  # fmt: skip
        if facts["solution.is_ai"]:
            facts["solution.ai.kind"] = chance.choice(("discriminative", "generative", "both"))
            facts["solution.ai.outputs"] = chance.sample(("prediction", "content", "recommendation", "decision"), 2)
        return name, facts

    def _plan(self) -> dict[str, Any]:
        chance = self.chance
        return {
            "name": "標準版", "price_twd": chance.randrange(300, 12_000), "billing": "monthly",
            "term_months": chance.choice((1, 3, 12)), "trial_days": chance.choice((0, 14)), "tax_included": True,
        }  # fmt: skip
