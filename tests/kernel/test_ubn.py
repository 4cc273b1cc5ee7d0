"""The unified business number by the rule since 2023."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuzhi.kernel.ubn import BusinessNumberInvalid, check_ubn, is_ubn

eight_digits = st.text("0123456789", min_size=8, max_size=8)


@pytest.mark.parametrize("number", ["22099131", "04595257", "10458575", "00501503", "12345675"])
def test_numbers_that_hold(number: str) -> None:
    assert check_ubn(f" {number}\n") == number


def test_a_seven_in_the_seventh_place_counts_as_one_or_as_nothing() -> None:
    # 1+0+4+(1+0)+8+(1+0) = 15 without the seventh place, which then adds 0 or 1.
    assert [last for last in "0123456789" if is_ubn(f"1045857{last}")] == ["0", "4", "5", "9"]


def test_every_other_seventh_digit_leaves_two_check_digits() -> None:
    # 1+4+3+8+5+(1+2)+(2+4) = 30
    assert [last for last in "0123456789" if is_ubn(f"1234566{last}")] == ["0", "5"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("２２０９９１３１", "full_width"),
        ("2209913", "not_eight_digits"),
        ("220991311", "not_eight_digits"),
        ("22099-31", "not_eight_digits"),
        ("2209913１", "full_width"),
        ("00000000", "all_zero"),
        ("22099132", "check_digit"),
    ],
)
def test_refusals_say_what_is_wrong_and_what_to_do(text: str, reason: str) -> None:
    with pytest.raises(BusinessNumberInvalid) as refused:
        check_ubn(text)
    assert refused.value.reason == reason
    assert str(refused.value).endswith("。")
    assert refused.value.remedy


def old_rule(number: str) -> bool:
    products = [int(d) * w for d, w in zip(number, (1, 2, 1, 2, 1, 2, 4, 1), strict=True)]
    total = sum(p // 10 + p % 10 for p in products)
    return total % 10 == 0 or (number[6] == "7" and (total + 1) % 10 == 0)


@given(eight_digits.filter(lambda n: n != "00000000"))
def test_what_held_under_the_old_rule_still_holds(number: str) -> None:
    assert is_ubn(number) or not old_rule(number)


@given(eight_digits.filter(is_ubn), st.integers(0, 7), st.integers(1, 9))
def test_one_mistyped_digit_is_caught_unless_it_shifts_by_five(number: str, place: int, shift: int) -> None:
    other = str((int(number[place]) + shift) % 10)
    mistyped = number[:place] + other + number[place + 1 :]
    if place in (0, 2, 4) and number[6] != "7" and mistyped != "00000000":
        assert is_ubn(mistyped) == (shift == 5)


@given(st.text(max_size=10))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    assert is_ubn(text) == (text.strip().isascii() and len(text.strip()) == 8 and is_ubn(text.strip()))
