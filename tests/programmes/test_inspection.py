"""Inspection of what is listed, to its closing or to removal; what comes up by night opens one, once."""

from __future__ import annotations

import io
import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from xuzhi.casework.correcting import Wrong
from xuzhi.casework.models import Bar, Case, ClockRow, Defect, GivenFact, LookUpRow, Submission
from xuzhi.casework.operations.attach_document import attach_document
from xuzhi.casework.operations.check_standing import check_standing
from xuzhi.casework.operations.open_case import open_case
from xuzhi.casework.operations.settle_defects import Verdict, settle_defects
from xuzhi.casework.operations.sweep_clocks import sweep_clocks
from xuzhi.casework.operations.take_step import take_step
from xuzhi.casework.queries.case_page import case_page
from xuzhi.casework.refusals import ApplicantOnly, DefectNotAnswered, OfficeOnly, OpenedByOthers, VerdictNoteMissing
from xuzhi.console.demo.content import firms
from xuzhi.documents.operations.seal_file import seal_file
from xuzhi.engine.steps import StepNotAllowed
from xuzhi.kernel.actor import Actor
from xuzhi.marketplace.queries.search import Wanted, search
from xuzhi.notices.queries import notices_of_case
from xuzhi.registers.operations.import_snapshot import import_snapshot

from .market_day import AT, PRC, TODAY, Market, listed, offers_of, open_market, set_limit, supplier

pytestmark = pytest.mark.django_db
KEY = "課後資訊"
NIGHT = Actor.system("registers")


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.XUZHI_DATA = tmp_path
    settings.XUZHI_FILES = ""


@pytest.fixture
def market() -> Market:
    market = open_market()
    supplier(market, KEY)
    return market


@pytest.fixture
def solution(market: Market) -> UUID:
    return listed(market, KEY, offers_of(KEY)[0])


def at(**spans: int) -> datetime:
    return AT + timedelta(**spans)


def inspected(market: Market, about: UUID) -> UUID:
    return open_case(market.programme, "inspection", about=about, actor=market.officer, at=AT)


def ordered(market: Market, about: UUID, *grounds: str) -> UUID:
    case = inspected(market, about)
    wrongs = [Wrong("ground", each, f"請改善：{each}") for each in grounds or ("faulty",)]
    take_step(case, "order_improvement", defects=wrongs, actor=market.officer, at=AT)
    return case


def reported(market: Market, about: UUID, *grounds: str) -> UUID:
    case = ordered(market, about, *grounds)
    replies: dict[UUID | str, str] = {each.id: "已經改善" for each in Defect.objects.filter(case=case)}
    take_step(case, "report_improvement", replies=replies, actor=market.actor(KEY), at=at(days=3))
    return case


def settled(market: Market, case: UUID, **verdicts: Verdict) -> None:
    ids = {row.name: row.id for row in Defect.objects.filter(case=case)}
    settle_defects(case, {ids[name]: each for name, each in verdicts.items()}, actor=market.officer, at=at(days=4))


def case_of(case: UUID) -> Case:
    return Case.objects.get(id=case)


def public(name: str) -> bool:
    return any(row.name == name for row in search(Wanted(text=name)).rows)


def letters(case: UUID) -> list[str]:
    return [each.rule for each in notices_of_case(case)]


@pytest.mark.clause("L6.1")
def test_an_officer_opens_it_about_what_is_listed_and_nobody_else_does(market: Market, solution: UUID) -> None:
    case = case_of(inspected(market, solution))
    assert (case.stage, case.turn, case.about, case.subject) == (
        "inspecting",
        "office",
        str(solution),
        offers_of(KEY)[0].name,
    )
    assert inspected(market, solution) == case.id, "one at a time"
    with pytest.raises(OpenedByOthers):
        open_case(market.programme, "inspection", about=solution, actor=market.actor(KEY), at=AT)


