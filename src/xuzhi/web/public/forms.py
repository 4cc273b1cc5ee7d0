"""What a kind of case asks for, to prepare before beginning: a sheet to print and a table, both made from the rules."""

import csv
import io
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from xuzhi.casework.queries.editions import edition, kind_of
from xuzhi.casework.refusals import KindUnknown, ProgrammeUnknown
from xuzhi.kernel.roc import format_date
from xuzhi.kernel.texts import current_language, say
from xuzhi.notices.letters import render_letter
from xuzhi.rulebook import CaseKind, Document, Edition, Question
from xuzhi.web.public.caching import revalidated
from xuzhi.web.public.words import words, words_or
from xuzhi.web.templatetags.xuzhi import by_number

SHEET = Path(__file__).parent / "form.typ"
COLUMNS = ("section", "name", "question", "hint", "type", "unit", "choices", "required", "clause")


@require_safe
@revalidated
def blank_form(request: HttpRequest, programme_id: str, kind: str) -> HttpResponse:
    """The sheet as PDF."""
    rules, wanted = _rules(programme_id, kind)
    pdf = _sheet(rules, wanted.name, current_language())
    return _download(pdf, "application/pdf", f"{programme_id}-{kind}-{rules.on:%Y%m%d}.pdf")


@require_safe
@revalidated
def questions_table(request: HttpRequest, programme_id: str, kind: str) -> HttpResponse:
    """The questions as CSV, with a byte-order mark so that spreadsheets read the Chinese."""
    rules, wanted = _rules(programme_id, kind)
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow([words(f"column_{column}") for column in COLUMNS])
    labels = {section.name: section.label for section in wanted.sections}
    for question in wanted.questions:
        if question.filled_by or question.by or question.stages:
            continue
        table.writerow([_guarded(cell) for cell in _row(question, labels.get(question.section, ""))])
        for cell in question.fields:
            table.writerow([_guarded(each) for each in _row(cell, "", within=question)])
    content = written.getvalue().encode("utf-8-sig")
    return _download(content, "text/csv; charset=utf-8", f"{programme_id}-{kind}-{rules.on:%Y%m%d}.csv")


@require_safe
@revalidated
def text_form(request: HttpRequest, programme_id: str, kind: str, section: str = "") -> HttpResponse:
    """The sheet as ODT to write in: whole, or one page of the form, such as an attachment."""
    rules, wanted = _rules(programme_id, kind)
    sections = [each for each in wanted.sections if section in ("", each.name)]
    if not sections:
        raise Http404(section)
    from xuzhi.web.public.odt_form import write_odt  # its library takes long to load, and few ask for it

    content = write_odt(rules, wanted, sections)
    name = "-".join(filter(None, (programme_id, kind, section, f"{rules.on:%Y%m%d}")))
    return _download(content, "application/vnd.oasis.opendocument.text", f"{name}.odt")


def _rules(programme_id: str, kind: str) -> tuple[Edition, CaseKind]:
    try:
        rules = edition(programme_id, timezone.localdate(), spoken=True)
        return rules, kind_of(rules, kind)
    except (ProgrammeUnknown, KindUnknown) as unknown:
        raise Http404(programme_id) from unknown


def _download(content: bytes, content_type: str, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@lru_cache(maxsize=32)
def _sheet(rules: Edition, kind: str, language: str) -> bytes:
    """Kept as long as the edition is the same object, which casework keeps a day."""
    day = timezone.datetime(rules.on.year, rules.on.month, rules.on.day, tzinfo=timezone.get_current_timezone())
    return render_letter(SHEET, sheet_data(rules, rules.case(kind)), at=day)


def sheet_data(rules: Edition, kind: CaseKind) -> dict[str, Any]:
    """What form.typ reads: headings, sections with questions, documents."""
    return {
        "language": "en" if current_language() == "en" else "zh",
        "programme": rules.title,
        "title": words("form_title", title=kind.title),
        "edition": words("form_edition", day=format_date(rules.on)),
        "note": words("filled_online"),
        "heading_questions": words("questions"),
        "heading_documents": words("documents"),
        "column_document": words("what_to_attach"),
        "column_accepted": words("accepted"),
        "column_required": words("column_required"),
        "column_clause": words("column_clause"),
        "sections": [
            {"label": section.label, "hint": section.hint, "questions": questions}
            for section in kind.sections
            if (questions := [_asked(each) for each in kind.questions if _in(each, section.name)])
        ],
        "documents": [_attached(each) for each in by_number(kind.documents)],
    }


def _in(question: Question, section: str) -> bool:
    return question.section == section and not (question.filled_by or question.by or question.stages)


def _asked(question: Question) -> dict[str, Any]:
    return {
        "label": question.label,
        "hint": question.hint,
        "type": _type(question),
        "required": _required(question),
        "clause": say("kernel.list_separator").join(question.clauses),
        "choices": [choice.label for choice in question.of],
        "columns": [cell.label for cell in question.fields],
        "source": words("from_register") if question.register else "",
        "long": question.type == "long_text",
        "ticks": question.type in ("choice", "choices", "yes_no"),
        "round": question.type != "choices",
        "yes_no": [words("value_yes"), words("value_no")] if question.type == "yes_no" else [],
    }


def _attached(document: Document) -> dict[str, Any]:
    return {
        "label": " ".join(part for part in (document.number, document.label) if part),
        "hint": document.hint,
        "kinds": say("kernel.list_separator").join(words_or(f"kind_{kind}", kind) for kind in document.kinds),
        "required": _attach(document),
        "clause": say("kernel.list_separator").join(document.clauses),
    }


def _required(question: Question) -> str:
    if question.required is False:
        return words("optional")
    return words("required" if question.required is True and question.when is None else "required_when")


def _attach(document: Document) -> str:
    if document.required is False:
        return words("attach_optional")
    return words("attach" if document.required is True and document.when is None else "attach_when")


def _type(question: Question) -> str:
    kind = words_or(f"type_{question.type}", question.type)
    return f"{kind}（{question.unit}）" if question.unit and question.type == "number" else kind


def _row(question: Question, section: str, within: Question | None = None) -> list[str]:
    name = f"{within.name}.{question.name}" if within else question.name
    label = f"{within.label}：{question.label}" if within else question.label
    choices = say("kernel.list_separator").join(choice.label for choice in question.of)
    clause = " ".join(question.clauses or (within.clauses if within else ()))
    kind = words_or(f"type_{question.type}", question.type)
    return [section, name, label, question.hint, kind, question.unit, choices, _required(question), clause]


def _guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in "=+-@\t\r" else cell
