"""The office changes the rules: every page, from the form to what the second person decides."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from xuzhi.casework.models import ChangeRow, WhatIfProgress, WhatIfRow
from xuzhi.casework.operations import ask_whatif as asking
from xuzhi.casework.operations.answer_whatif import answer_whatif
from xuzhi.casework.queries.editions import calendar, edition
from xuzhi.casework.queries.what_if import Asked, what_if
from xuzhi.kernel.roc import format_roc

from ..applicant import school

RULES = f"/office/rules/{school.PROGRAMME}"
TODAY = timezone.localdate()
TOMORROW = TODAY + timedelta(days=1)
LATER = format_roc(TODAY + timedelta(days=40), style="slash")


@pytest.fixture
def second(db):
    """A colleague of the officer's."""
    return school.browser_of(school.make_officer("second@class.test", "陳複核"))


def said(response):
    return response.content.decode()


def proposed(browser, name="largest_fee", **given):
    form = {"value": "4,000", "from_on": LATER, "reason": "依公文"} | given
    response = browser.post(f"{RULES}/values/{name}/", form)
    assert response.status_code == 302, said(response)
    return response["Location"]


class TestPages:
    @pytest.mark.parametrize(
        "path",
        ["/", "/calendar/", "/calendar/new/", "/calendar/import/",
         *(f"/{school.PROGRAMME}/{part}" for part in
           ("", "values/largest_fee/", "rounds/", "rounds/new/", "contact/", "announcements/", "announcements/new/",
            "whatif/", "changes/"))],
    )  # fmt: skip
    def test_each_stands_on_an_empty_house(self, browser, path, django_assert_max_num_queries):
        with django_assert_max_num_queries(14):
            response = browser.get(f"/office/rules{path}")
        assert response.status_code == 200
        assert said(response).count("<h1") == 1

    @pytest.mark.parametrize(
        "path",
        ["nothing/", f"{school.PROGRAMME}/values/colour/", f"{school.PROGRAMME}/rounds/x/",
         f"{school.PROGRAMME}/announcements/x/", "changes/00000000-0000-4000-8000-000000000000/",
         f"{school.PROGRAMME}/whatif/00000000-0000-4000-8000-000000000000/"],
    )  # fmt: skip
    def test_what_there_is_not(self, browser, path):
        assert browser.get(f"/office/rules/{path}").status_code == 404

    def test_only_the_office_enters(self, owner):
        assert school.browser_of(owner).get("/office/rules/").status_code == 403


