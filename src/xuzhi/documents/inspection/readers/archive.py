"""ZIP files: what lies in them, each data file and scan report read, each office file looked into for macros."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path, PurePosixPath
from typing import IO

from xuzhi.documents.inspection.kinds import SUFFIXES, look_at
from xuzhi.documents.inspection.lines import Line
from xuzhi.documents.inspection.packages import inspect_package, inspect_relations
from xuzhi.documents.inspection.readers.data import put_tables, read_content
from xuzhi.documents.inspection.report import Report
from xuzhi.documents.inspection.tables import xlsx_tables
from xuzhi.documents.inspection.xml_parts import MAX_PART_BYTES, Unreadable

_MOST_NAMES = 200
_OFFICE = ("docx", "xlsx", "pptx", "odt", "ods")
_CONTAINERS = {"pdf": "pdf", "image": "image", "archive": "archive"}


def read_archive(path: Path, report: Report) -> list[Line]:
    """Fill the report: entries, their kinds against their names, tables, scans."""
    with zipfile.ZipFile(path) as archive:
        inspect_package(archive, report)
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        report.facts |= {
            "entries": len(entries),
            "unpacked_bytes": sum(entry.file_size for entry in entries),
            "names": [entry.filename for entry in entries[:_MOST_NAMES]],
        }
        for entry in entries:
            _inspect_entry(archive, entry, report)
    return []


def _inspect_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, report: Report) -> None:
    name = entry.filename
    suffix = PurePosixPath(name.lower()).suffix
    named = "csv" if suffix == ".tsv" else SUFFIXES.get(suffix)
    if named is None or _hidden(name):
        return
    with tempfile.NamedTemporaryFile() as kept:
        with archive.open(entry) as content:
            _copy(content, kept)
        kept.flush()
        path = Path(kept.name)
        container = look_at(path).container
        if not _fits(container, named):
            report.add("kind_differs", where=f"entry {name}", found=container)
            return
        try:
            _read_entry(path, named, name, report)
        except Unreadable as unreadable:
            report.facts.setdefault("tables", [])
            report.facts.setdefault("unread", []).append({"file": name, "why": unreadable.code})
            report.add("entry_unreadable", "undetermined", where=f"entry {name}")


def _read_entry(path: Path, named: str, name: str, report: Report) -> None:
    if named in ("csv", "json", "xml"):
        if path.stat().st_size > MAX_PART_BYTES:
            raise Unreadable("inspection_part_too_large")
        read_content(path.read_bytes(), named, report, name)
    elif named in _OFFICE:
        within = Report(kind=named)
        try:
            with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as inner:
                inspect_package(inner, within, prefix=f"{name}/")
                inspect_relations(inner, within)
        except zipfile.BadZipFile:
            raise Unreadable("inspection_workbook_damaged") from None
        report.findings += within.findings
        if named == "xlsx":
            put_tables(report, xlsx_tables(path), name)


def _fits(container: str, named: str) -> bool:
    if named in ("csv", "json", "txt"):
        return container == "text"
    if named == "xml":
        return container == "markup"
    return container == _CONTAINERS.get(named, "archive")


def _hidden(name: str) -> bool:
    """What file managers leave behind: __MACOSX/._a.csv, .DS_Store."""
    return any(part.startswith(("__MACOSX", ".")) for part in PurePosixPath(name).parts)


def _copy(source: IO[bytes], target: IO[bytes]) -> None:
    while chunk := source.read(1024 * 1024):
        target.write(chunk)
