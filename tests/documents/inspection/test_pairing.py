"""Two texts that should say the same."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuzhi.documents.inspection.pairing import Difference, compare_texts, tokens_of

from .papers import docx, paragraph, typeset


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("計畫總經費 100 萬元", "計畫總經費 100 萬元", ()),
        ("計畫總經費\n１００ 萬元。", "計畫 總經費：100萬元", ()),
        ("經費 100 萬元", "經費 120 萬元", (Difference("changed", "100", "120", "經費"),)),
        ("本計畫不含設備採購", "本計畫含設備採購", (Difference("only_a", "不", "", "本計畫"),)),
        ("甲方", "甲方與乙方共同", (Difference("only_b", "", "與乙方共同", "甲方"),)),
        ("目標 完成", "一、目標 二、完成", ()),
        ("", "", ()),
    ],
)
def test_where_two_texts_differ(a, b, expected):
    pair = compare_texts(a, b)
    assert pair.differences == expected
    assert pair.same is (expected == ())


def test_heads_feet_and_page_numbers_make_no_difference():
    pages = "\f".join(f"某某公司提案計畫書\n第{n}段的內容各不相同\n{n}" for n in range(1, 6))
    plain = "\n".join(f"第{n}段的內容各不相同" for n in range(1, 6))
    assert compare_texts(pages, plain).same


def test_texts_too_far_apart_are_told_so():
    first, second = random.Random(1), random.Random(2)
    a, b = ("".join(chr(0x4E00 + each.randrange(5000)) for _ in range(4000)) for each in (first, second))
    pair = compare_texts(a, b)
    assert (pair.same, pair.differences) == (False, None)
    assert 0 <= pair.share < 1


@given(st.text("甲乙丙丁", max_size=40), st.text("甲乙丙丁", max_size=40))
def test_the_differences_lead_from_one_to_the_other(a, b):
    pair = compare_texts(a, b)
    kept = len(tokens_of(a)) - sum(len(each.a) for each in pair.differences)
    assert pair.same is (a == b) or all(len(each.a or each.b) <= 4 for each in pair.differences)
    assert kept >= 0 and 0 <= pair.share <= 1


@pytest.mark.clause("G6.4")
def test_a_word_file_and_its_pdf(look):
    word = docx(paragraph("計畫名稱") + paragraph("總經費 500 萬元，分三期執行。"))
    a = look(word, "plan.docx", with_text=True).text
    b = look(typeset("計畫名稱\\ 總經費 500 萬元，分三期執行。"), "plan.pdf", with_text=True).text
    c = look(typeset("計畫名稱\\ 總經費 600 萬元，分三期執行。"), "plan.pdf", with_text=True).text
    assert compare_texts(a, b).same
    assert compare_texts(a, c).differences == (Difference("changed", "500", "600", "計畫名稱總經費"),)
