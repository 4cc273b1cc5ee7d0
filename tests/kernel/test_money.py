"""Whole dollars, read and written."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuzhi.kernel.money import Money, MoneyInvalid, format_twd, parse_twd


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("0", 0),
        ("1000000", 1_000_000),
        ("1,000,000", 1_000_000),
        ("1,000,000 元", 1_000_000),
        ("新臺幣 30,000 元整", 30_000),
        ("NT$1,000,000", 1_000_000),
        ("$500", 500),
        ("100萬", 1_000_000),
        ("1.5萬", 15_000),
        ("2億", 200_000_000),
        ("1億2,000萬元", 120_000_000),
        ("3萬5000", 35_000),
        ("１，０００，０００", 1_000_000),
        ("-500", -500),
    ],
)
def test_amounts_that_people_write(text: str, amount: int) -> None:
    assert parse_twd(text) == amount


@pytest.mark.parametrize(
    "text",
    [
        "",
        "元",
        "-",
        "1,00",
        "1.5",
        "0.00001萬",
        "一百萬",
        "1e6",
        "12 or 13 ",
        "萬",
        "1萬1萬",
        "1萬2億",
        "USD 5",
        "9" * 16,
        "--5",
    ],
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(MoneyInvalid) as refused:
        parse_twd(text)
    assert refused.value.says == f"「{text}」不是金額。"


def test_written_for_people() -> None:
    assert format_twd(1_000_000) == "1,000,000 元"
    assert format_twd(-20_000, "zh-Hant") == "-20,000 元"
    assert format_twd(1_000_000, "en") == "NT$1,000,000"


@given(st.integers(-(10**14), 10**14))
def test_round_trip(amount: int) -> None:
    assert parse_twd(format_twd(amount)) == amount
    assert parse_twd(str(amount)) == amount


def test_money_counts_prints_and_is_stored_as_a_number() -> None:
    price = Money(1_000)
    assert repr(price + 500) == "Money(1500)"
    assert repr(sum([price, price], Money(0)) - 1) == "Money(1999)"
    assert f"{price}" == "1,000 元"
    assert json.dumps({"price": price}) == '{"price": 1000}'
    for wrong in (1.5, True, "1"):
        with pytest.raises(TypeError):
            Money(wrong)  # type: ignore[arg-type]
