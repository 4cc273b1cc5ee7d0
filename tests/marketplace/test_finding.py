"""What is typed and what is found: widths and variants, slips, kin, marks, reasons, bad input, and at once."""

from datetime import date

import pytest

from xuzhi.ledger.operations import rebuild_read_models
from xuzhi.marketplace.finding.asking import ask, ask_at_length
from xuzhi.marketplace.finding.marking import Piece, mark
from xuzhi.marketplace.models import ListingSearch
from xuzhi.marketplace.queries import Wanted, search
from xuzhi.marketplace.queries.bottleneck import LONGEST, listen


def names(text="", **wanted):
    return [row.name for row in search(Wanted(text=text, **wanted)).rows]


def near(text):
    return [row.name for row in search(Wanted(text=text)).near]


@pytest.fixture
def some(office):
    office.put_in("食刻排班", summary="依來客預測排出下週班表，員工用手機換班。", industries=["catering"])
    office.put_in("工單流", summary="紙本流程卡換成掃碼報工。", firm="鐵工雲股份有限公司")
    office.put_in("冷鏈守望", summary="連續記錄冰箱與冷凍庫溫度。", description="半夜跳電，隔天整櫃食材報廢才發現。")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("輪值", ["食刻排班"]),
        ("roster", ["食刻排班"]),
        ("ｒｏｓｔｅｒ", ["食刻排班"]),
        ("rostr", ["食刻排班"]),
        ("牌班", ["食刻排班"]),
        ("工流", ["工單流"]),
        ("工丹流", ["工單流"]),
        ("餐廳排班系統", ["食刻排班"]),
        ("鐵工雲", ["工單流"]),
        ("報廢", ["冷鏈守望"]),
        ("冰", ["冷鏈守望"]),
        ("冷練", ["冷鏈守望"]),
    ],
)
def test_found_in_other_words(some, text, found):
    assert names(text) == found


def test_what_has_only_a_part_is_near(some):
    assert (names("排班 冰箱"), sorted(near("排班 冰箱"))) == ([], ["冷鏈守望", "食刻排班"])


def test_what_nothing_has_is_told(some):
    found = search(Wanted(text="排班 護照"))
    assert ([row.name for row in found.rows], found.missing) == (["食刻排班"], ("護照",))
    assert search(Wanted(text="牌班")).corrected == ("牌班",)


def pieces(row_pieces):
    return "".join(f"[{each.text}]" if each.hit else each.text for each in row_pieces)


def test_marks_and_reasons(some):
    row = search(Wanted(text="排班")).rows[0]
    assert pieces(row.name_pieces) == "食刻[排班]"
    assert pieces(row.summary_pieces) == "依來客預測排出下週[班表]，員工用手機[換班]。"
    assert [(why.says, pieces(why.quote)) for why in row.reasons] == [("名稱相符", "")]
    row = search(Wanted(text="輪值")).rows[0]
    assert [(why.says, pieces(why.quote)) for why in row.reasons] == [("您找「輪值」，這裡的說法是", "[排班]")]
    row = search(Wanted(text="報廢")).rows[0]
    assert [(why.says, pieces(why.quote)) for why in row.reasons] == [
        ("介紹提到", "半夜跳電，隔天整櫃食材[報廢]才發現。")
    ]


def test_a_mark_keeps_the_text_as_it_is_written():
    assert mark("臺北ＡＩ店", ["台北", "ai"]) == (Piece("臺北ＡＩ", True), Piece("店", False))
    assert "".join(each.text for each in mark("<b>㈱排班</b>", ["排班"])) == "<b>㈱排班</b>"


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("排班" * 5_000, True),
        ("😀👍🏽", False),
        ("'", False),
        ("\\' OR 1=1 --", True),
        ("   　\t\n", True),
        ("！？，。；：", False),
        ("\x00", False),
        ("排\x00班", True),
        ("a" * 10_000, True),
        ("%_& | ! ( ) :* <->", False),
        ("\ud800", False),
        ("ﷺ" * 100, True),
    ],
)
def test_bad_input_has_a_clear_answer(some, text, asks):
    found = search(Wanted(text=text.replace("\x00", "").replace("\ud800", "")))
    assert found.asks is (asks or not text.replace("\x00", "").replace("\ud800", "").strip())
    assert listen(text.replace("\ud800", "")).text == text.replace("\x00", "").replace("\ud800", "").strip()[:LONGEST]


