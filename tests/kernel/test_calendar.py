"""Working days: exact days of the published office calendars, and the laws that any count obeys."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest
from holidays.countries.taiwan import Taiwan
from hypothesis import assume, given
from hypothesis import strategies as st

from xuzhi.kernel.calendar import (
    SEEDED_YEARS,
    CalendarEntry,
    Count,
    CountingRules,
    DayCountInvalid,
    WorkingCalendar,
    YearNotLoaded,
)
from xuzhi.kernel.county import CountyUnknown
from xuzhi.kernel.texts import use_language

TAIPEI = timezone(timedelta(hours=8))
CALENDAR = WorkingCalendar.taiwan()
DAY = timedelta(days=1)


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=TAIPEI)  # type: ignore[misc,arg-type]


def days_of(year: int) -> Iterator[date]:
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += DAY


def closure(day: date, county: str | None = "臺中市", **others: object) -> CalendarEntry:
    return replace(CalendarEntry(day, "closure", county), **others)  # type: ignore[arg-type]


# The published calendars: 116 free days in 112 (2023), 120 in 115 (2026).


@pytest.mark.parametrize(("year", "working"), [(2023, 249), (2024, 251), (2025, 247), (2026, 245), (2027, 244)])
def test_how_many_working_days_a_year_has(year: int, working: int) -> None:
    assert sum(CALENDAR.is_working_day(day) for day in days_of(year)) == working


def test_working_saturdays() -> None:
    saturdays = [day for year in (2023, 2024, 2025, 2026, 2027) for day in days_of(year)]
    assert [day for day in saturdays if day.weekday() >= 5 and CALENDAR.is_working_day(day)] == [
        date(2023, 1, 7),
        date(2023, 2, 4),
        date(2023, 2, 18),
        date(2023, 3, 25),
        date(2023, 6, 17),
        date(2023, 9, 23),
        date(2024, 2, 17),
        date(2025, 2, 8),
    ]


def test_weekdays_off_in_2026() -> None:
    off = [day for day in days_of(2026) if day.weekday() < 5 and not CALENDAR.is_working_day(day)]
    assert [f"{day:%m-%d}" for day in off] == [
        "01-01", "02-16", "02-17", "02-18", "02-19", "02-20", "02-27", "04-03", "04-06", "05-01",
        "06-19", "09-25", "09-28", "10-09", "10-26", "12-25",
    ]  # fmt: skip


def test_the_eve_of_a_year_that_begins_on_a_saturday_is_free() -> None:
    assert CALENDAR.why_not_working(date(2027, 12, 31)) == "中華民國開國紀念日（補假）"


@pytest.mark.parametrize("year", SEEDED_YEARS)
def test_the_seed_is_what_the_holidays_package_says(year: int) -> None:
    published = Taiwan(years=year)
    worked = {day for day in published.weekend_workdays if day.year == year}
    assert [day for day in days_of(year) if CALENDAR.is_working_day(day)] == [
        day for day in days_of(year) if day in worked or (day.weekday() < 5 and day not in published)
    ]
    assert {day: CALENDAR.why_not_working(day) for day in published if day.year == year} == {
        day: name for day, name in published.items() if day.year == year
    }


# Counting


@pytest.mark.clause("L7.3")
def test_three_working_days_after_a_friday() -> None:
    assert CALENDAR.add_working_days(date(2026, 11, 20), 3) == Count(
        start_on=date(2026, 11, 20),
        due_on=date(2026, 11, 25),
        due_at=at(2026, 11, 26),
        days=(date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)),
        skipped=((date(2026, 11, 21), "星期六"), (date(2026, 11, 22), "星期日")),
    )


@pytest.mark.clause("L7.3")
def test_three_working_days_across_the_new_year_holidays() -> None:
    count = CALENDAR.add_working_days(date(2026, 2, 13), 3)
    assert count.days == (date(2026, 2, 23), date(2026, 2, 24), date(2026, 2, 25))
    assert count.skipped == (
        (date(2026, 2, 14), "星期六"),
        (date(2026, 2, 15), "農曆除夕"),
        (date(2026, 2, 16), "農曆除夕"),
        (date(2026, 2, 17), "春節"),
        (date(2026, 2, 18), "春節"),
        (date(2026, 2, 19), "春節"),
        (date(2026, 2, 20), "農曆除夕（補假）"),
        (date(2026, 2, 21), "星期六"),
        (date(2026, 2, 22), "星期日"),
    )


def test_a_made_up_saturday_counts() -> None:
    assert CALENDAR.add_working_days(date(2025, 2, 6), 3).days == (
        date(2025, 2, 7),
        date(2025, 2, 8),
        date(2025, 2, 10),
    )


@pytest.mark.clause("L7.3")
def test_a_closure_of_the_applicants_county_stops_the_count() -> None:
    typhoon = closure(date(2026, 7, 14), why="颱風停止上班")
    calendar = WorkingCalendar.taiwan(entries=[typhoon])
    assert calendar.add_working_days(date(2026, 7, 10), 3, county="台中市") == Count(
        start_on=date(2026, 7, 10),
        due_on=date(2026, 7, 16),
        due_at=at(2026, 7, 17),
        days=(date(2026, 7, 13), date(2026, 7, 15), date(2026, 7, 16)),
        skipped=(
            (date(2026, 7, 11), "星期六"),
            (date(2026, 7, 12), "星期日"),
            (date(2026, 7, 14), "臺中市颱風停止上班"),
        ),
    )
    assert calendar.add_working_days(date(2026, 7, 10), 3, county="臺北市").due_on == date(2026, 7, 15)
    assert calendar.add_working_days(date(2026, 7, 10), 3).due_on == date(2026, 7, 15)


def test_a_closure_of_the_whole_country_needs_no_county() -> None:
    calendar = WorkingCalendar.taiwan(entries=[closure(date(2026, 7, 14), None)])
    assert calendar.why_not_working(date(2026, 7, 14)) == "停止上班"
    assert calendar.why_not_working(date(2026, 7, 14), "臺北市") == "停止上班"


@pytest.mark.clause("L7.3")
def test_where_closures_do_not_stop_the_clock_a_closed_last_day_still_moves_on() -> None:
    calendar = WorkingCalendar.taiwan(entries=[closure(date(2026, 7, 14)), closure(date(2026, 7, 15))])
    keep_counting = CountingRules(closures_stop=False)
    count = calendar.add_working_days(date(2026, 7, 10), 3, county="臺中市", rules=keep_counting)
    assert count.days == (date(2026, 7, 13), date(2026, 7, 14), date(2026, 7, 15))
    assert count.due_on == date(2026, 7, 16)
    assert count.skipped[-1] == (date(2026, 7, 15), "臺中市停止上班")
    stand_still = replace(keep_counting, roll_last_day=False)
    count = calendar.add_working_days(date(2026, 7, 10), 3, county="臺中市", rules=stand_still)
    assert count.due_on == date(2026, 7, 15)


def test_half_days() -> None:
    calendar = WorkingCalendar.taiwan(entries=[closure(date(2026, 7, 14), half="pm")])
    assert calendar.why_not_working(date(2026, 7, 14), "臺中市") == "臺中市下午停止上班"
    assert calendar.is_working_day(date(2026, 7, 14), "臺中市", CountingRules(half_day_stops=False))


def test_what_was_not_yet_announced_was_not_yet_known() -> None:
    typhoon = closure(date(2026, 7, 14), announced_at=at(2026, 7, 13, 20))
    calendar = WorkingCalendar.taiwan(entries=[typhoon])
    before, after = calendar.known_at(at(2026, 7, 13, 19, 59)), calendar.known_at(at(2026, 7, 13, 20))
    assert before.is_working_day(date(2026, 7, 14), "臺中市")
    assert not after.is_working_day(date(2026, 7, 14), "臺中市")


def test_the_first_day_counts_where_the_rules_say_so() -> None:
    first_counts = CountingRules(first_day_counts=True)
    assert CALENDAR.add_working_days(date(2026, 11, 20), 3, rules=first_counts).days == (
        date(2026, 11, 20),
        date(2026, 11, 23),
        date(2026, 11, 24),
    )


def test_a_last_day_may_end_earlier_than_midnight() -> None:
    count = CALENDAR.add_working_days(date(2026, 11, 20), 3, rules=CountingRules(ends="17:00"))
    assert count.due_at == at(2026, 11, 25, 17)


def test_no_days_at_all_end_on_the_day_itself_or_the_next_that_works() -> None:
    assert CALENDAR.add_working_days(date(2026, 11, 20), 0).due_on == date(2026, 11, 20)
    assert CALENDAR.add_working_days(date(2026, 11, 21), 0).due_on == date(2026, 11, 23)


@pytest.mark.clause("L6.2.2")
def test_calendar_days_count_every_day_and_only_the_last_moves_on() -> None:
    count = CALENDAR.add_days(date(2026, 1, 2), 365)
    assert (len(count.days), count.days[-1], count.due_on) == (365, date(2027, 1, 2), date(2027, 1, 4))
    assert count.skipped == ((date(2027, 1, 2), "星期六"), (date(2027, 1, 3), "星期日"))
    stay = CountingRules(roll_last_day=False)
    assert CALENDAR.add_days(date(2026, 1, 2), 365, rules=stay).due_at == at(2027, 1, 3)


# Entries over the seed, and years


def test_the_offices_entries_lie_over_the_seed() -> None:
    calendar = WorkingCalendar.taiwan(
        entries=[
            CalendarEntry(date(2026, 11, 21), "workday"),
            CalendarEntry(date(2026, 11, 23), "holiday", why="地方選舉補假"),
            CalendarEntry(date(2026, 11, 24), "holiday"),
            CalendarEntry(date(2026, 11, 24), "workday"),
        ]
    )
    assert calendar.is_working_day(date(2026, 11, 21))
    assert calendar.why_not_working(date(2026, 11, 23)) == "地方選舉補假"
    assert calendar.is_working_day(date(2026, 11, 24)), "the later entry of a day wins"


def test_a_year_that_is_not_loaded_is_an_error() -> None:
    with pytest.raises(YearNotLoaded, match="2028 年的辦公日曆尚未載入"):
        CALENDAR.is_working_day(date(2028, 1, 3))
    with pytest.raises(YearNotLoaded):
        CALENDAR.add_working_days(date(2027, 12, 30), 2)
    with pytest.raises(YearNotLoaded):
        WorkingCalendar.taiwan([2026, 2028])
    with pytest.raises(YearNotLoaded):
        WorkingCalendar.taiwan([2026]).is_working_day(date(2025, 12, 31))


def test_an_official_calendar_loads_a_year_only_when_it_is_whole() -> None:
    entries = [CalendarEntry(day, "holiday" if day.weekday() > 4 else "workday") for day in days_of(2028)]
    calendar = WorkingCalendar.taiwan(entries=entries)
    assert calendar.add_working_days(date(2027, 12, 30), 2).days == (date(2028, 1, 3), date(2028, 1, 4))
    assert calendar.why_not_working(date(2028, 1, 1)) == "星期六"
    with pytest.raises(YearNotLoaded):
        WorkingCalendar.taiwan(entries=entries[:-1]).is_working_day(date(2028, 1, 3))


@pytest.mark.parametrize("n", [-1, 1.5, True, "3"])
def test_days_are_counted_in_whole_numbers(n: object) -> None:
    with pytest.raises(DayCountInvalid):
        CALENDAR.add_working_days(date(2026, 11, 20), n)  # type: ignore[arg-type]


def test_an_unknown_county_is_refused() -> None:
    with pytest.raises(CountyUnknown, match="沒有「亞特蘭提斯」這個縣市"):
        CALENDAR.add_working_days(date(2026, 11, 20), 3, county="亞特蘭提斯")
    with pytest.raises(CountyUnknown):
        closure(date(2026, 7, 14), "臺灣")


def test_entries_that_make_no_sense_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="closure"):
        CalendarEntry(date(2026, 7, 14), "holiday", county="臺中市")
    with pytest.raises(ValueError, match="offset"):
        CalendarEntry(date(2026, 7, 14), "closure", announced_at=datetime(2026, 7, 13))  # noqa: DTZ001


def test_reasons_in_english() -> None:
    with use_language("en"):
        skipped = (
            WorkingCalendar.taiwan(entries=[closure(date(2026, 1, 5))])
            .add_working_days(date(2025, 12, 31), 2, county="Taichung City")
            .skipped
        )
    assert [why for _, why in skipped] == [
        "Founding Day of the Republic of China",
        "Saturday",
        "Sunday",
        "臺中市: offices closed",
    ]


# Laws of counting

starts = st.dates(date(2023, 1, 1), date(2026, 12, 31))
counts = st.integers(0, 40)
closures = st.lists(
    st.builds(closure, st.dates(date(2023, 1, 1), date(2027, 6, 30)), st.sampled_from([None, "臺中市", "臺北市"])),
    max_size=8,
)
rules = st.builds(CountingRules, st.booleans(), st.just(True), st.booleans(), st.booleans())


@given(starts, counts, closures, rules)
def test_a_count_has_n_days_and_ends_on_a_working_day(
    start: date, n: int, closed: list[CalendarEntry], by: CountingRules
) -> None:
    calendar = replace(CALENDAR, entries=tuple(closed))
    count = calendar.add_working_days(start, n, county="臺中市", rules=by)
    assert len(count.days) == n
    assert list(count.days) == sorted(set(count.days))
    assert all(calendar.is_working_day(day, "臺中市", by) for day in count.days)
    assert calendar.is_working_day(count.due_on, "臺中市")
    assert count.due_at == datetime.combine(count.due_on + DAY, datetime.min.time(), TAIPEI)


@given(starts, counts, closures)
def test_every_day_up_to_the_last_is_counted_or_skipped_never_both(
    start: date, n: int, closed: list[CalendarEntry]
) -> None:
    assume(n > 0)
    count = replace(CALENDAR, entries=tuple(closed)).add_working_days(start, n, county="臺中市")
    span = [start + i * DAY for i in range(1, (count.due_on - start).days + 1)]
    assert sorted([*count.days, *(day for day, _ in count.skipped)]) == span
    assert all(why for _, why in count.skipped)


@given(starts, counts, counts)
def test_counting_on_from_a_deadline_is_counting_once(start: date, n: int, more: int) -> None:
    assume(n > 0)
    halfway = CALENDAR.add_working_days(start, n).due_on
    assert CALENDAR.add_working_days(halfway, more).due_on == CALENDAR.add_working_days(start, n + more).due_on


@given(starts, counts, closures)
def test_a_closure_never_shortens_a_deadline(start: date, n: int, closed: list[CalendarEntry]) -> None:
    shut = replace(CALENDAR, entries=tuple(closed))
    assert shut.add_working_days(start, n, county="臺中市").due_on >= CALENDAR.add_working_days(start, n).due_on


@given(starts, starts, counts)
def test_who_is_told_later_has_never_less_time(one: date, other: date, n: int) -> None:
    earlier, later = sorted((one, other))
    assert CALENDAR.add_working_days(earlier, n).due_on <= CALENDAR.add_working_days(later, n).due_on


@given(starts, st.integers(0, 120))
def test_calendar_days_end_n_days_on_or_at_the_next_working_day(start: date, n: int) -> None:
    count = CALENDAR.add_days(start, n)
    assert count.due_on >= start + n * DAY
    assert not any(CALENDAR.is_working_day(start + (n + i) * DAY) for i in range((count.due_on - start).days - n))
