"""Excel workbooks: tables, formulas, ties to outside, what is hidden, and the package."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

from xuzhi.documents.inspection.lines import Line
from xuzhi.documents.inspection.packages import inspect_package, inspect_relations, inspect_xml_parts
from xuzhi.documents.inspection.readers.data import put_tables
from xuzhi.documents.inspection.report import Report
from xuzhi.documents.inspection.suggesting import suggestions_in
from xuzhi.documents.inspection.tables import xlsx_tables
from xuzhi.documents.inspection.xml_parts import HasDtd, part_of

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SHEET = re.compile(r"xl/worksheets/sheet\d+\.xml")
_REACHES_OUT = re.compile(r"\b(WEBSERVICE|FILTERXML|RTD|CALL|REGISTER|EXEC|IMPORTDATA|DDE)\s*\(|\b\w+\|'", re.I)
_MOST_FORMULAS_TOLD = 10


def read_xlsx(path: Path, report: Report) -> list[Line]:
    """Fill the report; gives the texts of the cells. Raises Unreadable."""
    with zipfile.ZipFile(path) as archive:
        inspect_package(archive, report)
        inspect_relations(archive, report)
        inspect_xml_parts(archive, report)
        if any(each.rule == "xml_dtd" for each in report.findings):
            raise HasDtd()
        names = archive.namelist()
        workbook = part_of(archive, "xl/workbook.xml")
        if workbook is not None:
            _inspect_workbook(workbook, report)
        for name in names:
            if re.fullmatch(r"xl/externalLinks/externalLink\d+\.xml", name):
                _inspect_external(part_of(archive, name), name, report)
        if "xl/connections.xml" in names:
            report.add("data_connection", where="part xl/connections.xml")
        sheets = [(name, part_of(archive, name)) for name in names if _SHEET.fullmatch(name)]
        formulas = sum(_inspect_formulas(root, name, report) for name, root in sheets)
        strings = part_of(archive, "xl/sharedStrings.xml")
    report.facts["formulas"] = formulas
    put_tables(report, xlsx_tables(path), "")
    lines = _lines(strings)
    report.suggestions += suggestions_in(lines)
    return lines


def _inspect_workbook(workbook: Any, report: Report) -> None:
    for sheet in workbook.iter(f"{_S}sheet"):
        if sheet.get("state") in ("hidden", "veryHidden"):
            report.add("hidden_sheet", where=f"sheet {sheet.get('name', '')}", found=sheet.get("state", ""))
    for name in workbook.iter(f"{_S}definedName"):
        if name.get("name", "").lower().startswith(("_xlnm.auto_open", "auto_open")):
            report.add("macros", where=f"name {name.get('name')}", text=name.text or "")


def _inspect_external(link: Any, name: str, report: Report) -> None:
    dde = next(link.iter(f"{_S}ddeLink"), None)
    if dde is not None:
        text = f"{dde.get('ddeService', '')}|{dde.get('ddeTopic', '')}"
        report.add("field_command", where=f"part {name}", text=text, found="DDE")


def _inspect_formulas(sheet: Any, name: str, report: Report) -> int:
    count = told = 0
    for cell in sheet.iter(f"{_S}c"):
        formula = cell.find(f"{_S}f")
        if formula is None:
            continue
        count += 1
        text = formula.text or ""
        if _REACHES_OUT.search(text) and told < _MOST_FORMULAS_TOLD:
            told += 1
            report.add("formula_reaches_out", where=f"{name.rpartition('/')[2][:-4]} {cell.get('r', '')}", text=text)
    return count


def _lines(strings: Any | None) -> list[Line]:
    if strings is None:
        return []
    return [Line("".join(each.text or "" for each in item.iter(f"{_S}t"))) for item in strings.iter(f"{_S}si")]
