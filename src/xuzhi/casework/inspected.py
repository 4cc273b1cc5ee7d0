"""What the inspection of a case's files says: facts for the rules, and what differs from the answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

import orjson

from xuzhi.casework.models import Attachment, Case
from xuzhi.documents.inspection.fonts import Profile, apply_profile
from xuzhi.documents.queries import comparisons_of, inspection_from, inspection_of
from xuzhi.documents.shapes import Inspection
from xuzhi.engine.fonts import fonts_asked
from xuzhi.engine.readings import DIFFERS, Compared, compare, said_in
from xuzhi.rulebook import Edition
from xuzhi.rulebook.model import CaseKind, Document

INSPECTION = "inspection"
_ANY = UUID(int=0)
PENDING, INSPECTED, NOT_INSPECTED = "pending", "inspected", "not_inspected"
UNSIGNED = "unsigned"
_SEVERITIES = ("critical", "high", "medium", "low", "info")


def asks_inspection(kind: CaseKind) -> bool:
    """Whether the inspection of files answers any question of the kind."""
    return any(question.filled_by == INSPECTION for question in kind.questions)


def inspected_attachments(case: Case) -> list[Attachment]:
    """The case's attachments in their order, each with what was found in its file as `found`. One query."""
    statement, parameters = _reading()
    rows = list(Attachment.objects.raw(statement, [case.id if each == _ANY else each for each in parameters]))
    for row in rows:
        found = getattr(row, "found", None)
        vars(row)["found"] = None if found is None else orjson.loads(found)
    return rows


@cache
def _reading() -> tuple[str, tuple[Any, ...]]:
    """The statement, made once: every act on a case begins with it, and making it takes longer than it does."""
    rows = Attachment.objects.filter(case=_ANY).annotate(found=inspection_of()).order_by("position")
    return rows.query.sql_with_params()


def inspection_in(attachment: Attachment) -> Inspection | None:
    """What was found in the file, of an attachment that was read by `inspected_attachments`."""
    return inspection_from(getattr(attachment, "found", None))


def inspections_in(attachments: Iterable[Attachment]) -> dict[str, Inspection]:
    """What was found in the attachments in force, by SHA-256."""
    in_force = [each for each in attachments if each.detached_at is None and each.superseded_at is None]
    return {each.sha256: found for each in in_force if (found := inspection_in(each)) is not None}


def inspection_facts(
    rules: Edition,
    kind: CaseKind,
    attachments: Sequence[Attachment],
    found: Mapping[str, Inspection],
    answers: Mapping[str, Any],
) -> dict[str, Any]:
    """The answers of the questions that the inspection fills in, by dotted name; what is not known is left out."""
    asked = [question for question in kind.questions if question.filled_by == INSPECTION]
    known: dict[str, dict[str, Any]] = {}
    facts: dict[str, Any] = {}
    for question in asked:
        name, _, fact = question.name.rpartition(".")
        if name not in known:
            known[name] = _facts_of(rules, kind, name, attachments, found, answers)
        value = known[name].get(fact)
        if value is not None:
            facts[question.name] = _fitting(value, {each.name for each in question.fields})
    return facts


def compared(
    kind: CaseKind,
    document: Document,
    attachments: Iterable[Attachment],
    found: Mapping[str, Inspection],
    answers: Mapping[str, Any],
) -> list[Compared]:
    """The answers beside what the document's files say; nothing before a file was looked into."""
    looked_into = [found[each.sha256] for each in _of(document.name, attachments) if each.sha256 in found]
    if not document.reads or not any(each.state == INSPECTED for each in looked_into):
        return []
    said = [said for each in looked_into for said in said_in(each.sha256, each.suggestions)]
    return compare(kind.questions, document, answers, said)


def _of(document: str, attachments: Iterable[Attachment]) -> list[Attachment]:
    return [
        each
        for each in attachments
        if each.document == document and each.detached_at is None and each.superseded_at is None
    ]


