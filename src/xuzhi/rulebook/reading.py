"""One TOML file of a programme, and typed reading of its tables: every problem is noted where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from pathlib import Path as FilePath
from typing import Any

import tomli

from xuzhi.rulebook.lines import Path, index_lines, line_of
from xuzhi.rulebook.problems import Place, Problems, did_you_mean


@dataclass(frozen=True)
class Source:
    """A TOML file that could be read."""

    file: str
    data: Mapping[str, Any]
    text: str

    @cached_property
    def lines(self) -> Mapping[Path, int]:
        """Made when the first place is asked for: a rulebook without problems can do without."""
        return index_lines(self.text, self.data)

    def place(self, path: Path) -> Place:
        return Place(self.file, lambda: line_of(self.lines, path))


def read_source(folder: FilePath, file: str, problems: Problems) -> Source | None:
    """Read one file of the folder; what is wrong with it as TOML is noted with its line, and None comes back."""
    try:
        text = (folder / file).read_text(encoding="utf-8")
        data = tomli.loads(text, parse_float=Decimal)
    except UnicodeDecodeError as error:
        line = (folder / file).read_bytes().count(b"\n", 0, error.start) + 1
        problems.error(Place(file, line), "is not UTF-8 text; save the file as UTF-8")
    except tomli.TOMLDecodeError as error:
        told, _, where = str(error).partition(" (at ")
        numbered = re.match(r"line (\d+)", where)
        line = int(numbered[1]) if numbered else text.count("\n") + 1
        problems.error(Place(file, line), f"is not TOML: {told}")
    except OSError as error:
        problems.error(Place(file, 1), f"cannot be read: {error.strerror}")
    else:
        return Source(file, data, text)
    return None


class Table:
    """A table being read. Getters note a wrong type and give the default; `done` notes the keys nobody asked for."""

    def __init__(self, source: Source, path: Path, data: Mapping[str, Any], problems: Problems) -> None:
        self.source, self.path, self.data, self.problems = source, path, data, problems
        self.asked: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return key in self.data

    def place(self, *keys: str | int) -> Place:
        return self.source.place((*self.path, *keys))

    def error(self, message: str, *keys: str | int) -> None:
        self.problems.error(self.place(*keys), message)

    def warning(self, message: str, *keys: str | int) -> None:
        self.problems.warning(self.place(*keys), message)

    def raw(self, key: str) -> Any:
        self.asked.add(key)
        return self.data.get(key)

    def _typed(self, key: str, fits: type | tuple[type, ...], expected: str) -> Any:
        value = self.raw(key)
        if value is None:
            return None
        wrong_truth = isinstance(value, bool) and fits is not bool
        wrong_day = isinstance(value, datetime) and fits is date
        if not isinstance(value, fits) or wrong_truth or wrong_day:
            self.error(f"{key} should be {expected}, not {show(value)}", key)
            return None
        return value

    def text(self, key: str, default: str = "", *, required: bool = False) -> str:
        value = self._typed(key, str, "a text in quotes")
        if value is None and required and key not in self.data:
            self.error(f"{key} is missing")
        if required and isinstance(value, str) and not value.strip():
            self.error(f"{key} is empty", key)
        return default if value is None else str(value)

    def optional_text(self, key: str) -> str | None:
        return self.text(key) if key in self.data else self.raw(key)

    def flag(self, key: str, default: bool = False) -> bool:
        value = self._typed(key, bool, "true or false")
        return default if value is None else bool(value)

    def whole(self, key: str) -> int | None:
        value = self._typed(key, int, "a whole number")
        return None if value is None else int(value)

    def day(self, key: str) -> date | None:
        value: date | None = self._typed(key, date, "a date such as 2026-01-01")
        return value

    def instant(self, key: str) -> datetime | None:
        value: datetime | None = self._typed(key, datetime, "an instant such as 2026-02-13T09:00:00+08:00")
        if value is not None and value.tzinfo is None:
            self.error(f"{key} needs its offset from UTC: write {value.isoformat()}+08:00", key)
            return None
        return value

    def names(self, key: str) -> tuple[str, ...]:
        """A text or a list of texts, as a tuple."""
        value = self.raw(key)
        if value is None:
            return ()
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(item, str) for item in listed):
            self.error(f"{key} should be a text or a list of texts, not {show(value)}", key)
            return ()
        if not all(listed):
            self.error(f"{key} holds an empty text", key)
        return tuple(item for item in listed if item)

    def one_of(self, key: str, options: Iterable[str], default: str = "", *, required: bool = False) -> str:
        value = self.text(key, default, required=required)
        known = tuple(options)
        if key in self.data and value and value not in known:
            self.error(f'{key} cannot be "{value}"{did_you_mean(value, known)} ({", ".join(known)})', key)
            return default
        return value

    def some_of(self, key: str, options: Iterable[str]) -> tuple[str, ...]:
        known = tuple(options)
        chosen = self.names(key)
        for value in chosen:
            if value not in known:
                self.error(f'{key} cannot hold "{value}"{did_you_mean(value, known)} ({", ".join(known)})', key)
        return tuple(value for value in chosen if value in known)

    def table(self, key: str) -> Table | None:
        value = self._typed(key, dict, "a table")
        return None if value is None else Table(self.source, (*self.path, key), value, self.problems)

    def tables(self, key: str) -> list[Table]:
        value = self.raw(key)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.error(f"{key} should be a list of tables ([[{key}]]), not {show(value)}", key)
            return []
        return [Table(self.source, (*self.path, key, at), item, self.problems) for at, item in enumerate(value)]

    def named_tables(self) -> dict[str, Table]:
        """Every entry of this table as a table of its own, by name."""
        found = {}
        for name, value in self.data.items():
            self.asked.add(name)
            if isinstance(value, dict):
                found[name] = Table(self.source, (*self.path, name), value, self.problems)
            else:
                self.error(f"{name} should be a table, not {show(value)}", name)
        return found

    def done(self) -> None:
        for key in self.data:
            if key not in self.asked:
                self.error(f'"{key}" is not a word of this table{did_you_mean(key, self.asked)}', key)


class Tables:
    """The top tables of the files that make up one case kind, read as if they were one file."""

    def __init__(self, sources: Sequence[Source], problems: Problems) -> None:
        self.tops = [Table(source, (), source.data, problems) for source in sources]

    @property
    def first(self) -> Table:
        return self.tops[0]

    def tables(self, key: str) -> list[Table]:
        return [table for top in self.tops for table in top.tables(key)]

    def each(self, key: str) -> list[Table]:
        """The table of that name in every file that has one."""
        found = [top.table(key) for top in self.tops]
        return [table for table in found if table is not None]

    def done(self) -> None:
        for top in self.tops:
            top.done()


def show(value: object) -> str:
    """A TOML value as the person wrote it, near enough to recognise it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"' if len(value) <= 60 else f'"{value[:57]}…"'
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    return str(value)
