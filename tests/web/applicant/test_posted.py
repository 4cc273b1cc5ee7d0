"""What was typed comes back as it was typed."""

from types import SimpleNamespace

from django.http import QueryDict

from xuzhi.web.applicant.posted import Posted, answer_id, answer_name, read_posted

NAME = SimpleNamespace(name="course.name", type="text")
DAYS = SimpleNamespace(name="course.days", type="choices")
ROOMS = SimpleNamespace(
    name="rooms",
    type="records",
    fields=(SimpleNamespace(name="name", type="text"), SimpleNamespace(name="seats", type="number")),
)
ALL = (NAME, DAYS, ROOMS)


def test_names_and_ids_of_inputs():
    assert answer_name("course.name") == "answer:course.name"
    assert answer_name("rooms", 0, "seats") == "answer:rooms:0:seats"
    assert answer_id("course.name") == "answer-course-name"
    assert answer_id("rooms", 0, "seats") == "answer-rooms-0-seats"


def test_a_question_that_was_not_on_the_page_is_left_out():
    assert read_posted(QueryDict("answer:course.name=x"), ALL) == Posted()


def test_values_and_versions():
    form = QueryDict(
        "seen:course.name=3&answer:course.name= 深夜 &seen:course.days=0&answer:course.days=mon&answer:course.days=fri"
    )
    assert read_posted(form, ALL) == Posted(
        answers={"course.name": " 深夜 ", "course.days": ["mon", "fri"]}, seen={"course.name": 3, "course.days": 0}
    )


def test_boxes_all_unticked_are_an_empty_list():
    assert read_posted(QueryDict("seen:course.days=2"), ALL).answers == {"course.days": []}


def test_rows_without_the_blank_ones():
    form = QueryDict("seen:rooms=1&rows:rooms=3&answer:rooms:0:name=一&answer:rooms:0:seats=&answer:rooms:2:seats=4")
    assert read_posted(form, ALL).answers == {"rooms": [{"name": "一", "seats": ""}, {"name": "", "seats": "4"}]}


def test_a_removed_row_is_taken_out_and_an_added_one_asked_for():
    rows = "seen:rooms=1&rows:rooms=2&answer:rooms:0:name=一&answer:rooms:1:name=二"
    removed = read_posted(QueryDict(rows + "&remove=rooms:0"), ALL)
    assert (removed.answers, removed.removed) == ({"rooms": [{"name": "二", "seats": ""}]}, ("rooms", 0))
    assert read_posted(QueryDict(rows + "&add=rooms"), ALL).added == "rooms"


def test_mine_is_sent_over_the_others_version_and_theirs_is_not_sent():
    form = QueryDict("seen:course.name=3&answer:course.name=x&mine=course.name:7")
    assert read_posted(form, ALL).seen == {"course.name": 7}
    given_up = read_posted(QueryDict("seen:course.name=3&answer:course.name=x&theirs=course.name"), ALL)
    assert (given_up.answers, given_up.theirs) == ({}, {"course.name"})


def test_nonsense_where_numbers_belong_does_no_harm():
    form = QueryDict("seen:rooms=abc&rows:rooms=99999999&remove=rooms:x&mine=oops")
    posted = read_posted(form, ALL)
    assert (posted.seen, posted.answers, posted.removed) == ({"rooms": 0}, {"rooms": []}, None)
