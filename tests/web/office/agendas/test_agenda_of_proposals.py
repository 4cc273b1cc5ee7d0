"""An agenda for grant proposals, from what waits to letters that went out, without moving a sitting by hand (G7.2)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from xuzhi.casework.models import Case, ClockRow
from xuzhi.kernel.roc import TAIPEI
from xuzhi.notices.models import Notice
from xuzhi.panels.models import Sitting
from xuzhi.panels.operations.enter_reviewer import enter_reviewer
from xuzhi.panels.profiles import Profile

from ....programmes import review_day
from ....programmes.review_day import CALLED, MEMBERS, PROGRAMME
from ...reviewer.browsing import browser_of, page_of

ASK = f"/office/agendas/{PROGRAMME}/proposal/"
DAY = (timezone.now() + timedelta(days=30)).astimezone(TAIPEI).date()
UNTIL = DAY - timedelta(days=7)
REST = {
    "material_day": UNTIL.isoformat(),
    "material_time": "17:00",
    "phase-presentation": "15",
    "phase-questions": "10",
    "phase-answers": "10",
}


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.XUZHI_DATA = tmp_path


@pytest.fixture
def proposed(db):
    """The page of an agenda of two proposals, 40 minutes each."""
    office = review_day.set_up()
    cases = [review_day.qualified(review_day.firm(nth), office) for nth in (0, 1)]
    for name in MEMBERS:
        profile = Profile(name=name, email=f"{ord(name[0])}@expert.test", organisation=f"{name}的大學")
        enter_reviewer(profile, actor=office, at=CALLED)
    browser = browser_of(office)
    asked = {"case": cases, "members": "3", "minutes-smart_operations": "40", "rooms": "三樓", "day-0": DAY.isoformat()}
    asked |= {"times-0": "09:00-12:00", "note": "", "away": "", "most": ""}
    answer = browser.post(ASK, asked)
    assert answer.status_code == 302, page_of(answer)
    return browser, answer["Location"], cases


@pytest.mark.clause("G7.2", "G7.3", "G7.7")
def test_accepted_with_the_rest_and_invited_at_once(proposed):
    browser, here, cases = proposed
    page = page_of(browser.get(here))
    assert 'name="material_day"' in page and "業者簡報幾分鐘" in page
    done = page_of(browser.post(here + "accept/", REST, follow=True))
    assert "議程已經採用" in done and "還有 2 案沒有寄開會通知" in done
    first, second = Sitting.objects.order_by("starts_at")
    assert (second.starts_at - first.starts_at, first.minutes) == (timedelta(minutes=40), 40)
    assert first.material_until.astimezone(TAIPEI).strftime("%Y-%m-%d %H:%M") == f"{UNTIL} 17:00"
    assert (
        first.phases
        == second.phases
        == [
            {"code": "presentation", "minutes": 15},
            {"code": "questions", "minutes": 10},
            {"code": "answers", "minutes": 10},
        ]
    )
    done = page_of(browser.post(here + "invitations/", follow=True))
    assert "已寄出 8 封開會通知" in done and "沒有寄開會通知" not in done
    assert set(Case.objects.filter(id__in=cases).values_list("stage", flat=True)) == {"material"}
    assert ClockRow.objects.filter(clock="material", state="running").count() == 2
    assert Notice.objects.filter(rule="review_meeting").count() == 2


@pytest.mark.clause("G7.3")
def test_what_is_missing_is_told_at_its_field_and_nothing_is_lost(proposed):
    browser, here, _ = proposed
    refused = browser.post(here + "accept/", REST | {"material_day": "", "phase-answers": "0"})
    page = page_of(refused)
    assert refused.status_code == 422 and not Sitting.objects.exists()
    assert 'href="#material_day"' in page and 'href="#phase-answers"' in page and 'value="15"' in page
    late = page_of(browser.post(here + "accept/", REST | {"material_day": (DAY + timedelta(days=1)).isoformat()}))
    assert "晚於會議開始的時間" in late
    long = page_of(browser.post(here + "accept/", REST | {"phase-presentation": "30"}))
    assert "各程序合計 50 分鐘，超過會議的 40 分鐘。" in long and 'href="#minutes"' in long


def test_the_page_costs_the_same_after_as_before(proposed, django_assert_max_num_queries):
    browser, here, _ = proposed
    with django_assert_max_num_queries(16):
        browser.get(here)
