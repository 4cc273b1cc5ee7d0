"""Money: whole New Taiwan dollars, never fractions, never floats."""

import re
import unicodedata
from decimal import Decimal

from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import current_language, say, use_language

_MULTIPLES = {"": 1, "千": 10**3, "萬": 10**4, "万": 10**4, "億": 10**8, "亿": 10**8}
_PREFIX = re.compile(r"^(?:新臺幣|新台幣|臺幣|台幣|NT\$|NTD|TWD|\$)", re.IGNORECASE)
_PART = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?([千萬万億亿]?)")
_MOST = 10**15


class MoneyInvalid(Refusal, ValueError):
    """The text is not an amount of whole dollars."""

    code = "kernel.money_invalid"


class Money(int):
    """An amount in whole dollars; prints as people write it, counts and is stored as a number."""

    def __new__(cls, amount: int) -> "Money":
        if isinstance(amount, bool) or not isinstance(amount, int):
            raise TypeError("money is a whole number of dollars")
        return super().__new__(cls, amount)

    def __str__(self) -> str:
        return format_twd(self)

    def __repr__(self) -> str:
        return f"Money({int(self)})"

    def __add__(self, other: int) -> "Money":
        return Money(int(self) + int(other))

    __radd__ = __add__

    def __sub__(self, other: int) -> "Money":
        return Money(int(self) - int(other))

    def __neg__(self) -> "Money":
        return Money(-int(self))


def format_twd(amount: int, lang: str | None = None) -> str:
    """`1,000,000 元`, or `NT$1,000,000` in English."""
    with use_language(lang or current_language()):
        sign = "-" if amount < 0 else ""
        return say("kernel.amount", sign=sign, digits=f"{abs(int(amount)):,}")


def parse_twd(text: str) -> Money:
    """The amount in `1,000,000`, `NT$1,000,000`, `100萬`, `1億2,000萬元`, full-width too. Raises MoneyInvalid."""
    folded = "".join(unicodedata.normalize("NFKC", text).split())
    body = re.sub(r"元?整?$", "", _PREFIX.sub("", folded))
    sign = -1 if body.startswith("-") else 1
    total, last, position = Decimal(0), None, 1 if sign < 0 else 0
    while position < len(body):
        part = _PART.match(body, position)
        multiple = _MULTIPLES[part[3]] if part else 0
        if not part or (last is not None and multiple >= last):
            raise MoneyInvalid(text=text)
        total += Decimal(part[1].replace(",", "") + (part[2] or "")) * multiple
        last, position = multiple, part.end()
    if last is None or total != total.to_integral_value() or total > _MOST:
        raise MoneyInvalid(text=text)
    return Money(sign * int(total))
