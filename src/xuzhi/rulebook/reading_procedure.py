"""Checks, stages, steps and clocks of a case file."""

from __future__ import annotations

from typing import Any

from xuzhi.rulebook.expressions import ExpressionInvalid, Scope
from xuzhi.rulebook.model import Check, ClockRule, Ground, OnExpiry, Stage, Step, Then
from xuzhi.rulebook.problems import did_you_mean
from xuzhi.rulebook.procedure import Link
from xuzhi.rulebook.reading import Table, Tables, show
from xuzhi.rulebook.reading_entries import Reading, check_name, read_entry, read_name, without_doubles
from xuzhi.rulebook.reading_questions import read_condition
from xuzhi.rulebook.templates import parse_template
from xuzhi.rulebook.vocabulary import ACTORS, EFFECTS, NEEDS, TURNS

CHECK_TEXTS = ("otherwise", "met", "undetermined", "remedy")


def read_sentence(table: Table, key: str, scope: Scope) -> str:
    """A sentence with values in braces; what is wrong in the braces is noted."""
    text = table.text(key)
    try:
        parse_template(text, scope)
    except ExpressionInvalid as error:
        for message in error.messages:
            table.error(f"{key}: {message}", key)
    return text


def read_check(table: Table, reading: Reading, scope: Scope, functions: tuple[str, ...]) -> Check | None:
    name = read_name(table)
    holds, function = read_condition(table, "holds", scope), table.text("function")
    if ("holds" in table) == ("function" in table):
        table.error(f'check "{name}" needs either holds (an expression) or function (a name of checks.py)')
    if "function" in table and function not in functions:
        table.error(f'"{function}" is not a function of checks.py{did_you_mean(function, functions)}', "function")
    read: dict[str, Any] = {
        "label": table.text("label", name),
        "when": read_condition(table, "when", scope),
        **{key: read_sentence(table, key, scope) for key in CHECK_TEXTS},
        "confirmed_by": table.one_of("confirmed_by", ("officer", "reviewer", "organiser")),
        "blocking": table.flag("blocking"),
        "eligibility": table.flag("eligibility"),
        "nightly": table.text("nightly"),
        **read_entry(table, reading),
    }
    if not read["clauses"]:
        table.error(f'check "{name}" cites no clause')
    table.done()
    return Check(name=name, holds=holds, function=function, **read) if name else None


def read_stage(table: Table, reading: Reading) -> Stage | None:
    name = read_name(table)
    ends = table.flag("ends")
    read: dict[str, Any] = {
        "label": table.text("label", name, required=True),
        "turn": table.one_of("turn", TURNS, "none"),
        "hint": table.text("hint"),
        "outcome": table.text("outcome"),
        "on_path": table.flag("on_path"),
        **read_entry(table, reading),
    }
    table.done()
    return Stage(name=name, ends=ends, **read) if name else None


def read_step(table: Table, reading: Reading, scope: Scope) -> Step | None:
    """A step's `from` is where it starts, so its first day is written `begins`."""
    name = read_name(table)
    read: dict[str, Any] = {
        "label": table.text("label", name, required=True),
        "by": table.one_of("by", ACTORS, required=True),
        "from_": table.names("from"),
        "to": table.text("to", required=True),
        **{key: table.text(key) for key in ("hint", "notice", "tells", "decision")},
        "guard": read_condition(table, "guard", scope),
        "guard_otherwise": read_sentence(table, "guard_otherwise", scope),
        "needs": table.some_of("needs", NEEDS),
        "grounds": _grounds(table, reading),
        "grounds_from": table.text("grounds_from"),
        **{key: table.names(key) for key in ("clock", "stops", "opens", "other_than")},
        "effects": table.some_of("effects", EFFECTS),
        "then": _then(table),
        "links": _links(table, reading, scope),
        **read_entry(table, reading, dates=("begins", "until")),
    }
    if not read["from_"] and "from" not in table:
        table.error("from is missing: the stage, or the list of stages, in which this step can be taken")
    if "grounds" in read["needs"] and not read["grounds"]:
        table.error(f'step "{name}" needs grounds, but lists none: grounds = [{{ code = …, label = …, clause = … }}]')
    table.done()
    return Step(name=name, **read) if name else None


def _then(table: Table) -> tuple[Then, ...]:
    """Steps in other cases; which kinds and steps there are is checked when all kinds have been read."""
    read = []
    for entry in table.tables("then"):
        case, cases = entry.one_of("case", ("about",)), entry.text("cases")
        if bool(case) == bool(cases):
            entry.error('then needs either case = "about" or cases = "KIND"')
        about = entry.one_of("about", ("this", "same"))
        if about and not cases:
            entry.error('about = "this" or "same" goes with cases = "KIND"', "about")
        step = entry.text("step", required=True)
        read.append(Then(case=case, cases=cases, about=about, step=step, place=entry.place()))
        entry.done()
    return tuple(read)


def _links(table: Table, reading: Reading, scope: Scope) -> tuple[Link, ...]:
    links = []
    for entry in table.tables("links"):
        code, holds = entry.text("code", required=True), read_condition(entry, "holds", scope)
        label = entry.text("label", code, required=True)
        if holds is None and "holds" not in entry:
            entry.error("holds is missing: what must stand")
        if holds is not None:
            links.append(Link(code=code, label=label, holds=holds, **read_entry(entry, reading)))
        entry.done()
    return without_doubles(links, "link", reading.problems, key="code")


def _grounds(table: Table, reading: Reading) -> tuple[Ground, ...]:
    grounds = []
    for entry in table.tables("grounds"):
        code = entry.text("code", required=True)
        grounds.append(Ground(code=code, label=entry.text("label", code, required=True), **read_entry(entry, reading)))
        entry.done()
    return without_doubles(grounds, "ground", reading.problems, key="code")


def read_clocks(top: Tables, reading: Reading) -> tuple[ClockRule, ...]:
    named = [pair for table in top.each("clock") for pair in table.named_tables().items()]
    return without_doubles([_clock(name, each, reading) for name, each in named], "clock", reading.problems)


def _clock(name: str, table: Table, reading: Reading) -> ClockRule:
    check_name(table, name)
    lasts, ends_on, ends_at = table.raw("lasts"), table.text("ends_on"), table.text("ends_at")
    if (ends_on or ends_at) and lasts is None:
        lasts = 0
    elif isinstance(lasts, bool) or not isinstance(lasts, str | int):
        told = "is missing" if lasts is None else f"should be, not {show(lasts)},"
        table.error(f'clock "{name}": lasts {told} the name of a parameter or a whole number')
        lasts = 0
    read: dict[str, Any] = {
        "label": table.text("label", name),
        "lasts": lasts,
        "ends_on": ends_on,
        "ends_at": ends_at,
        **{key: table.text(key) for key in ("before", "notice")},
        "unit": table.one_of("unit", ("day", "working day", "month", "year", "hour")),
        "runs_from": table.one_of("runs_from", ("notice delivered", "step"), "step"),
        "keep_running": table.flag("keep_running"),
        "validity": table.flag("validity"),
        "on_expiry": None,
        **read_entry(table, reading),
    }
    expiry = table.table("on_expiry")
    if expiry is not None:
        read["on_expiry"] = OnExpiry(
            step=expiry.text("step", required=True),
            by=expiry.one_of("by", ("clock", "system"), "clock"),
            otherwise=expiry.text("otherwise"),
        )
        expiry.done()
    table.done()
    return ClockRule(name=name, **read)
