"""The office's pages of a panel: roster, ties, meeting, console, scores, result, ranking."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from xuzhi.casework.queries.case_page import case_page
from xuzhi.panels.models import Panel, Reviewer, ScriptStep, Seat, Sitting
from xuzhi.panels.operations.declare_conflicts import declare_conflicts
from xuzhi.parties.operations import add_person, grant_staff_role

from ....panels import contest
from ....panels.contest import AT, GOOD, POOR
from ...reviewer.browsing import begin_meeting, browser_of, page_of


def where(case) -> str:
    return f"/office/cases/{case}/panel/"


def type_of(name: str = "丁委員", **changes: str) -> dict[str, str]:
    return {"name": name, "email": "ding@taster.test", "organisation": "丁的餐館", "expertise": "cook"} | changes


class TestRoster:
    def test_entering_and_changing(self, browser):
        assert "委員名冊還是空的" in page_of(browser.get("/office/reviewers/"))
        rows = {"ties-name": ["", "某農場"], "ties-ubn": ["", ""], "ties-note": ["", "投資"]}
        assert browser.post("/office/reviewers/new/", type_of() | rows)["Location"] == "/office/reviewers/"
        page = page_of(browser.get("/office/reviewers/"))
        for said in ("丁委員", "丁的餐館", "料理", "某農場"):
            assert said in page
        one = Reviewer.objects.get()
        assert [each["name"] for each in one.ties] == ["某農場"]
        browser.post(f"/office/reviewers/{one.id}/", type_of(organisation="別的餐館"))
        assert Reviewer.objects.get().organisation == "別的餐館"
        browser.post(f"/office/reviewers/{one.id}/retire/", {"reason": "任滿"})
        assert "委員名冊還是空的" in page_of(browser.get("/office/reviewers/"))
        assert "（已移出）" in page_of(browser.get("/office/reviewers/?view=all"))

    def test_what_is_wrong_is_told_and_nothing_is_lost(self, browser):
        rows = {"employers-name": ["某店"], "employers-ubn": ["123"], "employers-note": ["109 年"]}
        refused = browser.post("/office/reviewers/new/", type_of("", organisation_ubn="1") | rows)
        page = page_of(refused)
        assert refused.status_code == 422
        for target in ('href="#name"', 'href="#organisation_ubn"', 'href="#employers-0-ubn"'):
            assert target in page
        assert 'value="109 年"' in page and 'value="ding@taster.test"' in page

    def test_more_rows_without_saving(self, browser):
        page = page_of(browser.post("/office/reviewers/new/", type_of() | {"more": "yes"}))
        assert 'id="ties-3-name"' in page and not Reviewer.objects.exists()

    def test_the_organiser_reads_and_does_nothing(self, table):
        user = add_person("boss@contest.test", "李科長", at=AT)
        grant_staff_role(user, "organiser", actor=contest.Actor.system("setup"), at=AT)
        browser = browser_of(contest.Actor.person(str(user.id), "李科長", "organiser"))
        assert browser.get("/office/reviewers/").status_code == 200
        assert browser.get(where(table.case)).status_code == 200
        assert "聘請勾選的委員" not in page_of(browser.get(where(table.case)))
        assert browser.get("/office/reviewers/new/").status_code == 403
        assert browser.post(where(table.case) + "form/").status_code == 403


@pytest.mark.clause("L9.1")
class TestMembers:
    def test_forming_and_appointing_with_found_ties(self, browser, firm, office):
        case = contest.at_tasting(firm, office)
        contest.enter_reviewer(contest.profile("甲委員"), actor=office, at=AT)
        contest.enter_reviewer(contest.profile("乙委員", organisation="晨光小吃"), actor=office, at=AT)
        page = page_of(browser.get(where(case)))
        assert "這件案件還沒有審查會議" in page and "最低人數還沒設定" not in page
        assert browser.post(where(case) + "form/")["Location"] == where(case)
        page = page_of(browser.get(where(case)))
        assert "服務單位就是申請單位「晨光小吃股份有限公司」" in page and "不能聘請" in page
        chosen = re.findall(r'name="reviewer" value="([^"]+)"', page)
        assert len(chosen) == 1
        done = browser.post(where(case) + "members/", {"reviewer": chosen}, follow=True)
        assert "已聘請 甲委員。" in page_of(done) and Seat.objects.get().name == "甲委員"
        assert "請先勾選" in page_of(browser.post(where(case) + "members/", {}, follow=True))

    def test_the_tab_is_there_only_where_a_panel_sits(self, browser, firm, office, settings_made):
        case = contest.at_tasting(firm, office)
        assert f'href="{where(case)}"' in page_of(browser.get(f"/office/cases/{case}/"))
        draft = contest.open_case(contest.CONTEST, "dish", actor=firm, at=AT)
        assert f'href="{where(draft)}"' not in page_of(browser.get(f"/office/cases/{draft}/"))
        assert browser.get(where(draft)).status_code == 404

    def test_taking_a_member_off_says_first_what_it_does(self, browser, table):
        table.hand_in(GOOD)
        member = table.members[0]
        leave = f"{where(table.case)}members/{member.id}/withdraw/"
        assert "已交的評分作廢" in page_of(browser.get(leave))
        refused = browser.post(leave, {"why": "conflict", "reason": " "})
        assert refused.status_code == 422 and 'href="#reason"' in page_of(refused)
        browser.post(leave, {"why": "conflict", "reason": "查到親屬"})
        page = page_of(browser.get(where(table.case)))
        assert "查有利益關係，迴避" in page and "評分已作廢" in page and "已因利益關係迴避這件案件" in page

    def test_an_officer_who_withdrew_sees_nothing_of_it(self, table):
        member = table.members[0]
        declare_conflicts(table.panel, conflict=True, parties=[0], note="表哥", actor=member, at=AT)
        from xuzhi.parties.models import User

        user = User.objects.get(id=member.id)
        grant_staff_role(user, "officer", actor=contest.Actor.system("setup"), at=AT)
        for part in ("", "scores/", "console/"):
            answer = browser_of(member).get(where(table.case) + part)
            assert answer.status_code == 403 and "臭豆腐" not in page_of(answer)


@pytest.mark.clause("L5.4")
class TestMeeting:
    FIELDS = {"day": "2099-01-05", "time": "14:30", "minutes": "30", "place": "三樓", "link": "", "note": "筷子"}

    @pytest.fixture
    def case(self, browser, firm, office):
        case = contest.at_tasting(firm, office)
        browser.post(where(case) + "form/")
        return case

    def test_arranging(self, browser, case):
        refused = browser.post(where(case) + "sitting/", {**self.FIELDS, "time": "", "place": ""})
        page = page_of(refused)
        assert refused.status_code == 422 and 'href="#day"' in page and 'href="#place"' in page
        assert 'value="2099-01-05"' in page and "筷子</textarea>" in page
        assert browser.post(where(case) + "sitting/", self.FIELDS)["Location"] == where(case)
        page = page_of(browser.get(where(case)))
        assert "188 年 1 月 5 日（一）下午 2 時 30 分" in page and "三樓" in page and "第 1 案" in page

    def test_inviting_needs_a_script_and_says_so(self, browser, case):
        browser.post(where(case) + "sitting/", self.FIELDS)
        assert "還沒有展示腳本" in page_of(browser.post(where(case) + "invitations/", follow=True))
        browser.post(where(case) + "script/", {"claimed": "yes"})
        assert "已寄出 1 封開會通知" in page_of(browser.post(where(case) + "invitations/", follow=True))

    def test_an_arranged_meeting_takes_another_panel_and_moving_it_tells_all(self, browser, case, firm, office):
        browser.post(where(case) + "sitting/", self.FIELDS)
        other = contest.at_tasting(firm, office)
        browser.post(where(other) + "form/")
        sitting = Sitting.objects.get()
        browser.post(where(other) + "sitting/", {"existing": str(sitting.id)})
        assert Panel.objects.get(case_id=other).position == 2
        browser.post(where(case) + "script/", {"claimed": "yes"})
        browser.post(where(case) + "invitations/")
        moved = {**self.FIELDS, "day": "2099-01-06", "move": "yes"}
        refused = browser.post(where(case) + "sitting/", moved)
        assert refused.status_code == 422 and "請填寫原因" in page_of(refused)
        done = browser.post(where(case) + "sitting/", {**moved, "reason": "颱風"}, follow=True)
        assert "已重新通知 1 位" in page_of(done) and Sitting.objects.get().sequence == 1

    def test_the_script_by_hand(self, browser, case):
        page = page_of(browser.post(where(case) + "script/", {"title": ["切塊"], "expected": ["一樣大"], "add": "yes"}))
        assert 'value="切塊"' in page and not ScriptStep.objects.exists()
        browser.post(where(case) + "script/", {"title": ["切塊", ""], "expected": ["一樣大", ""]})
        assert ScriptStep.objects.get().title == "切塊"
        empty = browser.post(where(case) + "script/", {"title": [""], "expected": [""]})
        assert empty.status_code == 422


@pytest.mark.clause("L7.P3")
class TestConsole:
    def test_step_by_step(self, browser, table):
        begin_meeting()
        page = page_of(browser.get(where(table.case) + "console/"))
        assert "第 1 步：下鍋" in page and "已記錄 0／2 步" in page
        step = table.script()[0]
        here = f"{where(table.case)}console/{step.id}/"
        assert browser.post(here, {"begin": "yes"})["Location"].endswith(f"#step-{step.id}")
        refused = browser.post(here, {"seen": "金黃", "response": "快"})
        page = page_of(refused)
        assert refused.status_code == 422 and "金黃</textarea>" in page and f'href="#flow-{step.id}"' in page
        browser.post(here, {"seen": "金黃", "response": "1.8", "flow": "smooth"})
        page = page_of(browser.get(where(table.case) + "console/"))
        assert "第 2 步：淋醬" in page and "1.8 秒" in page and "已記錄 1／2 步" in page

    def test_not_before_it_begins(self, browser, table):
        Sitting.objects.update(starts_at=contest.SITS_AT.replace(year=2099))
        page = page_of(browser.get(where(table.case) + "console/"))
        assert "188 年" in page and 'name="seen"' not in page
        done = browser.post(f"{where(table.case)}console/{table.script()[0].id}/", {"begin": "yes"}, follow=True)
        assert "還沒有到" in page_of(done)


@pytest.mark.clause("L7.2", "L7.P4")
class TestScores:
    def test_nothing_but_who_is_done_before_the_opening(self, browser, table):
        table.hand_in(GOOD, POOR)
        page = page_of(browser.get(where(table.case) + "scores/"))
        assert "已交 2／3 位。" in page and "誰都看不到分數" in page
        for hidden in ("外酥內嫩", "太油", "82.00", "56.00"):
            assert hidden not in page
        assert "丙委員" in page_of(browser.post(where(table.case) + "scores/open/", follow=True))

    def test_missing_settings_with_the_place_to_set_them(self, browser, firm, office):
        table = contest.Table(firm, office)
        page = page_of(browser.get(where(table.case) + "scores/"))
        assert "「味道的配分」還沒有設定。" in page
        assert f'href="/office/rules/{contest.CONTEST}/values/weight_taste/"' in page

    def test_opening_result_minutes_and_the_step(self, browser, table, office):
        table.hand_in(GOOD, POOR, GOOD)
        page = page_of(browser.post(where(table.case) + "scores/open/", follow=True))
        for said in ("評分已開啟", "總平均 73.33 分", "外酥內嫩", "<svg", "+13.00"):
            assert said in page
        assert "會議紀錄已製作" in page_of(browser.post(where(table.case) + "minutes/", follow=True))
        file = browser.get(where(table.case) + "minutes/1.pdf")
        assert file.content.startswith(b"%PDF") and "sandbox" in file["Content-Security-Policy"]
        assert browser.get(where(table.case) + "minutes/2.pdf").status_code == 404
        act = f"/office/cases/{table.case}/steps/take/"
        browser.post(act, {"key": "k"})
        assert case_page(table.case, actor=office, at=AT).case.stage == "selected"

    def test_a_refusal_takes_its_grounds_from_what_fell_short(self, browser, table, office):
        table.hand_in(POOR, POOR, POOR)
        browser.post(where(table.case) + "scores/open/")
        page = page_of(browser.get(f"/office/cases/{table.case}/steps/leave_out/"))
        assert "味道不足" in page and "故事不足" not in page and 'name="ground"' not in page
        browser.post(f"/office/cases/{table.case}/steps/leave_out/", {"key": "k"})
        assert case_page(table.case, actor=office, at=AT).case.stage == "left_out"

    def test_the_ranking(self, browser, table):
        assert "目前沒有這樣的案件" in page_of(browser.get("/office/ranking/"))
        table.hand_in(GOOD, GOOD, GOOD)
        browser.post(where(table.case) + "scores/open/")
        page = page_of(browser.get("/office/ranking/"))
        assert "臭豆腐" in page and "82.00" in page and table.row.case_number in page


def test_as_many_statements_whatever_there_is(browser, table, office):
    def cost():
        browser.get(where(table.case))
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(where(table.case)).status_code == 200
        return len(captured)

    few = cost()
    for nth in range(6):
        contest.enter_reviewer(contest.profile(f"{chr(0x5B50 + nth)}委員"), actor=office, at=AT)
    contest.draw_script(table.panel, [(f"第 {n} 步", "") for n in range(30)], actor=office, at=AT)
    assert cost() == few
