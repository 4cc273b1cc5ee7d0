"""An officer's word on a finding, given in an earlier case about the same thing, holds where the facts are the same.

The facts of a finding are what its check looked at, in full, and the files that lie under its clauses. A change of what
is listed keeps most of them; what differs is confirmed anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from xuzhi.casework.holding import Held
from xuzhi.casework.models import FindingRow, Submission
from xuzhi.kernel.finding import Finding
from xuzhi.kernel.roc import TAIPEI
from xuzhi.rulebook.model import CaseKind

type Files = frozenset[tuple[str, str]]
"""(document, SHA-256) of each file."""


@dataclass(frozen=True)
class Word:
    """What an officer said about a finding, and in which case; `stands` is the outcome."""

    check: str
    stands: str
    note: str
    by: str
    at: datetime
    case_id: UUID
    number: str

    def as_json(self) -> dict[str, Any]:
        return {
            "check": self.check,
            "outcome": self.stands,
            "note": self.note,
            "confirmed_by": self.by,
            "confirmed_at": self.at.astimezone(TAIPEI).isoformat(),
            "case_id": str(self.case_id),
            "number": self.number,
        }


@dataclass(frozen=True)
class Looked:
    """A finding as Finding.as_json() has it, with the answers and files of the case that it was made in."""

    finding: Mapping[str, Any]
    answers: Mapping[str, Any]
    files: Files


@dataclass(frozen=True)
class Earlier:
    """A word with what it was given on."""

    word: Word
    looked: Looked


def upheld(kind: CaseKind, findings: Iterable[Looked], earlier: Sequence[Earlier]) -> list[Word]:
    """For each finding that a person may answer for, the latest word that was given on the same facts."""
    latest = sorted(earlier, key=lambda each: each.word.at, reverse=True)
    found = []
    for now in findings:
        same = (each.word for each in latest if same_facts(kind, each.looked, now))
        if asks_a_person(now.finding) and (word := next(same, None)) is not None:
            found.append(word)
    return found


def asks_a_person(finding: Mapping[str, Any]) -> bool:
    """Whether it counts only with an officer's word, or the rule could not determine it."""
    return finding.get("confirmed_by") is not None or finding["outcome"] == "undetermined"


def same_facts(kind: CaseKind, then: Looked, now: Looked) -> bool:
    """Whether the same check came out alike of the same values, answers and files."""
    if _essence(then.finding) != _essence(now.finding):
        return False
    read = _questions_read(kind, now.finding)
    documents = _documents_of(kind, now.finding)
    return all(then.answers.get(name) == now.answers.get(name) for name in read) and (
        {each for each in then.files if each[0] in documents} == {each for each in now.files if each[0] in documents}
    )


def _essence(finding: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(finding[name] for name in ("check", "clause", "outcome", "values", "missing"))


def _questions_read(kind: CaseKind, finding: Mapping[str, Any]) -> list[str]:
    """Long lists stand in a finding by what decided; the answers have them whole."""
    names = [name.partition("[")[0] for name in (*finding["values"], *finding["missing"])]
    return [
        question.name
        for question in kind.questions
        if not question.filled_by and any(f"{name}.".startswith(f"{question.name}.") for name in names)
    ]


def _documents_of(kind: CaseKind, finding: Mapping[str, Any]) -> set[str]:
    about = finding["check"].removeprefix("document.")
    check = next((each for each in kind.checks if each.name == finding["check"]), None)
    cited = set(check.clauses if check else ())
    return {each.name for each in kind.documents if each.name == about or cited & set(each.clauses)}


def words_upheld(
    held: Held, findings: Iterable[Finding], answers: Mapping[str, Any], files: Iterable[tuple[str, str]]
) -> list[Word]:
    """The same for a case about another whose questions it asks; two queries there, none in other cases."""
    if not held.case.about or not held.kind.questions_of:
        return []
    lying = frozenset(files)
    now = [Looked(finding.as_json(), answers, lying) for finding in findings]
    return upheld(held.kind, now, earlier_words(held))


def earlier_words(held: Held) -> list[Earlier]:
    """What officers said themselves in the case that this one is about, and in those that would change it like this
    one; a word that is upheld there speaks for itself where it was given."""
    case = held.case
    alike = Q(case_id=case.about, case__kind=held.kind.questions_of) | Q(case__about=case.about, case__kind=case.kind)
    said = FindingRow.objects.filter(alike, confirmed_at__isnull=False, upheld__isnull=True).exclude(case_id=case.id)
    rows = list(said.select_related("case"))
    if not rows:
        return []
    handed_in = Submission.objects.filter(case_id__in={row.case_id for row in rows}).order_by("nth")
    last = {each.case_id: each for each in handed_in}
    return [_earlier(row, last[row.case_id]) for row in rows if row.case_id in last]


def _earlier(row: FindingRow, sent: Submission) -> Earlier:
    assert row.confirmed_at is not None
    word = Word(row.check_name, row.stands, row.note, row.confirmed_by, row.confirmed_at, row.case_id, row.case.number)
    answers = {name: entry["value"] for name, entry in sent.answers.items()}
    return Earlier(
        word, Looked(row.finding, answers, frozenset((each["document"], each["sha256"]) for each in sent.files))
    )
