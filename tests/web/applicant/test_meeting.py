"""The review meeting on the firm's own pages: what is handed in, who stands in, the room, and what came of it."""

import re
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from xuzhi.casework.operations.sweep_clocks import sweep_clocks
from xuzhi.casework.operations.take_step import take_step
from xuzhi.grants.awarding import Award
from xuzhi.grants.operations.settle_award import settle_award
from xuzhi.kernel.roc import TAIPEI, format_deadline, format_instant
from xuzhi.panels.models import Leave, Phase, Sitting
from xuzhi.panels.operations.begin_phase import begin_phase
from xuzhi.panels.operations.close_roll import close_roll
from xuzhi.panels.operations.note_attendance import note_attendance

from ...programmes import review_day
from ..reviewer.browsing import browser_of, page_of

HANDED_IN = ("meeting_material", "slides_powerpoint", "slides_pdf")


@pytest.fixture(autouse=True)
def _own_programmes_and_folder(settings, tmp_path):
    settings.XUZHI_DATA = tmp_path
    settings.XUZHI_FILES = ""


@pytest.fixture
def review(db, monkeypatch):
    """A proposal that is called to a meeting ten days ahead of the clock that pages read."""
    now = timezone.now().astimezone(TAIPEI).replace(microsecond=0)
    monkeypatch.setattr(review_day, "MEETS", now + timedelta(days=10))
    monkeypatch.setattr(review_day, "DUE", now + timedelta(days=5))
    office = review_day.set_up()
    firm = review_day.firm()
    return review_day.Review(office, [(firm, review_day.qualified(firm, office))])


@pytest.fixture
def browser(review):
    return browser_of(review.firms[0])


@pytest.fixture
def in_session(review):
    """Everything is frozen, and the meeting began half an hour ago."""
    review.hand_in(at=timezone.now())
    sweep_clocks(at=review_day.DUE + timedelta(seconds=1))
    Sitting.objects.update(starts_at=timezone.now() - timedelta(minutes=30))
    return review


def at(review, rest=""):
    return f"/apply/cases/{review.cases[0]}/{rest}"


def words(answer):
    """What a reader sees, in one line."""
    main = page_of(answer).partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", main))


def call_roll(review, *names):
    now = timezone.now()
    for name in names:
        note_attendance(review.panels[0], name, present=True, actor=review.officer, at=now)
    close_roll(review.panels[0], actor=review.officer, at=now)


class TestHandIn:
    @pytest.mark.clause("G7.3", "G7.4")
    def test_until_when_to_the_minute_and_what_is_missing(self, review, browser):
        told = words(browser.get(at(review)))
        due = format_deadline(review_day.DUE + timedelta(seconds=1))
        assert f"請在 {due}以前繳交下列檔案" in told and "還缺 3 項" in told
        assert told.count("還沒有繳交") == 3 and "不必出席" not in told
        assert format_instant(review_day.MEETS) in told
        review.hand_in(at=timezone.now(), documents=["slides_pdf"])
        told = words(browser.get(at(review)))
        assert "還缺 2 項" in told and told.count("已繳交") == 1 and "簡報.pdf" in told

    @pytest.mark.clause("G7.4")
    def test_an_exchange_after_it_is_refused_with_the_clause_and_the_time(self, in_session, browser):
        told = words(browser.get(at(in_session)))
        assert "已經過了；檔案封存，不能繳交，也不能抽換" in told and told.count("已繳交") == 3
        page = page_of(browser.get(at(in_session, "documents/slides_pdf/")))
        assert 'type="file"' not in page and 'name="detach"' not in page

    @pytest.mark.clause("G7.4")
    def test_the_form_that_was_open_meanwhile_says_why(self, in_session, browser):
        from django.core.files.uploadedfile import SimpleUploadedFile

        late = SimpleUploadedFile("新.pdf", review_day.paper(11), content_type="application/pdf")
        answer = browser.post(at(in_session, "documents/slides_pdf/"), {"file": late})
        told = words(answer)
        assert answer.status_code == 422 and "期限之後不能繳交，也不能抽換" in told and "G7.4" in told


class TestLeave:
    @pytest.mark.clause("G7.6")
    def test_everything_that_is_wrong_at_its_field_and_nothing_lost(self, review, browser):
        where = at(review, "meeting/leave/")
        answer = browser.post(where, {"proxy": "黃小芬", "reason": " "})
        page = page_of(answer)
        assert answer.status_code == 422 and 'value="黃小芬" checked' in page
        assert "黃小芬（專員）在計畫書裡沒有註明具主管職，不能代理計畫主持人出席" in page
        assert "請填計畫主持人不能出席的原因" in page and page.count('href="#proxy"') == 1
        answer = browser.post(where, {"proxy": "王路人", "reason": "出國"})
        page = page_of(answer)
        assert "「王路人」不在提案計畫書的計畫人員名單裡" in page and ">出國</textarea>" in page
        assert not Leave.objects.exists()

    @pytest.mark.clause("G7.6")
    def test_taken_the_form_as_pdf_and_taken_back(self, review, browser):
        assert browser.get(at(review, "meeting/leave.pdf")).status_code == 404
        told = words(browser.post(at(review, "meeting/leave/"), {"proxy": "陳建宏", "reason": "出國"}, follow=True))
        assert "陳建宏代理林怡君出席" in told and "下載委託代理出席申請書" in told
        paper = browser.get(at(review, "meeting/leave.pdf"))
        assert paper["Content-Type"] == "application/pdf" and paper.content.startswith(b"%PDF")
        assert "陳建宏代理林怡君出席" in words(browser.get(at(review)))
        browser.post(at(review, "meeting/leave/withdraw/"))
        assert not Leave.objects.exists()
        assert "林怡君要出席" in words(browser.get(at(review)))

    @pytest.mark.clause("G7.6")
    def test_it_closes_when_the_meeting_starts(self, in_session, browser):
        where = at(in_session, "meeting/leave/")
        assert "已經開始，不能再辦理請假或更改代理人" in words(browser.get(where))
        answer = browser.post(where, {"proxy": "陳建宏", "reason": "塞車"})
        assert answer.status_code == 409 and "塞車" in words(answer)
        assert not Leave.objects.exists()

    def test_another_firm_finds_nothing(self, review):
        stranger = browser_of(review_day.firm(1))
        for rest in ("meeting/", "meeting/leave/", "meeting/leave.pdf"):
            assert stranger.get(at(review, rest)).status_code == 404


