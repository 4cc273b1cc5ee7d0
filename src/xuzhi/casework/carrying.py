"""What a firm has answered before stands in a new case already, with the number of the case that it is from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from xuzhi.casework import events
from xuzhi.casework.folding import Folded
from xuzhi.casework.models import Answer, Case
from xuzhi.rulebook.model import CaseKind, Question
from xuzhi.rulebook.values import ValueProblem, read_value

CARRIED = "carried"


def answers_carried(kind: CaseKind, case_id: UUID, *, programme: str, firm_ubn: str) -> list[events.AnswerGiven]:
    """Answers to the questions with `carried_from`, out of the firm's last submitted cases. At most two queries."""
    asking = [question for question in kind.questions if question.carried_from]
    last = _last_cases({_kind_of(each) for question in asking for each in question.carried_from}, programme, firm_ubn)
    if not last:
        return []
    given = {
        (answer.case_id, answer.question): answer.value
        for answer in Answer.objects.filter(case__in=[case.id for case in last.values()], value__isnull=False)
    }
    return [answer for question in asking if (answer := _carried(question, case_id, last, given)) is not None]


def _kind_of(source: str) -> str:
    return source.partition(".")[0]


def _last_cases(kinds: Iterable[str], programme: str, firm_ubn: str) -> dict[str, Case]:
    """The firm's last submitted case of each kind."""
    wanted = set(kinds)
    if not wanted:
        return {}
    cases = Case.objects.filter(
        programme=programme, firm_ubn=firm_ubn, kind__in=wanted, submitted_at__isnull=False
    ).order_by("submitted_at", "serial")
    return {case.kind: case for case in cases}


def _carried(
    question: Question, case_id: UUID, last: Mapping[str, Case], given: Mapping[tuple[UUID, str], Any]
) -> events.AnswerGiven | None:
    """The answer of the first source that has one which fits."""
    for source in question.carried_from:
        kind, _, name = source.partition(".")
        case = last.get(kind)
        value = fitting(question, given.get((case.id, name))) if case is not None else None
        if case is not None and value is not None:
            return events.AnswerGiven(
                case_id=str(case_id),
                question=question.name,
                value=value,
                version=1,
                source=CARRIED,
                from_case=case.number,
            )
    return None


def fitting(question: Question, value: Any) -> Any | None:
    """An earlier answer as this question can hold it: fields that it does not have, and files, are left behind."""
    if value is None:
        return None
    if question.type == "records":
        value = [
            {field.name: None if field.type == "file" else row.get(field.name) for field in question.fields}
            for row in value
            if isinstance(row, dict)
        ]
    problems: list[ValueProblem] = []
    known = read_value(question, value, question.name, (), problems)
    return None if problems or known in (None, ()) else value


def fill_waits(question: Question, folded: Folded, case: Case) -> bool:
    """Whether somebody of the firm has still to say that what a register filled in is right. Asked before the first
    submission, and anew where the register says something else since."""
    if not question.confirm or case.submitted_at is not None or folded.sources.get(question.name) != "register":
        return False
    return bool(case.confirmed_facts.get(question.name) != folded.facts[question.name])


def waits_for_confirmation(answer: Answer) -> bool:
    """Whether somebody of the firm has still to say that a carried answer holds for this case too."""
    return bool(answer.source == CARRIED and answer.from_case and answer.confirmed_at is None)
