"""OpenDocument spreadsheets: tables, ties to outside, macros in the package."""

from __future__ import annotations

from pathlib import Path

from xuzhi.documents.inspection.lines import Line
from xuzhi.documents.inspection.readers.data import put_tables
from xuzhi.documents.inspection.readers.odt import open_odf
from xuzhi.documents.inspection.report import Report
from xuzhi.documents.inspection.tables import Table


def read_ods(path: Path, report: Report) -> list[Line]:
    """Fill the report. Raises Unreadable."""
    document = open_odf(path, report)
    tables = []
    for sheet in document.body.get_tables():
        rows = [[cell for cell in row if cell not in (None, "")] for row in sheet.iter_values()]
        filled = [row for row in rows if row]
        if filled:
            names = tuple(dict.fromkeys(str(cell) for cell in filled[0]))
            tables.append(Table("ods", len(filled) - 1, names, table=sheet.name or ""))
    put_tables(report, tables, "")
    return []
