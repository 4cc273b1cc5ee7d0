"""What of a case may be changed now: all of a draft, in a correction only what was found wrong, else nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from xuzhi.casework.holding import Held
from xuzhi.casework.models import Case, Defect
from xuzhi.casework.refusals import CaseEnded, NotAmongDefects, NotEditable
from xuzhi.rulebook.model import CaseKind


@dataclass(frozen=True)
class Openness:
    """`everything` is a draft; else the named questions and documents only."""

    everything: bool
    questions: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()

    @property
    def anything(self) -> bool:
        return self.everything or bool(self.questions or self.documents)

    def question(self, name: str) -> bool:
        return self.everything or name in self.questions

    def document(self, name: str) -> bool:
        return self.everything or name in self.documents


def openness(case: Case, kind: CaseKind, defects: Iterable[Defect]) -> Openness:
    """What may be changed, by stage and open defects."""
    if case.ended_at is not None or kind.stage(case.stage).turn != "applicant":
        return Openness(False)
    if case.submitted_at is None:
        return Openness(True)
    wrong = [defect for defect in defects if defect.state == "open"]
    return Openness(
        False,
        frozenset(name for defect in wrong for name in defect.opens_questions),
        frozenset(name for defect in wrong for name in defect.opens_documents),
    )


def held_openness(held: Held) -> Openness:
    return openness(held.case, held.kind, Defect.objects.filter(case=held.case, state="open"))


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
