"""What a browser sent from a section's form, read back into raw answers, with nothing dropped.

Names in the form, which the templates take from here as well:

    answer:<question>                     one value (several for `choices`)
    answer:<question>:<row>:<field>       a cell of a `records` question
    seen:<question>                       the version of the answer that this page showed; its presence
                                          also says that the question stood on the page (an unticked box sends nothing)
    rows:<question>                       how many rows the page showed
    send:<question>[:<row>:<field>]       files to send in for a file answer; sent=<id of the field> is their button
    document:<document>                   files to send in for a document; sent=<id of the document> is their button
    detach=<document>:<sha256>            the button at a file of a document that takes it off
    add=<question>, remove=<question>:<row>          the buttons at a group of rows
    mine=<question>:<version>, theirs=<question>     the buttons where two people wrote different answers
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

type Raw = str | list[str] | list[dict[str, Any]]

SEVERAL = frozenset({"choices", "file"})
MOST_ROWS = 200


class MultiValues(Protocol):
    """A form as Django parses it: `request.POST`."""

    def get(self, name: str, default: Any = None) -> Any: ...
    def getlist(self, name: str) -> list[Any]: ...
    def __contains__(self, name: object) -> bool: ...


@dataclass(frozen=True)
class Posted:
    """Raw answers as typed, the versions they were typed over, and which button was pressed."""

    answers: dict[str, Raw] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    theirs: frozenset[str] = frozenset()
    mine: frozenset[str] = frozenset()
    added: str | None = None
    removed: tuple[str, int] | None = None
    sent: str | None = None
    detached: str | None = None

    @property
    def stays(self) -> bool:
        """Whether a button within the form was pressed, after which one stays on its page."""
        return bool(self.added or self.removed or self.theirs or self.mine or self.sent or self.detached)


def answer_name(question: str, row: int | None = None, cell: str | None = None) -> str:
    """The name of an input: `answer:plans`, or `answer:plans:0:price` for a cell."""
    return f"answer:{question}" if row is None else f"answer:{question}:{row}:{cell}"


def answer_id(question: str, row: int | None = None, cell: str | None = None) -> str:
    """The id of an input, to which an error links: `answer-solution-name`, `answer-plans-0-price`."""
    return answer_name(question, row, cell).replace(":", "-").replace(".", "-")


def document_name(document: str) -> str:
    """Under which name files are sent in for a document of the page: `document:tax_clearance`."""
    return f"document:{document}"


def send_name(answer: str) -> str:
    """Under which name files are sent in for a file answer: `send:functions:0:screenshots`."""
    return answer.replace("answer:", "send:", 1)


def read_posted(
    form: MultiValues, questions: Iterable[Any], taken: Mapping[str, Sequence[str]] | None = None
) -> Posted:
    """Read what was sent for `questions` (rulebook Questions); those that were not on the page are left out.

    A removed row is taken out and a row left wholly blank is dropped. `theirs` are the questions whose typed
    answer is to be given up for the stored one: they are not among `answers`. `taken` are the SHA-256 of files that
    came along, by the name of the answer that they belong to.
    """
    came = taken or {}
    answers: dict[str, Raw] = {}
    seen: dict[str, int] = {}
    rows: dict[str, int] = {}
    theirs = frozenset(form.getlist("theirs"))
    mine = _versions(form.getlist("mine"))
    removed = _row_of(form.get("remove"))
    for question in questions:
        name = question.name
        if f"seen:{name}" not in form:
            continue
        seen[name] = mine.get(name, _whole(form.get(f"seen:{name}")))
        if question.type == "records":
            rows[name] = min(MOST_ROWS, _whole(form.get(f"rows:{name}")))
        if name not in theirs:
            without = removed[1] if removed and removed[0] == name else None
            answers[name] = _read(form, question, rows.get(name, 0), without, came)
    added, sent = form.get("add") or None, form.get("sent") or None
    detached = (form.get("detach") or "").rpartition(":")[0] or None
    return Posted(answers, seen, rows, theirs, frozenset(mine), added, removed, sent, detached)


def _read(form: MultiValues, question: Any, rows: int, without: int | None, came: Mapping[str, Sequence[str]]) -> Raw:
    if question.type == "records":
        given = getattr(question, "rows_for", "")  # the form begins with it: on its own it says nothing
        read = (_read_row(form, question, row, came) for row in range(rows) if row != without)
        return [row for row in read if any(_typed(value) for name, value in row.items() if name != given)]
    one: Raw = _one(form, question, answer_name(question.name), came)
    return one


def _read_row(form: MultiValues, question: Any, row: int, came: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    return {cell.name: _one(form, cell, answer_name(question.name, row, cell.name), came) for cell in question.fields}


def _one(form: MultiValues, question: Any, name: str, came: Mapping[str, Sequence[str]]) -> Any:
    if question.type in SEVERAL:
        return list(dict.fromkeys([*(value for value in form.getlist(name) if value), *came.get(name, ())]))
    return form.get(name, "")


def _typed(value: Any) -> bool:
    return bool(value.strip() if isinstance(value, str) else value)


def _whole(text: Any) -> int:
    try:
        return max(0, int(str(text)))
    except ValueError:
        return 0


def _row_of(text: str | None) -> tuple[str, int] | None:
    question, _, row = (text or "").rpartition(":")
    return (question, int(row)) if question and row.isdigit() else None


def _versions(chosen: list[str]) -> Mapping[str, int]:
    pairs = (_row_of(text) for text in chosen)
    return {pair[0]: pair[1] for pair in pairs if pair}
