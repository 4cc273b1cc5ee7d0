"""Text as terms: what is found by what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuzhi.kernel.terms import fold, lexemes_of, query_of, terms_of, vector_of


def test_chinese_gives_characters_and_pairs():
    assert terms_of("排程雲") == ["排", "程", "雲", "排程", "程雲"]


def test_words_beside_chinese_are_cut_at_the_border():
    assert terms_of("用AI排班") == ["用", "ai", "排", "班", "排班"]


def test_letters_and_digits_are_also_found_apart():
    assert terms_of("ISO27001") == ["iso27001", "iso", "27001"]


@pytest.mark.parametrize(("written", "folded"), [("ＡＩ　臺北", "ai 台北"), ("Ⅳ", "iv"), ("㈱", "(株)")])
def test_one_spelling(written, folded):
    assert fold(written) == folded


def test_a_query_asks_for_every_pair():
    assert query_of("智慧排程") == "'智慧' & '慧排' & '排程'"


def test_a_single_character_is_asked_for_itself():
    assert query_of("菇") == "'菇'"


def test_a_word_is_asked_for_by_its_beginning():
    assert query_of("erp 庫存") == "'erp':* & '庫存'"


def test_a_mixed_word_is_asked_for_whole_or_apart():
    assert query_of("ISO27001") == "('iso27001':* | ('iso' & '27001'))"


@pytest.mark.parametrize("text", ["", "   ", "！？，。", "'", "\\", "& | ! ( )", "\x00"])
def test_nothing_to_look_for(text):
    assert query_of(text) == ""


def test_the_first_part_weighs_most():
    assert vector_of([["排程"], ["排程雲"]]) == "'排':1A '程':2A '排程':3A '雲':4B '程雲':5B"


@given(st.text(max_size=60))
def test_what_is_written_is_found_by_its_own_words(text):
    """Every term that a query names is a term of the text itself, or the beginning of one."""
    terms = terms_of(text)
    for asked in query_of(text).replace("(", "").replace(")", "").split(" "):
        if asked in ("&", "|", ""):
            continue
        term = asked.removesuffix(":*").strip("'")
        assert term in terms or any(each.startswith(term) for each in terms)


def test_a_word_without_end_is_cut():
    assert terms_of("a" * 5_000) == ["a" * 60]
    assert query_of("a" * 5_000) == f"'{'a' * 60}':*"


def test_parts_have_their_marks():
    assert lexemes_of({"=": ["排班"], "": ["排班"]}, ["~人力"]) == "'~人力' '=排' '=班' '=排班' '排' '班' '排班'"
    assert query_of("排班", "=") == "'=排班'"
