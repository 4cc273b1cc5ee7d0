"""Cases are found by number, firm, subject and what was handed in, in any spelling."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from xuzhi.casework.queries.found_in import found_in
from xuzhi.casework.queries.queue import queue, queue_ids, queue_rows
from xuzhi.casework.queries.shapes import QueueFilters

from . import market
from .market import AT


def found(text, **more):
    return [row.number for row in queue(QueueFilters(text=text, anywhere=True, **more), at=AT).rows]


@pytest.fixture
def two(firm, other_firm):
    """A stall of one firm, with what came before it, and the other's application."""
    market.with_code(firm)
    stall = market.stall(firm, "臺北豆花ＡＩ")
    market.submit_case(stall, actor=firm, at=AT)
    market.submitted(other_firm)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("晨光", ["NM-115-00001", "NM-115-00002"]),
        ("暮", ["NM-115-00003"]),
        ("色", ["NM-115-00003"]),
        ("小吃", ["NM-115-00001", "NM-115-00002", "NM-115-00003"]),
        ("ＮＭ－１１５－００００２", ["NM-115-00002"]),
        ("24549210", ["NM-115-00001", "NM-115-00002"]),
        ("22099", ["NM-115-00003"]),
        ("台北", ["NM-115-00002"]),
        ("臺北豆花 ai", ["NM-115-00002"]),
        ("service@chenguang", ["NM-115-00001", "NM-115-00003"]),
        ("暮色 豆花", []),
        ("!?", []),
        ("沒有這種攤", []),
    ],
)
def test_found(two, text, numbers):
    assert sorted(found(text)) == numbers


def test_a_draft_s_answers_are_the_firm_s_own(firm):
    market.filled(firm, **{"contact.email": "geheim@chenguang.test"})
    assert found("geheim") == []


def test_where_the_words_stand(two):
    rows = queue(QueueFilters(text="service", anywhere=True, kind="stallholder", stage="review"), at=AT).rows
    assert [row.number for row in rows] == ["NM-115-00003"]
    (places,) = found_in(rows, "ＳＥＲＶＩＣＥ 暮色", at=AT).values()
    assert [(each.label, each.before, each.found, each.after) for each in places] == [
        ("聯絡信箱", "", "service", "@chenguang.test")
    ]
    assert found_in(rows, "暮色", at=AT)[rows[0].id] == ()


def test_four_statements_whatever_is_found(two, firm):
    def cost(text):
        with CaptureQueriesContext(connection) as captured:
            queue(QueueFilters(text=text, anywhere=True), at=AT)
        return len(captured)

    assert cost("小吃") == cost("晨光") == cost("沒有") == 4


def test_facets_count_what_each_choice_would_give(two):
    page = queue(QueueFilters(kind="stallholder", turn="applicant"), at=AT)
    assert page.total == 0
    assert page.facets["turn"] == (("office", "承辦人", 1),)
    assert page.facets["kind"] == ()


def test_all_of_it_for_a_file(two):
    ids = queue_ids(QueueFilters(), at=AT)
    assert [row.number for row in queue_rows(ids, at=AT)] == ["NM-115-00002", "NM-115-00003"]
