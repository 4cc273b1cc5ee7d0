"""Findings beside the evidence they rest on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from xuzhi.casework.judging import find
from xuzhi.casework.models import FindingRow
from xuzhi.casework.queries.form_views import attached_view
from xuzhi.casework.queries.reading import Reading
from xuzhi.casework.queries.shapes import Attached, Evidence, FindingView
from xuzhi.engine.answers import show_answer
from xuzhi.kernel.finding import Finding
from xuzhi.kernel.texts import current_language, say
from xuzhi.rulebook.model import Question


def finding_views(reading: Reading) -> tuple[FindingView, ...]:
    """The recorded findings in the order of the clauses. In another language their words are made anew."""
    spoken = _spoken(reading)
    return tuple(_view(reading, row, spoken.get(row.check_name)) for row in reading.findings)


def fresh_views(reading: Reading, findings: list[Finding]) -> tuple[FindingView, ...]:
    """Findings of a dry run, which nothing records."""
    rows = [
        FindingRow(
            case_id=reading.case.id,
            check_name=finding.check,
            order=order,
            finding=finding.as_json(),
            outcome=finding.outcome.value,
            stands=finding.outcome.value,
            needs_confirmation=finding.confirmed_by is not None,
            checked_on=reading.held.judged_on,
        )
        for order, finding in enumerate(findings)
    ]
    return tuple(_view(reading, row, None) for row in rows)


def _spoken(reading: Reading) -> Mapping[str, Finding]:
    """Findings are recorded in the language of the letters; readers of another get the sentences of a fresh check."""
    if current_language() == "zh-Hant" or not reading.findings:
        return {}
    return {finding.check: finding for finding in find(reading.held, reading.file)}


def _view(reading: Reading, row: FindingRow, spoken: Finding | None) -> FindingView:
    record = row.finding
    same = spoken is not None and spoken.outcome.value == row.outcome
    told = spoken.as_json() if spoken is not None and same else record
    before = row.previous or {}
    return FindingView(
        check=row.check_name,
        label=told["label"],
        clause=clauses_of(reading, row.check_name, record["clause"]),
        outcome=row.outcome,
        stands=row.stands,
        reason=told["reason"],
        remedy=told.get("remedy") or "",
        values=record["values"],
        missing=tuple(record["missing"]),
        blocking=bool(record.get("blocking")),
        needs_confirmation=row.needs_confirmation,
        confirmed_by=row.confirmed_by,
        confirmed_at=row.confirmed_at,
        note=row.note,
        checked_on=row.checked_on,
        changed=row.changed,
        before=before.get("reason", "") if row.changed else "",
        evidence=_evidence(reading, row.check_name, record),
        upheld_case_id=(row.upheld or {}).get("case_id", ""),
        upheld_number=(row.upheld or {}).get("number", ""),
    )


def clauses_of(reading: Reading, check: str, first: str) -> tuple[str, ...]:
    """All clauses that the check cites; a finding itself carries the first."""
    cited = next((each.clauses for each in reading.kind.checks if each.name == check), ())
    return cited or ((first,) if first else ())


def _evidence(reading: Reading, check: str, record: Mapping[str, Any]) -> tuple[Evidence, ...]:
    names = dict.fromkeys(name.partition("[")[0] for name in (*record["values"], *record["missing"]))
    found = [
        _of_question(reading, question)
        for question in reading.kind.questions
        if question.name in names or any(name.startswith(f"{question.name}.") for name in names)
    ]
    return (*found, *_of_documents(reading, check, record["clause"]))


def _of_question(reading: Reading, question: Question) -> Evidence:
    folded = reading.file.folded
    value, source = folded.facts.get(question.name), folded.sources.get(question.name, "")
    as_of = folded.as_of.get(question.name)
    kind = {"register": "register", "platform": "platform"}.get(source, "question")
    shown = show_answer(question, value) if value is not None else say("casework.not_answered")
    return Evidence(kind, question.name, question.label, shown, source_says(source, question.register, as_of), as_of)


def source_says(source: str, register: str, as_of: date | None) -> str:
    """Where a value is from, in words."""
    if source == "register":
        named = say(f"casework.register_{register}")
        if as_of is None:
            return say("casework.source_register_undated", register=named)
        return say("casework.source_register", register=named, as_of=as_of)
    return say(f"casework.source_{source}") if source else ""


def _of_documents(reading: Reading, check: str, clause: str) -> list[Evidence]:
    """The document that the finding is about, or those that serve one of the check's clauses."""
    about = check.removeprefix("document.") if check.startswith("document.") else ""
    cited = set(clauses_of(reading, check, clause))
    found = []
    for document in reading.kind.documents:
        if document.name != about and (about or not cited & set(document.clauses)):
            continue
        files = _files(reading, document.name)
        if files or document.name == about:
            label = f"{document.number} {document.label}".strip()
            shown = say("kernel.list_separator").join(each.name for each in files) or say("casework.no_file")
            found.append(
                Evidence("document", document.name, label, shown, say("casework.source_document"), None, files)
            )
    return found


def _files(reading: Reading, document: str) -> tuple[Attached, ...]:
    return tuple(attached_view(each) for each in reading.file.in_force if each.document == document)
