"""The company register says what an energy services company is, by the number that the applicant gives."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from xuzhi.casework.models import LookUpRow
from xuzhi.casework.operations.open_case import open_case
from xuzhi.casework.operations.save_answers import save_answers
from xuzhi.casework.queries.findings_now import findings_now
from xuzhi.casework.queries.task_list import task_list
from xuzhi.casework.refusals import FilledElsewhere
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import TAIPEI
from xuzhi.registers.operations.import_snapshot import import_snapshot

ESCO, SHOP, UNKNOWN = "22099131", "12345675", "20000003"
NAMES = ("plan.esco.kind", "plan.esco.business_items")
ITEMS = {
    ESCO: [("IG03010", "能源技術服務業"), ("F401010", "國際貿易業")],
    SHOP: [("F203010", "食品什貨、飲料零售業")],
}


def business(items: list[tuple[str, str]]) -> list[dict[str, str]]:
    return [
        {"Business_Seq_NO": f"{nth:04}", "Business_Item": code, "Business_Item_Desc": label}
        for nth, (code, label) in enumerate(items, 1)
    ]


@pytest.fixture
def firm(db: None) -> Actor:
    from ..casework.market import company
    from . import review_day

    review_day.set_up()
    rows = [company(ubn, review_day.NAMES[0], Cmp_Business=business(items)) for ubn, items in ITEMS.items()]
    content = json.dumps(rows, ensure_ascii=False).encode()
    noon = datetime(2026, 3, 20, 12, 30, tzinfo=TAIPEI)
    import_snapshot("company", content, date(2026, 3, 20), "測試", actor=Actor.system("registers"), at=noon)
    return review_day.firm()


@pytest.fixture
def proposal(firm: Actor) -> UUID:
    from .review_day import KIND, PROGRAMME, SUBMITTED

    case_id = open_case(PROGRAMME, KIND, actor=firm, at=SUBMITTED - timedelta(hours=2))
    say(case_id, firm, {"plan.category": "energy", "plan.esco.name": "節能科技股份有限公司"})
    return case_id


def say(case_id: UUID, firm: Actor, answers: dict[str, object], hours: int = 1) -> None:
    from .review_day import SUBMITTED

    at = SUBMITTED - timedelta(hours=hours)
    seen = {each.question.name: each.version for part in task_list(case_id, actor=firm, at=at).sections
            for each in part.questions}  # fmt: skip
    came = save_answers(case_id, answers, seen=seen, actor=firm, at=at)
    assert (came.invalid, came.conflicts) == ({}, {})


def known(case_id: UUID, firm: Actor) -> dict[str, tuple[object, str]]:
    from .review_day import SUBMITTED

    tasks = task_list(case_id, actor=firm, at=SUBMITTED)
    found = (each for part in tasks.sections for each in part.questions)
    return {each.question.name: (each.value, each.source) for each in found if each.question.name in NAMES}


def finds(case_id: UUID, firm: Actor) -> dict[str, str]:
    from .review_day import SUBMITTED

    names = ("esco_legal_person", "esco_business_item")
    found = findings_now(case_id, actor=firm, at=SUBMITTED)
    return {each.check: each.outcome for each in found if each.check in names}


@pytest.mark.clause("G3.8")
def test_the_register_answers_as_soon_as_the_number_is_saved(firm: Actor, proposal: UUID) -> None:
    say(proposal, firm, {"plan.esco.ubn": ESCO})
    assert known(proposal, firm) == {
        "plan.esco.kind": ("company", "register"),
        "plan.esco.business_items": (["IG03010", "F401010"], "register"),
    }
    assert finds(proposal, firm) == {"esco_legal_person": "met", "esco_business_item": "met"}


@pytest.mark.clause("G3.8")
def test_a_shop_is_no_energy_services_company(firm: Actor, proposal: UUID) -> None:
    say(proposal, firm, {"plan.esco.ubn": SHOP})
    assert finds(proposal, firm) == {"esco_legal_person": "met", "esco_business_item": "not_met"}
    with pytest.raises(FilledElsewhere):
        save_answers(proposal, {"plan.esco.business_items": ["IG03010"]}, seen={}, actor=firm, at=_now())


def test_another_number_is_another_company(firm: Actor, proposal: UUID) -> None:
    say(proposal, firm, {"plan.esco.ubn": ESCO})
    say(proposal, firm, {"plan.esco.ubn": SHOP})
    assert known(proposal, firm)["plan.esco.business_items"] == (["F203010"], "register")
    say(proposal, firm, {"plan.esco.ubn": UNKNOWN})
    assert known(proposal, firm) == dict.fromkeys(NAMES, (None, ""))
    assert finds(proposal, firm) == {"esco_legal_person": "undetermined", "esco_business_item": "undetermined"}
    say(proposal, firm, {"plan.esco.ubn": ""})
    assert known(proposal, firm) == dict.fromkeys(NAMES, (None, ""))


def test_the_firms_own_entry_stays_beside_it(firm: Actor, proposal: UUID) -> None:
    from .review_day import NAMES as FIRMS
    from .review_day import UBNS

    say(proposal, firm, {"plan.esco.ubn": UBNS[0]})
    facts = LookUpRow.objects.get(case=proposal, register="company", subject=UBNS[0]).facts
    assert (facts["company.name"], facts["plan.esco.kind"]) == (FIRMS[0], "company")
    say(proposal, firm, {"plan.esco.ubn": ESCO})
    assert "company.name" not in LookUpRow.objects.get(case=proposal, register="company", subject=ESCO).facts


@pytest.mark.clause("G3.8")
def test_it_is_looked_at_anew_when_the_proposal_is_sent(firm: Actor) -> None:
    from .review_day import SUBMITTED, submitted

    case_id = submitted(firm, "energy", **{"plan.esco.ubn": ESCO})
    rows = LookUpRow.objects.filter(case=case_id, register="company", subject=ESCO)
    assert [row.facts["plan.esco.business_items"] for row in rows] == [["IG03010", "F401010"]]
    assert finds(case_id, firm) == {"esco_legal_person": "met", "esco_business_item": "met"}
    assert SUBMITTED.date() == rows[0].looked_up_on


def _now():
    from .review_day import SUBMITTED

    return SUBMITTED
