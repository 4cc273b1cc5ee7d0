"""Look into a sealed file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from xuzhi.documents.events import DocumentInspected, file_stream
from xuzhi.documents.inspection.ocr import read_pictures
from xuzhi.documents.inspection.report import VERSION, Report
from xuzhi.documents.inspection.sandbox import inspect_apart
from xuzhi.documents.queries import file_info, inspections_of
from xuzhi.documents.shapes import Inspection, SealedFile
from xuzhi.documents.storage import on_disk
from xuzhi.documents.virus_scan import FOUND, scan_file
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import record

NOT_ASKED = {"state": "not_asked"}
NOT_NEEDED = {"state": "not_needed"}


def inspect_document(
    sha256: str, *, actor: Actor, at: datetime, pictures: bool = False, again: bool = False
) -> Inspection:
    """Look into the file in a confined process, ask clamd where there is one, and record what was found.

    `pictures`: read scanned pages, too. What this version of the inspection has found before is not looked for again,
    unless `again`. Nothing here takes a file away: what cannot be looked into is recorded as not_inspected, and why.
    Raises FileUnknown.
    """
    file = file_info(sha256)
    known = inspections_of([sha256]).get(sha256)
    if known is not None and not again and not _wants_more(known, pictures):
        return known
    event = _looked_into(file, pictures)
    with transaction.atomic():
        record(file_stream(sha256), [event], actor=actor, at=at)
    return inspections_of([sha256])[sha256]


def _wants_more(known: Inspection, pictures: bool) -> bool:
    if known.by.get("version") != VERSION:
        return True
    return pictures and known.ocr.get("state") == NOT_ASKED["state"]


def _looked_into(file: SealedFile, pictures: bool) -> DocumentInspected:
    try:
        with on_disk(file.sha256) as path:
            report = inspect_apart(path, file.name)
            virus = scan_file(path, settings.XUZHI_CLAMD)
            ocr = _read_scans(path, file, report, pictures)
    except FileNotFoundError:
        return DocumentInspected(file.sha256, "not_inspected", why={"code": "inspection_file_gone"}, by=_by(Report()))
    if virus.state == FOUND:
        report.add("virus", found=virus.name)
    written = report.as_json()
    return DocumentInspected(
        sha256=file.sha256,
        # What was taken at the door and would be refused today was not looked into either.
        state="inspected" if report.state == "inspected" else "not_inspected",
        why=written["why"] or {},
        findings=tuple(written["findings"]),
        facts=written["facts"],
        suggestions=tuple(written["suggestions"]),
        virus=virus.as_json(),
        ocr=ocr,
        by=_by(report),
    )


def _read_scans(path: Path, file: SealedFile, report: Report, pictures: bool) -> dict[str, Any]:
    """Read scanned pages where it is asked for; what they suggest joins the report."""
    pages = report.facts.get("scanned_pages") or []
    if report.state != "inspected" or not pages:
        return dict(NOT_NEEDED)
    if not pictures:
        return dict(NOT_ASKED)
    state, found = read_pictures(path, file.media_type, pages)
    report.suggestions += found
    return state


def _by(report: Report) -> dict[str, Any]:
    return {"version": VERSION, **report.confined_by}
