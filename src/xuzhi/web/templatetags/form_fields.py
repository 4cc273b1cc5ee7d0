"""A question of the rulebook as a field of a form: everything components/field.html needs, computed once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from xuzhi.engine.countries import country_codes
from xuzhi.kernel.texts import say

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


@dataclass(frozen=True)
class FormField:
    """One field as it is drawn. `name` and `id` are those of the form; `question` the rulebook's name.

    `value` is what the input shows: text as typed or stored. Records hold `rows`, each a list of fields.
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
    rows: Sequence[Sequence["FormField"]] = field(default=())

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
) -> FormField:
    """The field of a rulebook question, showing `value` (raw as typed, or the stored value).

    For records, `rows` is how many rows to draw at least (default: those of the value, and one where it is required
    and empty), and `errors` holds sentences of single cells by "<row>.<field>", as engine.answers names them.
    `name` defaults to "answer:<question>".
    """
    name = name or f"answer:{question.name}"
    asked = required if required is not None else getattr(question, "required", True) is not False
    base: dict[str, Any] = {
        "name": name,
        "id": name.replace(":", "-").replace(".", "-"),
        "type": question.type,
        "label": question.label,
        "question": question.name,
        "hint": getattr(question, "hint", None) or "",
        "error": error,
        "required": asked,
        "readonly": readonly,
        "unit": _unit(question),
        "example": _example(question),
        "source": source,
        "clause": _first(getattr(question, "clause", None)),
        "programme": programme,
        "save_url": save_url,
    }
    if question.type == "records":
        cells = _rows(question, value, name, readonly, save_url, errors or {}, rows, asked)
        return FormField(**base, rows=cells)
    if question.type in {"yes_no", "choice", "choices", "country"}:
        return FormField(**base, value=value, options=_options(question, value))
    return FormField(**base, value="" if value is None else value)


def _rows(
    question: Any,
    value: Any,
    name: str,
    readonly: bool,
    save_url: str,
    errors: dict[str, str],
    rows: int | None,
    asked: bool,
) -> list[list[FormField]]:
    records = [record for record in value if isinstance(record, dict)] if isinstance(value, list) else []
    count = max(len(records), rows if rows is not None else int(asked and not readonly))
    return [
        [
            field_of(
                cell,
                value=records[row].get(cell.name) if row < len(records) else None,
                error=errors.get(f"{row}.{cell.name}", ""),
                name=f"{name}:{row}:{cell.name}",
                readonly=readonly,
                save_url=save_url,
            )
            for cell in question.fields
        ]
        for row in range(count)
    ]


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