def test_a_question_of_any_length_asks_a_bounded_number_of_things():
    assert len(ask("漢字測試" * 2_500).lookups) < 200
    assert len(ask_at_length("".join(map(chr, range(0x4E00, 0x5600)))).lookups) < 200


def codes(found, facet):
    return {each.code: each.count for one in found.facets if one.name == facet for each in one.choices}


def test_more_to_narrow_by(office):
    rooms = [{"purpose": "computing", "country": "TW"}, {"purpose": "backup", "country": "TW"}]
    office.put_in(
        "甲", machine_rooms=rooms, support=[{"kind": "training", "channel": "phone"}],
        public=["solution.route", "solution.machine_rooms", "solution.support", "solution.ai.kind", "solution.plans"],
        solution__ai__kind="generative", solution__ai__outputs=["content"],
    )  # fmt: skip
    office.put_in("乙", plans=[{"name": "年約", "price_twd": 12_000, "billing": "yearly", "term_months": 12}],
                  machine_rooms=[*rooms, {"purpose": "other", "country": "JP"}])  # fmt: skip
    found = search(Wanted())
    assert codes(found, "ai_kind") == {"generative": 1}
    assert codes(found, "term") == {"1": 1, "12": 1}
    assert codes(found, "route") == {"green": 1}
    assert codes(found, "support") == {"phone": 1}
    assert codes(found, "place") == {"only_TW": 1, "TW": 2, "JP": 1}
    assert names(chosen={"place": ("only_TW",)}) == ["甲"]
    assert names(chosen={"term": ("12",)}) == ["乙"]


def test_a_certificate_counts_until_it_runs_out(office):
    office.put_in("甲")
    office.approve_supplier(
        __credentials=[{"kind": "iso27001", "name": "ISO 27001", "expires_on": "2026-12-31"}], public=["credentials"]
    )
    assert codes(search(Wanted(on=date(2026, 12, 31))), "certificate") == {"iso27001": 1}
    assert codes(search(Wanted(on=date(2027, 1, 1))), "certificate") == {}
    chosen = {"certificate": ("iso27001",)}
    assert names(chosen=chosen, on=date(2026, 12, 31)) == ["甲"]
    assert names(chosen=chosen, on=date(2027, 1, 1)) == []
    assert names("iso27001") == ["甲"]


def test_found_at_once_and_gone_at_once(office):
    listing = office.put_in("食刻排班")
    other = office.put_in("會員回頭")
    assert (names("排班"), search(Wanted()).total) == (["食刻排班"], 2)
    office.amend(listing, 2, summary="改為倉庫盤點。")
    assert names("盤點") == ["智慧排程雲"]
    office.effect(listing, "suspend")
    assert (names("盤點"), search(Wanted()).total, listen("倉庫盤點很花時間").matches) == ([], 1, ())
    office.effect(listing, "resume")
    assert names("盤點") == ["智慧排程雲"]
    office.take_out(listing)
    office.take_out(other)
    found = search(Wanted(text="盤點"))
    assert (found.rows, found.near, found.total, codes(found, "industry")) == ((), (), 0, {})


def test_the_index_is_rebuilt_from_the_events(office):
    office.put_in("食刻排班")
    before = list(ListingSearch.objects.values_list("listing_id", "vector", "facets", "texts"))
    rebuild_read_models(["catalogue"])
    assert list(ListingSearch.objects.values_list("listing_id", "vector", "facets", "texts")) == before
    assert names("輪值") == ["食刻排班"]


def test_the_owner_is_heard(some):
    heard = listen("我們是小餐廳，店長每個禮拜花半天輪值表，員工一直換班。冰箱也壞過。")
    assert [match.row.name for match in heard.matches] == ["食刻排班", "冷鏈守望"]
    first = heard.matches[0]
    assert pieces(first.told) == "依來客預測排出下週[班表]，員工用手機[換班]。"
    assert pieces(first.said) == "我們是小[餐廳]"
    assert first.questions[0] == "我們提到的「冰箱」，方案說明裡沒有寫到。做得到嗎？怎麼做？"
    assert "沒有列出免費試用。能不能先用我們自己的資料示範一次？" in first.questions
    assert len(first.questions) == 4


def test_two_queries_to_listen(some, count_queries):
    with count_queries(2):
        listen("員工排班很花時間")
    with count_queries(0):
        listen("！！！")
