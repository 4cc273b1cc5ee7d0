"""CSV, JSON, XML and plain text: tables, or the report of a scanner."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from xuzhi.documents.inspection.lines import Line
from xuzhi.documents.inspection.report import Report, Suggestion
from xuzhi.documents.inspection.scans import Scan, scan_of_json, scan_of_xml
from xuzhi.documents.inspection.suggesting import suggestions_in
from xuzhi.documents.inspection.tables import Table, csv_table, decoded, json_document, json_tables, xml_tables
from xuzhi.documents.inspection.xml_parts import Unreadable, parse_xml

DATA_SUFFIXES = (".csv", ".json", ".xml", ".xlsx", ".nessus", ".sarif", ".tsv")


def read_data(path: Path, report: Report) -> list[Line]:
    """Fill the report from a data file of the kind that the report says. Raises Unreadable."""
    content = path.read_bytes()
    read_content(content, report.kind, report, "")
    return []


def read_content(content: bytes, kind: str, report: Report, inside: str) -> None:
    """Add a data file's tables, or its scan, to the facts; `inside` is its name in an archive. Raises Unreadable."""
    if kind == "csv":
        put_tables(report, csv_table(content), inside)
    elif kind == "json":
        document, encoding = json_document(content)
        scan = scan_of_json(document)
        if scan is not None:
            put_scan(report, scan, inside)
        else:
            put_tables(report, json_tables(document, encoding), inside)
    else:
        root = parse_xml(content)
        scan = scan_of_xml(root)
        if scan is not None:
            put_scan(report, scan, inside)
        else:
            put_tables(report, xml_tables(root, _encoding(root)), inside)


def put_scan(report: Report, scan: Scan, inside: str) -> None:
    """A scan's counts, and what of them is held against answers: its day, and what is critical or high."""
    report.facts.setdefault("scans", []).append(scan.as_json(inside))
    text = f"{scan.tool} {inside}".strip()
    if scan.scanned_on:
        report.suggestions.append(Suggestion("scan_date", scan.scanned_on, text))
    report.suggestions.append(Suggestion("open_high", scan.open_high, text))


_ENCODINGS = {"utf-8": "utf-8", "us-ascii": "utf-8", "ascii": "utf-8", "big5": "big5", "cp950": "big5"}


def _encoding(root: Any) -> str:
    """As for other text files; empty for one that is none of them."""
    written = str(root.getroottree().docinfo.encoding or "utf-8").lower()
    return "utf-16" if written.startswith("utf-16") else _ENCODINGS.get(written, "")


def put_tables(report: Report, tables: list[Table], inside: str) -> None:
    report.facts.setdefault("tables", [])
    report.facts["tables"] += [{**table.as_json(), "file": inside} for table in tables]


def read_text(path: Path, report: Report) -> list[Line]:
    """Plain text: its lines and what they say. Raises Unreadable."""
    text, encoding = decoded(path.read_bytes())
    lines = [Line(line) for line in text.splitlines()]
    report.facts |= {"encoding": encoding, "lines": len(lines)}
    report.suggestions += suggestions_in(lines)
    return lines


__all__ = ["DATA_SUFFIXES", "Unreadable", "put_tables", "read_content", "read_data", "read_text"]
