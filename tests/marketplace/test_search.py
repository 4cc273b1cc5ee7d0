"""The catalogue: what is found, in which order, with which counts, at what cost."""

import pytest

from xuzhi.kernel.texts import use_language
from xuzhi.marketplace.queries import Wanted, figures, newest, search
from xuzhi.marketplace.queries.search import PAGE

PLAN = {"name": "標準版", "price_twd": 3_900, "billing": "monthly", "term_months": 1}


def names(text="", **wanted):
    return [row.name for row in search(Wanted(text=text, **wanted)).rows]


@pytest.fixture
def some(office):
    office.put_in("智慧排程雲")
    office.put_in("圖面報價", summary="讀取工程圖面，找出相似的舊工件。", plans=[{**PLAN, "price_twd": 900}])
    office.put_in(
        "會員回頭",
        summary="餐廳的會員經營，臺北的店也適用，通過 ISO 27001。",
        industries=["catering", "retail"],
        uses=["marketing"],
        is_ai=False,
        county="臺北市",
        firm="食客科技有限公司",
        ubn="04595257",
        plans=[{**PLAN, "price_twd": 60_000, "billing": "yearly", "trial_days": 14}],
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("排程", ["智慧排程雲"]),
        ("程", ["智慧排程雲", "圖面報價"]),  # 工程圖面 holds the character too; a name weighs more
        ("台北", ["會員回頭"]),
        ("臺北", ["會員回頭"]),
        ("iso27001", ["會員回頭"]),
        ("ISO", ["會員回頭"]),
        ("ｉｓｏ　會員", ["會員回頭"]),
        ("食客", ["會員回頭"]),
        ("排程 會員", []),
        ("咖啡", []),
        ("！", []),
    ],
)
def test_found_by_words(some, text, found):
    assert names(text) == found


def test_every_listing_without_a_word_newest_first(some):
    assert names() == ["會員回頭", "圖面報價", "智慧排程雲"]


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({"industry": ("retail",)}, ["會員回頭"]),
        ({"industry": ("retail", "manufacturing")}, ["會員回頭", "圖面報價", "智慧排程雲"]),
        ({"industry": ("retail",), "use": ("production",)}, []),
        ({"ai": ("no",)}, ["會員回頭"]),
        ({"price": ("0",)}, ["圖面報價"]),
        ({"price": ("3000",)}, ["會員回頭", "智慧排程雲"]),
        ({"price": ("0", "6000")}, ["圖面報價"]),
        ({"trial": ("yes",)}, ["會員回頭"]),
        ({"county": ("臺中市",)}, ["圖面報價", "智慧排程雲"]),
        ({"industry": ("no_such_industry",)}, ["會員回頭", "圖面報價", "智慧排程雲"]),
        ({"no_such_facet": ("x",)}, ["會員回頭", "圖面報價", "智慧排程雲"]),
    ],
)
def test_found_by_facets(some, chosen, found):
    assert names(chosen=chosen) == found


def counts(found, facet):
    return {c.code: c.count for each in found.facets if each.name == facet for c in each.choices}


def test_counts_are_those_of_the_other_facets(some):
    found = search(Wanted(chosen={"industry": ("retail",)}))
    assert found.total == 1
    assert counts(found, "industry") == {"manufacturing": 2, "retail": 1, "catering": 1}
    assert counts(found, "ai") == {"no": 1}
    assert counts(found, "price") == {"3000": 1}


def test_a_yearly_price_counts_by_the_month(some):
    assert search(Wanted(text="會員")).rows[0].price_twd == 5_000


def test_labels_are_in_the_reader_s_language(some):
    row = search(Wanted(text="會員")).rows[0]
    assert row.industries == ("餐飲業", "零售業")
    with use_language("en"):
        facets = {facet.name: facet.label for facet in search(Wanted()).facets}
    assert facets["industry"] == "Industry"


@pytest.mark.parametrize(
    ("sort", "found"),
    [
        ("newest", ["會員回頭", "圖面報價", "智慧排程雲"]),
        ("price", ["圖面報價", "智慧排程雲", "會員回頭"]),
        ("nonsense", ["會員回頭", "圖面報價", "智慧排程雲"]),
        ("relevance", ["會員回頭", "圖面報價", "智慧排程雲"]),
        ("name", ["圖面報價", "智慧排程雲", "會員回頭"]),
    ],
)
def test_orders(some, sort, found):
    assert names(sort=sort) == found


def test_pages(office):
    for number in range(PAGE + 3):
        office.put_in(f"方案 {number:02}")
    first, second, past = (search(Wanted(page=page)) for page in (1, 2, 99))
    assert (len(first.rows), first.first, first.last, first.pages, first.total) == (20, 1, 20, 2, 23)
    assert (len(second.rows), second.first, second.last) == (3, 21, 23)
    assert past.number == 2
    assert not {row.slug for row in first.rows} & {row.slug for row in second.rows}


def test_the_same_number_of_queries_whatever_the_length(office, count_queries):
    office.put_in("方案 00")
    with count_queries(2):
        search(Wanted(text="方案", chosen={"industry": ("manufacturing",), "price": ("3000",)}))
    for number in range(PAGE):
        office.put_in(f"方案 {number + 1:02}")
    with count_queries(2):
        search(Wanted(text="方案", chosen={"industry": ("manufacturing",), "price": ("3000",)}))


def test_figures_and_newest(some):
    assert figures() == {"solutions": 3, "suppliers": 2}
    assert [row.name for row in newest(2)] == ["會員回頭", "圖面報價"]


def test_an_empty_catalogue(db):
    found = search(Wanted())
    assert (found.total, found.rows, found.pages, found.first, found.last) == (0, (), 1, 0, 0)
