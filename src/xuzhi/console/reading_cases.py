"""Many cases from a file: one JSON object a line, or a Parquet table with a column a fact."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from xuzhi.console.reading_input import parse_json, read_text
from xuzhi.console.speaking import BadInput
from xuzhi.engine.facts import FactsInvalid, read_facts
from xuzhi.engine.whatif import KnownCase
from xuzhi.kernel.texts import say
from xuzhi.rulebook.editions import Edition

_MOST_TOLD = 20


def read_cases(file: Path, edition: Edition, kind: str, on: date) -> list[KnownCase]:
    """The cases of a file. A case is `{"id": …, "on": …, "facts": {…}}`, or the facts alone with or without an `id`.

    Without an id a case is called by its line. Raises BadInput with every wrong value (the first twenty).
    """
    rows = _parquet(file) if file.suffix == ".parquet" else _lines(file)
    cases: list[KnownCase] = []
    wrong: list[str] = []
    for line, row in rows:
        raw, called, day = _parts(row, line, on, file)
        try:
            cases.append(KnownCase(called, read_facts(edition, kind, raw), day))
        except FactsInvalid as invalid:
            wrong += [say("console.line_says", file=str(file), line=line, what=each) for each in invalid.sentences]
        if len(wrong) > _MOST_TOLD:
            break
    if wrong:
        raise BadInput("\n".join(wrong[:_MOST_TOLD]))
    seen: set[str] = set()
    for each in cases:
        if each.id in seen:
            raise BadInput(say("console.id_twice", file=str(file), id=each.id))
        seen.add(each.id)
    return cases


def _parts(row: Mapping[str, Any], line: int, on: date, file: Path) -> tuple[Mapping[str, Any], str, date]:
    """Facts, name and day of one case."""
    facts = row.get("facts") if isinstance(row.get("facts"), Mapping) else None
    around = {name: row.get(name) for name in ("id", "on")}
    raw = facts if facts is not None else {name: value for name, value in row.items() if name not in around}
    day = around["on"]
    if isinstance(day, str):
        try:
            day = date.fromisoformat(day)
        except ValueError:
            told = say("console.not_a_day", given=day)
            raise BadInput(say("console.line_says", file=str(file), line=line, what=told)) from None
    return raw or {}, str(around["id"] or line), day if isinstance(day, date) else on


def _lines(file: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(read_text(file).splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = parse_json(line)
        except json.JSONDecodeError as error:
            where = {"file": str(file), "line": number, "column": error.colno}
            raise BadInput(say("console.not_json", **where, why=error.msg)) from None
        except ValueError as error:
            raise BadInput(say("console.line_says", file=str(file), line=number, what=str(error))) from None
        if not isinstance(row, dict):
            told = say("console.not_a_table", file=str(file))
            raise BadInput(say("console.line_says", file=str(file), line=number, what=told))
        yield number, row


def _parquet(file: Path) -> Iterable[tuple[int, dict[str, Any]]]:
    import polars as pl

    try:
        table = pl.read_parquet(file)
    except FileNotFoundError:
        raise BadInput(say("console.no_such_file", file=str(file))) from None
    except (pl.exceptions.PolarsError, OSError) as error:
        raise BadInput(say("console.file_unreadable", file=str(file), why=str(error).splitlines()[0])) from None
    for number, row in enumerate(table.iter_rows(named=True), start=1):
        yield number, {name: value for name, value in row.items() if value is not None}
