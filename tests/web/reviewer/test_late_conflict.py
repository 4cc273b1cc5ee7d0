"""A reviewer of grants finds a conflict after the material, or the scores, have been opened (G7.2)."""

import re
from datetime import timedelta

import pypdfium2
import pytest
from django.test import Client
from django.utils import timezone

from xuzhi.casework.models import Case, GivenFact
from xuzhi.casework.operations.sweep_clocks import sweep_clocks
from xuzhi.casework.operations.take_step import take_step
from xuzhi.engine.steps import StepNotAllowed
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import TAIPEI
from xuzhi.panels.locking import look
from xuzhi.panels.models import Panel, ScoreSheet, Seat, Sitting
from xuzhi.panels.operations.arrange_sitting import arrange_sitting
from xuzhi.panels.operations.place_on_agenda import place_on_agenda
from xuzhi.panels.slides import slides_of

from ...programmes import review_day
from .browsing import begin_meeting, browser_of, page_of

pytestmark = [pytest.mark.clause("G7.2")]
PARTNER = {"party": "0", "note": "配偶在這家公司任職"}


@pytest.fixture(autouse=True)
def _own_programmes_and_folder(settings, tmp_path):
    settings.XUZHI_DATA = tmp_path
    settings.XUZHI_FILES = ""


@pytest.fixture
def review(db, monkeypatch):
    """A plan whose meeting began half an hour ago, and two on the roster who do not sit."""
    now = timezone.now().astimezone(TAIPEI).replace(microsecond=0)
    monkeypatch.setattr(review_day, "MEETS", now + timedelta(days=10))
    monkeypatch.setattr(review_day, "DUE", now + timedelta(days=5))
    office = review_day.set_up()
    firm = review_day.firm()
    found = review_day.Review(office, [(firm, review_day.qualified(firm, office))])
    found.hand_in(at=now)
    sweep_clocks(at=review_day.DUE + timedelta(seconds=1))
    found.others = [found._member(name) for name in ("丁委員", "戊委員")]
    begin_meeting()
    return found


@pytest.fixture
def office(review) -> Client:
    return browser_of(review.officer)


def at(panel, rest=""):
    return f"/review/panels/{panel}/{rest}"


def of_office(review, rest=""):
    return f"/office/cases/{review.cases[0]}/panel/{rest}"


def points(share: float) -> dict[str, str]:
    most = {"theme": 40, "output": 30, "capability": 30}
    return {f"points-{name}": str(most[name] * share) for name in most} | {f"reason-{name}": "理由" for name in most}


def sits_down(panel, member: Actor) -> Client:
    browser = browser_of(member)
    browser.post(at(panel, "pledge/"), {"agree": "yes"})
    browser.post(at(panel, "declare/"), {"conflict": "no"})
    return browser


def minutes_of(office: Client, review, nth: int) -> str:
    office.post(of_office(review, "minutes/"))
    document = pypdfium2.PdfDocument(office.get(of_office(review, f"minutes/{nth}.pdf")).content)
    return re.sub(r"\s", "", "".join(page.get_textpage().get_text_range() for page in document))


def test_after_the_slides_were_read_and_points_handed_in_the_seat_is_filled_again(review, office):
    panel, (tied, *rest) = review.panels[0], review.members
    browser = browser_of(tied)
    assert browser.get(at(panel)).status_code == 200
    slide = next(each for each in slides_of(look(panel, timezone.now())) if each.document == "slides_pdf")
    assert browser.get(at(panel, f"slides/{slide.id}/")).status_code == 200
    browser.post(at(panel), points(1.0) | {"hand_in": "1"})
    assert Seat.objects.get(panel=panel, reviewer_id=tied.id).handed_in_at is not None

    assert "現在才知道有利益關係" in page_of(browser.get(at(panel)))
    browser.post(at(panel, "conflict/"), PARTNER)
    seat = Seat.objects.get(panel=panel, reviewer_id=tied.id)
    assert (seat.in_conflict, seat.voided_at is not None) == (True, True)
    assert not ScoreSheet.objects.filter(panel_id=panel, reviewer_id=tied.id).exists()
    for page in (at(panel), at(panel, f"slides/{slide.id}/"), at(panel, "minutes/1.pdf")):
        assert browser.get(page).status_code == 403

    told = page_of(office.get(of_office(review)))
    assert "自行申報利益關係，迴避" in told and "評分已作廢" in told
    assert re.search(r"退出以前看過 2 次（閱覽案件、下載或閱覽附件），最後一次是 \d+ 年", told)
    assert "已因利益關係迴避這件案件" in told
    office.post(of_office(review, "members/"), {"reviewer": [tied.id, review.others[0].id]})
    assert set(Seat.objects.filter(panel=panel, withdrawn_at=None).values_list("name", flat=True)) == {
        "乙委員", "丙委員", "丁委員",
    }  # fmt: skip
    office.post(of_office(review, "invitations/"))
    for member in rest:
        browser_of(member).post(at(panel), points(0.8) | {"hand_in": "1"})
    assert "已交 2／3 位" in page_of(office.get(of_office(review, "scores/")))
    sits_down(panel, review.others[0]).post(at(panel), points(0.5) | {"hand_in": "1"})
    office.post(of_office(review, "scores/open/"))
    row = Panel.objects.get(id=panel)
    assert (row.quorate, row.passed, row.total, row.result["members"]) == (True, True, 70, 3)
    said = minutes_of(office, review, 1)
    assert "甲委員甲委員的大學自行申報利益關係，迴避" in said and "評分作廢" in said
    assert "退出以前看過2次（閱覽案件、下載或閱覽附件）" in said