@pytest.mark.clause("L6.1", "L6.1.2", "L6.1.3")
def test_an_order_lists_its_items_starts_its_clock_and_sends_its_letter(market: Market, solution: UUID) -> None:
    case = ordered(market, solution, "faulty", "deviates")
    items = [(row.kind, row.name, row.clause, row.note) for row in Defect.objects.filter(case=case).order_by("order")]
    assert items == [
        ("ground", "faulty", "L6.1.2", "請改善：faulty"),
        ("ground", "deviates", "L6.1.3", "請改善：deviates"),
    ]
    clock = ClockRow.objects.get(case=case)
    assert (clock.clock, clock.state, clock.due_on) == ("improvement", "running", TODAY + timedelta(days=14))
    assert letters(case) == ["improvement_order"]
    assert case_of(case).turn == "applicant"
    assert public(offers_of(KEY)[0].name), "what is to be improved is still listed"


@pytest.mark.clause("L6.1.1", "L6.1.2", "L6.1.3", "L6.1.4", "L6.2.1")
@pytest.mark.parametrize(
    ("ground", "clause"),
    [
        ("uncooperative", "L6.1.1"),
        ("faulty", "L6.1.2"),
        ("deviates", "L6.1.3"),
        ("unlawful", "L6.1.4"),
        ("dispute", "L6.2.1"),
    ],
)
def test_each_ground_cites_its_clause(market: Market, solution: UUID, ground: str, clause: str) -> None:
    case = ordered(market, solution, ground)
    assert Defect.objects.get(case=case).clause == clause


@pytest.mark.clause("L6.1")
def test_without_a_number_of_days_no_improvement_is_ordered() -> None:
    market = open_market(improvement_days=None)
    supplier(market, KEY)
    case = inspected(market, listed(market, KEY, offers_of(KEY)[0]))
    with pytest.raises(StepNotAllowed, match="須知沒有訂改善的期限"):
        take_step(case, "order_improvement", defects=[Wrong("ground", "faulty", "x")], actor=market.officer, at=AT)


@pytest.mark.clause("L6.1", "L6.1.3", "L6.1.5")
def test_improved_with_evidence_on_both_sides_and_closed(market: Market, solution: UUID) -> None:
    case = inspected(market, solution)
    seen = seal_file(io.BytesIO(b"log,day\n1,2\n"), "seen.csv", actor=market.officer, at=AT).sha256
    attach_document(case, "inspection_evidence", seen, actor=market.officer, at=AT)
    with pytest.raises(OfficeOnly):
        attach_document(case, "inspection_evidence", seen, actor=market.actor(KEY), at=AT)
    take_step(case, "order_improvement", defects=[Wrong("ground", "deviates", "停機")], actor=market.officer, at=AT)
    mended = seal_file(io.BytesIO(b"mended,day\n1,3\n"), "mended.csv", actor=market.actor(KEY), at=AT).sha256
    attach_document(case, "improvement_evidence", mended, actor=market.actor(KEY), at=at(days=2))
    with pytest.raises(ApplicantOnly):
        attach_document(case, "improvement_evidence", seen, actor=market.officer, at=at(days=2))
    take_step(case, "report_improvement", actor=market.actor(KEY), at=at(days=3))
    item = Defect.objects.get(case=case)
    assert (item.state, [each["name"] for each in item.changed]) == ("answered", ["improvement_evidence"])
    assert Submission.objects.get(case=case).nth == 1, "what was handed in is sealed"
    with pytest.raises(StepNotAllowed, match="還有 1 項沒有認定"):
        take_step(case, "close_improved", actor=market.officer, at=at(days=4))
    settled(market, case, deviates=Verdict(accepted=True))
    take_step(case, "close_improved", actor=market.officer, at=at(days=4))
    assert (case_of(case).outcome, letters(case)) == ("closed", ["improvement_order", "inspection_closed"])
    assert case_of(solution).stage == "listed"
    assert public(offers_of(KEY)[0].name)


