"""A member in the meeting: frozen slides, the time that is left, criteria of the category, minutes to confirm."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from xuzhi.casework.operations.sweep_clocks import sweep_clocks
from xuzhi.kernel.roc import TAIPEI
from xuzhi.panels.models import Confirmation, Sitting
from xuzhi.panels.operations.begin_phase import begin_phase
from xuzhi.panels.operations.close_roll import close_roll
from xuzhi.panels.operations.make_minutes import make_minutes
from xuzhi.panels.operations.note_attendance import note_attendance

from ...programmes import review_day
from .browsing import browser_of, page_of


@pytest.fixture(autouse=True)
def _own_programmes_and_folder(settings, tmp_path):
    settings.XUZHI_DATA = tmp_path
    settings.XUZHI_FILES = ""


@pytest.fixture
def review(db, monkeypatch):
    """A plan for smart operations whose meeting began half an hour ago, everything handed in."""
    now = timezone.now().astimezone(TAIPEI).replace(microsecond=0)
    monkeypatch.setattr(review_day, "MEETS", now + timedelta(days=10))
    monkeypatch.setattr(review_day, "DUE", now + timedelta(days=5))
    office = review_day.set_up()
    firm = review_day.firm()
    found = review_day.Review(office, [(firm, review_day.qualified(firm, office))])
    found.hand_in(at=now)
    sweep_clocks(at=review_day.DUE + timedelta(seconds=1))
    Sitting.objects.update(starts_at=now - timedelta(minutes=30))
    return found


@pytest.fixture
def browser(review):
    return browser_of(review.members[0])


def at(review, rest=""):
    return f"/review/panels/{review.panels[0]}/{rest}"


def present(review, code="presentation"):
    note_attendance(review.panels[0], "林怡君", present=True, actor=review.officer, at=timezone.now())
    close_roll(review.panels[0], actor=review.officer, at=timezone.now())
    begin_phase(review.panels[0], code, actor=review.officer, at=timezone.now())


class TestMeeting:
    @pytest.mark.clause("G7.4", "G7.7")
    def test_the_frozen_slides_page_by_page_and_the_timer(self, review, browser):
        present(review)
        page = page_of(browser.get(at(review)))
        assert "data-until=" in page and "簡報.pptx" in page and "委員提問" in page
        shown = re.search(r'href="([^"]+/slides/[^"]+)"[^>]*>簡報\.pdf', page)[1]
        slide = page_of(browser.get(shown + "?page=3"))
        assert "第 3／7 頁" in slide and 'href="?page=2"' in slide and 'href="?page=4"' in slide
        picture = re.search(r'<img class="sheet__page" src="([^"]+)"', slide)[1]
        assert browser.get(picture)["Content-Type"] == "image/png"

    def test_what_the_meeting_does_not_open_is_not_there(self, review, browser):
        assert browser.get(at(review, "slides/0e5d1a52-0000-4000-8000-00000000000f/")).status_code == 404

    @pytest.mark.clause("G8.A", "G8.B", "G8.C", "G8.D")
    def test_the_criteria_of_the_category_and_no_others(self, review, browser):
        page = page_of(browser.get(at(review)))
        assert re.findall(r'id="criterion-(\w+)"', page) == ["theme", "output", "capability"]
        assert [int(each) for each in re.findall(r"配分 (\d+) 分", page)] == [40, 30, 30]

    @pytest.mark.clause("G8.A")
    def test_scoring_is_locked_until_the_weights_come_to_100(self, request, monkeypatch):
        monkeypatch.setitem(review_day.SETTINGS, "weight_theme", 39)
        review = request.getfixturevalue("review")
        page = page_of(browser_of(review.members[0]).get(at(review)))
        assert (
            "各項配分合計 99，應為 100" in page and 'name="hand_in"' not in page and 'name="points-theme"' not in page
        )

    @pytest.mark.clause("G7.2")
    def test_members_by_the_hundred_are_folded_and_can_be_named(self, review, browser):
        page = page_of(browser.get(at(review, "conflict/")))
        assert "供應鏈夥伴（199 家）" in page and page.count('name="party"') == 200
        told = browser.post(at(review, "conflict/"), {"party": ["70"], "note": "配偶任職"}, follow=True)
        assert "辦理迴避" in page_of(told)
        for rest in ("", "minutes/1.pdf", "conflict/"):
            assert browser.get(at(review, rest)).status_code == 403

    def test_as_many_statements_whatever_there_is(self, review, browser):
        def cost():
            browser.get(at(review))
            with CaptureQueriesContext(connection) as captured:
                assert browser.get(at(review)).status_code == 200
            return len(captured)

        before = cost()
        present(review)
        assert cost() == before


class TestMinutes:
    @pytest.mark.clause("G7.2")
    def test_they_are_read_and_confirmed_by_members_alone(self, review, browser):
        present(review)
        review.score(0, 0.9, at=timezone.now())
        assert "承辦人製作會議紀錄之後" in page_of(browser.get(at(review)))
        assert browser.get(at(review, "minutes/1.pdf")).status_code == 404
        make_minutes(review.panels[0], actor=review.officer, at=timezone.now())
        paper = browser.get(at(review, "minutes/1.pdf"))
        assert paper["Content-Type"] == "application/pdf" and paper.content.startswith(b"%PDF")
        page = page_of(browser.post(at(review, "minutes/1/confirm/"), follow=True))
        row = Confirmation.objects.get()
        assert str(row.reviewer_id) == review.members[0].id and "已確認會議紀錄" in page and "您已於" in page
        assert 'name="confirm"' not in page and "確認會議紀錄</button>" not in page
        assert browser_of(review.firms[0]).get(at(review, "minutes/1.pdf")).status_code == 403

    @pytest.mark.clause("G7.2")
    def test_a_conflict_found_after_the_opening_makes_them_outdated_for_the_rest(self, review, browser):
        review.score(0, 0.9, at=timezone.now())
        make_minutes(review.panels[0], actor=review.officer, at=timezone.now())
        gone = browser_of(review.members[2])
        gone.post(at(review, "conflict/"), {"party": ["0"], "note": "親屬"})
        assert gone.get(at(review, "minutes/1.pdf")).status_code == 403
        page = page_of(browser.get(at(review)))
        assert "這份不再適用" in page and "確認會議紀錄</button>" not in page
        told = page_of(browser.post(at(review, "minutes/1/confirm/"), follow=True))
        assert "請等承辦人重新製作會議紀錄" in told and not Confirmation.objects.exists()
