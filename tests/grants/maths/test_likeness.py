"""What is alike in two plans: signatures, candidates, runs, passages."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xuzhi.grants.maths.likeness import (
    NUMBERS,
    SHORTEST_RUN,
    SIGNATURE_BYTES,
    bare,
    candidates,
    estimated,
    jaccard,
    joined,
    longest_first,
    passage,
    runs,
    share_of,
    shingles,
    signature,
)

STRATEGY = "本計畫以影像辨識盤點門市貨架，結合需求預測自動補貨，降低缺貨率並減少報廢；三處場域共用一套資料中台。"
TEXTS = st.text(alphabet="門市物流倉儲預測影像辨識能源管理節電補貨AB12 ，。", max_size=300)


def test_width_case_spaces_and_signs_make_no_difference() -> None:
    assert bare("ＡＩ 整合，門市\n１２３").text == "ai整合門市123"
    assert bare("ＡＩ 整合").places == (0, 1, 3, 4)


@settings(max_examples=80, deadline=None)
@given(TEXTS, TEXTS)
def test_an_estimate_is_near_the_exact_figure(one: str, other: str) -> None:
    mine, there = bare(one).text, bare(other).text
    exact = jaccard(shingles(mine), shingles(there))
    if mine and there:
        assert abs(estimated(signature(mine), signature(there)) - exact) < 0.16


@settings(max_examples=80, deadline=None)
@given(TEXTS, TEXTS)
def test_runs_stand_in_both_texts_and_never_over_another(one: str, other: str) -> None:
    mine, there = bare(one).text, bare(other).text
    end = 0
    for run in runs(mine, there):
        assert run.length >= SHORTEST_RUN and run.here >= end
        assert mine[run.here : run.here + run.length] == there[run.there : run.there + run.length]
        end = run.here + run.length
    assert 0 <= share_of(mine, runs(mine, there)) <= 1


def test_a_text_is_its_own_copy() -> None:
    text = bare(STRATEGY).text
    assert estimated(signature(text), signature(text)) == 1.0
    assert share_of(text, runs(text, text)) == 1.0
    assert len(signature(text)) == SIGNATURE_BYTES == 4 * NUMBERS


@pytest.mark.clause("G10.1")
def test_a_copied_passage_is_shown_as_both_wrote_it() -> None:
    mine = f"先說明本公司的規模。{STRATEGY}再說明經費。"
    theirs = f"另一個產業的計畫。{STRATEGY.replace('，', ' ')}結束。"
    here, there = bare(mine), bare(theirs)
    found = runs(here.text, there.text)
    assert len(found) == 1
    shown = passage((mine, here), (theirs, there), found[0], around=6)
    assert shown.same.startswith("本計畫以影像辨識盤點門市貨架，結合") and shown.same.endswith("資料中台")
    assert shown.there_same.startswith("本計畫以影像辨識盤點門市貨架 結合")
    assert (shown.before, shown.there_after) == ("公司的規模。", "。結束。")


def test_only_those_alike_are_candidates_the_likeliest_first() -> None:
    text = bare(STRATEGY).text
    others = {
        "same": text,
        "half": text[: len(text) // 2],
        "other": bare("完全不同的文字，說的是另一件事情與另一個地方").text,
    }
    found = candidates(signature(text), ((n, signature(t)) for n, t in others.items()), least=0.1, most=5)
    assert [name for name, _ in found] == ["same", "half"]
    assert candidates(signature(text), ((n, signature(t)) for n, t in others.items()), least=0.1, most=1) == [
        ("same", 1.0)
    ]


def test_the_longest_runs_keep_their_order() -> None:
    text = "甲" * 20 + "乙" * 40 + "丙" * 30
    found = runs(text, "丙" * 30 + "，" + "乙" * 40 + "，" + "甲" * 20)
    assert [run.length for run in longest_first(found, 2)] == [40, 30]


def test_answers_become_one_text() -> None:
    assert joined({"a": "策略", "b": [{"name": "盤點", "note": None}], "c": 3}) == "策略\n盤點"
