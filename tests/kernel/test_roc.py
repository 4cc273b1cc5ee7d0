"""ROC dates both ways, and instants as people read them."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuzhi.kernel.roc import (
    RocDateInvalid,
    format_date,
    format_deadline,
    format_instant,
    format_roc,
    format_short,
    parse_day,
    parse_roc,
    printed_weekday,
    taipei_day,
    weekday_of,
    year_for_reader,
)
from xuzhi.kernel.texts import use_language

TAIPEI = timezone(timedelta(hours=8))
roc_days = st.dates(min_value=date(1912, 1, 1), max_value=date(2910, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "115年2月13日",
        "115 年 2 月 13 日",
        "民國115年2月13日",
        "中華民國 115 年 2 月 13 日",
        "115年2月13日(五)",
        "115年2月13日（星期五）",
        "115年02月13",
        "115/2/13",
        "115/02/13（五）",
        "115.2.13",
        "115-02-13",
        "1150213",
        "１１５年２月１３日",
    ],
)
def test_every_writing_of_one_day(text: str) -> None:
    assert parse_roc(text) == date(2026, 2, 13)


def test_register_digits_with_and_without_leading_zero() -> None:
    assert parse_roc("0760221") == parse_roc("760221") == date(1987, 2, 21)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0",
        "0000000",
        "2026-02-13",
        "20260213",
        "115/2",
        "115/2-13",
        "115/13/1",
        "115年2月30日",
        "0/1/1",
        "民國前1年1月1日",
        "昨天",
        "1150229",
    ],
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(RocDateInvalid) as refused:
        parse_roc(text)
    assert text in str(refused.value)
    assert refused.value.remedy


def test_a_leap_day_only_in_leap_years() -> None:
    assert parse_roc("113/2/29") == date(2024, 2, 29)
    with pytest.raises(RocDateInvalid, match="日曆上沒有「115/2/29」這一天"):
        parse_roc("115/2/29")


@given(roc_days, st.booleans(), st.sampled_from(["long", "slash"]))
def test_round_trip(day: date, weekday: bool, style: str) -> None:
    assert parse_roc(format_roc(day, weekday, style)) == day


@given(roc_days)
def test_round_trip_through_register_digits(day: date) -> None:
    assert parse_roc(f"{day.year - 1911:03}{day:%m%d}") == day


@given(st.dates(min_value=date(1000, 1, 1)))
def test_iso_round_trip(day: date) -> None:
    assert parse_day(day.isoformat()) == parse_day(f"{day.year}/{day.month}/{day.day}") == day


@given(st.text(max_size=12))
def test_any_text_is_a_day_or_refused(text: str) -> None:
    with suppress(RocDateInvalid):
        assert isinstance(parse_day(text), date)


def test_formats() -> None:
    day = date(2026, 3, 31)
    assert format_roc(day) == "115 年 3 月 31 日"
    assert format_roc(day, weekday=True) == "115 年 3 月 31 日（二）"
    assert format_roc(day, True, "slash") == "115/3/31（二）"
    assert format_short(day) == "115/3/31"
    with use_language("en"):
        assert format_date(day, weekday=True) == "31 March 2026 (Tue)"
        assert format_short(day) == "31 Mar 2026"
        assert year_for_reader(2026) == 2026
    assert year_for_reader(2026) == 115
    with pytest.raises(RocDateInvalid):
        format_roc(date(1911, 12, 31))


def test_a_printed_weekday_can_be_compared() -> None:
    printed = "115年9月1日(三)"
    assert printed_weekday(printed) == "三"
    assert weekday_of(parse_roc(printed)) == "二"
    assert printed_weekday("115年9月1日") is None
    assert printed_weekday("115年9月6日（星期天）") == "日"


@pytest.mark.parametrize(
    ("hour", "minute", "shown"),
    [
        (0, 0, "上午 0 時"),
        (9, 5, "上午 9 時 5 分"),
        (12, 0, "中午 12 時"),
        (12, 30, "中午 12 時 30 分"),
        (17, 0, "下午 5 時"),
        (23, 59, "下午 11 時 59 分"),
    ],
)
def test_instants_as_people_say_them(hour: int, minute: int, shown: str) -> None:
    assert format_instant(datetime(2026, 3, 31, hour, minute, tzinfo=TAIPEI)) == f"115 年 3 月 31 日（二）{shown}"


def test_instants_are_shown_by_taipeis_clock() -> None:
    at = datetime(2026, 3, 31, 9, 0, 1, tzinfo=UTC)
    assert format_instant(at) == "115 年 3 月 31 日（二）下午 5 時"
    assert format_instant(at, seconds=True) == "115 年 3 月 31 日（二）下午 5 時 0 分 1 秒"
    assert taipei_day(datetime(2026, 3, 30, 16, 0, tzinfo=UTC)) == date(2026, 3, 31)
    with use_language("en"):
        assert format_instant(at) == "31 March 2026 (Tue), 5 p.m."
        assert format_instant(at, seconds=True) == "31 March 2026 (Tue), 5:00:01 p.m."
    with pytest.raises(ValueError, match="offset"):
        format_instant(datetime(2026, 3, 31))  # noqa: DTZ001  a naive instant is the point


def test_a_deadline_at_midnight_belongs_to_the_day_before() -> None:
    assert format_deadline(datetime(2026, 11, 26, tzinfo=TAIPEI)) == "115 年 11 月 25 日（三）24 時"
    assert format_deadline(datetime(2026, 3, 31, 17, tzinfo=TAIPEI)) == "115 年 3 月 31 日（二）下午 5 時"
    with use_language("en"):
        assert format_deadline(datetime(2026, 11, 26, tzinfo=TAIPEI)) == "25 November 2026 (Wed), 24:00"