@pytest.mark.clause("L6.1", "L6.2.1")
def test_not_improved_is_removed_and_the_catalogue_follows_at_once(market: Market, solution: UUID) -> None:
    case = reported(market, solution, "faulty", "unlawful")
    settled(market, case, faulty=Verdict(accepted=True))
    with pytest.raises(StepNotAllowed, match="還有 1 項沒有認定"):
        take_step(case, "remove", reason="x", actor=market.officer, at=at(days=4))
    with pytest.raises(VerdictNoteMissing):
        settled(market, case, unlawful=Verdict(accepted=False))
    settled(market, case, unlawful=Verdict(accepted=False, note="仍然違法"))
    with pytest.raises(StepNotAllowed, match="1 項仍沒有改善"):
        take_step(case, "close_improved", actor=market.officer, at=at(days=4))
    assert public(offers_of(KEY)[0].name)
    take_step(case, "remove", reason="仍有違法情事", actor=market.officer, at=at(days=4))
    assert (case_of(case).outcome, case_of(solution).outcome) == ("removed", "removed")
    assert not public(offers_of(KEY)[0].name)
    assert letters(case) == ["improvement_order", "removal"]
    assert case_of(solution).ended_at == at(days=4)
    assert not Bar.objects.exists(), "a removal bars nobody"


@pytest.mark.clause("L6.1")
def test_what_nobody_improves_in_time_is_removed_by_the_clock(market: Market, solution: UUID) -> None:
    case = ordered(market, solution)
    assert sweep_clocks(at=at(days=14)) == 0
    assert sweep_clocks(at=at(days=15)) == 1
    assert (case_of(case).stage, case_of(solution).stage) == ("removed", "removed")
    assert not public(offers_of(KEY)[0].name)
    assert letters(case) == ["improvement_order", "removal"]


@pytest.mark.clause("L6.1")
def test_a_verdict_can_be_changed_until_the_next_step_and_only_on_what_was_answered(
    market: Market, solution: UUID
) -> None:
    case = ordered(market, solution)
    with pytest.raises(DefectNotAnswered):
        settled(market, case, faulty=Verdict(accepted=True))
    replies: dict[UUID | str, str] = {Defect.objects.get(case=case).id: "已經改善"}
    take_step(case, "report_improvement", replies=replies, actor=market.actor(KEY), at=at(days=3))
    settled(market, case, faulty=Verdict(accepted=True))
    settled(market, case, faulty=Verdict(accepted=False, note="看錯了"))
    item = Defect.objects.get(case=case)
    assert (item.state, item.verdict, item.settled_by) == ("wrong", "看錯了", market.officer.name)


@pytest.mark.clause("L6.1")
def test_an_inspection_falls_away_with_what_it_is_about(market: Market, solution: UUID) -> None:
    case = ordered(market, solution)
    sweep_clocks(at=at(days=400))
    assert case_of(solution).stage in ("removed", "lapsed")
    other = listed(market, KEY, offers_of(KEY)[1], days_ago=10)
    open_case_id = inspected(market, other)
    sweep_clocks(at=at(days=800))
    assert (case_of(other).stage, case_of(open_case_id).stage) == ("lapsed", "fallen_away")
    assert case_of(case).ended_at is not None


# By night


def put_on_list(*rows: str, list_name: str = "review", taken_on: Any = None, register: str = "prc_funded") -> None:
    content = (PRC + "".join(f"{row}\n" for row in rows)).encode()
    day = taken_on or TODAY
    import_snapshot(register, content, day, "測試", list_name=list_name, actor=NIGHT, at=AT + timedelta(days=9))


@pytest.mark.clause("L3.E4", "L2.4", "L4.E2", "L6.1")
def test_a_supplier_that_comes_onto_a_list_is_inspected_once_with_the_evidence(market: Market, solution: UUID) -> None:
    second = listed(market, KEY, offers_of(KEY)[1], days_ago=10)
    assert check_standing(actor=NIGHT, at=AT) == 0
    firm = firms()[KEY]
    put_on_list(f"{firm.ubn},{firm.name}")
    assert check_standing(actor=NIGHT, at=AT) == 3, "the supplier's case and both of its solutions"
    opened = Case.objects.filter(kind="inspection").order_by("opened_at", "number")
    assert {(each.about, each.stage, each.opened_by) for each in opened} == {
        (str(solution), "inspecting", "system"),
        (str(second), "inspecting", "system"),
    }
    for each in opened:
        (evidence,) = LookUpRow.objects.filter(case=each)
        assert (evidence.register, evidence.subject, evidence.found) == ("prc_funded", firm.ubn, True)
        assert evidence.evidence[0]["raw"]["統一編號"] == firm.ubn
        rows = GivenFact.objects.get(case=each, name="inspection.standing").value
        assert {row["check"] for row in rows} == {"不在投資審議司名錄"}
        assert all("投資審議司" in row["reason"] and row["found_on"] == TODAY.isoformat() for row in rows)
    assert public(offers_of(KEY)[0].name), "nothing is removed by itself"
    assert check_standing(actor=NIGHT, at=at(days=1)) == 0
    assert opened.count() == 2


