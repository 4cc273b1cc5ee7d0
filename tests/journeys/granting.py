"""Proposals of the grants programme behind the stage: brought to where the journeys of contracts begin.

Their days are those of the first round, so the days are fixed; what the journeys do is done today.
"""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from uuid import UUID

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from django.utils import timezone
from tests.grants import contracting
from tests.programmes import review_day
from tests.programmes.review_day import DUE, MEETS, SUBMITTED

from xuzhi.casework.correcting import Wrong
from xuzhi.casework.operations.sweep_clocks import sweep_clocks
from xuzhi.casework.operations.take_step import take_step
from xuzhi.casework.queries.cases_of import cases_of
from xuzhi.console.demo.content import firms
from xuzhi.console.demo.world import PASSWORD, World
from xuzhi.grants.awarding import Award
from xuzhi.grants.operations.settle_award import settle_award
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import taipei_day
from xuzhi.parties.operations.add_person import add_person
from xuzhi.parties.queries import actor_of

AFTER = MEETS + timedelta(hours=2)
TARGETS = tuple({"name": name, "unit": "件", "baseline": "10", "target": "13"} for name in ("揀貨件數", "補貨次數"))
ADVICE = ("請說明場域的代表性",)
_MEMBERS = iter((("甲委員", "乙委員", "丙委員"), ("丁委員", "戊委員", "己委員"), ("庚委員", "辛委員", "壬委員")))


def proposal_selected(world: World, key: str) -> dict[str, str]:
    """A firm whose proposal was submitted, found qualified, heard, scored and selected; gives its contract's case."""
    found, officer = firms()[key], world.officers[0]
    review_day.UBNS = (found.ubn, *review_day.UBNS[1:])
    review_day.NAMES = (found.name, *review_day.NAMES[1:])
    review_day.MEMBERS = next(_MEMBERS)
    _settle_office()
    world.owners[key] = add_person(found.email, found.representative, password=PASSWORD, at=SUBMITTED)
    applicant = world.found(found, SUBMITTED, account=key)
    case = review_day.qualified(applicant, officer)
    review = review_day.Review(officer, [(applicant, case)])
    review.hand_in()
    sweep_clocks(at=DUE + timedelta(seconds=1))
    review.score(0, 0.8)
    settle_award(case, Award(20_000_000, 10_000_000, 10_000_000, TARGETS, ADVICE), actor=officer, at=AFTER)
    take_step(case, "select", actor=officer, at=AFTER)
    contract = next(row for row in cases_of(found.ubn, at=AFTER) if row.kind == "contract")
    return {"email": found.email, "ubn": found.ubn, "proposal": str(case), "contract": str(contract.id)}


def proposal_correcting(world: World, key: str) -> dict[str, str]:
    """A proposal that was asked for one correction, long ago; gives its case."""
    found, officer = firms()[key], world.officers[0]
    review_day.UBNS = (found.ubn, *review_day.UBNS[1:])
    review_day.NAMES = (found.name, *review_day.NAMES[1:])
    world.owners[key] = add_person(found.email, found.representative, password=PASSWORD, at=SUBMITTED)
    applicant = world.found(found, SUBMITTED, account=key)
    case = review_day.submitted(applicant, "smart_operations")
    wrong = [Wrong("document", "finance_proof", "附的是前一年度的申報書，請改附最近一期。")]
    take_step(case, "request_correction", actor=officer, at=SUBMITTED + timedelta(hours=1), defects=wrong)
    return {"email": found.email, "ubn": found.ubn, "proposal": str(case)}


@cache
def _settle_office() -> None:
    """What the source leaves to the office, once a site."""
    days = {"breach_improvement_days": 14, "breach_warning_days": 14}
    for name, value in (review_day.SETTINGS | days).items():
        review_day.set_one(name, value)


def contract_paid(world: World, key: str) -> dict[str, str]:
    """A contract in force whose first instalment was paid, all of it forty days ago."""
    known = proposal_selected(world, key)
    at = timezone.now() - timedelta(days=40)
    desk = contracting.Desk.__new__(contracting.Desk)
    desk.firm, desk.officer, desk.second = _applicant(world, key), world.officers[0], world.officers[1]
    desk.contract = UUID(known["contract"])
    _sign(desk, at)
    case = desk.begin("claim", at=at)
    desk.answer(case, at, claim__instalment="1", claim__amount="6,000,000", claim__fulfilled="已簽約")
    desk.attach(case, "claim_receipt", at=at, pages=31)
    desk.step(case, "submit", by=desk.firm, at=at)
    desk.step(case, "check", at=at)
    desk.step(case, "approve", by=desk.second, at=at)
    desk.fill(case, at, claim__paid_on=_day(at))
    desk.step(case, "pay", at=at)
    return known


def _sign(desk: contracting.Desk, at: datetime) -> None:
    case, due = desk.contract, f"{_day(at + timedelta(days=14))} 17:00"
    desk.fill(case, at, revision__due_at=due)
    desk.step(case, "request_revision", at=at)
    lines = [{"line": "B1", "category": "設備", "work_item": "A1", "subsidy": "10,000,000", "own": "10,000,000"}]
    said = [{"number": "1", "kind": "explained", "answer": "說明"}]
    desk.answer(case, at, revision__answers=said, contract__budget_lines=lines)
    desk.attach(case, "revised_plan", at=at, pages=32)
    desk.step(case, "hand_in_revision", by=desk.firm, at=at)
    instalments = [
        {"number": "1", "due_on": _day(at), "subsidy": "6,000,000", "condition": "簽約"},
        {"number": "2", "due_on": _day(at + timedelta(days=200)), "subsidy": "4,000,000", "condition": "期中報告"},
    ]
    desk.fill(
        case, at, contract__starts_on=_day(at), contract__ends_on=_day(at + timedelta(days=300)),
        contract__instalments=instalments, contract__move_limit="10", signing__due_at=due,
    )  # fmt: skip
    desk.step(case, "open_signing", at=at)
    for nth, document in enumerate(("signed_contract", "signed_undertaking", "signed_plan"), 33):
        desk.attach(case, document, at=at, pages=nth)
    desk.step(case, "deliver", by=desk.firm, at=at)
    desk.fill(case, at, contract__signed_on=_day(at))
    desk.step(case, "conclude", at=at)


def _day(at: datetime) -> str:
    on = taipei_day(at)
    return f"{on.year - 1911}/{on.month}/{on.day}"


def _applicant(world: World, key: str) -> Actor:
    return actor_of(world.owners[key], firm=firms()[key].ubn)
