"""Count working days by Taiwan's office calendar: the day on which N days after a notice end, and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xuzhi.console.speaking import BadInput, give_json, give_table
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say

if TYPE_CHECKING:
    from xuzhi.kernel.calendar import CalendarEntry, Count


def register(app: typer.Typer) -> None:
    # Options that are not known are arguments here, so that -3 is a bad number of days and gets its sentence.
    app.command("workdays", help=say("kernel.help_workdays"), context_settings={"ignore_unknown_options": True})(
        workdays
    )


def workdays(
    start: Annotated[str, typer.Argument(help="Day of notice, not counted: 2026-11-20 or 115/11/20.")],
    n: Annotated[str, typer.Argument(metavar="N", help="Working days, 0 or more.")],
    county: Annotated[str, typer.Option(help="County whose closures count, such as 臺中市.")] = "",
    closures: Annotated[Path | None, typer.Option(help="CSV: day,county,half,announced_at,why.")] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON document.")] = False,
) -> None:
    """Count; status 2 for bad input."""
    from xuzhi.kernel.calendar import DayCountInvalid, WorkingCalendar
    from xuzhi.kernel.roc import parse_day

    if not (n.isascii() and n.isdigit() and len(n) <= 6):
        raise DayCountInvalid(count=n)
    calendar = WorkingCalendar.taiwan(entries=_entries(closures))
    count = calendar.add_working_days(parse_day(start), int(n), county=county or None)
    if json:
        give_json(_document(count))
    else:
        _show(count)


def _entries(closures: Path | None) -> tuple[CalendarEntry, ...]:
    from xuzhi.kernel.calendar_files import read_closures

    if closures is None:
        return ()
    try:
        file = read_closures(closures.read_bytes(), str(closures))
    except OSError as error:
        raise BadInput(say("kernel.file_not_opened", file=closures, why=error.strerror or error)) from None
    except Refusal as refusal:
        raise BadInput(say("kernel.line_says", file=closures, line=1, says=refusal.says)) from None
    if file.problems:
        lines = (say("kernel.line_says", file=closures, line=line, says=says) for line, says in file.problems)
        raise BadInput("\n".join(lines))
    return file.entries


def _document(count: Count) -> dict[str, object]:
    return {
        "start_on": count.start_on.isoformat(),
        "due_on": count.due_on.isoformat(),
        "due_at": count.due_at.isoformat(),
        "days": [day.isoformat() for day in count.days],
        "skipped": [{"on": day.isoformat(), "why": why} for day, why in count.skipped],
    }


def _show(count: Count) -> None:
    from xuzhi.kernel.roc import format_date, format_deadline

    marks = {day: str(number) for number, day in enumerate(count.days, 1)} | dict(count.skipped)
    heads = (say("kernel.day"), say("kernel.counted"))
    give_table(heads, [(format_date(day, weekday=True), marks[day]) for day in sorted(marks)])
    print(say("kernel.due_line", deadline=format_deadline(count.due_at)))
