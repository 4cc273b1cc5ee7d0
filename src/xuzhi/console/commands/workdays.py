"""`xuzhi workdays START N`: the day on which N working days after a notice end, and how they were counted."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from xuzhi.kernel.refusal import Refusal

if TYPE_CHECKING:
    from xuzhi.kernel.calendar import CalendarEntry, Count


def register(app: typer.Typer) -> None:
    app.command("workdays", context_settings={"ignore_unknown_options": True})(workdays)  # so that -3 is a bad N


def workdays(
    start: Annotated[str, typer.Argument(help="Day of notice, not counted: 2026-11-20 or 115/11/20.")],
    n: Annotated[str, typer.Argument(metavar="N", help="Working days, 0 or more.")],
    county: Annotated[str | None, typer.Option(help="County whose closures count, such as 臺中市.")] = None,
    closures: Annotated[Path | None, typer.Option(help="CSV: day,county,half,announced_at,why.")] = None,
    json_: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Count working days by Taiwan's office calendar. Exit 2 for bad input."""
    from xuzhi.kernel.calendar import DayCountInvalid, WorkingCalendar
    from xuzhi.kernel.roc import parse_day

    try:
        if not (n.isascii() and n.isdigit() and len(n) <= 6):
            raise DayCountInvalid(count=n)
        calendar = WorkingCalendar.taiwan(entries=_entries(closures))
        count = calendar.add_working_days(parse_day(start), int(n), county=county or None)
    except Refusal as refusal:
        _refuse(" ".join(filter(None, (refusal.says, refusal.remedy))))
    print(json.dumps(_as_json(count), ensure_ascii=False) if json_ else _table(count))


def _entries(closures: Path | None) -> "tuple[CalendarEntry, ...]":
    from xuzhi.kernel.calendar_files import read_closures
    from xuzhi.kernel.texts import say

    if closures is None:
        return ()
    try:
        content = closures.read_bytes()
    except OSError as error:
        _refuse(say("kernel.file_not_opened", file=closures, why=error.strerror))
    try:
        file = read_closures(content, str(closures))
    except Refusal as refusal:
        _refuse(say("kernel.line_says", file=closures, line=1, says=refusal.says))
    if file.problems:
        _refuse("\n".join(say("kernel.line_says", file=closures, line=line, says=says) for line, says in file.problems))
    return file.entries


def _as_json(count: "Count") -> dict[str, object]:
    return {
        "start_on": count.start_on.isoformat(),
        "due_on": count.due_on.isoformat(),
        "due_at": count.due_at.isoformat(),
        "days": [day.isoformat() for day in count.days],
        "skipped": [{"on": day.isoformat(), "why": why} for day, why in count.skipped],
    }


def _table(count: "Count") -> str:
    from xuzhi.kernel.roc import format_date, format_deadline
    from xuzhi.kernel.texts import say

    marks = {day: str(number) for number, day in enumerate(count.days, 1)} | dict(count.skipped)
    lines = [f"{format_date(day, weekday=True)}  {marks[day]}" for day in sorted(marks)]
    return "\n".join([*lines, say("kernel.due_line", deadline=format_deadline(count.due_at))])


def _refuse(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(2)
