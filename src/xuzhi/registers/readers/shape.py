"""What every reader gives, and what it says of a file that is not what it should be."""

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.roc import RocDateInvalid, parse_day
from xuzhi.kernel.texts import say
from xuzhi.kernel.ubn import is_ubn


class ShapeDiffers(Refusal, ValueError):
    """The file does not have the shape that the authority publishes; nothing of it is taken."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be read in a row; `code` names the sentence."""

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def says(self) -> str:
        return say(self.code, **self.values)

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, "values": dict(self.values)}

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> "Problem":
        return cls(record["code"], record["values"])


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row of a snapshot.

    line     its line in a table (the file's first is 1), or its number in a JSON list
    ubn      eight digits, or empty where the row has none
    record   what was read, JSON-safe, by the names of this house; what could not be read is None
    raw      the row as it stands in the file, kept as evidence
    """

    line: int
    ubn: str
    name: str
    record: Mapping[str, Any]
    raw: Mapping[str, Any]
    problem: Problem | None = None


def read_json(content: bytes) -> Any:
    """The JSON value of a file, fractions as text. Raises ShapeDiffers when it is empty or cannot be kept."""
    if not content.strip():
        raise ShapeDiffers(code="registers.file_empty")
    try:
        value = json.loads(
            content.decode("utf-8-sig"), parse_constant=_refuse_constant, parse_float=str, parse_int=_whole_number
        )
        # NUL and half a surrogate pair can be written in JSON, but not kept by the database.
        if "\\u0000" in json.dumps(value, ensure_ascii=False).encode().decode():
            raise ValueError("NUL")
    except (ValueError, RecursionError):
        raise ShapeDiffers(code="registers.not_json") from None
    return value


def fields_of(record: Any, needed: tuple[str, ...], number: int) -> dict[str, Any]:
    """The record, when it is one and has the fields that are needed. Raises ShapeDiffers."""
    if not isinstance(record, dict):
        raise ShapeDiffers(code="registers.not_a_record", number=number)
    if missing := [name for name in needed if name not in record]:
        raise ShapeDiffers(code="registers.fields_missing", number=number, fields=missing)
    return record


def text_of(value: Any) -> str:
    """A cell or field as text: numbers without a fraction as digits, nothing as the empty text."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()


def number_of(value: Any) -> tuple[str, Problem | None]:
    """The unified business number of a cell, zeros restored that a spreadsheet dropped; with what is wrong with it."""
    # Full-width digits, and the mark by which a spreadsheet keeps digits as text.
    text = "".join(unicodedata.normalize("NFKC", text_of(value)).split()).lstrip("'")
    if not text:
        return "", None
    if isinstance(value, int | float) and text.isdigit():
        text = text.zfill(8)
    if is_ubn(text):
        return text, None
    # Eight digits that fail the check are kept: somebody may be listed under them.
    kept = text if len(text) == 8 and text.isascii() and text.isdigit() else ""
    return kept, Problem("registers.number_invalid", {"text": text[:40]})


def day_of(value: Any, field_name: str) -> tuple[date | None, Problem | None]:
    """The day of a cell; empty and all zeros are no day."""
    if isinstance(value, date):
        # A spreadsheet's date cell is a datetime.
        return date(value.year, value.month, value.day), None
    text = text_of(value)
    if not text.strip("0"):
        return None, None
    try:
        return parse_day(text[:-9] if text.endswith(" 00:00:00") else text), None
    except RocDateInvalid:
        return None, Problem("registers.day_unreadable", {"field": field_name, "text": text[:40]})


def _whole_number(digits: str) -> int | str:
    return int(digits) if len(digits) < 19 else digits


def _refuse_constant(name: str) -> None:
    raise ValueError(name)