class TestRoom:
    @pytest.mark.clause("G7.7")
    def test_phase_by_phase_with_what_to_do(self, in_session, browser):
        where, panel = at(in_session, "meeting/"), in_session.panels[0]
        assert "點名中" in words(browser.get(where))
        call_roll(in_session, "林怡君")
        told = words(browser.get(where))
        assert "接下來：業者簡報" in told and "林怡君 計畫主持人，總經理 已報到" in told.replace("\u3000", " ")
        begin_phase(panel, "presentation", actor=in_session.officer, at=timezone.now() - timedelta(minutes=5))
        page = page_of(browser.get(where))
        on = Phase.objects.get(ended_at=None)
        until = (on.begun_at + timedelta(minutes=15)).astimezone(TAIPEI)
        assert "現在：業者簡報" in page and f"15 分鐘，到 {until:%H:%M:%S}" in page
        assert datetime.fromisoformat(re.search(r'data-until="([^"]+)"', page)[1]) == until
        begin_phase(panel, "questions", actor=in_session.officer, at=timezone.now())
        told = words(browser.get(where))
        assert "現在：委員提問" in told and "請先聽完並記下全部問題" in told

    @pytest.mark.clause("G7.4", "G7.7")
    def test_the_files_that_are_opened_and_nobody_of_the_panel(self, in_session, browser):
        told = words(browser.get(at(in_session, "meeting/")))
        assert "簡報.pptx" in told and "簡報.pdf" in told
        assert not any(name in told for name in review_day.MEMBERS)

    def test_as_many_statements_whatever_there_is(self, in_session, browser):
        def cost():
            browser.get(at(in_session, "meeting/"))
            with CaptureQueriesContext(connection) as captured:
                assert browser.get(at(in_session, "meeting/")).status_code == 200
            return len(captured)

        before = cost()
        call_roll(in_session, "林怡君", "陳建宏", "黃小芬")
        for nth, code in enumerate(("presentation", "questions", "answers")):
            when = timezone.now() + timedelta(seconds=nth)
            begin_phase(in_session.panels[0], code, actor=in_session.officer, at=when)
        assert cost() == before


class TestAfter:
    @pytest.mark.clause("G7.5", "G7.6")
    def test_who_did_not_come_reads_why_the_place_is_lost(self, in_session, browser):
        call_roll(in_session, "黃小芬")
        assert "不能進行簡報" in words(browser.get(at(in_session, "meeting/")))
        now = timezone.now()
        take_step(
            in_session.cases[0], "forfeit", reason="逾時未到", grounds=["no_leave"], actor=in_session.officer, at=now
        )
        told = words(browser.get(at(in_session)))
        assert "計畫主持人沒有出席，也沒有完成請假手續" in told and "逾時未到" in told

    @pytest.mark.clause("G7.3")
    def test_whoever_handed_in_too_late_reads_that(self, review, browser):
        sweep_clocks(at=review_day.DUE + timedelta(seconds=1))
        told = words(browser.get(at(review)))
        assert "沒有在期限內繳齊會議資料與簡報，取消參加審查會議的資格" in told

    @pytest.mark.clause("G7.2")
    def test_not_selected_with_grounds_and_reason(self, in_session, browser):
        call_roll(in_session, "林怡君")
        in_session.score(0, 0.5, at=timezone.now())
        now = timezone.now()
        take_step(
            in_session.cases[0], "not_select", reason="綜效不足", grounds=["theme"], actor=in_session.officer, at=now
        )
        told = words(browser.get(at(in_session)))
        assert "主題方向、整合方案或帶動合作成員的規劃，未達標準" in told and "綜效不足" in told

    @pytest.mark.clause("G7.2", "G9.1")
    def test_selected_with_the_award_and_the_way_to_the_contract(self, in_session, browser):
        call_roll(in_session, "林怡君")
        in_session.score(0, 0.9, at=timezone.now())
        kpi = {"name": "揀貨件數", "unit": "件", "baseline": "10", "target": "13"}
        award = Award(18_000_000, 9_000_000, 9_000_000, (kpi,), ("請補充維運人力",))
        settle_award(in_session.cases[0], award, actor=in_session.officer, at=timezone.now())
        take_step(in_session.cases[0], "select", actor=in_session.officer, at=timezone.now())
        told = words(browser.get(at(in_session)))
        assert "核定的補助款" in told and "9,000,000" in told and "請補充維運人力" in told and "揀貨件數" in told
        assert "前往「" in told


def test_the_case_page_costs_the_same_whoever_comes(in_session, browser):
    def cost():
        browser.get(at(in_session))
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(at(in_session)).status_code == 200
        return len(captured)

    before = cost()
    call_roll(in_session, "林怡君", "陳建宏", "黃小芬")
    assert cost() - before in (0, 1, 2)  # what an act adds to the history is one more actor to name
