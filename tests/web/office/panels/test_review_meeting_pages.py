"""The office's pages of a review meeting: roll, phases, remarks, the screen, the award, the board, the minutes (G7)."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from xuzhi.casework.models import Case, GivenFact
from xuzhi.casework.operations.sweep_clocks import sweep_clocks
from xuzhi.panels.models import Attendee, Minutes, Panel, Phase, Remark, Sitting
from xuzhi.panels.operations.close_roll import close_roll
from xuzhi.panels.operations.confirm_minutes import confirm_minutes
from xuzhi.panels.operations.note_attendance import note_attendance
from xuzhi.panels.operations.note_remark import note_remark
from xuzhi.panels.operations.take_leave import take_leave
from xuzhi.parties.operations import add_person, grant_staff_role

from ....programmes import review_day
from ....programmes.review_day import CALLED, DUE, MEETS
from ...reviewer.browsing import browser_of, page_of

AFTER = MEETS + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.XUZHI_DATA = tmp_path


@pytest.fixture
def office(db):
    return review_day.set_up()


@pytest.fixture
def review(office):
    """One proposal whose material is in and frozen."""
    firm = review_day.firm()
    found = review_day.Review(office, [(firm, review_day.qualified(firm, office))])
    found.hand_in()
    assert sweep_clocks(at=DUE + timedelta(seconds=1)) == 1
    return found


@pytest.fixture
def browser(office):
    return browser_of(office)


def where(review, part="", nth=0):
    return f"/office/cases/{review.cases[nth]}/panel/{part}"


def queries_of(browser, address):
    browser.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = browser.get(address)
    assert answer.status_code == 200
    return len(asked)


class TestConsole:
    @pytest.mark.clause("G7.5", "G7.6")
    def test_whom_the_plan_names_is_let_in_and_others_are_refused(self, browser, review):
        take_leave(review.cases[0], "陳建宏", "出國", actor=review.firms[0], at=CALLED)
        page = page_of(browser.get(where(review, "console/")))
        assert "林怡君請假，由 陳建宏代理" in page and "代理計畫主持人" in page
        browser.post(where(review, "console/roll/"), {"name": "陳建宏", "came": "yes"})
        assert list(Attendee.objects.values_list("name", "stands_in")) == [("陳建宏", True)]
        refused = browser.post(where(review, "console/roll/"), {"name": "路人甲", "came": "yes"})
        page = page_of(refused)
        assert refused.status_code == 422 and 'href="#name"' in page and 'value="路人甲"' in page
        assert "「路人甲」不在提案計畫書的計畫人員名單裡，不能出席。" in page
        browser.post(where(review, "console/roll/"), {"name": "陳建宏", "strike": "yes"})
        assert not Attendee.objects.exists()
        told = page_of(browser.post(where(review, "console/roll/"), {"close": "yes"}, follow=True))
        assert "不能進行簡報" in told and "沒有出席" in told and 'name="begin"' not in told

    @pytest.mark.clause("G7.7")
    def test_phases_begin_with_the_time_that_was_set_and_the_room_sees_it(self, browser, review):
        here = where(review, "console/")
        assert 'name="begin"' not in page_of(browser.get(here))
        browser.post(where(review, "console/roll/"), {"name": "林怡君", "came": "yes"})
        page = page_of(browser.post(where(review, "console/roll/"), {"close": "yes"}, follow=True))
        assert "接著：業者簡報 15 分鐘" in page and 'name="begin" value="presentation"' in page
        done = browser.post(where(review, "console/phases/"), {"begin": "presentation"})
        assert done["Location"].endswith("/console/#phases")
        row = Phase.objects.get()
        assert (row.code, row.minutes, row.ended_at) == ("presentation", 15, None)
        until = (row.begun_at + timedelta(minutes=15)).isoformat()
        for part in ("console/", "console/screen/"):
            page = page_of(browser.get(where(review, part)))
            assert (
                f'data-until="{until}"' in page and "js/timer.js" in page and '<p class="timer__phase">業者簡報' in page
            )
        Phase.objects.update(begun_at=timezone.now() - timedelta(minutes=18, seconds=5))
        browser.post(where(review, "console/phases/"), {"end": "yes"})
        page = page_of(browser.get(here))
        assert re.search(r"超過 3:0\d", page) and 'value="questions"' in page
        refused = page_of(browser.post(where(review, "console/phases/"), {"begin": "answers"}, follow=True))
        assert "現在不能開始「業者統一答覆」" in refused and "委員提問" in refused

    @pytest.mark.clause("G7.4", "G7.7")
    def test_the_files_that_open_are_the_frozen_ones_and_what_was_said_stays(self, browser, review):
        page = page_of(browser.get(where(review, "console/")))
        from xuzhi.casework.models import Attachment

        for file in Attachment.objects.filter(case_id=review.cases[0], document__startswith="slides"):
            assert file.sha256 in page and str(file.id) in page
        assert "封存，開啟的就是這幾個檔案" in page
        opened = browser.get(re.search(r'href="([^"]+file=[^"]+)#evidence"', page)[1].replace("&amp;", "&"))
        assert opened.status_code == 200
        refused = browser.post(where(review, "console/remarks/"), {"speaker": "甲委員", "says": " "})
        assert refused.status_code == 422 and 'value="甲委員"' in page_of(refused)
        browser.post(where(review, "console/remarks/"), {"speaker": "甲委員", "says": "請說明模型的資料來源"})
        assert Remark.objects.get().says == "請說明模型的資料來源"
        assert "請說明模型的資料來源" in page_of(browser.get(where(review, "console/")))

    def test_before_its_time_nothing_can_be_kept(self, browser, review):
        Sitting.objects.update(starts_at=timezone.now() + timedelta(hours=1))
        page = page_of(browser.get(where(review, "console/")))
        assert "開始之後才能點名與計時" in page and 'name="came"' not in page
        told = page_of(browser.post(where(review, "console/roll/"), {"name": "林怡君", "came": "yes"}, follow=True))
        assert "還沒有到" in told and not Attendee.objects.exists()

    def test_what_was_said_costs_no_more_queries(self, browser, review):
        few = queries_of(browser, where(review, "console/"))
        for nth in range(5):
            note_remark(review.panels[0], "甲委員", f"第 {nth} 句", actor=review.officer, at=AFTER)
        note_attendance(review.panels[0], "林怡君", present=True, actor=review.officer, at=AFTER)
        assert queries_of(browser, where(review, "console/")) == few
        assert queries_of(browser, where(review, "console/screen/")) < few

    def test_the_organiser_looks_and_does_nothing(self, review):
        user = add_person("boss@review.test", "李科長", at=CALLED)
        grant_staff_role(user, "organiser", actor=review_day.Actor.system("setup"), at=CALLED)
        browser = browser_of(review_day.Actor.person(str(user.id), "李科長", "organiser"))
        assert 'name="came"' not in page_of(browser.get(where(review, "console/")))
        assert browser.post(where(review, "console/roll/"), {"name": "林怡君"}).status_code == 403
        assert browser.get(where(review, "award/")).status_code == 200
        assert browser.post(where(review, "award/"), {"settle": "yes"}).status_code == 403


class TestCallingOff:
    @pytest.mark.clause("G7.2")
    def test_it_needs_a_reason_and_tells_everybody(self, browser, review):
        Sitting.objects.update(starts_at=timezone.now() + timedelta(days=1))
        refused = browser.post(where(review, "sitting/cancel/"), {"off_reason": " "})
        assert refused.status_code == 422 and 'href="#off_reason"' in page_of(refused)
        done = page_of(browser.post(where(review, "sitting/cancel/"), {"off_reason": "停電"}, follow=True))
        assert "會議已取消，已通知 4 位" in done and "還沒有安排會議" in done
        assert Sitting.objects.get().cancelled_at is not None


class TestAward:
    FORM = {
        "total": "18,000,000",
        "subsidy": "9,000,000",
        "own": "9,000,000",
        "kpi-name": ["揀貨件數", ""],
        "kpi-unit": ["件", ""],
        "kpi-baseline": ["10", ""],
        "kpi-target": ["13", ""],
        "advice": ["補強擴散規劃", " ", "說明資料來源"],
        "settle": "yes",
    }

    @pytest.fixture
    def scored(self, review):
        review.score(0, 0.8)
        return review

    @pytest.mark.clause("G7.2", "G4.1")
    def test_the_form_says_what_is_asked_what_binds_and_what_is_left(self, browser, scored):
        page = page_of(browser.get(where(scored, "award/")))
        assert 'name="total" inputmode="numeric" autocomplete="off" value="20,000,000"' in page
        assert "10,000,000 元</strong>" in page and "受限於" in page and "30,000,000 元" in page
        assert 'value="揀貨件數"' in page
        weighed = browser.post(where(scored, "award/"), self.FORM | {"settle": [], "weigh": "yes", "own": "7,000,000"})
        page = page_of(weighed)
        assert weighed.status_code == 200 and "<strong>7,000,000 元</strong>" in page and "自籌款" in page
        assert not GivenFact.objects.filter(name="award.subsidy").exists()

    @pytest.mark.clause("G7.2", "G4.1", "G4.2")
    def test_what_is_wrong_is_at_its_field_and_nothing_typed_is_lost(self, browser, scored):
        wrong = {"subsidy": "9,000,001", "own": "8,999,999", "kpi-target": ["十三", ""]}
        refused = browser.post(where(scored, "award/"), self.FORM | wrong)
        page = page_of(refused)
        assert refused.status_code == 422
        assert 'href="#subsidy"' in page and 'href="#kpi-1"' in page
        assert "超過這些經費可以核定的上限 8,999,999 元（受限於自籌款）" in page and "「十三」不是數字" in page
        assert 'value="9,000,001"' in page and 'value="十三"' in page and "說明資料來源</textarea>" in page

    @pytest.mark.clause("G7.2", "G9.1")
    def test_settled_then_selected_from_the_same_page(self, browser, scored):
        more = page_of(browser.post(where(scored, "award/"), self.FORM | {"settle": [], "add": "yes"}))
        assert 'id="kpi-3"' in more and 'id="advice-4"' in more
        done = page_of(browser.post(where(scored, "award/"), self.FORM, follow=True))
        assert "核定的內容已儲存。" in done and 'value="18,000,000"' in done
        assert GivenFact.objects.get(name="award.advice").value == [
            {"number": 1, "comment": "補強擴散規劃"},
            {"number": 2, "comment": "說明資料來源"},
        ]
        assert f"/office/cases/{scored.cases[0]}/steps/select/" in done
        browser.post(f"/office/cases/{scored.cases[0]}/steps/select/", {"confirm": "yes", "sure": "yes"})
        case = Case.objects.get(id=scored.cases[0])
        assert case.outcome == "approved"
        page = page_of(browser.get(where(scored, "award/")))
        assert "案件已經決定" in page and "補強擴散規劃" in page and 'name="settle"' not in page

    def test_before_the_scores_are_open_there_is_no_form(self, browser, review):
        page = page_of(browser.get(where(review, "award/")))
        assert 'name="settle"' not in page and "還沒核定" in page
        told = page_of(browser.post(where(review, "award/"), self.FORM, follow=True))
        assert "核定" in told and not GivenFact.objects.filter(name="award.subsidy").exists()

    @pytest.mark.clause("G7.2")
    def test_the_minutes_say_what_the_meeting_said_and_who_confirmed_them(self, browser, review):
        panel, office = review.panels[0], review.officer
        note_attendance(panel, "林怡君", present=True, actor=office, at=MEETS)
        close_roll(panel, actor=office, at=MEETS)
        note_remark(panel, "甲委員", "請說明資料來源", actor=office, at=AFTER)
        review.score(0, 0.8)
        browser.post(where(review, "award/"), self.FORM)
        page = page_of(browser.get(where(review, "scores/")))
        for said in ("請說明資料來源", "林怡君", "9,000,000 元", "補強擴散規劃"):
            assert said in page
        browser.post(where(review, "minutes/"))
        row = Minutes.objects.get()
        assert "等候確認：甲委員、乙委員、丙委員" in page_of(browser.get(where(review, "scores/")))
        confirm_minutes(panel, row.nth, actor=review.members[0], at=AFTER)
        page = page_of(browser.get(where(review, "scores/")))
        assert "甲委員在" in page and "等候確認：乙委員、丙委員" in page


class TestBoard:
    @pytest.mark.clause("G7.2")
    def test_ranking_spread_and_money_side_by_side(self, browser, office):
        firms = [review_day.firm(nth) for nth in (0, 1)]
        review = review_day.Review(office, [(firm, review_day.qualified(firm, office)) for firm in firms])
        few = queries_of(browser, "/office/awards/")
        for nth in (0, 1):
            review.hand_in(nth)
        assert sweep_clocks(at=DUE + timedelta(seconds=1)) == 2
        for nth, share in ((0, 0.8), (1, 0.9)):
            review.score(nth, share)
        browser.post(where(review, "award/"), TestAward.FORM)
        page = page_of(browser.get("/office/awards/"))
        first, second = (str(Panel.objects.get(case_id=review.cases[nth]).case_number) for nth in (1, 0))
        assert page.index(first) < page.index(second)
        for said in ("30,000,000 元", "9,000,000 元", "21,000,000 元", "相差 0", "90.00", "80.00"):
            assert said in page, said
        assert queries_of(browser, "/office/awards/") == few
