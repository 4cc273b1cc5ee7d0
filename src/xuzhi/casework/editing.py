"""What of a case may be changed now: all of a draft, in a correction only what was found wrong, what is handed in while
a clock runs until its end, else nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from xuzhi.casework.hand_in_refusals import HandInOver
from xuzhi.casework.holding import Held
from xuzhi.casework.models import Case, ClockRow, Defect
from xuzhi.casework.refusals import CaseEnded, NotAmongDefects, NotEditable
from xuzhi.kernel.roc import format_deadline
from xuzhi.ledger.reading import rows_of
from xuzhi.rulebook.borrowing import ABOUT
from xuzhi.rulebook.model import CaseKind, Document, Question

OFFICE_TURNS = ("office", "reviewer")
"""Stages with these turns are where the office answers its own questions."""


@dataclass(frozen=True)
class Openness:
    """`everything` is a draft; else the named questions and documents only."""

    everything: bool
    questions: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    later: frozenset[str] = frozenset()  # what is asked at another stage

    @property
    def anything(self) -> bool:
        return self.everything or bool(self.questions or self.documents)

    def question(self, name: str) -> bool:
        return name in self.questions or (self.everything and name not in self.later)

    def document(self, name: str) -> bool:
        return name in self.documents or (self.everything and name not in self.later)


def openness(
    case: Case, kind: CaseKind, defects: Iterable[Defect], clocks: Iterable[ClockRow], at: datetime
) -> Openness:
    """What may be changed, by stage, open defects and the clocks that run, and what is asked at this very stage."""
    if case.ended_at is not None:
        return Openness(False)
    if case.submitted_at is None and kind.stage(case.stage).turn == "applicant":
        entries: list[Question | Document] = [*kind.questions, *kind.documents]
        later = {e.name for e in entries if e.stages and case.stage not in e.stages}
        return Openness(True, later=frozenset(later.union(e.name for e in kind.documents if e.by == ABOUT)))
    timed = [each for each in kind.documents if each.during]
    running = {row.clock for row in clocks if _runs(row, at)} if timed else set()
    here = [each for each in timed if not each.stages or case.stage in each.stages]
    handed_in = frozenset(each.name for each in here if each.during in running)
    if kind.stage(case.stage).turn != "applicant":
        return Openness(False, documents=handed_in)
    wrong = [defect for defect in defects if defect.state == "open"]
    questions = {each.name for each in kind.questions if case.stage in each.stages and not each.by}
    own = [each for each in kind.documents if each.by == "applicant" and not each.during]
    documents = {each.name for each in own if case.stage in each.stages}
    return Openness(
        False,
        frozenset(questions.union(*(defect.opens_questions for defect in wrong))),
        handed_in.union(documents, *(defect.opens_documents for defect in wrong)),
    )


def officer_openness(case: Case, kind: CaseKind) -> Openness:
    """The office's own questions that stand open while it is its turn."""
    if case.ended_at is not None or kind.stage(case.stage).turn not in OFFICE_TURNS:
        return Openness(False)
    own = [each.name for each in kind.questions if each.by and (not each.stages or case.stage in each.stages)]
    return Openness(False, frozenset(own))


def _runs(row: ClockRow, at: datetime) -> bool:
    """One that has run out and was not swept yet runs no more."""
    return row.state == "running" and row.due_at is not None and at < row.due_at


def held_openness(held: Held) -> Openness:
    defects = rows_of(Defect, case_id=held.case.id, state="open")
    running = rows_of(ClockRow, case_id=held.case.id, state="running")
    return openness(held.case, held.kind, defects, running, held.at)


def check_hand_in(held: Held, may: Openness, document: Document) -> None:
    """What is handed in while a clock runs cannot be exchanged after its end. Raises HandInOver, and where the clock
    has never run NotEditable."""
    if not document.during or may.document(document.name):
        return
    rows = ClockRow.objects.filter(case=held.case, clock=document.during).exclude(due_at=None)
    last = rows.order_by("-due_at").first()
    if last is None or last.due_at is None:
        raise NotEditable(stage=held.stage.label)
    raise HandInOver(label=document.label, due=format_deadline(last.due_at), clause=document.clause or None)


def check_editable(held: Held, may: Openness) -> None:
    """Raises CaseEnded or NotEditable when nothing may be changed now."""
    if held.case.ended_at is not None:
        raise CaseEnded(number=held.case.number)
    if not may.anything and not _correcting(held):
        raise NotEditable(stage=held.stage.label)


def _correcting(held: Held) -> bool:
    """A correction whose defects open nothing can still be answered in words, and what it newly asks be filled in."""
    return held.case.open_defects > 0 and held.stage.turn == "applicant"


def check_among_defects(allowed: bool, label: str) -> None:
    """Raises NotAmongDefects."""
    if not allowed:
        raise NotAmongDefects(label=label, clause=None)


def opened_by_check(kind: CaseKind, check: str, used: Mapping[str, object]) -> tuple[list[str], list[str]]:
    """What a defect in a check opens: the questions it looked at, and documents that serve one of its clauses."""
    rule = kind.check(check)
    looked_at = set(used)
    questions = [
        question.name
        for question in kind.questions
        if question.name in looked_at or any(name.startswith(f"{question.name}.") for name in looked_at)
    ]
    documents = [each.name for each in kind.documents if set(each.clauses) & set(rule.clauses)]
    return [name for name in questions if not kind.question(name).filled_by], documents
