"""Closing with data that nobody inspected, and three years of follow-up counted from its day."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from xuzhi.casework.models import Case, ClockRow
from xuzhi.casework.operations.confirm_finding import confirm_finding
from xuzhi.casework.operations.sweep_clocks import sweep_clocks
from xuzhi.casework.queries.case_page import case_page
from xuzhi.casework.refusals import SubmissionBlocked
from xuzhi.casework.staging import AnotherPersonNeeded
from xuzhi.engine.steps import StepNotAllowed

from .contracting import Desk, in_force, later
from .proposing import TAIPEI

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.XUZHI_DATA = tmp_path
    settings.XUZHI_FILES = ""


@pytest.fixture
def desk() -> Desk:
    return Desk()


def handed_in(desk, when):
    in_force(desk)
    case = desk.begin("closing", at=when)
    desk.attach(case, "closing_report", at=when)
    desk.attach(case, "closing_sources", at=when, pages=2)
    desk.attach(case, "closing_data", at=when, pages=3)
    files = {
        each.document.name: each.attached[0].sha256
        for part in case_page(case, actor=desk.firm, at=when).sections for each in part.documents if each.attached
    }  # fmt: skip
    desk.answer(
        case, when, closing__results="全部門市導入", closing__unspent="0", closing__declares_deidentified="yes",
        closing__kpis=[
            {"name": name, "value": "13", "measured_on": "116/3/31", "source": [files["closing_sources"]]}
            for name in ("每人時揀貨件數", "每日補貨次數")
        ],
        closing__data=[
            {"name": "交易", "kind": "consumption", "method": "彙總到週", "file": [files["closing_data"]]}
        ],
    )  # fmt: skip
    desk.step(case, "submit", by=desk.firm, at=when)
    return case


@pytest.mark.clause("G10.2")
def test_data_that_nobody_inspected_is_never_fine(desk):
    case = handed_in(desk, later(days=400))
    page = case_page(case, actor=desk.officer, at=later(days=400))
    (found,) = [each for each in page.findings if each.check == "data_inspected"]
    assert found.sign != "met"
    assert "還沒有經過平台檢測" in found.reason
    with pytest.raises(StepNotAllowed):
        desk.step(case, "accept", at=later(days=400))


@pytest.mark.clause("G10.2")
def test_data_is_handed_in_declared_with_method_and_file_row_by_row(desk):
    in_force(desk)
    when = later(days=400)
    case = desk.begin("closing", at=when)
    desk.attach(case, "closing_report", at=when)
    desk.attach(case, "closing_data", at=when, pages=3)
    desk.answer(
        case, when, closing__results="導入", closing__unspent="0", closing__declares_deidentified="no",
        closing__kpis=[], closing__data=[{"name": "交易", "kind": "consumption", "method": "", "file": []}],
    )  # fmt: skip
    with pytest.raises(SubmissionBlocked) as refused:
        desk.step(case, "submit", by=desk.firm, at=when)
    found = {each.check: (each.clause, each.reason) for each in refused.value.findings}
    assert found["declares_deidentified"] == ("G10.2", "還沒有聲明交付的資料已經去識別化。")
    assert found["answer.closing.data"][0] == "G10.2"
    assert "去識別化的方法" in found["answer.closing.data"][1]
    assert "檔案" in found["answer.closing.data"][1]


@pytest.mark.clause("G10.2")
def test_an_officer_who_looked_into_the_data_answers_for_it_by_name(desk):
    when = later(days=400)
    case = handed_in(desk, when)
    for check in ("data_inspected", "kpis_reached"):
        confirm_finding(case, check, outcome="met", note="抽查 3 個檔案，沒有識別資料", actor=desk.officer, at=when)
    page = case_page(case, actor=desk.officer, at=when)
    (found,) = [each for each in page.findings if each.check == "data_inspected"]
    assert (found.stands, found.confirmed_by, found.note) == ("met", desk.officer.name, "抽查 3 個檔案，沒有識別資料")
    desk.step(case, "accept", at=when)


@pytest.mark.clause("G10.6", "G11.1")
def test_closing_takes_two_officers_and_begins_three_years(desk):
    when = later(days=400)
    case = handed_in(desk, when)
    for check in ("data_inspected", "kpis_reached"):
        confirm_finding(case, check, outcome="met", note="另行查驗", actor=desk.officer, at=when)
    desk.step(case, "accept", at=when)
    with pytest.raises(AnotherPersonNeeded):
        desk.step(case, "close", at=when)
    desk.step(case, "close", by=desk.second, at=when)
    assert (desk.stage(case), desk.stage(desk.contract)) == ("closed", "closed")
    follow_up = desk.opened("follow_up")
    due = dict(ClockRow.objects.filter(case_id=follow_up).values_list("clock", "due_on"))
    closed = when.date()
    assert due == {
        "first_year": date(closed.year + 1, closed.month, closed.day),
        "second_year": date(closed.year + 2, closed.month, closed.day),
        "third_year": date(closed.year + 3, closed.month, closed.day),
    }
    for year in (1, 2, 3):
        sweep_clocks(at=datetime(closed.year + year, closed.month, closed.day + 1, 1, tzinfo=TAIPEI))
        assert Case.objects.filter(kind="survey").count() == year
    assert desk.stage(follow_up) == "finished"
    survey, at = desk.opened("survey"), datetime(closed.year + 3, closed.month, closed.day + 2, 9, tzinfo=TAIPEI)
    desk.fill(survey, at, survey__kind="yearly", survey__asks="請填報", survey__due_at="119/5/31 17:00")
    desk.step(survey, "send", at=at)
    desk.answer(
        survey, at, survey__answer="仍在使用", survey__in_use="yes", survey__investment="100,000",
        survey__output_value="2,000,000",
    )  # fmt: skip
    desk.step(survey, "answer", by=desk.firm, at=at)
    desk.step(survey, "accept", at=at)
    assert desk.stage(survey) == "finished"
