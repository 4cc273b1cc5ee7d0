"""What was found in a case's files, in words: the state of each file, and what it says beside what the form says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from xuzhi.casework.queries.shapes import DocumentView, SectionView
from xuzhi.documents.inspection.telling import why_says
from xuzhi.documents.shapes import Inspection
from xuzhi.engine.readings import Compared, Said, compare, said_in
from xuzhi.kernel.money import format_twd
from xuzhi.kernel.roc import format_date
from xuzhi.kernel.texts import say

_MOST_SAID = 4
_SIGNS = {"agrees": "met", "differs": "undetermined", "silent": "neutral", "open": "unconfirmed"}
"""Never ✕: what a document says is no verdict."""


@dataclass(frozen=True)
class FileState:
    """`state`: pending, inspected, not_inspected; `label` is its word, `why` the reason where there is one."""

    state: str
    label: str
    why: str = ""


@dataclass(frozen=True)
class Held:
    """One answer beside what the document's files say of it, with the sentence that tells both."""

    compared: Compared
    says: str
    sign: str
    word: str

    @property
    def differs(self) -> bool:
        return self.compared.outcome == "differs"


class Looked:
    """The inspections of all files of a case, which came with its attachments."""

    def __init__(self, sections: Iterable[SectionView]) -> None:
        self.sections = tuple(sections)
        documents = [document for section in self.sections for document in section.documents]
        files = [each for document in documents for each in (*document.attached, *document.earlier)]
        self.found: Mapping[str, Inspection] = {each.sha256: each.inspection for each in files if each.inspection}
        self.questions = [each.question for section in self.sections for each in section.questions]
        self.facts = {each.question.name: each.value for section in self.sections for each in section.questions}

    def state(self, sha256: str) -> FileState:
        """Where the inspection of a file stands."""
        inspection = self.found.get(sha256)
        if inspection is None:
            return FileState("pending", say("documents.state_pending"))
        why = why_says(inspection.why) if inspection.why else ""
        return FileState(inspection.state, say(f"documents.state_{inspection.state}"), why)

    def held(self, document: DocumentView, only: str = "") -> tuple[Held, ...]:
        """The document's `reads`, once a file of it was looked into; with `only` of one file, by its SHA-256."""
        files = [each.sha256 for each in document.attached if only in ("", each.sha256)]
        looked_into = [self.found[sha256] for sha256 in files if sha256 in self.found]
        looked_into = [each for each in looked_into if each.state == "inspected"]
        if not looked_into:
            return ()
        said = [one for each in looked_into for one in said_in(each.sha256, each.suggestions)]
        return tuple(_held(each) for each in compare(self.questions, document.document, self.facts, said))


def _held(compared: Compared) -> Held:
    values = {
        "label": compared.label,
        "reading": say(f"documents.says_{compared.reading}"),
        "said": shown_list(compared.said),
        "answered": _listed(shown(compared.reading, value) for value in compared.answered),
    }
    told, outcome = say(f"documents.held_{compared.outcome}", **values), compared.outcome
    return Held(compared, told, _SIGNS[outcome], say(f"documents.word_{outcome}"))


def shown_list(said: Iterable[Said]) -> str:
    """The first few of what files say, and how many more there are."""
    values = list(dict.fromkeys(shown(each.kind, each.value) for each in said))
    more = len(values) - _MOST_SAID
    listed = _listed(values[:_MOST_SAID])
    return say("documents.and_more", listed=listed, count=more) if more > 0 else listed


def shown(kind: str, value: Any) -> str:
    """A value that was read, as people write it."""
    if kind in ("date", "period_start", "period_end", "scan_date"):
        try:
            return format_date(date.fromisoformat(str(value)))
        except ValueError:
            return str(value)
    if kind == "amount":
        return format_twd(int(value))
    return str(value)


def _listed(values: Iterable[str]) -> str:
    return say("kernel.list_separator").join(values)