class TestValue:
    def test_from_the_form_to_the_second_person(self, owner, browser, second):
        school.submitted(owner)
        where = proposed(browser)
        page = said(browser.get(where))
        assert "等另一位同仁核准" in page and 'name="approve"' not in page
        assert "5,000 元" in page and "4,000 元" in page
        assert "比對了 1 件" in page
        page = said(second.get(where))
        seen = re.search(r'name="seen" value="(\d+)"', page).group(1)
        assert second.post(where, {"approve": "yes", "seen": seen}).status_code == 302
        page = said(second.get(where))
        assert "已核准" in page and "陳複核" in page
        listed = said(browser.get(f"{RULES}/"))
        assert "4,000 元" in listed and "學費上限" in listed
        history = said(browser.get(f"{RULES}/values/largest_fee/"))
        assert "王承辦提出，陳複核於" in history and "須知公布的值" in history

    def test_whoever_proposed_it_is_told_that_another_decides(self, browser):
        where = proposed(browser)
        refused = browser.post(where, {"approve": "yes"})
        assert refused.status_code == 422
        assert "要由另一位承辦人或主辦單位的人員決定" in said(refused)

    def test_rejected_only_with_a_reason_and_withdrawn(self, browser, second):
        where = proposed(browser)
        refused = second.post(where, {"reject": "yes", "reject_reason": " "})
        assert refused.status_code == 422 and 'href="#reason"' in said(refused)
        second.post(where, {"reject": "yes", "reject_reason": "金額有誤"})
        assert "金額有誤" in said(browser.get(where)) and "已退回" in said(browser.get(f"{RULES}/changes/"))
        where = proposed(browser)
        browser.post(where, {"withdraw": "yes"})
        assert "已撤回" in said(browser.get(where))

    @pytest.mark.parametrize(
        ("given", "says", "field"),
        [
            ({"value": "很多"}, "「學費上限」不能設為「很多」。", "value"),
            ({"from_on": "某天"}, "「某天」不是看得懂的日期。", "from_on"),
            ({"from_on": ""}, "沒有填寫生效日", "from_on"),
            ({"from_on": "110/1/1"}, "早於今天", "late_reason"),
            ({"reason": ""}, "還沒有寫明理由", "reason"),
            ({"value": "5,000"}, "沒有變更", "value"),
        ],
    )
    def test_what_is_wrong_stands_at_its_field_and_nothing_is_lost(self, browser, given, says, field):
        form = {"value": "4,000", "from_on": LATER, "reason": "依公文第 1 號"} | given
        response = browser.post(f"{RULES}/values/largest_fee/", form)
        assert response.status_code == 422
        page = said(response)
        assert says in page and f'href="#{field}"' in page
        for kept in filter(None, form.values()):
            assert kept in page
        assert ChangeRow.objects.count() == 0

    def test_tried_before_it_is_proposed(self, owner, browser):
        school.submitted(owner)
        response = browser.post(f"{RULES}/values/largest_fee/", {"value": "1,000", "try": "yes"})
        assert response.status_code == 302 and "/whatif/" in response["Location"]
        page = said(browser.get(response["Location"]))
        assert "比對了 1 件" in page and "1 件</strong>的結果或期限會不一樣" in page
        assert f"{RULES}/values/largest_fee/?value=1000" in page
        assert 'value="1000"' in said(browser.get(f"{RULES}/values/largest_fee/?value=1000"))


@pytest.mark.clause("L4.A1", "L6.3")
def test_the_characteristics_are_renamed_exchanged_and_added(browser, second):
    where = "/office/rules/sme_ai_listing/values/technical_characteristics/"
    page = said(browser.get(where))
    codes = re.findall(r'name="code" value="(\w*)"', page)
    names = [re.search(rf'name="code" value="{code}">.*?name="called" value="([^"]+)"', page)[1] for code in codes[:-1]]
    assert (len(codes), names[0]) == (7, "隨需自助服務")
    form = {"code": codes, "called": ["自助開通", *names[1:5], "", "永續"], "from_on": LATER, "reason": "公告六項"}
    again = said(browser.post(where, form | {"add_row": "yes"}))
    assert again.count('name="called"') == 8 and 'value="自助開通"' in again
    change = browser.post(where, form)["Location"]
    page = said(second.get(change))
    assert "<del>隨需自助服務</del> → <ins>自助開通</ins>" in page and "新增：<ins>永續</ins>" in page
    second.post(change, {"approve": "yes"})

    def offered(on):
        question = edition("sme_ai_listing", on).case("solution").question("solution.characteristics")
        return {choice.code: choice.label for choice in question.field_named("characteristic").of}

    assert offered(TODAY)["on_demand"] == "隨需自助服務"
    then = offered(TODAY + timedelta(days=40))
    assert then["on_demand"] == "自助開通" and then["added_1"] == "永續" and codes[5] not in then
    assert list(then) == [*codes[:5], "added_1"]


