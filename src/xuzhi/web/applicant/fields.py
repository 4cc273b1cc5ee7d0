"""Questions and documents of a case as fields of a form: what the templates draw, computed once."""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from xuzhi.casework.queries.shapes import Attached, CaseRow, DefectView, DocumentView, QuestionView, SectionView
from xuzhi.engine.answers import AnswerInvalid, read_answer
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.roc import TAIPEI, format_date, format_roc
from xuzhi.kernel.texts import say
from xuzhi.rulebook.model import Document, Question
from xuzhi.web.applicant.posted import answer_id
from xuzhi.web.inspected import Looked
from xuzhi.web.refused import sentence_of
from xuzhi.web.shown import Shown, ShownFile, show_question
from xuzhi.web.templatetags.form_fields import FormField, field_of

FILLED = frozenset({"register", "platform"})


@dataclass(frozen=True)
class Conflict:
    """Two people wrote different answers: what the other one wrote, who, the version that is theirs, and one's own."""

    shown: str
    mine: str
    by: str
    at: Any
    version: int


@dataclass(frozen=True)
class Asked:
    """One question on the page. `filled`: a register or the platform answered, and the applicant may dispute it."""

    view: QuestionView
    field: FormField
    filled: bool = False
    source: str = ""
    conflict: Conflict | None = None
    rows: int = 0
    problem: Refusal | None = None
    shown: Shown | None = None

    @property
    def name(self) -> str:
        return self.view.question.name

    @property
    def version(self) -> int:
        return self.view.version

    @property
    def is_listed(self) -> bool:
        """Whether it is a list of hundreds, which stands below the form as a table."""
        return self.view.question.by_file

    @property
    def hidden(self) -> bool:
        return not self.view.asked

    @property
    def may_dispute(self) -> bool:
        return self.filled and self.view.editable and self.view.source in ("register", "disputed", "typed")

    @property
    def disputed(self) -> bool:
        return self.view.source == "disputed"


@dataclass(frozen=True)
class ToAttach:
    """One document on the page, with the files it has and where more are sent."""

    view: DocumentView
    described: dict[str, Any]
    files: tuple[dict[str, Any], ...]
    upload_url: str
    page_url: str
    error: str = ""
    hints: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        return f"document-{self.view.document.name}".replace(".", "-")


def asked_of(
    view: QuestionView,
    case: CaseRow,
    *,
    typed: Any = None,
    problem: Refusal | None = None,
    conflict: Conflict | None = None,
    rows: int | None = None,
    version: int | None = None,
    files: Mapping[str, Sequence[ShownFile]] | None = None,
    accepts: Mapping[str, str] | None = None,
) -> Asked:
    """A question as drawn. `typed` stands instead of the stored answer where a refused form is shown again; `files`
    are those of the case, and `accepts` the endings taken, by document."""
    question = view.question
    filled = bool(question.register or question.filled_by) and view.source in ("register", "platform", "disputed")
    problem = problem or _reread(view)
    error = sentence_of(problem) if problem else view.problem
    value = typed if typed is not None else _stored(view, filled)
    if question.by_file:  # drawn as a table of its own
        value, rows = None, 0
    drawn = field_of(
        question,
        value=value,
        error=error,
        required=view.required,
        readonly=not view.editable,
        programme=case.programme,
        errors={place: part.says for place, part in getattr(problem, "parts", {}).items()},
        rows=rows,
        files=files,
        accepts=accepts,
    )
    problem = _as_drawn(problem, drawn)
    if filled:
        drawn = replace(drawn, label=say("web/applicant.correct_value", label=question.label), required=False)
    if version is not None:
        view = replace(view, version=version)
    known = {file.sha256: file for listed in (files or {}).values() for file in listed}
    shown = show_question(view, known) if _is_drawn(question) else None
    return Asked(view, drawn, filled, source_of(view), conflict, len(drawn.rows), problem, shown)


def _is_drawn(question: Question) -> bool:
    return question.type in ("records", "file") and not question.by_file


def _as_drawn(problem: Refusal | None, drawn: FormField) -> Refusal | None:
    """The same, its cells named by the rows of the page, where the form has begun rows of its own among them."""
    parts: Mapping[str, Refusal] = getattr(problem, "parts", None) or {}
    if problem is None or not parts:
        return problem
    places = {str(row.place): str(number) for number, row in enumerate(drawn.rows) if row.place is not None}
    moved = copy(problem)
    named = ((*place.partition("."), part) for place, part in parts.items())
    vars(moved)["parts"] = {f"{places.get(row, row)}.{cell}": part for row, _, cell, part in named}
    return moved


