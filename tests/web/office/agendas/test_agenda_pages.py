"""Asking for an agenda in the browser, looking at it, accepting it."""

import pytest

from xuzhi.panels.models import Panel
from xuzhi.panels.operations.enter_reviewer import enter_reviewer

from ....panels import contest

ASK = f"/office/agendas/{contest.CONTEST}/dish/"


@pytest.fixture
def dishes(firm, office, settings_made):
    for name in contest.TASTERS:
        enter_reviewer(contest.profile(name), actor=office, at=contest.AT)
    return [contest.at_tasting(firm, office, **{"dish.name": name}) for name in ("臭豆腐", "蚵仔煎")]


def posted(dishes, **changes):
    form = {
        "case": [str(each) for each in dishes],
        "members": "2",
        "minutes-": "30",
        "day-0": "2099-12-01",
        "times-0": "09:00-10:00",
        "rooms": "三樓會議室",
    }
    return form | changes


def test_the_kinds_page_leads_to_every_kind_on_which_panels_sit(browser, dishes):
    answer = browser.get("/office/agendas/", follow=True)
    assert answer.status_code == 200
    assert f"{contest.CONTEST}/dish/" in answer.content.decode() + str(answer.redirect_chain)


def test_what_waits_is_listed_with_the_roster(browser, dishes):
    page = browser.get(ASK).content.decode()
    assert "臭豆腐" in page and "蚵仔煎" in page and "甲委員" in page
    assert 'value="2"' in page


@pytest.mark.clause("G7.2")
def test_an_agenda_is_shown_as_a_table_and_stands_once_accepted(browser, dishes):
    answer = browser.post(ASK, posted(dishes))
    page = browser.get(answer["Location"]).content.decode()
    assert "09:00–09:30" in page and "09:30–10:00" in page and "採用這份議程" in page
    assert not Panel.objects.exists()
    browser.post(answer["Location"] + "accept/")
    assert "議程已經採用" in browser.get(answer["Location"]).content.decode()
    assert Panel.objects.count() == 2
    assert "目前沒有等待排會議的案件" in browser.get(ASK).content.decode()


def test_all_that_is_wrong_is_told_and_nothing_typed_is_lost(browser, dishes):
    wrong = posted(dishes, **{"members": "0", "times-0": "早上", "away": "路人 2099-12-01", "rooms": "甲\n甲"})
    answer = browser.post(ASK, wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    for sentence in (
        "每案的委員人數要在 2 到 15 位之間",
        "讀不出「2099-12-01 早上」",
        "第 1 行的「路人」",
        "名稱不能相同",
    ):
        assert sentence in page
    assert "早上" in page and "路人 2099-12-01" in page


def test_why_there_is_none_is_said(browser, dishes):
    answer = browser.post(ASK, posted(dishes, members="4"))
    page = browser.get(answer["Location"]).content.decode()
    assert "排不出符合全部條件的議程" in page and "要 4 位委員，沒有利益關係的只有 3 位" in page


def test_asking_costs_the_same_however_many_wait(browser, dishes, firm, office, django_assert_max_num_queries):
    with django_assert_max_num_queries(24):
        browser.get(ASK)
