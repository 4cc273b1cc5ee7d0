"""Usage as tables that can be drawn: a row a period, with what is pointed out in its last column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from xuzhi.casework.queries.figure_tables import FigureTable
from xuzhi.kernel.months import add_months
from xuzhi.kernel.roc import format_date, year_for_reader
from xuzhi.kernel.texts import say
from xuzhi.marketplace.queries.usage import FlagLine, Use, number, unit_of
from xuzhi.marketplace.usage.flagging import Point, Series
from xuzhi.marketplace.usage.lines import DAY, Measure

_DAY = timedelta(days=1)


def total_table(use: Use) -> FigureTable | None:
    """All subscriptions of a solution together."""
    title = say("marketplace/usage.chart_total", measure=use.measure.name)
    return _table(f"use-{use.measure.code}", title, use.measure, use.total)


def series_table(series: Series, numbers: Mapping[str, str], flags: Iterable[FlagLine] = ()) -> FigureTable | None:
    """One subscription, with what is pointed out in it."""
    own = [flag for flag in flags if str(flag.subscription_id) == series.subscription]
    title = say("marketplace/usage.chart_one", measure=series.measure.name, number=numbers.get(series.subscription, ""))
    name = f"use-{series.measure.code}-{numbers.get(series.subscription, '').lower()}"
    return _table(name, title, series.measure, series.points, own)


def _table(
    name: str, title: str, measure: Measure, points: Iterable[Point], flags: Iterable[FlagLine] = ()
) -> FigureTable | None:
    known = {point.from_on: point for point in points}
    flagged = list(flags)
    if not known and not flagged:
        return None
    days = [*known, *(flag.from_on for flag in flagged)]
    ends = [*(point.until_on for point in known.values()), *(flag.until_on for flag in flagged)]
    spans = list(_spans(measure, min(days), max(ends)))
    marks = {span: sum(flag.from_on <= span and flag.until_on >= span for flag in flagged) or None for span in spans}
    unit = unit_of(measure)
    heads = (unit, say("marketplace/usage.chart_marked")) if flagged else (unit,)
    several = len({span.year for span in spans}) > 1
    rows = tuple(
        (
            _label(measure, span, several),
            (known[span].value if span in known else None, *((marks[span],) if flagged else ())),
        )
        for span in spans
    )
    says = _says(title, unit, list(known.values()), flagged)
    return FigureTable(name, title, say("marketplace/usage.chart_row"), heads, rows, "marked", 1, unit, note=says)


def _spans(measure: Measure, first: date, last: date) -> Iterator[date]:
    day = first if measure.every == DAY else first.replace(day=1)
    while day <= last:
        yield day
        day = day + _DAY if measure.every == DAY else add_months(day, 1)


def _label(measure: Measure, span: date, several: bool) -> str:
    year = f"{year_for_reader(span.year)}/"
    return f"{year if several else ''}{span.month}/{span.day}" if measure.every == DAY else f"{year}{span.month}"


def _says(title: str, unit: str, points: list[Point], flags: list[FlagLine]) -> str:
    said = []
    if points:
        values = [point.value for point in points]
        said.append(
            say(
                "marketplace/usage.chart_says", title=title, unit=unit, periods=len(points),
                begins=format_date(points[0].from_on), ends=format_date(points[-1].until_on),
                most=number(max(values)), least=number(min(values)), total=number(sum(values)),
            )
        )  # fmt: skip
    said += [say("marketplace/usage.chart_says_flag", why=flag.why) for flag in flags[:6]]
    return " ".join(said)
