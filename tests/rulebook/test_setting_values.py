"""A parameter's value as the office types it."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from xuzhi.rulebook import load_programme
from xuzhi.rulebook.setting_values import SettingInvalid, read_setting


@pytest.fixture
def edition(folder: Path):
    with (folder / "parameters.toml").open("a", encoding="utf-8") as file:
        for name, unit, value in (
            ("share", "%", "12.5"), ("codes", "", '["A", "B"]'), ("open", "", "true"), ("first_day", "", "2026-01-01"),
            ("word", "", '"x"'), ("sizes", "kW", "[1, 2]"), ("days", "", "[2026-01-01]"),
            ("moment", "", "2026-01-01T00:00:00+08:00"),
        ):  # fmt: skip
            file.write(
                f'\n[{name}]\nclause = "M2"\nlabel = "{name}"\nunit = "{unit}"\nvalues = {{ 2026-01-01 = {value} }}\n'
            )
    return load_programme(folder).edition(date(2026, 3, 1))


@pytest.mark.parametrize(
    ("name", "written", "value"),
    [
        ("largest_capital", "1,000,000", 1_000_000), ("largest_capital", "100萬", 1_000_000), ("most_stalls", "4", 4),
        ("share", "7.25", Decimal("7.25")), ("share", "10.0", 10), ("codes", "A, C", ("A", "C")),
        ("codes", '["A", "C"]', ("A", "C")), ("codes", "甲、乙", ("甲", "乙")), ("open", "false", False),
        ("first_day", "115/2/13", date(2026, 2, 13)), ("first_day", "2026-02-13", date(2026, 2, 13)),
        ("word", "y", "y"), ("sizes", "3, 4.5", (3, Decimal("4.5"))), ("days", "2026-05-01", (date(2026, 5, 1),)),
    ],
)  # fmt: skip
def test_values_are_read_by_type(edition, name: str, written: str, value: object) -> None:
    assert read_setting(edition, name, written) == value


@pytest.mark.parametrize(
    ("name", "written", "said"),
    [
        ("largest_capital", "much", "largest_capital（實收資本額上限）應為數字，不是「much」。"),
        ("largest_captal", "1", "沒有「largest_captal」這個參數；是否為 largest_capital？"),
        ("zzz", "1", "沒有「zzz」這個參數。"),
        ("most_stalls", "x", "most_stalls（攤位數上限）應為數字，不是「x」。"),
        ("most_stalls", "", "most_stalls（攤位數上限）應為數字，不是「」。"),
        ("share", "NaN", "share（share）應為數字，不是「NaN」。"),
        ("open", "maybe", "open（open）應為 true（是）或 false（否），不是「maybe」。"),
        ("codes", "[1, 2]", "codes（codes）應為清單，例如 A, B；不是「[1, 2]」。"),
        ("codes", "[A", "codes（codes）應為清單，例如 A, B；不是「[A」。"),
        ("first_day", "soon", "first_day（first_day）應為日期，例如 2026-11-22，不是「soon」。"),
        ("moment", "soon", "moment（moment）應為時刻，例如 2026-03-31T17:00:00+08:00，不是「soon」。"),
    ],
)
def test_what_is_no_value_is_refused_in_one_sentence(edition, name: str, written: str, said: str) -> None:
    with pytest.raises(SettingInvalid) as refused:
        read_setting(edition, name, written)
    assert refused.value.says == said