@pytest.mark.clause("L4.E2", "L2.6")
def test_a_co_developer_that_comes_onto_a_list(market: Market, solution: UUID) -> None:
    vendor = LookUpRow.objects.filter(case=solution, register="prc_funded").exclude(subject=firms()[KEY].ubn).first()
    other = vendor.subject if vendor else None
    if other is None or not other.isdigit():
        pytest.skip("the first solution of the demo names no other vendor")
    put_on_list(f"{other},某公司")
    assert check_standing(actor=NIGHT, at=AT) == 1
    (opened,) = Case.objects.filter(kind="inspection")
    assert opened.about == str(solution)
    assert LookUpRow.objects.get(case=opened).subject == other


@pytest.mark.clause("L3.E1")
def test_a_firm_that_is_dissolved_is_inspected(market: Market, solution: UUID) -> None:
    firm = firms()[KEY]
    row = LookUpRow.objects.get(case__kind="supplier", register="company", subject=firm.ubn)
    basic = dict(row.evidence[0]["raw"]) | {"Company_Status_Desc": "解散"}
    content = json.dumps([basic], ensure_ascii=False).encode()
    import_snapshot("company", content, TODAY, "測試", actor=NIGHT, at=AT)
    assert check_standing(actor=NIGHT, at=AT) == 1
    (opened,) = Case.objects.filter(kind="inspection")
    rows = GivenFact.objects.get(case=opened, name="inspection.standing").value
    assert "營業中" in {row["check"] for row in rows}


@pytest.mark.clause("L3.E4")
def test_what_cannot_be_looked_up_is_open_and_opens_nothing(market: Market, solution: UUID) -> None:
    set_limit(market, "register_snapshot_days", 20)
    changed = check_standing(actor=NIGHT, at=AT)
    assert changed == 2, "the lists are older than the office allows"
    case = Case.objects.get(kind="supplier", firm_ubn=firms()[KEY].ubn)
    assert (case.standing_outcome, case.standing["not_on_review_list"]) == ("undetermined", "undetermined")
    assert not Case.objects.filter(kind="inspection").exists()
    assert check_standing(actor=NIGHT, at=at(days=1)) == 0


@pytest.mark.clause("L3.E4", "L6.1")
def test_a_hit_that_was_looked_into_opens_nothing_again_and_another_hit_does(market: Market, solution: UUID) -> None:
    firm = firms()[KEY]
    put_on_list(f"{firm.ubn},{firm.name}")
    check_standing(actor=NIGHT, at=AT)
    opened = Case.objects.get(kind="inspection")
    take_step(opened.id, "close_clean", reason="名單已更正", actor=market.officer, at=at(hours=2))
    put_on_list("04595257,別家", taken_on=TODAY + timedelta(days=1))
    assert check_standing(actor=NIGHT, at=at(days=1)) == 2, "off the list again"
    put_on_list(f"{firm.ubn},{firm.name}", taken_on=TODAY + timedelta(days=2))
    assert check_standing(actor=NIGHT, at=at(days=2)) == 2
    assert Case.objects.filter(kind="inspection").count() == 1, "the same row was looked into"
    put_on_list("04595257,別家", taken_on=TODAY + timedelta(days=3))
    check_standing(actor=NIGHT, at=at(days=3))
    put_on_list(f"{firm.ubn},{firm.name}分處", taken_on=TODAY + timedelta(days=4))
    check_standing(actor=NIGHT, at=at(days=4))
    assert Case.objects.filter(kind="inspection").count() == 2, "another row was not"


@pytest.mark.clause("L6.1")
def test_the_office_sees_the_sealed_application_beside(market: Market, solution: UUID) -> None:
    case = inspected(market, solution)
    page = case_page(case, actor=market.officer, at=AT)
    assert page.related.about is not None
    assert page.related.about.id == solution
