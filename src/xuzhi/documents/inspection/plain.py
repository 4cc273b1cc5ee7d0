"""Looks into text files: CSV, JSON, XML and plain text."""

import csv
import json
from pathlib import Path

from xuzhi.documents.inspection.limits import MAX_TEXT_BYTES, MIB
from xuzhi.documents.refusals import FileRefused

_ENCODINGS = ("utf-8-sig", "cp950")


def inspect_csv(path: Path, name: str) -> None:
    """Text in UTF-8, UTF-16 or Big5 whose quotes close. Raises FileRefused."""
    text = _read_text(path, name)
    try:
        rows = sum(1 for row in csv.reader(text.splitlines(keepends=True), strict=True) if row)
    except csv.Error:
        raise FileRefused(code="documents.csv_damaged", name=name) from None
    if not rows:
        raise FileRefused(code="documents.file_empty", name=name)


def inspect_json(path: Path, name: str) -> None:
    """One JSON document in UTF-8. Raises FileRefused, with the line where it breaks."""
    try:
        json.loads(_read_text(path, name))
    except json.JSONDecodeError as error:
        raise FileRefused(code="documents.json_damaged", name=name, line=error.lineno) from None
    except (RecursionError, ValueError):
        raise FileRefused(code="documents.json_damaged", name=name, line=1) from None


def inspect_text(path: Path, name: str) -> None:
    """Text in UTF-8, UTF-16 or Big5, with anything in it. Raises FileRefused."""
    if not _read_text(path, name).strip():
        raise FileRefused(code="documents.file_empty", name=name)


def inspect_xml(path: Path, name: str) -> None:
    """Well-formed XML that declares no entities. Raises FileRefused."""
    from xuzhi.documents.inspection.xml_parts import HasDtd, Unreadable, parse_xml

    _refuse_too_large(path, name)
    try:
        parse_xml(path.read_bytes())
    except HasDtd:
        raise FileRefused(code="documents.xml_dtd", name=name) from None
    except Unreadable:
        raise FileRefused(code="documents.xml_damaged", name=name) from None


def _refuse_too_large(path: Path, name: str) -> None:
    if path.stat().st_size > MAX_TEXT_BYTES:
        raise FileRefused(code="documents.file_too_large", name=name, limit_mb=MAX_TEXT_BYTES // MIB)


def _read_text(path: Path, name: str) -> str:
    _refuse_too_large(path, name)
    content = path.read_bytes()
    encodings = ("utf-16",) if content.startswith((b"\xff\xfe", b"\xfe\xff")) else _ENCODINGS
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise FileRefused(code="documents.text_unreadable", name=name)
