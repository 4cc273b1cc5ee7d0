"""A chain of shops that proposes a smart-operations plan: what its people do, in calls of the operations."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from xuzhi.casework.operations.open_case import open_case
from xuzhi.casework.operations.save_answers import SaveResult, save_answers
from xuzhi.casework.queries.task_list import task_list
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import taipei_day
from xuzhi.kernel.ubn import is_ubn
from xuzhi.parties.models import User
from xuzhi.parties.operations import add_person, grant_staff_role, register_firm
from xuzhi.registers.operations.import_snapshot import import_snapshot

from ..casework.market import company

TAIPEI = ZoneInfo("Asia/Taipei")
AT = datetime(2026, 3, 2, 10, 0, tzinfo=TAIPEI)
"""Within the first round."""

PROGRAMME, KIND = "commerce_ai_grant", "proposal"
UBN, NAME = "24549210", "晨光超市股份有限公司"
OTHER_UBN, OTHER_NAME = "22099131", "暮色超市股份有限公司"

NUMBERS = [f"{number:08}" for number in range(20_000_000, 20_002_000) if is_ubn(f"{number:08}")]
"""Valid business numbers of firms that are nobody's."""


def members(count: int) -> list[dict[str, str]]:
    """As many members, the applicant first."""
    own = {"ubn": UBN, "name": NAME, "kind": "applicant", "joined_on": "115/1/5", "proof": ""}
    others = [
        {
            "ubn": ubn,
            "name": f"第{nth}號夥伴商行",
            "kind": "supply_chain",
            "joined_on": "115/1/6",
            "proof": "同意書",
        }
        for nth, ubn in enumerate(NUMBERS[: count - 1], 1)
    ]
    return [own, *others]


ANSWERS: dict[str, Any] = {
    "contact.name": "林怡君",
    "contact.telephone": "02-2345-6789",
    "contact.email": "owner@chenguang.test",
    "company.industry": "retail",
    "impact.grounds": ["costs"],
    "impact.description": "114 年下半年起，進口食材成本提高約一成。",
    "plan.title": "門市與倉庫的智慧補貨",
    "plan.category": "smart_operations",
    "plan.period.starts_on": "115/4/1",
    "plan.period.ends_on": "116/3/31",
    "plan.strategy": "以需求預測減少缺貨與報廢。\n先在三處場域試行，再推到全部門市。",
    "plan.implementation": "整合 POS、倉儲與訂貨系統，導入 demand forecasting。",
    "plan.work_items": [
        {"code": "A1", "name": "資料整合", "starts_on": "115/4/1", "ends_on": "115/7/31", "lead": "林怡君"},
        {"code": "A2", "name": "預測與補貨", "starts_on": "115/7/1", "ends_on": "116/3/31", "lead": "陳柏宇"},
    ],
    "plan.benefits": "每人時揀貨件數提升 20%。",
    "plan.people": [{"name": "林怡君", "role": "leader", "job_title": "營運長", "manages": "yes"}],
    "plan.sites": [
        {"name": "總部", "type": "headquarters", "owner": NAME, "tie": "headquarters", "address": "臺北市中山區 1 號"},
        {"name": "林口倉", "type": "warehouse", "owner": NAME, "tie": "branch", "address": "新北市林口區 2 號"},
        {"name": "民生門市", "type": "store", "owner": NAME, "tie": "branch", "address": "臺北市松山區 3 號"},
    ],
    "plan.kpis": [
        {
            "name": name, "formula": "件數 ÷ 人時", "unit": "件", "baseline": "10", "target": "13",
            "due_on": "116/3/31", "source": "倉儲系統", "ai_tool": "需求預測",
        }
        for name in ("每人時揀貨件數", "每日補貨次數")
    ],
    "plan.efficiency.indicator": "每人時揀貨件數",
    "plan.efficiency.formula": "件數 ÷ 人時，取自倉儲系統",
    "plan.efficiency.baseline_period": "114 年 1 月至 12 月",
    "plan.efficiency_gain": "20",
    "budget.total": "4,000,000",
    "budget.subsidy": "2,000,000",
    "budget.own": "2,000,000",
    "budget.lines": [
        {"category": "設備", "work_item": "A1", "description": "伺服器", "brand": "ASUS", "amount_twd": "1,500,000"},
        {"category": "人事", "work_item": "A2", "description": "資料工程", "brand": "", "amount_twd": "2,500,000"},
    ],
    "finance.proof": "tax_return",
    "finance.parts": ["cover", "income_statement", "balance_sheet"],
    **{
        f"declaration.{name}": "yes"
        for name in (
            "truthful", "not_funded_before", "no_prc_ict", "not_prc_funded", "no_arrears", "not_suspended",
            "no_serious_violation", "own_liability", "no_return",
        )
    },
}  # fmt: skip


RICH = {"Capital_Stock_Amount": 30_000_000, "Paid_In_Capital_Amount": 30_000_000}


def load_register(at: datetime = AT) -> None:
    then = at - timedelta(days=5)
    content = json.dumps(
        [company(UBN, NAME, **RICH), company(OTHER_UBN, OTHER_NAME, **RICH)], ensure_ascii=False
    ).encode()
    import_snapshot("company", content, taipei_day(then), "測試", actor=Actor.system("registers"), at=then)


def found_firm(
    ubn: str = UBN, name: str = NAME, email: str = "owner@chenguang.test", person: str = "林怡君", at: datetime = AT
) -> User:
    then = at - timedelta(days=4)
    owner = add_person(email, person, at=then)
    actor = Actor.person(str(owner.id), owner.name, "applicant")
    register_firm(ubn, name, owner=owner, contact_email=email, county="臺北市", actor=actor, at=then)
    return owner


def as_applicant(user: User, ubn: str = UBN) -> Actor:
    return Actor.person(str(user.id), user.name, "applicant", ubn)


def make_officer(at: datetime = AT) -> User:
    then = at - timedelta(days=4)
    user = add_person("office@grants.test", "王承辦", at=then)
    grant_staff_role(user, "officer", actor=Actor.system("setup"), at=then)
    return user


def as_officer(user: User) -> Actor:
    return Actor.person(str(user.id), user.name, "officer")


def begin(actor: Actor, answers: dict[str, Any] | None = None, at: datetime = AT) -> UUID:
    """A draft with all of the answers."""
    case_id = open_case(PROGRAMME, KIND, actor=actor, at=at)
    give(case_id, ANSWERS | {"plan.members": members(200)} | (answers or {}), actor, at)
    return case_id


def give(case_id: UUID, answers: dict[str, Any], actor: Actor, at: datetime = AT) -> SaveResult:
    seen = {
        each.question.name: each.version
        for section in task_list(case_id, actor=actor, at=at).sections
        for each in section.questions
    }
    result = save_answers(case_id, answers, seen=seen, actor=actor, at=at)
    assert {name: each.says for name, each in result.invalid.items()} == {}
    return result