class TestRound:
    FORM = {"title": "第一梯次", "opens_on": "", "opens_time": "09:00", "closes_on": "", "closes_time": "17:00",
            "cases": [school.KIND], "reason": "年度計畫"}  # fmt: skip

    def form(self, **given):
        days = {"opens_on": format_roc(TOMORROW, style="slash"), "closes_on": LATER}
        return self.FORM | days | given

    def test_announced_and_cancelled_where_everybody_sees_it(self, browser, second, client):
        response = browser.post(f"{RULES}/rounds/new/", self.form())
        second.post(response["Location"], {"approve": "yes"})
        (found,) = edition(school.PROGRAMME, TODAY).rounds
        assert (found.title, found.cases) == ("第一梯次", (school.KIND,))
        assert "即將受理" in said(client.get(f"/programmes/{school.PROGRAMME}/", headers={"accept-language": "zh-TW"}))
        response = browser.post(f"{RULES}/rounds/{found.name}/cancel/", {"reason": "經費停止"})
        assert "取消梯次" in said(browser.get(response["Location"]))
        second.post(response["Location"], {"approve": "yes"})
        assert "已取消" in said(client.get(f"/programmes/{school.PROGRAMME}/", headers={"accept-language": "zh-TW"}))

    def test_changed(self, browser, second):
        second.post(browser.post(f"{RULES}/rounds/new/", self.form())["Location"], {"approve": "yes"})
        (found,) = edition(school.PROGRAMME, TODAY).rounds
        page = said(browser.get(f"{RULES}/rounds/{found.name}/"))
        assert 'value="第一梯次"' in page and 'value="09:00"' in page
        response = browser.post(
            f"{RULES}/rounds/{found.name}/", self.form(title="延長的第一梯次", tentative=["tentative"])
        )
        second.post(response["Location"], {"approve": "yes"})
        (found,) = edition(school.PROGRAMME, TODAY).rounds
        assert (found.title, found.tentative) == ("延長的第一梯次", True)

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [({"title": " "}, "title"), ({"opens_on": "某天"}, "opens_on"), ({"closes_time": "25 點"}, "closes_on"),
         ({"cases": []}, "cases"), ({"closes_on": "110/1/1"}, "opens_on"), ({"reason": ""}, "reason")],
    )  # fmt: skip
    def test_what_is_wrong(self, browser, wrong, field):
        response = browser.post(f"{RULES}/rounds/new/", self.form(**wrong))
        assert response.status_code == 422 and f'href="#{field}"' in said(response)

    def test_a_cancellation_says_why(self, browser, second):
        second.post(browser.post(f"{RULES}/rounds/new/", self.form())["Location"], {"approve": "yes"})
        (found,) = edition(school.PROGRAMME, TODAY).rounds
        assert browser.post(f"{RULES}/rounds/{found.name}/cancel/", {"reason": " "}).status_code == 422


@pytest.mark.clause("L9.4")
class TestContact:
    def test_another_contact_on_the_public_pages(self, browser, second, client):
        given = {"contact_name": "新窗口", "contact_email": "new@class.test", "reason": "異動",
                 "from_on": format_roc(TODAY, style="slash")}  # fmt: skip
        second.post(browser.post(f"{RULES}/contact/", given)["Location"], {"approve": "yes"})
        page = said(client.get("/contact/", headers={"accept-language": "zh-TW"}))
        assert "新窗口" in page and "new@class.test" in page and "02-0000-0000" not in page

    def test_a_contact_that_cannot_be_reached(self, browser):
        response = browser.post(f"{RULES}/contact/", {"contact_name": "新窗口", "reason": "x", "from_on": LATER})
        assert response.status_code == 422 and 'href="#contact_name"' in said(response)
        assert 'value="新窗口"' in said(response)

    def test_a_programme_without_a_contact_says_so_to_all_and_to_the_office(self, browser, client, settings):
        settings.XUZHI_PROGRAMMES = []
        page = said(client.get("/contact/", headers={"accept-language": "zh-TW"}))
        assert "這項計畫的聯絡窗口還沒有公布" in page
        assert "聯絡窗口" in said(browser.get("/office/rules/"))


