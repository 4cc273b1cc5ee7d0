"""What a company record says as of a day; what it does not say is left out."""

from datetime import date
from typing import Any

import pytest

from xuzhi.registers.catalogue import words
from xuzhi.registers.company_facts import company_facts
from xuzhi.registers.readers.company import read_company

from . import published as p

ON = date(2026, 11, 22)


def facts_of(*entries: dict[str, Any], on: date = ON) -> tuple[dict[str, Any], list[str]]:
    (row,) = read_company(p.as_json(list(entries)))
    facts, problems = company_facts(row.ubn, row.record, on)
    return facts, [problem.says for problem in problems]


@pytest.mark.clause("L2.1", "L3.E1")
def test_an_active_company() -> None:
    assert facts_of(p.answers()) == (
        {
            "ubn": "22099131",
            "name": "序智雲端股份有限公司",
            "status": "active",
            "kind": "company",
            "business_items": ["I301010", "I301030"],
            "paid_in_capital": 8_000_000,
            "founded_on": "1987-02-21",
            "address": "台中市西屯區文心路一段1號",
            "representative": "王小明",
            "county": "臺中市",
        },
        [],
    )


def test_what_the_record_does_not_say_is_left_out() -> None:
    facts, _ = facts_of(p.basic(Paid_In_Capital_Amount="", Company_Setup_Date="", Company_Location="西屯區文心路1號"))
    assert "business_items" not in facts
    assert "paid_in_capital" not in facts
    assert "founded_on" not in facts
    assert "county" not in facts


@pytest.mark.clause("L3.E1")
@pytest.mark.parametrize(
    ("begins", "ends", "status"),
    [
        ("", "", "active"),
        ("1150101", "1151231", "suspended"),
        ("1150101", "1151122", "suspended"),
        ("1150101", "1151121", "active"),
        ("1151122", "1151231", "suspended"),
        ("1151123", "1161231", "active"),
        ("1150101", "", "suspended"),
        ("", "1151231", None),
        ("1150101", "1151331", None),
        ("0000000", "0", "active"),
    ],
)
def test_a_running_suspension_stands_beside_an_active_status(begins: str, ends: str, status: str | None) -> None:
    facts, problems = facts_of(p.basic(Sus_Beg_Date=begins, Sus_End_Date=ends))
    assert facts.get("status") == status
    assert problems == ([] if status else ["停業期間無法辨讀，無法判斷是否停業中"])


@pytest.mark.clause("L3.E1")
@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("核准設立", "active"),
        ("核准登記", "active"),
        (" 停業 ", "suspended"),
        ("歇業", "closed"),
        ("解散", "dissolved"),
        ("廢止", "revoked"),
        ("撤銷", "cancelled"),
        ("核准設立,但已命令解散", "dissolved"),
    ],
)
def test_status_words(word: str, status: str) -> None:
    assert facts_of(p.basic(Company_Status_Desc=word))[0]["status"] == status


@pytest.mark.clause("L3.E1")
@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("暫緩清算", "登記狀態「暫緩清算」不是已知的用語，無法判斷是否營業中"),
        ("", "登記資料沒有寫明登記狀態"),
    ],
)
def test_a_status_that_is_not_known_is_told_and_never_guessed(word: str, says: str) -> None:
    facts, problems = facts_of(p.basic(Company_Status_Desc=word))
    assert "status" not in facts
    assert problems == [says]


def test_every_status_word_of_the_table_is_read() -> None:
    for word, status in words()["company_status"].items():
        assert facts_of(p.basic(Company_Status_Desc=word))[0]["status"] == status


@pytest.mark.clause("L2.1", "L2.5", "L3.E4")
@pytest.mark.parametrize(
    ("name", "status", "types", "kind"),
    [
        ("序智雲端股份有限公司", "核准設立", None, "company"),
        ("序智雲端股份有限公司", "核准設立", p.kinds(), "company"),
        ("序智雲端股份有限公司台中分公司", "核准設立", p.kinds("N", "Y"), "branch"),
        ("好吃小吃店", "核准設立", p.kinds("N", "N", "Y"), "business"),
        ("好吃小吃店", "核准設立", p.kinds("N", "N", "N"), "other"),
        ("好吃小吃店", "核准設立", None, None),
        ("美商雲端運算有限公司台灣分公司", "核准登記", None, "foreign_branch"),
        ("英屬維京群島商雲端有限公司臺灣分公司", "核准登記", p.kinds("N", "Y"), "foreign_branch"),
        ("香港商雲端有限公司", "核准登記", None, "foreign_company"),
        ("統一超商股份有限公司", "核准設立", p.kinds(), "company"),
        ("雲端有限公司台灣分公司", "核准登記", p.kinds("N", "Y"), None),
        ("雲端有限公司", "核准登記", None, None),
    ],
)
def test_kinds_of_registration(name: str, status: str, types: list[Any] | None, kind: str | None) -> None:
    record = p.basic(Company_Name=name, Company_Status_Desc=status)
    entries = [record] if types is None else [record, {"No": "22099131", "TYPE": types}]
    assert facts_of(*entries)[0].get("kind") == kind
