"""The unified business number (統一編號): eight digits with a check digit, by the rule in force since 2023."""

from xuzhi.kernel.refusal import Refusal

_WEIGHTS = (1, 2, 1, 2, 1, 2, 4, 1)


class BusinessNumberInvalid(Refusal, ValueError):
    """`reason` is one of empty, full_width, not_eight_digits, all_zero, check_digit."""

    def __init__(self, reason: str, text: str) -> None:
        super().__init__(code=f"kernel.ubn_{reason}", text=text)
        self.reason = reason


def check_ubn(text: str) -> str:
    """The number, without the white space around it. Raises BusinessNumberInvalid."""
    number = text.strip()
    if not number:
        raise BusinessNumberInvalid("empty", text)
    if not number.isascii() and number.isdigit():
        raise BusinessNumberInvalid("full_width", number)
    if not (number.isascii() and number.isdigit() and len(number) == 8):
        raise BusinessNumberInvalid("not_eight_digits", number)
    if number == "00000000":
        raise BusinessNumberInvalid("all_zero", number)
    products = (int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=True))
    total = sum(product // 10 + product % 10 for product in products)
    # A 7 in the seventh place gives 28, whose digits add up to 10, which may be taken as 1 or as 0.
    if total % 5 and not (number[6] == "7" and (total + 1) % 5 == 0):
        raise BusinessNumberInvalid("check_digit", number)
    return number


def is_ubn(text: str) -> bool:
    try:
        check_ubn(text)
    except BusinessNumberInvalid:
        return False
    return True
