"""How well the right solutions are found. The set is labelled by hand: docs/search.md tells how."""

import uuid
from math import log2

import pytest

from xuzhi.marketplace.indexing import put_in_index
from xuzhi.marketplace.models import Listing
from xuzhi.marketplace.queries import Wanted, search

from .answering import answers, judged_all
from .demo import put_demo_catalogue
from .judging import labelled, means, ndcg, recall

# (nDCG@10, recall@20) by sort: what is reached, rounded down. Nothing was settled by `held_out`.
BOUNDS = {
    "words": (0.95, 0.95),
    "names": (0.99, 0.99),
    "short": (0.92, 0.95),
    "english": (0.90, 0.91),
    "typos": (0.96, 0.97),
    "width": (0.94, 0.97),
    "paraphrases": (0.91, 0.92),
    "paragraphs": (0.89, 0.85),
    "held_out": (0.82, 0.92),
    "all": (0.93, 0.94),
}


def test_the_measures():
    right = {"甲": 3, "乙": 2, "丙": 1}
    assert ndcg(["甲", "乙", "丙"], right) == 1.0
    assert ndcg(["丁", "甲"], right) == (7 / log2(3)) / (7 + 3 / log2(3) + 1 / 2)
    assert recall(["丙", "乙"], right) == 0.5
    assert recall(["丙"] * 20 + ["甲", "乙"], right) == 0.0


def test_the_set_is_large_and_names_only_what_there_is(db):
    names = set(put_demo_catalogue().values())
    questions = labelled()
    assert len(questions) >= 120
    assert len({(each.sort, each.text) for each in questions}) == len(questions)
    assert {name for each in questions for name in each.right} - names == set()
    assert [each.text for each in questions if 3 not in each.right.values()] == []


def test_the_right_solutions_are_found(db):
    reached = means(judged_all())
    below = {
        sort: (reached[sort][1:], bounds)
        for sort, bounds in BOUNDS.items()
        if reached[sort][1] < bounds[0] or reached[sort][2] < bounds[1]
    }
    assert set(reached) == set(BOUNDS)
    assert below == {}


STUFFINGS = {
    "one word in the summary": {"solution.summary": "排班" * 30},
    "one word in the description": {"solution.description": "排班 " * 2_000},
    "every word in the description": {
        "solution.description": "排班 排程 客服 庫存 預約 會員 發票 對帳 行銷 文案 報價 維修 盤點 效期 品檢 物流 " * 40
    },
    "every word as a function": {
        "solution.functions": [
            {"name": word, "description": word * 20}
            for word in ("排班", "排程", "客服", "庫存", "預約", "會員", "發票", "對帳", "行銷", "文案", "報價", "維修")
            * 3
        ]
    },
}


@pytest.mark.parametrize("stuffing", STUFFINGS)
def test_stuffing_does_not_help(db, stuffing):
    """A listing that says a word over and over, or every word, does not come before those that answer."""
    put_demo_catalogue()
    facts = {"solution.name": "萬用方案", "solution.summary": "各行各業都適用。", **STUFFINGS[stuffing]}
    model = Listing.objects.first()
    model.id, model.slug, model.name = uuid.UUID(int=9_999), "stuffed", "萬用方案"
    model.summary, model.facts = facts["solution.summary"], facts
    model.save(force_insert=True)
    put_in_index(model)
    assert answers("words", "排班")[:2] in (["食刻排班", "居服排班"], ["居服排班", "食刻排班"])
    assert "萬用方案" not in answers("words", "客服")[:4]
    assert search(Wanted(text="萬用方案")).rows[0].name == "萬用方案"
