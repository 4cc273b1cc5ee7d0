"""What is given to a command: days, files of facts, NAME=VALUE. Whatever is wrong is told in one sentence."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from xuzhi.console.speaking import BadInput
from xuzhi.kernel.roc import TAIPEI
from xuzhi.kernel.texts import say


def add_day(parser: ArgumentParser) -> None:
    parser.add_argument("--on", metavar="DATE", help=say("console.help_on"))


def day_or_today(written: str | None) -> date:
    """A day as given, or today in Taipei. Raises BadInput."""
    if written is None:
        return datetime.now(TAIPEI).date()
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise BadInput(say("console.not_a_day", given=written)) from None


def day_or_none(written: str | None) -> date | None:
    """A day as given, if any. Raises BadInput."""
    return None if written is None else day_or_today(written)


def read_json(file: Path) -> dict[str, Any]:
    """The table in a JSON file (or in standard input, for `-`). Raises BadInput with file and line."""
    text = read_text(file)
    try:
        found = parse_json(text)
    except json.JSONDecodeError as error:
        where = {"file": str(file), "line": error.lineno, "column": error.colno}
        raise BadInput(say("console.not_json", **where, why=error.msg)) from None
    except ValueError as error:
        raise BadInput(say("console.json_unfit", file=str(file), why=str(error))) from None
    except RecursionError:
        raise BadInput(say("console.json_too_deep", file=str(file))) from None
    if not isinstance(found, dict):
        raise BadInput(say("console.not_a_table", file=str(file)))
    return found


def read_text(file: Path) -> str:
    """The text of a file, or of standard input for `-`. Raises BadInput."""
    import sys

    try:
        raw = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except FileNotFoundError:
        raise BadInput(say("console.no_such_file", file=str(file))) from None
    except OSError as error:
        raise BadInput(say("console.file_unreadable", file=str(file), why=error.strerror or str(error))) from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(say("console.not_utf8", file=str(file))) from None


def parse_json(text: str) -> Any:
    """JSON with exact numbers. Raises ValueError for what JSON does not know (NaN) and for a name given twice."""
    return json.loads(text, parse_float=Decimal, parse_constant=_refuse_constant, object_pairs_hook=_once)


def _refuse_constant(name: str) -> None:
    raise ValueError(say("console.json_constant", name=name))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(say("console.json_twice", name=name))
        found[name] = value
    return found
