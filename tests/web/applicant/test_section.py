"""Filling in: every type of question, saving as one types, rows, two people at once."""

import re

import pytest
from django.utils import timezone

from xuzhi.casework.queries.task_list import task_list

from . import school

TYPED = {
    "answer:course.name": "深夜拉麵",
    "answer:course.about": "熬湯\n與製麵",
    "answer:course.fee": "4,800",
    "answer:course.weeks": "8",
    "answer:course.starts_on": "116/3/1",
    "answer:course.opens_at": "116/1/5 09:00",
    "answer:course.cooking": "no",
    "answer:course.days": ["mon", "fri"],
    "answer:course.site": "https://ramen.test/",
    "answer:course.partner": "22099131",
}
STORED = {
    "course.name": "深夜拉麵",
    "course.about": "熬湯\n與製麵",
    "course.fee": 4800,
    "course.weeks": 8,
    "course.starts_on": "2027-03-01",
    "course.opens_at": "2027-01-05T09:00:00+08:00",
    "course.cooking": False,
    "course.days": ["mon", "fri"],
    "course.site": "https://ramen.test/",
    "course.partner": "22099131",
}


def form(**more):
    seen = {f"seen:{name.partition(':')[2]}": "0" for name in TYPED}
    return TYPED | seen | more


def stored(case_id, user):
    sections = task_list(case_id, actor=school.as_applicant(user), at=timezone.now()).sections
    return {each.question.name: each for section in sections for each in section.questions}


@pytest.fixture
def case_id(owner):
    return school.opened(owner)


@pytest.fixture
def course(case_id):
    return f"/apply/cases/{case_id}/sections/course/"


@pytest.fixture
def rooms(case_id):
    return f"/apply/cases/{case_id}/sections/rooms/"


def test_every_type_is_drawn(browser, course):
    page = browser.get(course).content.decode()
    for name in TYPED:
        assert f'name="{name}"' in page
    assert 'name="answer:course.extinguishers"' not in page  # nobody has said that there will be fire


def test_every_type_is_saved_and_one_goes_on(browser, course, case_id, owner):
    answer = browser.post(course, form())
    assert (answer.status_code, answer["Location"]) == (302, f"/apply/cases/{case_id}/sections/rooms/")
    answers = stored(case_id, owner)
    assert {name: answers[name].value for name in STORED} == STORED


def test_stored_answers_are_shown_as_one_writes_them(browser, course):
    browser.post(course, form())
    page = browser.get(course).content.decode()
    for shown in ('value="4,800"', 'value="116/3/1"', 'value="116/1/5 09:00"', 'value="22099131"', "與製麵</textarea>"):
        assert shown in page


