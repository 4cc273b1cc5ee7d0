"""parameters.toml: dated values, each with its clause and unit."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from xuzhi.rulebook.expressions.types import (
    DATE,
    INSTANT,
    MONEY_UNIT,
    NUMBER,
    TEXT,
    TRUTH,
    Type,
    canonical_unit,
    list_of,
    type_of_value,
)
from xuzhi.rulebook.model import Dated, Parameter
from xuzhi.rulebook.problems import did_you_mean
from xuzhi.rulebook.reading import Source, Table, show
from xuzhi.rulebook.reading_entries import Reading, check_name, read_entry

SET_BY_OFFICE = "set by the office"
_WRITTEN_TYPES = {
    "text": TEXT, "number": NUMBER, "money": Type("number", unit=MONEY_UNIT), "date": DATE, "instant": INSTANT,
    "yes_no": TRUTH, "texts": list_of(TEXT), "choices": list_of(TEXT), "numbers": list_of(NUMBER),
    "dates": list_of(DATE),
}  # fmt: skip


def read_parameters(source: Source, reading: Reading) -> tuple[Parameter, ...]:
    top = Table(source, (), source.data, reading.problems)
    return tuple(_read(name, table, reading) for name, table in top.named_tables().items())


def _read(name: str, table: Table, reading: Reading) -> Parameter:
    check_name(table, name)
    unit = table.text("unit")
    written = table.one_of("type", _WRITTEN_TYPES)
    values, by_office = _values(table)
    kind = _type(table, name, written, unit, values)
    read = {"label": table.text("label", name), "hint": table.text("hint"), **read_entry(table, reading)}
    if "label" not in table:
        table.error(f'parameter "{name}" needs a label, for the reasons in which it stands')
    table.done()
    return Parameter(name=name, unit=unit, type=kind, values=values, set_by_office=by_office, **read)


def _type(table: Table, name: str, written: str, unit: str, values: tuple[Dated, ...]) -> Type:
    """The written type, or the values' own; every value must have it."""
    expected = _WRITTEN_TYPES.get(written)
    if expected is not None and expected.name == "number" and not expected.unit:
        expected = Type("number", unit=unit)
    for dated in values:
        if dated.value is None:
            continue
        kind = type_of_value(dated.value, unit)
        if kind is None:
            table.error(f'parameter "{name}" holds a list of different kinds of things', "values")
        elif expected is None:
            expected = kind
        elif str(kind.name) != expected.name:
            table.error(f'parameter "{name}" is {expected}, but from {dated.from_} it is {kind}', "values")
        if (
            kind is not None
            and canonical_unit(unit) == MONEY_UNIT
            and kind.name == "number"
            and not isinstance(dated.value, int)
        ):
            table.error(f'parameter "{name}" is money: whole dollars, not {show(dated.value)}', "values")
    if expected is not None:
        return expected
    if not unit:
        table.error(f'parameter "{name}" is set by the office: say its unit, or its type ({", ".join(_WRITTEN_TYPES)})')
    return Type("number", unit=unit)


def _values(table: Table) -> tuple[tuple[Dated, ...], bool]:
    raw = table.raw("values")
    if raw is None:
        table.error('values is missing: write values = { 2026-01-01 = … }, or "set by the office"')
        return (), False
    if isinstance(raw, str):
        if raw != SET_BY_OFFICE:
            table.error(f"values cannot be {show(raw)}{did_you_mean(raw, [SET_BY_OFFICE])}", "values")
        return (), True
    if isinstance(raw, list):
        periods = [_period(each) for each in table.tables("values")]
        return _in_order(table, [each for each in periods if each])
    if not isinstance(raw, dict) or not raw:
        table.error(f"values should be dated, such as {{ 2026-01-01 = {show(raw)} }}", "values")
        return (), False
    dated = []
    for written, value in raw.items():
        try:
            dated.append(Dated(from_=date.fromisoformat(written), until=None, value=_kept(value)))
        except ValueError:
            table.error(f'"{written}" is not a date such as 2026-01-01', "values", written)
    return _in_order(table, dated)


def _period(table: Table) -> Dated | None:
    begins, ends, value = table.day("from"), table.day("until"), table.raw("value")
    for key, found in (("from", begins), ("value", value)):
        if found is None and key not in table:
            table.error(f"{key} is missing")
    if begins and ends and ends < begins:
        table.error(f"ends on {ends}, before it begins on {begins}", "until")
    table.done()
    return None if begins is None or value is None else Dated(from_=begins, until=ends, value=_kept(value))


def _kept(value: Any) -> Any:
    """Lists become tuples, so that nothing can change them; "set by the office" is no value yet."""
    if isinstance(value, list):
        return tuple(_kept(each) for each in value)
    return None if value == SET_BY_OFFICE else value


def _in_order(table: Table, dated: list[Dated]) -> tuple[tuple[Dated, ...], bool]:
    """Close each open value on the day before the next one; note overlaps and gaps."""
    ordered = sorted(dated, key=lambda each: each.from_)
    closed: list[Dated] = []
    for position, each in enumerate(ordered):
        following = ordered[position + 1].from_ if position + 1 < len(ordered) else None
        if following is None:
            closed.append(each)
            continue
        last = following - timedelta(days=1)
        if following == each.from_:
            table.error(f"two values begin on {following}", "values")
        elif each.until is not None and each.until > last:
            table.error(f"values overlap from {following} to {each.until}", "values")
        elif each.until is not None and each.until < last:
            table.error(f"no value holds from {each.until + timedelta(days=1)} to {last}", "values")
        closed.append(Dated(from_=each.from_, until=min(each.until or last, last), value=each.value))
    return tuple(closed), any(each.value is None for each in ordered)