def _facts_of(
    rules: Edition,
    kind: CaseKind,
    name: str,
    attachments: Sequence[Attachment],
    found: Mapping[str, Inspection],
    answers: Mapping[str, Any],
) -> dict[str, Any]:
    files = _of(name, attachments)
    if not files or name not in {document.name for document in kind.documents}:
        return {}
    if any(each.sha256 not in found for each in files):
        return {"state": PENDING}
    reports = [found[each.sha256] for each in files]
    if any(each.state != INSPECTED for each in reports):
        return {"state": NOT_INSPECTED}
    differing = [
        each for each in compared(kind, kind.document(name), attachments, found, answers) if each.outcome == DIFFERS
    ]
    names = {each.sha256: each.name for each in files}
    pages = [each.facts["pages"] for each in reports if each.facts.get("pages") is not None]
    return {
        "state": INSPECTED,
        "pages": sum(pages) if pages else None,
        "warnings": sum(1 for each in reports for finding in each.findings if finding["outcome"] == "not_met"),
        "differences": len(differing),
        "business_numbers": _once(
            said["value"] for each in reports for said in each.suggestions if said["kind"] == "business_number"
        ),
        **_of_tables(reports, names),
        **_of_scans(reports, names),
        **_of_signatures(reports, names),
        **_of_fonts(rules, kind.document(name), reports),
        **_of_texts(kind, kind.document(name), attachments),
    }


def _of_tables(reports: Sequence[Inspection], names: Mapping[str, str]) -> dict[str, Any]:
    data = [each for each in reports if "tables" in each.facts]
    if not data:
        return {}
    tables = [
        {**table, "file": _path(names[each.sha256], table["file"]), "fields": ", ".join(table["fields"])}
        for each in data
        for table in each.facts["tables"]
    ]
    every = [table for each in data for table in each.facts["tables"]]
    return {
        "tables": tables,
        "rows": sum(table["rows"] for table in every),
        "fields": _once(field for table in every for field in table["fields"]),
        "formats": _once(table["format"] for table in every),
        "encodings": _once(table["encoding"] for table in every if table["encoding"]),
        "unread": sum(len(each.facts.get("unread", ())) for each in data),
    }


def _of_scans(reports: Sequence[Inspection], names: Mapping[str, str]) -> dict[str, Any]:
    scans = [
        {**scan, "file": _path(names[each.sha256], scan["file"])}
        for each in reports
        for scan in each.facts.get("scans", ())
    ]
    if not scans:
        return {}
    days = [scan["scanned_on"] for scan in scans if scan["scanned_on"]]
    counts = {severity: sum(scan[severity] for scan in scans) for severity in _SEVERITIES}
    return {"scans": scans, "scanned_on": max(days, default=None), **counts}


def _of_signatures(reports: Sequence[Inspection], names: Mapping[str, str]) -> dict[str, Any]:
    """Every signature of the files, and a row for each file that has none; unknown while a PDF was looked into before
    signatures were."""
    if any("pdf_version" in each.facts and "signed" not in each.facts for each in reports):
        return {}
    rows = [
        {"file": names[each.sha256], **signature}
        for each in reports
        for signature in each.facts.get("signed") or ({"state": UNSIGNED},)
    ]
    return {"signatures": rows}


def _of_fonts(rules: Edition, document: Document, reports: Sequence[Inspection]) -> dict[str, Any]:
    """How much of the text stands in the fonts that the rules ask for, in percent, rounded down: 100 is all of it."""
    asked = fonts_asked(rules, document)
    counted = [font for each in reports for font in each.facts.get("fonts", ())]
    if asked is None or not counted:
        return {}
    _, shares = apply_profile(Profile.from_json(asked), counted)
    return {
        name: str(Decimal(10_000 * conforming // every) / 100 if every else Decimal(100))
        for name, (conforming, every) in shares.items()
    }


def _of_texts(kind: CaseKind, document: Document, attachments: Sequence[Attachment]) -> dict[str, Any]:
    """How much of its text and of the document that it repeats stands in the other, in percent, rounded down."""
    if not document.same_as or not any(each.name == f"{document.name}.same_share" for each in kind.questions):
        return {}
    pairs = same_pairs(document, attachments)
    found = comparisons_of(*zip(*pairs, strict=True)) if pairs else {}
    shares = [found[pair].share for pair in pairs if pair in found]
    known = [share for share in shares if share is not None]
    if not pairs or len(known) < len(pairs):
        return {}
    return {"same_share": str(Decimal(min(known)) / 100)}


def same_pairs(document: Document, attachments: Iterable[Attachment]) -> list[tuple[str, str]]:
    """The files of the document that this one repeats, each beside one of its own, by SHA-256."""
    attached = list(attachments)
    originals = [each.sha256 for each in _of(document.same_as, attached)]
    return [(original, each.sha256) for original in originals for each in _of(document.name, attached)]


def _path(name: str, inside: str) -> str:
    return f"{name}/{inside}" if inside else name


def _once(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _fitting(value: Any, fields: set[str]) -> Any:
    """Records carry the fields that their question has."""
    if fields and isinstance(value, list):
        return [{name: each.get(name) for name in fields} for each in value]
    return value