def _reread(view: QuestionView) -> Refusal | None:
    """Why the text that was kept cannot be read, cell by cell."""
    if not view.problem:
        return None
    try:
        read_answer(view.question, view.raw)
    except AnswerInvalid as invalid:
        return invalid
    return None


def _stored(view: QuestionView, filled: bool) -> Any:
    if view.problem:
        return view.raw
    if filled and view.source != "disputed":
        return None
    return typed_again(view.question, view.value)


def typed_again(question: Question, value: Any) -> Any:
    """A stored answer the way one would type it: days in ROC years, amounts with separators, rows cell by cell."""
    if value is None:
        return None
    match question.type:
        case "date":
            return format_roc(date.fromisoformat(value), style="slash")
        case "instant":
            at = datetime.fromisoformat(value).astimezone(TAIPEI)
            return f"{format_roc(at.date(), style='slash')} {at:%H:%M}"
        case "money":
            return f"{value:,}"
        case "records":
            return [{cell.name: typed_again(cell, row.get(cell.name)) for cell in question.fields} for row in value]
    return value


def source_of(view: QuestionView) -> str:
    question = view.question
    if question.filled_by:
        return say("web/applicant.filled_by_platform")
    if not question.register:
        return ""
    register = say(f"web/applicant.register_{question.register}")
    if view.as_of is None:
        return say("web/applicant.filled_by_register", register=register)
    return say("web/applicant.filled_by_register_on", register=register, day=format_date(view.as_of))


def to_attach_of(view: DocumentView, case: CaseRow, looked: Looked, error: str = "") -> ToAttach:
    """A document as components/file_upload.html draws it, with what was found in its files."""
    document = view.document
    described = {
        "name": document.name,
        "number": document.number,
        "label": document.label,
        "hint": document.hint,
        "clause": document.clause,
        "required": view.required,
        "kinds": say("kernel.list_separator").join(say(f"web/applicant.kind_{kind}") for kind in document.kinds),
        "accept": accepted(document),
        "max_mb": document.max_mb,
        "many": document.at_most is None or document.at_most > 1,
    }
    place = {"case_id": case.id, "document": document.name}
    return ToAttach(
        view,
        described,
        tuple(_file(each, case, looked) for each in view.attached),
        reverse("applicant:upload", kwargs=place),
        reverse("applicant:document", kwargs=place),
        error,
        tuple(each.says for each in looked.held(view) if each.differs),
    )


def accepted(document: Document) -> str:
    """The endings of the kinds of files that the document takes, as a browser wants them."""
    return ",".join(ending for kind in document.kinds for ending in ENDINGS.get(kind, ()))


ENDINGS = {
    "pdf": (".pdf",),
    "image": (".png", ".jpg", ".jpeg", ".webp", ".gif", ".tif", ".tiff"),
    "docx": (".docx",),
    "odt": (".odt",),
    "xlsx": (".xlsx",),
    "ods": (".ods",),
    "pptx": (".pptx",),
    "csv": (".csv",),
    "json": (".json",),
    "xml": (".xml",),
    "zip": (".zip",),
    "txt": (".txt",),
}


def _file(attached: Attached, case: CaseRow, looked: Looked) -> dict[str, Any]:
    return {
        "inspection": looked.state(attached.sha256),
        "name": attached.name,
        "size": attached.size,
        "kind": attached.kind,
        "at": attached.attached_at,
        "sha256": attached.sha256,
        "url": reverse("applicant:file", kwargs={"case_id": case.id, "attachment": attached.id}),
        "removable": attached.removable,
    }


def defects_at(defects: tuple[DefectView, ...]) -> tuple[DefectView, ...]:
    """Those still to be corrected."""
    return tuple(each for each in defects if each.state == "open")


def field_anchor(section: SectionView, case: CaseRow, question: str) -> str:
    """The address of a question's field, on the page of its section."""
    page = reverse("applicant:section", kwargs={"case_id": case.id, "section": section.name})
    return f"{page}#{answer_id(question)}"
