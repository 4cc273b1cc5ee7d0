"""Official calendars and closures from files; bad rows are told with their line."""

from datetime import date, datetime, timedelta, timezone

import pytest

from xuzhi.kernel.calendar import CalendarEntry
from xuzhi.kernel.calendar_files import CalendarFileInvalid, read_closures, read_official_calendar

TAIPEI = timezone(timedelta(hours=8))
OFFICIAL = "西元日期,星期,是否放假,備註\r\n20260213,五,0,\r\n20260214,六,2,\r\n20260217,二,2,春節\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "big5"])
def test_the_official_calendar(encoding: str) -> None:
    file = read_official_calendar(OFFICIAL.encode(encoding), "115 年辦公日曆表")
    assert file.problems == ()
    assert file.entries == (
        CalendarEntry(date(2026, 2, 13), "workday", source="115 年辦公日曆表"),
        CalendarEntry(date(2026, 2, 14), "holiday", source="115 年辦公日曆表"),
        CalendarEntry(date(2026, 2, 17), "holiday", source="115 年辦公日曆表", why="春節"),
    )


def test_the_official_calendars_bad_rows() -> None:
    file = read_official_calendar("西元日期,星期,是否放假,備註\n20260230,一,0,\n20260303,二,1,\n".encode(), "x")
    assert file.entries == ()
    assert file.problems == ((2, "日曆上沒有「2026-02-30」這一天。"), (3, "「1」不是 0（上班）或 2（放假）"))


def test_closures() -> None:
    content = (
        "day,county,half,announced_at,why\n"
        "2026-07-14,台中市,,2026-07-13T20:00:00+08:00,颱風\n"
        "115/7/15,臺北市,PM,115/7/15 10:30,\n"
        "\n"
        "115年7月16日,,,2026-07-15 20:00,全國停止上班\n"
    )
    file = read_closures(content.encode(), "closures.csv")
    assert file.problems == ()
    assert file.entries == (
        CalendarEntry(
            date(2026, 7, 14),
            "closure",
            "臺中市",
            None,
            datetime(2026, 7, 13, 20, tzinfo=TAIPEI),
            "closures.csv",
            "颱風",
        ),
        CalendarEntry(
            date(2026, 7, 15), "closure", "臺北市", "pm", datetime(2026, 7, 15, 10, 30, tzinfo=TAIPEI), "closures.csv"
        ),
        CalendarEntry(
            date(2026, 7, 16),
            "closure",
            announced_at=datetime(2026, 7, 15, 20, tzinfo=TAIPEI),
            source="closures.csv",
            why="全國停止上班",
        ),
    )


def test_only_the_day_is_needed() -> None:
    assert read_closures(b"day\n2026-07-14\n", "f").entries == (
        CalendarEntry(date(2026, 7, 14), "closure", source="f"),
    )


def test_bad_closures_are_told_with_their_line_and_the_good_ones_are_read() -> None:
    rows = ["day,county,half,announced_at", "2026-07-14,火星市,,", "7/14,,,", "2026-07-14,,noon,", "2026-07-14,,,昨晚"]
    content = "\n".join([*rows, "2026-07-15,,,"])
    file = read_closures(content.encode(), "f")
    assert [entry.day for entry in file.entries] == [date(2026, 7, 15)]
    assert file.problems == (
        (2, "沒有「火星市」這個縣市。"),
        (3, "「7/14」不是看得懂的日期。"),
        (4, "「noon」不是 am、pm 或空白"),
        (5, "「昨晚」不是看得懂的時刻"),
    )


def test_files_that_are_something_else() -> None:
    with pytest.raises(CalendarFileInvalid, match="缺少欄位：day"):
        read_closures(b"date,county\n", "f")
    with pytest.raises(CalendarFileInvalid, match="缺少欄位：西元日期、是否放假"):
        read_official_calendar(b"", "f")
    with pytest.raises(CalendarFileInvalid, match="UTF-8 或 Big5"):
        read_closures(b"\xff\xfe\x00\x00\xff", "f")
