"""An inspection as the office and the supplier see it: why it was opened, evidence, the order, the improvement."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from xuzhi.casework.models import Attachment, Case, Defect
from xuzhi.casework.operations.check_standing import check_standing
from xuzhi.casework.operations.open_case import open_case
from xuzhi.console.demo.content import firms
from xuzhi.parties.models import User

from ...programmes.market_day import AT, listed, offers_of, open_market, supplier
from ...programmes.test_inspection import KEY, NIGHT, put_on_list


def browser_of(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def market(db):
    market = open_market()
    supplier(market, KEY)
    return market


@pytest.fixture
def solution(market):
    return listed(market, KEY, offers_of(KEY)[0])


@pytest.fixture
def office(market):
    return browser_of(User.objects.get(id=market.officer.id))


def page(browser, case_id, where=""):
    return browser.get(f"/office/cases/{case_id}/{where}").content.decode()


@pytest.mark.clause("L3.E4", "L6.1")
def test_what_came_up_by_night_stands_on_the_page_with_its_row(market, solution, office):
    firm = firms()[KEY]
    put_on_list(f"{firm.ubn},{firm.name}")
    check_standing(actor=NIGHT, at=AT)
    opened = Case.objects.get(kind="inspection")
    seen = page(office, opened.id)
    for said in (
        "立案的依據",
        "不在投資審議司名錄",
        firm.ubn,
        "以統一編號比對",
        "投資審議機關公布之名單 第 2 列",
        "SHA-256",
    ):
        assert said in seen, said
    assert "每天夜間的複查" in page(office, opened.id, "history/")
    assert opened.number in office.get("/office/").content.decode(), "it is work to do"


@pytest.mark.clause("L6.1", "L6.1.2", "L6.1.3")
def test_an_officer_adds_evidence_and_orders_improvement(market, solution, office):
    case = open_case(market.programme, "inspection", about=solution, actor=market.officer, at=AT)
    where = f"/office/cases/{case}/documents/inspection_evidence/attach/"
    assert "還沒有選檔案" in office.post(where).content.decode()
    seen = SimpleUploadedFile("使用紀錄.csv", b"day,uses\n1,0\n")
    assert office.post(where, {"file": seen, "note": "一個月沒有使用"}).status_code == 302
    row = Attachment.objects.get(case=case)
    assert (row.document, row.name, row.note) == ("inspection_evidence", "使用紀錄.csv", "一個月沒有使用")
    assert "使用紀錄.csv" in page(office, case, "documents/")
    form = page(office, case, "steps/order_improvement/")
    for said in ("要改善的項目", "上架方案有應改善或補正的事項", "L6.1.2", "L6.1.3", "請在期限內改善"):
        assert said in form, said
    key = re.search(r'name="key" value="([^"]+)"', form).group(1)
    sent = {"key": key, "defect": ["ground:faulty", "ground:deviates"], "note:ground:faulty": "匯出常失敗"}
    again = office.post(f"/office/cases/{case}/steps/order_improvement/", sent)
    assert again.status_code == 422
    assert "匯出常失敗" in again.content.decode()
    sent["note:ground:deviates"] = "沒有提供教育訓練"
    assert office.post(f"/office/cases/{case}/steps/order_improvement/", sent).status_code == 302
    assert list(Defect.objects.filter(case=case).order_by("order").values_list("name", "note")) == [
        ("faulty", "匯出常失敗"),
        ("deviates", "沒有提供教育訓練"),
    ]


@pytest.mark.clause("L6.1")
def test_the_supplier_sees_the_order_and_reports_and_the_office_settles(market, solution, office):
    from xuzhi.casework.correcting import Wrong
    from xuzhi.casework.operations.take_step import take_step

    case = open_case(market.programme, "inspection", about=solution, actor=market.officer, at=AT)
    take_step(case, "order_improvement", defects=[Wrong("ground", "faulty", "匯出常失敗")], actor=market.officer, at=AT)
    owner = browser_of(market.owners[KEY])
    seen = owner.get(f"/apply/cases/{case}/").content.decode()
    for said in ("上架查核", "匯出常失敗", "改善的佐證", "送出改善報告"):
        assert said in seen, said
    assert "查核佐證" not in seen
    item = Defect.objects.get(case=case)
    done = owner.post(
        f"/apply/cases/{case}/steps/report_improvement/", {"key": "k", f"reply:{item.id}": "已經修正匯出"}
    )
    assert done.status_code == 302, done.content.decode()[-2000:]
    assert "已經修正匯出" in page(office, case, "corrections/")
    answer = office.post(f"/office/cases/{case}/corrections/settle/", {f"verdict:{item.id}": "accepted"})
    assert answer.status_code == 302
    assert "已經改善，結案" in page(office, case)
