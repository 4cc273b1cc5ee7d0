"""A rule read as a sentence, in both languages."""
# ruff: noqa: E501  sentences are kept whole

import pytest

from xuzhi.engine.sentences import sentence_of
from xuzhi.kernel.texts import use_language
from xuzhi.rulebook import Edition
from xuzhi.rulebook.expressions import parse_expression

SENTENCES = [
    ("company.capital >= minimum_capital", "實收資本額不低於最低實收資本額（1,000,000 元）",
     "實收資本額 is at least 最低實收資本額 (NT$1,000,000)"),
    ("company.kind == 'branch' or company.kind not in good_kinds", "登記種類為分公司，或登記種類不屬於可以申請的登記種類（公司、商業）",
     "登記種類 is 分公司, or 登記種類 is not among 可以申請的登記種類 (公司, 商業)"),
    ("all(room.country not in excluded_regions for room in rooms)", "機房每一筆都國家或地區不屬於機房不得位於的地區（中國大陸、香港）",
     "in every entry of 機房, 國家或地區 is not among 機房不得位於的地區 (mainland China, Hong Kong)"),
    ("not any(room.kw > 5 for room in rooms if is_known(room.kw))", "機房（限已知容量者）沒有任何一筆容量超過5",
     "in no entry of 機房 (those where 容量 is known), 容量 is above 5"),
    ("company.founded_on <= years_before(on, lookback_years)", "設立日期不晚於檢核日往前回溯年數（3 年）",
     "設立日期 is not after 回溯年數 (3 years) before day of the check"),
    ("company.founded_on > years_before(on, 1)", "設立日期晚於檢核日往前1 年", "設立日期 is after 1 year before day of the check"),
    ("not is_reseller", "是代理商為「否」", "“是代理商” is no"),
    ("score >= pass_mark", "分數不低於及格分數（尚未設定）", "分數 is at least 及格分數 (not set yet)"),
    ("sum(room.kw for room in rooms) / len(rooms) >= 10", "機房的容量合計除以機房的筆數不低於10",
     "the sum of 容量 over 機房 divided by the number of 機房 is at least 10"),
    ("len(distinct(room.country for room in rooms)) > 1", "機房中不同的國家或地區的筆數超過1",
     "the number of the different 國家或地區 in 機房 is above 1"),
    ("any(use in ['make'] for use in uses)", "用途至少有一筆屬於make", "in at least one entry of 用途, the entry is among make"),
    ("vendor == 'x' if is_reseller else True", "若是代理商為「是」，則原廠名稱為x，否則是",
     "if “是代理商” is yes: 原廠名稱 is x; otherwise: yes"),
    ("needs(company.founded_on) and score != 3", "已查知設立日期，且分數不是3", "設立日期 has been found out, and 分數 is not 3"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "chinese", "english"), SENTENCES)
def test_sentences(edition: Edition, text: str, chinese: str, english: str) -> None:
    expression = parse_expression(text, edition.scope("workshop"))
    assert sentence_of(expression, edition, "workshop") == chinese
    with use_language("en"):
        assert sentence_of(expression, edition, "workshop") == english


def test_guards_read_too(edition: Edition) -> None:
    step = edition.case("workshop").step("request_correction")
    assert step.guard is not None
    assert sentence_of(step.guard, edition, "workshop") == "「通知補件」的次數低於2"
