"""A breach to recovery, link by link; what leads to it; ending because of PRC funding."""

from __future__ import annotations

import pytest

from xuzhi.casework.correcting import Wrong
from xuzhi.casework.models import Case, Defect
from xuzhi.casework.operations.check_standing import check_standing
from xuzhi.casework.operations.sweep_clocks import sweep_clocks
from xuzhi.casework.queries.case_page import case_page
from xuzhi.casework.staging import AnotherPersonNeeded
from xuzhi.engine.steps import StepNotAllowed
from xuzhi.grants.money.queries.money_of import money_of
from xuzhi.kernel.actor import Actor
from xuzhi.notices.queries import notices_of_case
from xuzhi.registers.operations.import_snapshot import import_snapshot

from .contracting import Desk, in_force, later, paid, set_days
from .proposing import UBN

pytestmark = pytest.mark.django_db

NINE = {
    "uncooperative": "G10.5.1", "deviates": "G10.5.2", "unqualified": "G10.5.3", "unlawful": "G10.5.4",
    "untrue": "G10.5.5", "complaint": "G10.5.6", "sabotage": "G10.5.7", "behind": "G10.5.8", "other": "G10.5.9",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.XUZHI_DATA = tmp_path
    settings.XUZHI_FILES = ""


@pytest.fixture
def desk() -> Desk:
    desk = Desk()
    set_days("breach_improvement_days", 14)
    set_days("breach_warning_days", 7)
    return desk


def opened(desk, *grounds, **more):
    case = desk.begin("breach", by=desk.officer, at=later(days=60))
    desk.fill(case, later(days=60), breach__grounds=list(grounds), breach__facts="查得的事實", **more)
    return case


def stands(desk, case, at):
    (step,) = [each for each in case_page(case, actor=desk.second, at=at).steps if each.name == "recover"]
    return {link.code: there for link, there in step.links}


def warned(desk, case):
    desk.attach(case, "breach_evidence", by=desk.officer, at=later(days=60))
    desk.step(case, "order_improvement", at=later(days=60), defects=[Wrong("ground", "deviates", "請照計畫執行")])
    sweep_clocks(at=later(days=76))
    assert desk.stage(case) == "reviewing"
    desk.step(case, "warn", at=later(days=76), defects=[Wrong("ground", "deviates", "仍沒有照計畫執行")])
    sweep_clocks(at=later(days=85))
    assert desk.stage(case) == "weighing"


@pytest.mark.clause("G10.5", "G10.5.2")
def test_recovery_stays_locked_until_every_link_stands(desk):
    paid(desk)
    case = opened(desk, "deviates")
    with pytest.raises(StepNotAllowed):  # no evidence
        desk.step(case, "order_improvement", at=later(days=60), defects=[Wrong("ground", "deviates", "x")])
    warned(desk, case)
    with pytest.raises(StepNotAllowed):  # no finding of gravity
        desk.step(case, "find_grave", at=later(days=86), reason="重大")
    desk.fill(case, later(days=86), breach__gravity="計畫沒有執行", recovery__amount="1,200,001")
    desk.step(case, "find_grave", at=later(days=86), reason="重大")
    found = stands(desk, case, later(days=86))
    assert [code for code, there in found.items() if not there] == ["amount"]
    with pytest.raises(StepNotAllowed):
        desk.step(case, "recover", by=desk.second, at=later(days=86), reason="追回")
    desk.fill(case, later(days=86), recovery__amount="1,200,000")
    with pytest.raises(AnotherPersonNeeded):
        desk.step(case, "recover", at=later(days=86), reason="追回")
    desk.step(case, "recover", by=desk.second, at=later(days=86), reason="追回")
    assert (desk.stage(case), desk.stage(desk.contract)) == ("recovered", "terminated")
    assert money_of(desk.contract).recovered_twd == 1_200_000


@pytest.mark.clause(*NINE.values())
def test_each_of_the_nine_grounds_has_its_clause(desk):
    in_force(desk)
    case = opened(desk, "deviates")
    (order,) = [
        each for each in case_page(case, actor=desk.officer, at=later(days=60)).steps
        if each.name == "order_improvement"
    ]  # fmt: skip
    assert {each.code: each.clause for each in order.grounds} == NINE


@pytest.mark.clause("G10.5.6")
def test_a_complaint_as_ground_is_tied_to_its_case(desk):
    in_force(desk)
    when = later(days=60)
    complaint = desk.begin("complaint", by=desk.officer, at=when)
    desk.fill(
        complaint, when,
        complaint__received_on="115/5/1", complaint__what="訂單錯誤", complaint__due_at="115/5/20 17:00",
    )  # fmt: skip
    desk.step(complaint, "ask", at=when)
    desk.answer(complaint, when, complaint__answer="系統異常", complaint__mended="no")
    desk.step(complaint, "answer", by=desk.firm, at=when)
    desk.step(complaint, "uphold", at=when, reason="查證屬實")
    case = desk.opened("breach")
    desk.fill(case, when, breach__grounds=["complaint"], breach__facts="客訴屬實")
    desk.attach(case, "breach_evidence", by=desk.officer, at=when)
    with pytest.raises(StepNotAllowed):
        desk.step(case, "order_improvement", at=when, defects=[Wrong("ground", "complaint", "請改善")])
    desk.fill(case, when, breach__complaint=Case.objects.get(id=complaint).number)
    desk.step(case, "order_improvement", at=when, defects=[Wrong("ground", "complaint", "請改善")])
    assert desk.stage(case) == "improvement"


def ordered(desk, ground, **named):
    """The order that improvement is asked by: refused until what it rests on is named, then its letter."""
    in_force(desk)
    case, when = opened(desk, ground), later(days=60)
    desk.attach(case, "breach_evidence", by=desk.officer, at=when)
    wrong = [Wrong("ground", ground, "請改善")]
    with pytest.raises(StepNotAllowed) as refused:
        desk.step(case, "order_improvement", at=when, defects=wrong)
    desk.fill(case, when, **named)
    desk.step(case, "order_improvement", at=when, defects=wrong)
    (row,) = Defect.objects.filter(case_id=case)
    (notice,) = notices_of_case(case)
    return refused.value.says, (row.clause, row.label), (desk.stage(case), notice.rule)


@pytest.mark.clause("G10.5.4")
def test_another_law_that_was_broken_is_named_with_its_article(desk):
    says, item, came = ordered(desk, "unlawful", breach__law="食品安全衛生管理法第 8 條，衛生局裁處書")
    assert "違反法令要寫明法令與條文" in says
    assert item == ("G10.5.4", "違反其他相關法令")
    assert came == ("improvement", "breach_order")


@pytest.mark.clause("G10.5.5")
def test_what_is_wrong_with_the_solution_is_said(desk):
    says, item, came = ordered(desk, "untrue", breach__solution_wrong=["plagiarised", "infringing"])
    assert "方案不實等要選是哪一種" in says
    assert item == ("G10.5.5", "方案不實、抄襲、違法或侵害智慧財產權")
    assert came == ("improvement", "breach_order")


@pytest.mark.clause("G10.5.9")
def test_other_breaches_of_law_are_named_too(desk):
    _, item, came = ordered(desk, "other", breach__law="政府採購法第 101 條")
    assert item == ("G10.5.9", "其他違反相關法令的情事")
    assert came == ("improvement", "breach_order")


@pytest.mark.clause("G10.5.7")
def test_damage_to_the_system_needs_the_access_record(desk):
    in_force(desk)
    case, when = opened(desk, "sabotage"), later(days=60)
    desk.attach(case, "breach_evidence", by=desk.officer, at=when)
    with pytest.raises(StepNotAllowed):
        desk.step(case, "order_improvement", at=when, defects=[Wrong("ground", "sabotage", "請停止")])
    desk.attach(case, "access_records", by=desk.officer, at=when, pages=3)
    desk.step(case, "order_improvement", at=when, defects=[Wrong("ground", "sabotage", "請停止")])


@pytest.mark.clause("G10.4", "G10.5.1")
def test_a_visit_that_is_refused_goes_on_to_breach(desk):
    in_force(desk)
    when = later(days=60)
    visit = desk.begin("visit", by=desk.officer, at=when)
    desk.fill(
        visit, when, visit__kind="on_site", visit__due_at="115/5/20 17:00",
        visit__questions=[{"number": "1", "question": "設備在哪裡"}],
    )  # fmt: skip
    desk.step(visit, "notify", at=when)
    sweep_clocks(at=later(days=85))
    assert desk.stage(visit) == "overdue"
    desk.step(visit, "refer_to_breach", at=later(days=86), reason="沒有答覆")
    assert desk.stage(desk.opened("breach")) == "investigation"


@pytest.mark.clause("G10.5.8")
def test_a_serious_lag_goes_on_to_breach(desk):
    in_force(desk)
    when = later(days=60)
    report = desk.begin("progress_report", at=when)
    desk.answer(
        report, when, progress__until_on="115/4/30", progress__behind="缺工",
        progress__items=[{"work_item": "A1", "planned": "50", "actual": "10"}],
    )  # fmt: skip
    desk.attach(report, "kpi_sources", at=when)
    sha256 = case_page(report, actor=desk.firm, at=when).sections
    file = next(one for part in sha256 for doc in part.documents for one in doc.attached)
    rows = [
        {"name": name, "value": "11", "measured_on": "115/4/30", "source": [file.sha256]}
        for name in ("每人時揀貨件數", "每日補貨次數")
    ]
    desk.answer(report, when, progress__kpis=rows)
    desk.step(report, "submit", by=desk.firm, at=when)
    desk.step(report, "refer_to_breach", at=when, reason="嚴重落後")
    assert desk.opened("breach")


@pytest.mark.clause("G10.7", "G10.5.3")
def test_the_nightly_look_opens_a_notice_and_the_contract_ends_without_compensation(desk):
    in_force(desk)
    when = later(days=61)
    listed = f"統一編號,名稱\n{UBN},晨光超市股份有限公司\n".encode()
    import_snapshot(
        "prc_funded", listed, when.date(), "測試", list_name="review", actor=Actor.system("registers"), at=when
    )
    check_standing(actor=Actor.system("registers"), at=when)
    notice = desk.opened("prc_notice")
    assert Case.objects.filter(kind="prc_notice").count() == 1
    check_standing(actor=Actor.system("registers"), at=later(days=62))
    assert Case.objects.filter(kind="prc_notice").count() == 1
    desk.step(notice, "terminate", at=later(days=63), reason="名錄所載")
    assert desk.stage(desk.contract) == "terminated"


@pytest.mark.clause("G10.7")
def test_a_grantee_tells_it_itself(desk):
    in_force(desk)
    when = later(days=61)
    notice = desk.begin("prc_notice", at=when)
    desk.answer(notice, when, prc__since_on="115/4/1", prc__what="股份移轉")
    desk.step(notice, "submit", by=desk.firm, at=when)
    desk.step(notice, "rescind", at=when, reason="名錄所載")
    assert desk.stage(desk.contract) == "rescinded"