class TestAnnouncement:
    FORM = {"title": "系統維護", "text": "週日停機。", "until_on": "", "reason": "周知"}

    def test_stands_on_the_first_page_and_the_programme_s_until_it_is_taken_down(self, browser, second, client):
        form = self.FORM | {"from_on": format_roc(TODAY, style="slash")}
        second.post(browser.post(f"{RULES}/announcements/new/", form)["Location"], {"approve": "yes"})
        for path in ("/", f"/programmes/{school.PROGRAMME}/"):
            assert "系統維護" in said(client.get(path, headers={"accept-language": "zh-TW"}))
        (found,) = edition(school.PROGRAMME, TODAY).announcements
        assert "系統維護" in said(browser.get(f"{RULES}/announcements/"))
        changed = self.FORM | {"from_on": format_roc(TODAY, style="slash"), "title": "維護改期"}
        second.post(browser.post(f"{RULES}/announcements/{found.id}/", changed)["Location"], {"approve": "yes"})
        assert "維護改期" in said(client.get("/", headers={"accept-language": "zh-TW"}))
        assert browser.post(f"{RULES}/announcements/{found.id}/end/", {"reason": ""}).status_code == 422
        ended = browser.post(f"{RULES}/announcements/{found.id}/end/", {"reason": "取消"})
        second.post(ended["Location"], {"approve": "yes"})
        assert "維護改期" not in said(client.get("/", headers={"accept-language": "zh-TW"}))
        assert "提前下架" in said(browser.get(f"{RULES}/announcements/"))

    def test_what_is_wrong(self, browser):
        response = browser.post(f"{RULES}/announcements/new/", self.FORM | {"from_on": "哪天"})
        assert response.status_code == 422 and 'href="#from_on"' in said(response) and "週日停機。" in said(response)
        response = browser.post(f"{RULES}/announcements/new/", self.FORM | {"from_on": LATER, "title": ""})
        assert response.status_code == 422 and 'href="#title"' in said(response)


class TestCalendar:
    def day(self, **given):
        usual = {"day": LATER, "kind": "closure", "county": "臺中市", "half": "am", "source": "市政府公告"}
        return usual | {"why": "颱風", "announced_on": "", "announced_time": "", "reason": "停班"} | given

    def test_a_closure_is_proposed_and_stands_in_the_calendar(self, browser, second):
        where = browser.post("/office/rules/calendar/new/", self.day())["Location"]
        page = said(second.get(where))
        assert "臺中市" in page and "停止上班（上午）" in page and "沒有一個會改變" in page
        second.post(where, {"approve": "yes"})
        (entry,) = calendar().entries
        assert (entry.county, entry.half, entry.why) == ("臺中市", "am", "颱風")
        assert "王承辦提出，陳複核核准" in said(browser.get("/office/rules/calendar/"))

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [({"day": "哪天"}, "day"), ({"kind": ""}, "kind"), ({"source": ""}, "source"), ({"day": "150/1/1"}, "day"),
         ({"announced_on": "昨晚"}, "announced_on"), ({"reason": ""}, "reason"), ({"day": "110/5/3"}, "late_reason")],
    )  # fmt: skip
    def test_what_is_wrong(self, browser, wrong, field):
        response = browser.post("/office/rules/calendar/new/", self.day(**wrong))
        assert response.status_code == 422 and f'href="#{field}"' in said(response)

    def file(self, text, **given):
        sent = SimpleUploadedFile("days.csv", text.encode())
        return {"file": sent, "format": "closures", "source": "公告", "reason": "停班"} | given

    def test_a_file_is_taken_in_whole_or_not_at_all(self, browser, second):
        good = f"day,county,half,announced_at,why\n{LATER},臺北市,,,颱風\n{LATER},新北市,pm,,颱風\n"
        where = browser.post("/office/rules/calendar/import/", self.file(good))["Location"]
        second.post(where, {"approve": "yes"})
        assert [each.county for each in calendar().entries] == ["臺北市", "新北市"]
        bad = browser.post("/office/rules/calendar/import/", self.file("day,half\n哪天,\n115/12/1,noon\n"))
        assert bad.status_code == 422
        assert "第 2 行" in said(bad) and "第 3 行" in said(bad)
        assert len(calendar().entries) == 2

    @pytest.mark.parametrize(
        ("given", "field"),
        [({"file": None}, "file"), ({"source": ""}, "source"), ({"format": "x"}, "format"),
         ({"file": SimpleUploadedFile("x.csv", b"name\nx\n")}, "file")],
    )  # fmt: skip
    def test_a_file_that_is_none(self, browser, given, field):
        form = {key: value for key, value in (self.file("day\n") | given).items() if value is not None}
        response = browser.post("/office/rules/calendar/import/", form)
        assert response.status_code == 422 and f'href="#{field}"' in said(response)