def test_after_the_scores_were_opened_the_quorum_is_judged_anew_and_another_panel_decides(review, office):
    panel, (first, second, third) = review.panels[0], review.members
    for member in review.members:
        browser_of(member).post(at(panel), points(0.9) | {"hand_in": "1"})
    office.post(of_office(review, "scores/open/"))
    assert Panel.objects.get(id=panel).passed is True
    first_minutes = minutes_of(office, review, 1)
    assert "甲委員" in first_minutes and "評分作廢" not in first_minutes

    for member in (first, second):
        browser = browser_of(member)
        assert "總平均" in page_of(browser.get(at(panel)))  # the scores of all
        browser.post(at(panel, "conflict/"), PARTNER)
        assert browser.get(at(panel)).status_code == 403
    told = page_of(office.get(of_office(review, "scores/")))
    assert "有效評分的委員 1 位，不足最低的 2 位，不能作成決定。" in told
    assert "閱覽各委員的評分" in page_of(office.get(of_office(review)))
    with pytest.raises(StepNotAllowed):
        take_step(review.cases[0], "select", actor=review.officer, at=timezone.now())
    said = minutes_of(office, review, 3)
    assert "不足最低的2位" in said and said.count("評分作廢") == 2 and "閱覽各委員的評分" in said

    office.post(of_office(review, "form/"))
    again = Panel.objects.get(case_id=review.cases[0], nth=2).id
    told = GivenFact.objects.filter(case_id=review.cases[0], name="panel.total").values_list("value", flat=True)
    assert not any(told)
    office.post(of_office(review, "members/"), {"reviewer": [first.id, third.id, *(each.id for each in review.others)]})
    assert set(Seat.objects.filter(panel=again).values_list("name", flat=True)) == {"丙委員", "丁委員", "戊委員"}
    sitting = arrange_sitting(review_day.PROGRAMME, review_day.meeting(), actor=review.officer, at=timezone.now())
    place_on_agenda(again, sitting, actor=review.officer, at=timezone.now())
    office.post(of_office(review, "invitations/"))
    assert Case.objects.get(id=review.cases[0]).stage == "hearing"  # what was handed in stays as it was frozen
    begin_meeting()
    assert Sitting.objects.get(id=sitting).panels.count() == 1
    for member in (third, *review.others):
        sits_down(again, member).post(at(again), points(0.6) | {"hand_in": "1"})
    office.post(of_office(review, "scores/open/"))
    row = Panel.objects.get(id=again)
    assert (row.quorate, row.passed, row.total) == (True, False, 60)


def test_after_the_decision_the_office_is_told_that_it_does_not_change_by_itself(review, office):
    panel = review.panels[0]
    for member in review.members:
        browser_of(member).post(at(panel), points(0.5) | {"hand_in": "1"})
    office.post(of_office(review, "scores/open/"))
    grounds = ["theme"]
    take_step(
        review.cases[0], "not_select", actor=review.officer, at=timezone.now(), reason="未達標準", grounds=grounds
    )
    assert "才申報利益關係並迴避" not in page_of(office.get(of_office(review, "scores/")))
    browser_of(review.members[0]).post(at(panel, "conflict/"), PARTNER)
    told = page_of(office.get(of_office(review, "scores/")))
    assert "案件作成決定之後，甲委員才申報利益關係並迴避" in told and "請報主辦單位決定怎麼處理" in told
    assert Case.objects.get(id=review.cases[0]).stage == "not_selected"
