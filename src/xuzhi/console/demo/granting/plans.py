"""What the demo's grants are made of: plans as plans.toml tells them, and the answers of their forms."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import count, islice, product
from pathlib import Path
from typing import Any

from xuzhi.console.demo.content import DemoFirm, firms
from xuzhi.console.demo.papers import file_name
from xuzhi.kernel.ubn import is_ubn

FOLDER = Path(__file__).parent
MEASURER = "綠能量測技術服務股份有限公司"
MEMBERS = 200
FEW = 12  # who saves energy needs no two hundred
DECLARED = ("truthful", "not_funded_before", "no_prc_ict", "not_prc_funded", "no_arrears", "not_suspended",
            "no_serious_violation", "own_liability", "no_return")  # fmt: skip


@dataclass(frozen=True)
class Plan:
    firm: str
    title: str
    category: str
    industry: str
    days: int
    ends: str
    tool: str
    strategy: str
    implementation: str
    benefits: str
    sites: list[list[str]]
    work: list[list[str]]
    kpis: list[list[str]]
    total: int
    account: str = ""
    measured: bool = False  # the firm that measures signs its part
    raises: int = 0  # by so much the firm raises its own money when it revises the plan


@cache
def told() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "plans.toml").read_text("utf-8"))


@cache
def plans() -> tuple[Plan, ...]:
    return tuple(Plan(**each) for each in told()["plan"])


def slides() -> bytes:
    return (FOLDER / "slides.pptx").read_bytes()


@cache
def _partners() -> tuple[tuple[str, str], ...]:
    """Firms of a supply chain: numbers that are valid and nobody's, and names."""
    numbers = (f"{number:08}" for number in count(98_000_000) if is_ubn(f"{number:08}"))
    names = (first + trade for first, trade in product(told()["words"]["partners"], told()["words"]["trades"]))
    return tuple(islice(zip(numbers, names, strict=False), MEMBERS - 1))


def _members(plan: Plan) -> int:
    return FEW if plan.category == "energy" else MEMBERS


def leader(firm: DemoFirm) -> str:
    return firm.representative


def answers(plan: Plan, firm: DemoFirm, on: date) -> dict[str, Any]:
    """The whole form of a plan that keeps every rule, by question."""
    starts, ends = on, on + timedelta(days=364)
    subsidy = plan.total // 2
    return {
        **_company(plan, firm),
        "plan.title": plan.title,
        "plan.category": plan.category,
        "plan.period.starts_on": starts.isoformat(),
        "plan.period.ends_on": ends.isoformat(),
        "plan.period.reason": "依核定期程辦理",
        "plan.strategy": plan.strategy,
        "plan.implementation": plan.implementation,
        "plan.benefits": plan.benefits,
        "plan.people": [
            {"name": leader(firm), "role": "leader", "job_title": "總經理", "manages": "yes"},
            {"name": "陳建宏", "role": "member", "job_title": "資訊部經理", "manages": "yes"},
            {"name": "黃小芬", "role": "member", "job_title": "營運部專員", "manages": "no"},
        ],
        "plan.sites": _sites(plan, firm),
        "plan.work_items": [
            {"code": code, "name": name, "starts_on": (starts + timedelta(days=90 * nth)).isoformat(),
             "ends_on": min(ends, starts + timedelta(days=90 * nth + 150)).isoformat(), "lead": "陳建宏"}
            for nth, (name, code) in enumerate(plan.work)
        ],
        "plan.members": [
            {"ubn": firm.ubn, "name": firm.name, "kind": "applicant"},
            *({"ubn": ubn, "name": name, "kind": "supply_chain", "proof": file_name("member_proofs")}
              for ubn, name in _partners()[: _members(plan) - 1]),
        ],
        "plan.bills": [
            {"account_number": f"0{nth}", "starts_on": (on - timedelta(days=60)).isoformat(),
             "ends_on": (on - timedelta(days=31)).isoformat(), "contract_kw": "200", "kwh": "42000"}
            for nth in range(len(plan.sites))
        ],
        **_targets(plan, ends),
        "budget.total": str(plan.total),
        "budget.subsidy": str(subsidy),
        "budget.own": str(plan.total - subsidy),
        "budget.lines": budget_lines(plan),
        "finance.proof": "tax_return",
        "finance.parts": ["cover", "income_statement", "balance_sheet"],
        **{f"declaration.{each}": "yes" for each in DECLARED},
    }  # fmt: skip


def _company(plan: Plan, firm: DemoFirm) -> dict[str, Any]:
    return {
        "contact.name": firm.representative,
        "contact.telephone": "02-2345-6789",
        "contact.email": firm.email,
        "company.industry": plan.industry,
        "impact.grounds": ["revenue"],
        "impact.description": "受國際情勢影響，進口成本上升，近半年營收較前一年同期減少約兩成。",
    }


def _sites(plan: Plan, firm: DemoFirm) -> list[dict[str, str]]:
    return [
        {"name": name, "type": kind, "owner": firm.name, "tie": "headquarters" if kind == "headquarters" else "branch",
         "address": firm.address, "account_number": f"0{nth}", "contract_kw": "200"}
        for nth, (name, kind) in enumerate(plan.sites)
    ]  # fmt: skip


def _targets(plan: Plan, ends: date) -> dict[str, Any]:
    measurer = firms()[MEASURER]
    return {
        "plan.kpis": [
            {"name": name, "formula": f"{name}，每月平均", "unit": unit, "baseline": baseline, "target": target,
             "due_on": ends.isoformat(), "source": "系統紀錄", "ai_tool": plan.tool}
            for name, unit, baseline, target in plan.kpis
        ],
        "plan.efficiency.indicator": plan.kpis[0][0],
        "plan.efficiency.formula": "件數除以投入人時",
        "plan.efficiency.baseline_period": "前一年度",
        "plan.efficiency_gain": "25",
        "plan.saving_rate": "12",
        "plan.saving_method": "以前一年同期電費單為基準，依營業時數與氣溫調整",
        "plan.esco.ubn": measurer.ubn,
        "plan.esco.name": measurer.name,
    }  # fmt: skip


def _lines(total: int) -> list[tuple[str, str, int]]:
    """Budget lines that add up to the total."""
    parts = [("設備使用費", "感測與運算設備", 40), ("雲端服務費", "模型運算與資料庫", 25), ("人事費", "計畫人員", 25)]
    made = [(category, what, total * share // 100) for category, what, share in parts]
    return [*made, ("推廣費", "合作成員導入輔導", total - sum(amount for *_, amount in made))]


def budget_lines(plan: Plan, raised: int = 0) -> list[dict[str, str]]:
    """The plan's own lines; what the firm adds later of its own money is in the first."""
    return [
        {"category": category, "work_item": plan.work[nth % len(plan.work)][1], "description": what,
         "amount_twd": str(amount + (0 if nth else raised))}
        for nth, (category, what, amount) in enumerate(_lines(plan.total))
    ]  # fmt: skip


def contract_lines(plan: Plan) -> list[dict[str, str]]:
    """The same lines with the subsidy's share of each; both sides add up to the award."""
    half = plan.total // 2
    lines = _lines(plan.total)
    subsidies = [amount // 2 for *_, amount in lines]
    subsidies[-1] += half - sum(subsidies)
    return [
        {"line": f"B{nth}", "category": category, "work_item": plan.work[nth % len(plan.work)][1],
         "subsidy": str(subsidy), "own": str(amount - subsidy)}
        for nth, ((category, _, amount), subsidy) in enumerate(zip(lines, subsidies, strict=True), 1)
    ]  # fmt: skip
