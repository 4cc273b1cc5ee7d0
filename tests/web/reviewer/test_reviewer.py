"""The reviewer's face: nothing is shown before the undertaking and the declaration; points beside the material."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from xuzhi.ledger.queries import read_stream
from xuzhi.panels.models import Sitting
from xuzhi.panels.operations.open_scores import open_scores

from ...panels import contest
from .browsing import begin_meeting, browser_of, page_of

SHEET = {
    "points-taste": "50", "reason-taste": "外酥內嫩", "points-story": "8", "reason-story": "老店", "remark": "少放鹽",
}  # fmt: skip


@pytest.fixture
def fresh(firm, office, settings_made):
    """A panel whose one member has done nothing yet."""
    table = contest.Table(firm, office, ("甲委員",))
    other = contest.enter_reviewer(contest.profile("丁委員"), actor=office, at=contest.AT)
    contest.appoint_reviewer(table.panel, other, actor=office, at=contest.AT)
    return table, browser_of(contest.taster(other, "丁委員"))


@pytest.mark.clause("L9.1")
class TestBeforeAnything:
    def test_step_by_step(self, fresh):
        table, browser = fresh
        where = f"/review/panels/{table.panel}/"
        page = page_of(browser.get(where))
        assert "保密聲明" in page and contest.NAME not in page and "臭豆腐" not in page
        refused = browser.post(where + "pledge/", {})
        assert refused.status_code == 422 and 'href="#agree"' in page_of(refused)
        assert browser.post(where + "pledge/", {"agree": "yes"})["Location"] == where
        page = page_of(browser.get(where))
        assert contest.NAME in page and contest.FARM in page and "臭豆腐" not in page
        assert browser.post(where + "declare/", {}).status_code == 422
        assert browser.post(where + "declare/", {"conflict": "no"})["Location"] == where
        page = page_of(browser.get(where))
        assert "臭豆腐" in page and "外皮金黃" in page and 'name="points-taste"' in page and "0 到 60 分" in page

    def test_a_conflict_is_told_with_whom_and_what(self, fresh):
        table, browser = fresh
        where = f"/review/panels/{table.panel}/"
        browser.post(where + "pledge/", {"agree": "yes"})
        refused = browser.post(where + "declare/", {"conflict": "yes", "note": "表哥"})
        page = page_of(refused)
        assert refused.status_code == 422 and 'href="#parties"' in page and "表哥</textarea>" in page
        done = browser.post(where + "declare/", {"conflict": "yes", "party": "1", "note": "表哥"}, follow=True)
        page = page_of(done)
        assert "不會再看到這件案件的審查資料" in page and "臭豆腐" not in page and f'href="{where}"' not in page
        gone = browser.get(where)
        assert gone.status_code == 403 and "已因利益關係迴避" in page_of(gone)

    def test_files_are_closed_before(self, fresh):
        table, browser = fresh
        where = f"/review/panels/{table.panel}/"
        assert browser.get(f"{where}files/{table.case}/")["Location"] == where

    def test_strangers(self, fresh, table, client, firm):
        where = f"/review/panels/{table.panel}/"
        assert client.get(where)["Location"].startswith("/account/login/")
        assert browser_of(firm).get(where).status_code == 403
        assert fresh[1].get(where).status_code == 404


@pytest.mark.clause("L7.P1", "L7.P2", "L7.P3", "L7.P4")
class TestScoring:
    def test_a_draft_comes_back_and_a_look_is_recorded(self, table):
        browser = browser_of(table.members[0])
        where = f"/review/panels/{table.panel}/"
        browser.post(where, {"points-taste": "四十", "reason-story": "還在想", "save": "yes"})
        page = page_of(browser.get(where))
        assert 'value="四十"' in page and "還在想</textarea>" in page and "草稿" in page
        looks = [each.actor.name for each in read_stream(f"case-{table.case}") if each.type == "CaseViewed"]
        assert looks == ["甲委員"]
        assert 'value="四十"' not in page_of(browser_of(table.members[1]).get(where))

    def test_handing_in_tells_everything_at_once_and_keeps_what_was_typed(self, table):
        begin_meeting()
        browser = browser_of(table.members[0])
        where = f"/review/panels/{table.panel}/"
        refused = browser.post(where, {**SHEET, "points-taste": "61", "reason-story": "", "hand_in": "yes"})
        page = page_of(refused)
        assert refused.status_code == 422
        assert 'href="#points-taste"' in page and 'href="#reason-story"' in page and 'value="61"' in page
        assert 'value="61"' in page_of(browser.get(where))
        done = browser.post(where, {**SHEET, "hand_in": "yes"}, follow=True)
        assert "評分已交出並封存" in page_of(done) and 'name="points-taste"' not in page_of(done)
        again = browser.post(where, {**SHEET, "hand_in": "yes"}, follow=True)
        assert "已經交出並封存，不能再改" in page_of(again)

    def test_opening_a_file_keeps_what_was_typed(self, table):
        browser = browser_of(table.members[0])
        where = f"/review/panels/{table.panel}/"
        opened = browser.post(where, {"points-taste": "41", "open": f"taste~{table.case}~2"})
        assert opened["Location"] == f"{where}?at=taste&file={table.case}&page=2#sheet-taste"
        assert 'value="41"' in page_of(browser.get(opened["Location"]))

    def test_before_the_meeting_the_draft_is_kept(self, table):
        browser = browser_of(table.members[0])
        where = f"/review/panels/{table.panel}/"
        Sitting.objects.update(starts_at=contest.SITS_AT.replace(year=2099))
        refused = browser.post(where, {**SHEET, "hand_in": "yes"})
        assert refused.status_code == 422 and "還沒有到" in page_of(refused)
        assert "外酥內嫩" in page_of(browser.get(where))

    def test_locked_while_settings_are_missing(self, firm, office):
        table = contest.Table(firm, office)
        browser = browser_of(table.members[0])
        page = page_of(browser.get(f"/review/panels/{table.panel}/"))
        assert "還不能評分" in page and "「味道的配分」還沒有設定。" in page and 'name="points-taste"' not in page
        assert "臭豆腐" in page

    def test_after_the_opening_the_comparison(self, table, office):
        table.hand_in(contest.GOOD, contest.POOR, contest.GOOD)
        browser = browser_of(table.members[0])
        where = f"/review/panels/{table.panel}/"
        assert "73.33" not in page_of(browser.get(where))
        open_scores(table.panel, actor=office, at=contest.SITS_AT)
        page = page_of(browser.get(where))
        for said in ("73.33", "乙委員", "太油", "-26.00", "<svg", "最低 20，最高 50，平均 40.00"):
            assert said in page

    @pytest.mark.clause("L9.1")
    def test_a_conflict_after_the_opening_hides_totals_counts_and_rank(self, table, office):
        table.hand_in(contest.GOOD, contest.POOR, contest.GOOD)
        open_scores(table.panel, actor=office, at=contest.SITS_AT)
        browser = browser_of(table.members[0])
        where = f"/review/panels/{table.panel}/"
        assert "這不能復原" in page_of(browser.get(where + "conflict/"))
        browser.post(where + "conflict/", {"party": "0", "note": "表哥"})
        for page in (page_of(browser.get(where)), page_of(browser.get("/review/"))):
            for hidden in ("73.33", "82.00", "69.00", "臭豆腐", contest.NAME, "乙委員"):
                assert hidden not in page


class TestHome:
    def test_what_is_to_be_done_first(self, table):
        page = page_of(browser_of(table.members[0]).get("/review/"))
        assert "需要您辦理" in page and "請審閱並評分" in page and "市場二樓" in page

    def test_nothing_yet(self, office):
        one = contest.enter_reviewer(contest.profile(), actor=office, at=contest.AT)
        assert "目前沒有邀請您審查的案件" in page_of(browser_of(contest.taster(one, "x")).get("/review/"))

    def test_arriving_leads_here(self, table):
        assert browser_of(table.members[0]).get("/account/arrived/")["Location"] == "/review/"

    def test_the_calendar_file(self, table):
        answer = browser_of(table.members[0]).get(f"/review/panels/{table.panel}/sitting.ics")
        assert answer["Content-Type"].startswith("text/calendar") and b"BEGIN:VEVENT" in answer.content

    def test_as_many_statements_whatever_there_is(self, table, office):
        browser = browser_of(table.members[0])

        def cost(where):
            browser.get(where)
            with CaptureQueriesContext(connection) as captured:
                assert browser.get(where).status_code == 200
            return len(captured)

        home, panel = cost("/review/"), cost(f"/review/panels/{table.panel}/")
        for _ in range(3):
            case = contest.at_tasting(table.firm, office)
            other = contest.form_panel(case, actor=office, at=contest.AT)
            contest.appoint_reviewer(other, table.members[0].id, actor=office, at=contest.AT)
        assert cost("/review/") == home
        contest.draw_script(table.panel, [(f"第 {n} 步", "") for n in range(30)], actor=office, at=contest.AT)
        assert cost(f"/review/panels/{table.panel}/") == panel
