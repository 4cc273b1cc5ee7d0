"""A question of the rulebook as a field of a form: everything components/field.html needs, computed once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from xuzhi.engine.countries import country_codes
from xuzhi.kernel.texts import say
from xuzhi.web.shown import ShownFile
from xuzhi.web.templatetags.record_rows import DrawnRow, arrange

ROOM = "web/templatetags"

HTML_TYPES = {"email": "email", "url": "url", "password": "password", "number": "text"}
SIZES = {
    "money": " input--short",
    "number": " input--short",
    "date": " input--short",
    "instant": " input--medium",
    "business_number": " input--digits",
    "code": " input--digits",
    "email": " input--medium",
    "password": " input--medium",
}
INPUT_MODES = {"money": "numeric", "business_number": "numeric", "number": "decimal", "code": "numeric"}
AUTOCOMPLETE = {"email": "email", "password": "current-password", "code": "one-time-code"}


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    checked: bool = False
    hint: str = ""


class Row(list["FormField"]):
    """The fields of one record, what the record is called, and its place among the answered ones (None: a new one)."""

    def __init__(self, fields: Iterable["FormField"], title: str = "", place: int | None = None) -> None:
        super().__init__(fields)
        self.title, self.place = title, place


@dataclass(frozen=True)
class FormField:
    """One field as it is drawn. `name` and `id` are those of the form; `question` the rulebook's name.

    `value` is what the input shows: text as typed or stored. Records hold `rows`, each a list of fields; `grows` is
    whether rows may be added, `one_each` that there are just these. A file answer chooses among `files`, by their
    SHA-256, and may send more under `send_name`. The type `fixed` is an answer that the form gives itself.
    """

    name: str
    id: str
    type: str
    label: str
    question: str = ""
    value: Any = ""
    hint: str = ""
    error: str = ""
    required: bool = True
    readonly: bool = False
    unit: str = ""
    example: str = ""
    source: str = ""
    clause: str = ""
    programme: str = ""
    save_url: str = ""
    maxlength: int | None = None
    options: Sequence[Option] = ()
    rows: Sequence[Row] = field(default=())
    grows: bool = True
    one_each: bool = False
    files: Sequence[tuple[ShownFile, bool]] = ()
    send_name: str = ""
    accept: str = ""

    @property
    def chosen(self) -> list[ShownFile]:
        """The files that the answer holds."""
        return [file for file, chosen in self.files if chosen]

    @property
    def others(self) -> list[ShownFile]:
        """Files of the document that it might hold as well."""
        return [file for file, chosen in self.files if not chosen]

    @property
    def described(self) -> str:
        """Ids of the words that describe the input, for aria-describedby."""
        parts = {
            "hint": self.hint or self.example,
            "source": self.source,
            "error": self.error,
            "unit": self.unit and not self.options and self.type not in {"records", "long_text"},
        }
        return " ".join(f"{self.id}-{part}" for part, there in parts.items() if there)

    @property
    def html_type(self) -> str:
        return HTML_TYPES.get(self.type, "text")

    @property
    def size(self) -> str:
        return SIZES.get(self.type, "")

    @property
    def input_mode(self) -> str:
        return INPUT_MODES.get(self.type, "")

    @property
    def autocomplete(self) -> str:
        return AUTOCOMPLETE.get(self.type, "off" if self.type == "business_number" else "")


def field_of(
    question: Any,
    *,
    value: Any = None,
    error: str = "",
    name: str = "",
    required: bool | None = None,
    readonly: bool = False,
    source: str = "",
    programme: str = "",
    save_url: str = "",
    errors: dict[str, str] | None = None,
    rows: int | None = None,
    files: Mapping[str, Sequence[ShownFile]] | None = None,
    accepts: Mapping[str, str] | None = None,
) -> FormField:
    """The field of a rulebook question, showing `value` (raw as typed, or the stored value).

    For records, `rows` is how many rows to draw at least (default: those of the value, and one where it is required
    and empty), and `errors` holds sentences of single cells by "<row>.<field>", as engine.answers names them.
    `files` are those sent in, and `accepts` the endings taken, by document. `name` defaults to "answer:<question>".
    """
    base = _base(question, name or f"answer:{question.name}", required)
    base |= {"error": error, "readonly": readonly, "source": source, "programme": programme, "save_url": save_url}
    sent = _Sent(files or {}, accepts or {})
    if question.type == "records":
        drawn = _rows(question, value, base, errors or {}, rows, sent)
        one_each = bool(getattr(question, "one_each", False))
        most = getattr(question, "at_most", None) or len(drawn) + 1
        return FormField(**base, rows=drawn, grows=not one_each and len(drawn) < most, one_each=one_each)
    if question.type == "file":
        return _file_field(question, value, base, sent)
    if question.type in {"yes_no", "choice", "choices", "country"}:
        return FormField(**base, value=value, options=_options(question, value))
    return FormField(**base, value="" if value is None else value)


def _base(question: Any, name: str, required: bool | None) -> dict[str, Any]:
    """What a field of every type has."""
    return {
        "name": name,
        "id": name.replace(":", "-").replace(".", "-"),
        "type": question.type,
        "label": question.label,
        "question": question.name,
        "hint": getattr(question, "hint", None) or "",
        "required": required if required is not None else getattr(question, "required", True) is not False,
        "unit": _unit(question),
        "example": _example(question),
        "clause": _first(getattr(question, "clause", None)),
    }


@dataclass(frozen=True)
class _Sent:
    """Files of the case by document, and the endings that each takes."""

    files: Mapping[str, Sequence[ShownFile]]
    accepts: Mapping[str, str]


def _rows(
    question: Any, value: Any, base: Mapping[str, Any], errors: dict[str, str], rows: int | None, sent: _Sent
) -> list[Row]:
    records = [record for record in value if isinstance(record, dict)] if isinstance(value, list) else []
    open_ = not base["readonly"]
    begun = open_ and bool(getattr(question, "rows_for", ""))
    least = rows if rows is not None else int(base["required"] and open_ and not begun)
    drawn = arrange(question, records, more=max(0, least - len(records)), begin=begun)
    return [_row(question, place, row, base, errors, sent) for place, row in enumerate(drawn)]


def _row(question: Any, place: int, row: DrawnRow, base: Mapping[str, Any], errors: dict[str, str], sent: _Sent) -> Row:
    fields = [
        field_of(
            cell,
            value=row.record.get(cell.name),
            error=errors.get(f"{row.place}.{cell.name}", "") if row.place is not None else "",
            name=f"{base['name']}:{place}:{cell.name}",
            readonly=base["readonly"],
            save_url=base["save_url"],
            files=sent.files,
            accepts=sent.accepts,
        )
        for cell in question.fields
    ]
    if getattr(question, "one_each", False):
        fields = [replace(each, type="fixed") if each.question == question.rows_for else each for each in fields]
        if place:  # what the first card explains, the others need not say again
            fields = [replace(each, hint="", example="") for each in fields]
    return Row(fields, row.title, row.place)


def _file_field(question: Any, value: Any, base: Mapping[str, Any], sent: _Sent) -> FormField:
    """The files that were sent in for the document, those of the answer first."""
    document = getattr(question, "document", "")
    known = sent.files.get(document, ())
    chosen = [value] if isinstance(value, str) else list(value or ())
    ordered = sorted(known, key=lambda file: chosen.index(file.sha256) if file.sha256 in chosen else len(chosen))
    return FormField(
        **base,
        value=chosen,
        files=[(file, file.sha256 in chosen) for file in ordered],
        send_name=base["name"].replace("answer:", "send:", 1) if document and not base["readonly"] else "",
        accept=sent.accepts.get(document, ""),
    )


def _options(question: Any, value: Any) -> list[Option]:
    if question.type == "yes_no":
        chosen = {True: "yes", False: "no", "true": "yes", "false": "no"}.get(value, value)
        return [Option("yes", say(f"{ROOM}.yes"), chosen == "yes"), Option("no", say(f"{ROOM}.no"), chosen == "no")]
    if question.type == "country":
        return [Option(code, name, code == value) for code, name in country_codes()]
    chosen_codes = set(value) if isinstance(value, (list, tuple, set)) else {value}
    return [
        Option(code, label, code in chosen_codes or label in chosen_codes, hint)
        for code, label, hint in _choices(question)
    ]


def _choices(question: Any) -> Iterable[tuple[str, str, str]]:
    for choice in getattr(question, "of", None) or ():
        if isinstance(choice, str):
            yield choice, choice, ""
        else:
            yield choice.code, choice.label or choice.code, getattr(choice, "hint", None) or ""


def _unit(question: Any) -> str:
    if question.type == "money":
        return say(f"{ROOM}.dollars")
    return getattr(question, "unit_label", None) or getattr(question, "unit", None) or ""


def _example(question: Any) -> str:
    example = getattr(question, "example", None)
    if example in (None, ""):
        return say(f"{ROOM}.date_example") if question.type == "date" else ""
    return str(example)


def _first(clause: Any) -> str:
    if isinstance(clause, (list, tuple)):
        return str(clause[0]) if clause else ""
    return str(clause or "")
