"""Names made comparable, with the original beside what is made of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuzhi.registers.catalogue import words
from xuzhi.registers.names import Name, compare_names, fold, match_cell, normalise_name


def test_the_original_stays() -> None:
    assert normalise_name("臺灣　序智（股）股份有限公司") == Name(
        original="臺灣　序智（股）股份有限公司",
        text="台灣序智(股)股份有限公司",
        core="台灣序智",
        form="股份有限公司",
    )


@pytest.mark.parametrize(
    "written",
    [
        "臺灣序智雲端股份有限公司",
        "台灣序智雲端股份有限公司",
        " 臺灣 序智雲端 股份有限公司 ",
        "臺灣\u3000序智雲端\u2003股份有限公司",
        "臺灣序智雲端股份有限公司（負責人：王小明）",
        "臺灣序智雲端股份有限公司(王小明)【停業】",
        "臺灣序智雲端&#32929;份有限公司",
        "臺灣序智雲端&amp;#32929;份有限公司",
    ],
)
def test_one_firm_however_it_is_written(written: str) -> None:
    assert compare_names(normalise_name("台灣序智雲端股份有限公司"), normalise_name(written)) == "name"


def test_full_width_letters_and_case() -> None:
    assert compare_names(normalise_name("ＡＩ工場有限公司"), normalise_name("Ai工場有限公司")) == "name"


def test_a_different_legal_form_is_similar_at_most() -> None:
    one = normalise_name("序智雲端股份有限公司")
    assert compare_names(one, normalise_name("序智雲端有限公司")) == "similar_name"
    assert compare_names(one, normalise_name("序智雲端")) == "similar_name"
    assert compare_names(one, normalise_name("序智雲端科技股份有限公司")) is None


def test_short_names_match_only_exactly() -> None:
    short = normalise_name("大同有限公司")
    assert short.is_short
    assert compare_names(short, normalise_name("大同（有限公司）有限公司")) == "name"
    assert compare_names(short, normalise_name("大同企業社")) is None
    assert match_cell(short, normalise_name("大同醬油有限公司 李大同")) is None
    assert match_cell(short, normalise_name("大同有限公司（李小華）")) == "name"


def test_a_firm_stands_in_a_cell_with_a_person() -> None:
    firm = normalise_name("好吃小吃店")
    assert match_cell(firm, normalise_name("王小明即好吃小吃店")) == "name"
    assert match_cell(firm, normalise_name("王小明(好吃小吃店)")) == "similar_name"
    assert match_cell(firm, normalise_name("好吃小吃店 負責人王小明")) == "similar_name"
    assert match_cell(firm, normalise_name("難吃小吃店")) is None


def test_trading_as_splits_cells_and_not_a_firms_own_name() -> None:
    assert normalise_name("優質即食食品股份有限公司").core == "優質即食食品"
    short = normalise_name("甲店")
    assert match_cell(short, normalise_name("王小明即甲店")) == "name"
    assert match_cell(short, normalise_name("王小明即甲店小吃")) is None


def test_a_name_of_brackets_and_no_name() -> None:
    assert normalise_name("（序智雲端）").core == "(序智雲端)"
    nobody = normalise_name("  ")
    assert (nobody.core, nobody.form) == ("", "")
    assert compare_names(nobody, nobody) is None
    assert normalise_name("有限公司").core == "有限公司"


@given(st.text(max_size=40))
def test_any_text_folds_and_folding_twice_changes_nothing(text: str) -> None:
    name = normalise_name(text)
    assert not any(sign.isspace() for sign in name.text)
    assert normalise_name(name.text).text == fold(name.text)
    assert compare_names(name, name) == ("name" if name.core else None)


@pytest.mark.parametrize(
    ("written", "registered"),
    [
        ("華碩電腦（股）公司", "華碩電腦股份有限公司"),
        ("華碩電腦(有)公司", "華碩電腦有限公司"),
        ("羣創光電股份有限公司", "群創光電股份有限公司"),
        ("啓碁科技股份有限公司", "啟碁科技股份有限公司"),
        ("臺灣眞峯・資訊股份有限公司", "台灣真峰資訊股份有限公司"),
        ("华为云计算技术有限公司", "華為雲計算技術有限公司"),
        ("序智雲端股份有限公司\u200b", "序智雲端股份有限公司"),
        ("序智\ufeff雲端股份有限公司", "序智雲端股份有限公司"),
        ("ｶﾌﾞｼｷ株式会社", "カブシキ株式會社"),
        ("Acme Cloud, Inc.", "ACME CLOUD INC"),
        ("Acme-Cloud (Taiwan) Co., Ltd.", "Ａｃｍｅ　Ｃｌｏｕｄ　Co Ltd"),
    ],
)
def test_hard_cases_are_the_same_name(written: str, registered: str) -> None:
    assert compare_names(normalise_name(written), normalise_name(registered)) == "name"


@pytest.mark.parametrize(
    ("written", "registered"),
    [
        ("序智雲端公司", "序智雲端股份有限公司"),
        ("Acme Cloud Limited", "Acme Cloud Ltd."),
        ("Acme Cloud", "Acme Cloud LLC"),
    ],
)
def test_hard_cases_are_similar(written: str, registered: str) -> None:
    assert compare_names(normalise_name(written), normalise_name(registered)) == "similar_name"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zinc", "Z Inc."),
        ("Acme Cloud Taiwan Inc.", "Acme Cloud Inc."),
        ("大同公司", "大同股份有限公司"),
        ("序智雲端一號有限公司", "序智雲端二號有限公司"),
        ("序智雲端（高雄）股份有限公司", "序智雲高雄股份有限公司"),
    ],
)
def test_hard_cases_are_others(one: str, other: str) -> None:
    assert compare_names(normalise_name(one), normalise_name(other)) is None


def test_variants_stand_in_one_group_only_and_never_for_each_other() -> None:
    groups = words()["names"]["variants"]
    signs = [sign for group in groups for sign in group]
    assert len(signs) == len(set(signs))
    assert all(fold(group) == group[0] * len(group) for group in groups)
    forms = (*words()["names"]["forms"], words()["names"]["trading_as"])
    assert [fold(form) for form in forms] == list(forms)
