"""What an archive holds besides what it shows: macros, embedded objects, programs, ties to outside.

Serves office files and plain ZIP files alike. At the door (`archives`) every entry was read to its end: one that lies
about its name, size or place never comes here.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from pathlib import PurePosixPath

from xuzhi.documents.inspection.report import Report
from xuzhi.documents.inspection.xml_parts import HasDtd, Unreadable, has_dtd, parse_xml

_PROGRAMS = (
    ".exe", ".dll", ".com", ".scr", ".msi", ".bat", ".cmd", ".ps1", ".vbs", ".js", ".jse", ".wsf", ".hta", ".jar",
    ".lnk", ".sh", ".app", ".apk", ".docm", ".xlsm", ".pptm", ".dotm",
)  # fmt: skip
_ACTIVE = ("activex/", "/ctrlprops/")
_EMBEDDED = ("/embeddings/",)


def inspect_package(archive: zipfile.ZipFile, report: Report, prefix: str = "") -> None:
    """Note what the entries are by name, and bytes before the first of them. `prefix` names the archive itself
    when it lies within another."""
    names = [entry.filename for entry in archive.infolist()]
    for name, count in Counter(names).items():
        if count > 1:
            report.add("duplicate_entry", where=f"entry {prefix}{name}", count=count)
    for name in dict.fromkeys(names):
        lower = f"/{name.lower()}"
        where = f"entry {prefix}{name}"
        if lower.endswith(("vbaproject.bin", "/script.xlb")) or lower.startswith("/basic/"):
            report.add("macros", where=where)
        elif any(mark in lower for mark in _ACTIVE):
            report.add("active_control", where=where)
        elif any(mark in lower for mark in _EMBEDDED) or lower.startswith("/object "):
            report.add("embedded_object", "undetermined", where=where)
        elif PurePosixPath(lower).suffix in _PROGRAMS:
            report.add("program_inside", where=where)
    first = min((entry.header_offset for entry in archive.infolist()), default=0)
    if first:
        report.add("leading_data", where=f"entry {prefix}" if prefix else "", found=f"{first} bytes")


def inspect_relations(archive: zipfile.ZipFile, report: Report) -> None:
    """Office Open XML: what ties the file to places outside it. Links that people click are counted only."""
    links = 0
    for name in archive.namelist():
        if not name.endswith(".rels"):
            continue
        try:
            root = parse_xml(archive.read(name))
        except Unreadable as unreadable:
            _note(unreadable, name, report)
            continue
        for relation in root.iter("{*}Relationship"):
            if relation.get("TargetMode") != "External":
                continue
            kind = relation.get("Type", "").rpartition("/")[2]
            if kind == "hyperlink":
                links += 1
            else:
                report.add("external_relation", where=f"part {name}", text=relation.get("Target", ""), found=kind)
    report.facts["links"] = links


def inspect_xml_parts(archive: zipfile.ZipFile, report: Report) -> None:
    """Every XML part that declares a DTD."""
    for name in archive.namelist():
        if name.lower().endswith((".xml", ".rels", ".vml")):
            with archive.open(name) as part:
                if has_dtd(part.read(64 * 1024)):
                    report.add("xml_dtd", where=f"part {name}")


def _note(unreadable: Unreadable, name: str, report: Report) -> None:
    if not isinstance(unreadable, HasDtd):
        report.add("part_unreadable", "undetermined", where=f"part {name}")