class TestWhatIf:
    def ask(self, browser, **given):
        return browser.post(f"{RULES}/whatif/", {"kind": school.KIND, "which": "all"} | given)

    def test_the_page_says_what_the_query_says(self, owner, browser):
        case_id = school.submitted(owner)
        school.submitted(owner, **{"course.fee": "900"})
        response = self.ask(browser, **{"try:largest_fee": "1,000"})
        page = said(browser.get(response["Location"]))
        found = what_if(Asked(school.PROGRAMME, school.KIND, {"largest_fee": 1_000}, TODAY), at=timezone.now())
        assert (found.cases, len(found.changed)) == (2, 1)
        assert "比對了 2 件" in page and f"/office/cases/{case_id}/" in page and found.changed[0] in page
        row = WhatIfRow.objects.get()
        assert row.answer["checks"] == [each.as_json() | {"changed_count": len(each.changed)} for each in found.checks]

    def test_only_open_or_past_ones_of_a_period(self, owner, officer, browser):
        school.submitted(owner)
        school.approved(owner, officer)
        counts = {}
        for which in ("open", "past", "all"):
            self.ask(browser, which=which, **{"try:largest_fee": "1000"})
            counts[which] = WhatIfRow.objects.order_by("-position")[0].answer["cases"]
        assert counts == {"open": 1, "past": 1, "all": 2}
        self.ask(browser, until="110/1/1", **{"try:largest_fee": "1000"})
        assert WhatIfRow.objects.order_by("-position")[0].answer["cases"] == 0

    @pytest.mark.parametrize(
        ("given", "says"),
        [
            ({}, "還沒有填寫要試算的值"),
            ({"try:largest_fee": "很貴"}, "「學費上限」不能設為「很貴」。"),
            ({"try:largest_fee": "1000", "since": "哪天"}, "不是看得懂的日期"),
        ],
    )
    def test_what_is_wrong(self, browser, given, says):
        response = self.ask(browser, **given)
        assert response.status_code == 422 and says in said(response)

    def test_many_cases_are_a_job_with_progress(self, owner, browser, monkeypatch):
        school.submitted(owner)
        monkeypatch.setattr(asking, "AT_ONCE", 0)
        where = self.ask(browser, **{"try:largest_fee": "1000"})["Location"]
        page = said(browser.get(where))
        assert "正在試算，已看過 0 / 1 件" in page and "hx-get" in page and "重新整理" in page
        row = WhatIfRow.objects.get()
        WhatIfProgress.objects.create(run_id=row.id, done=1)
        part = browser.get(where, headers={"HX-Request": "true", "HX-Target": "run"})
        assert "已看過 1 / 1 件" in said(part) and "<html" not in said(part)
        assert answer_whatif(row.id, at=timezone.now()) is True
        assert answer_whatif(row.id, at=timezone.now()) is False
        assert "比對了 1 件" in said(browser.get(where))
        assert WhatIfProgress.objects.count() == 0

    def test_the_result_costs_the_same_whatever_is_in_it(self, owner, browser):
        def cost(where):
            browser.get(where)
            with CaptureQueriesContext(connection) as captured:
                assert browser.get(where).status_code == 200
            return len(captured)

        school.submitted(owner)
        few = cost(self.ask(browser, **{"try:largest_fee": "1000"})["Location"])
        for _ in range(5):
            school.submitted(owner)
        assert cost(self.ask(browser, **{"try:largest_fee": "1000"})["Location"]) == few