def test_what_cannot_be_read_is_kept_and_said_at_the_top_and_at_the_field(browser, course, case_id, owner):
    answer = browser.post(course, form(**{"answer:course.fee": "四千八", "answer:course.partner": "12345678"}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#answer-course-fee"' in page and 'href="#answer-course-partner"' in page
    assert 'value="四千八"' in page and 'value="12345678"' in page
    answers = stored(case_id, owner)
    assert (answers["course.fee"].raw, answers["course.name"].value) == ("四千八", "深夜拉麵")
    assert 'value="四千八"' in browser.get(course).content.decode()


def test_answers_that_raise_questions_bring_one_back_here(browser, course):
    answer = browser.post(course, form(**{"answer:course.cooking": "yes"}))
    assert answer["Location"].startswith(course + "?came=1#answer-course-extinguishers")
    assert 'name="answer:course.extinguishers"' in browser.get(answer["Location"]).content.decode()


def test_saving_for_later_leads_to_the_list(browser, course, case_id):
    assert browser.post(course, form(go="list"))["Location"] == f"/apply/cases/{case_id}/"


def test_rows_are_added_and_removed_without_script(browser, rooms, case_id, owner):
    row = {"seen:rooms": "0", "rows:rooms": "1", "answer:rooms:0:name": "一樓", "answer:rooms:0:seats": "30"}
    answer = browser.post(rooms, row | {"answer:rooms:0:country": "TW", "add": "rooms"})
    page = browser.get(answer["Location"]).content.decode()
    assert 'name="answer:rooms:1:name"' in page and 'name="answer:rooms:2:name"' not in page
    rows = {"seen:rooms": "1", "rows:rooms": "2", "answer:rooms:0:name": "一樓", "answer:rooms:0:seats": "30"}
    rows |= {"answer:rooms:0:country": "TW", "answer:rooms:1:name": "二樓", "answer:rooms:1:seats": "20"}
    browser.post(rooms, rows | {"answer:rooms:1:country": "TW", "remove": "rooms:0"})
    assert [row["name"] for row in stored(case_id, owner)["rooms"].value] == ["二樓"]


def test_a_wrong_cell_is_linked_by_itself(browser, rooms):
    row = {"seen:rooms": "0", "rows:rooms": "1", "answer:rooms:0:name": "一樓", "answer:rooms:0:seats": "很多"}
    page = browser.post(rooms, row | {"answer:rooms:0:country": "TW"}).content.decode()
    assert 'href="#answer-rooms-0-seats"' in page and 'id="answer-rooms-0-seats-error"' in page
    again = browser.get(rooms).content.decode()
    assert 'value="很多"' in again and 'id="answer-rooms-0-seats-error"' in again


def test_saving_as_one_types_tells_the_hour_and_the_new_version(browser, case_id, owner):
    where = f"/apply/cases/{case_id}/sections/course/autosave/"
    data = {"seen:course.name": "0", "answer:course.name": "深夜拉麵", "seen:course.fee": "0", "answer:course.fee": ""}
    page = browser.post(where, data, headers={"HX-Request": "true"}).content.decode()
    assert re.search(r"已儲存 \d\d:\d\d", page)
    assert 'id="seen-course-name" value="1"' in page and "seen-course-fee" not in page
    assert stored(case_id, owner)["course.name"].value == "深夜拉麵"


def test_saving_as_one_types_brings_the_questions_that_are_raised(browser, case_id):
    where = f"/apply/cases/{case_id}/sections/course/autosave/"
    page = browser.post(where, {"seen:course.cooking": "0", "answer:course.cooking": "yes"}).content.decode()
    assert 'id="question-course-extinguishers"' in page and 'name="answer:course.extinguishers"' in page


def test_two_people_see_both_answers_and_choose(owner, colleague, course, case_id):
    first, second = school.browser_of(owner), school.browser_of(colleague)
    first.post(course, {"seen:course.name": "0", "answer:course.name": "深夜拉麵"})
    answer = second.post(course, {"seen:course.name": "0", "answer:course.name": "清晨豆漿"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<dd>深夜拉麵</dd>" in page and "<dd>清晨豆漿</dd>" in page and "林怡君" in page
    assert 'value="清晨豆漿"' in page
    assert stored(case_id, owner)["course.name"].value == "深夜拉麵"

    theirs = {"seen:course.name": "0", "answer:course.name": "清晨豆漿", "theirs": "course.name"}
    assert second.post(course, theirs).status_code == 302
    assert stored(case_id, owner)["course.name"].value == "深夜拉麵"

    mine = {"seen:course.name": "0", "answer:course.name": "清晨豆漿", "mine": "course.name:1"}
    assert second.post(course, mine).status_code == 302
    assert stored(case_id, owner)["course.name"].value == "清晨豆漿"


def test_the_same_answer_twice_is_no_conflict(browser, course):
    data = {"seen:course.name": "0", "answer:course.name": "深夜拉麵"}
    assert [browser.post(course, data).status_code for _ in range(2)] == [302, 302]


def test_what_a_register_filled_in_stands_with_its_day_and_can_be_disputed(browser, case_id, owner):
    firm = f"/apply/cases/{case_id}/sections/firm/"
    page = browser.get(firm).content.decode()
    assert school.NAME in page and "由公司登記資料帶入（" in page and "核准設立" in page
    assert 'name="answer:company.name"' in page and 'name="answer:company.status"' not in page
    left = {
        "seen:company.name": "0",
        "answer:company.name": "",
        "seen:contact.email": "0",
        "answer:contact.email": "a@b.test",
    }
    browser.post(firm, left)
    assert stored(case_id, owner)["company.name"].source == "register"
    browser.post(firm, left | {"answer:company.name": "晨光飲食股份有限公司", "seen:contact.email": "1"})
    disputed = stored(case_id, owner)["company.name"]
    assert (disputed.source, disputed.value) == ("disputed", "晨光飲食股份有限公司")
    version = str(disputed.version)
    browser.post(firm, left | {"seen:company.name": version, "seen:contact.email": "1"})
    assert stored(case_id, owner)["company.name"].source == "register"


def test_nothing_is_lost_when_the_case_cannot_be_changed_any_more(owner, browser):
    case_id = school.submitted(owner)
    where = f"/apply/cases/{case_id}/sections/course/"
    page = browser.get(where).content.decode()
    assert "深夜拉麵" in page and 'name="answer:course.name"' not in page
