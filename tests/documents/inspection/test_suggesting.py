"""What lines say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuzhi.documents.inspection.lines import Line
from xuzhi.documents.inspection.suggesting import suggestions_in
from xuzhi.kernel.ubn import is_ubn


def said(text):
    return [(each.kind, each.value) for each in suggestions_in([Line(text)])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("統一編號：22099131", [("business_number", "22099131")]),
        ("統一編號 ２２０９９１３１", [("business_number", "22099131")]),
        ("統 編: 2 2 0 9 9 1 3 1", []),
        ("統編: 2 2 0 9 9 1 3 1", [("business_number", "22099131")]),
        ("22099132 的檢查碼不對", []),
        ("電話 02-22099131", []),
        ("文號 122099131", []),
        ("中華民國115年11月2日", [("date", "2026-11-02")]),
        ("民國 115 年 11 月 2 日", [("date", "2026-11-02")]),
        ("115/11/2", [("date", "2026-11-02")]),
        ("2026-11-02", [("date", "2026-11-02")]),
        ("第 10.1.2 版", []),
        ("115/13/2", []),
        (
            "自民國 112 年 1 月 1 日起至 115 年 12 月 31 日止",
            [("period_start", "2023-01-01"), ("period_end", "2026-12-31")],
        ),
        (
            "租用期間：2026/01/01 ~ 2026/12/31",
            [("period_start", "2026-01-01"), ("period_end", "2026-12-31")],
        ),
        ("有效期限：118/6/30", [("date", "2029-06-30"), ("period_end", "2029-06-30")]),
        ("新臺幣 1,234,567 元整", [("amount", 1_234_567)]),
        ("NT$ 5,000", [("amount", 5000)]),
        ("資本額 500 萬元", [("amount", 5_000_000)]),
        ("共 120 筆", []),
        ("營業人名稱：旭日資訊股份有限公司", [("name", "旭日資訊股份有限公司")]),
        ("茲證明旭日資訊有限公司無欠稅", [("name", "旭日資訊有限公司")]),
        ("代表人：林美惠", [("name", "林美惠")]),
        ("股份有限公司", []),
    ],
)
def test_what_a_line_says(text, expected):
    assert said(text) == expected


@given(st.integers(0, 99_999_999))
def test_a_number_is_suggested_only_if_it_could_be_one(number):
    written = f"{number:08d}"
    found = [value for kind, value in said(f"統一編號 {written}") if kind == "business_number"]
    assert found == ([written] if is_ubn(written) else [])


@given(st.text(max_size=80))
def test_no_text_breaks_it(text):
    for each in suggestions_in([Line(text)]):
        assert isinstance(each.value, str | int)
