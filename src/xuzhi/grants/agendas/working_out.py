"""From a question to an agenda: who sits where they are free to, then when and where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from xuzhi.grants.agendas.question import AgendaQuestion, Span
from xuzhi.grants.agendas.waiting import Waiting, WaitingCase, barred_from, seated, waiting_cases
from xuzhi.grants.maths.agenda import Agenda, Hours, ToHear, arrange, clashes_of
from xuzhi.grants.maths.assignment import Assignment, CanReview, ToReview, assign, conflicts_of
from xuzhi.grants.maths.reasons import Impossible, Reason
from xuzhi.panels.models import Reviewer


@dataclass(frozen=True)
class WorkedOut:
    """`answer` as an event keeps it, or None; `problems` why not."""

    answer: dict[str, Any] | None
    problems: tuple[Reason, ...] = ()

    @property
    def problems_json(self) -> list[dict[str, Any]]:
        return [{"code": each.code, "values": dict(each.values)} for each in self.problems]


class AnswerBroken(AssertionError):
    """The solver's answer breaks a condition: a bug, never shown as an agenda."""


def work_out(question: AgendaQuestion, *, at: datetime, seconds: float) -> WorkedOut:
    """Ask the solver, with what stands now."""
    waiting = waiting_cases(question.programme, question.kind, at=at)
    wanted = set(question.case_ids)
    cases = [each for each in waiting.cases if str(each.id) in wanted]
    people = list(Reviewer.objects.filter(retired_at=None).order_by("name", "id"))
    names = {str(each.id): each.name for each in people}
    given = {case: team for case, team in seated(cases).items() if len(team) >= question.members}
    to_assign = _to_review(question, waiting, [each for each in cases if str(each.id) not in given], at)
    reviewers = [CanReview(str(each.id), frozenset(each.expertise), question.most) for each in people]
    found = assign(to_assign, reviewers, members=question.members, seconds=seconds * 0.4)
    if isinstance(found, Impossible):
        return WorkedOut(None, _spoken(found, waiting, cases, names))
    if conflicts_of(to_assign, found):
        raise AnswerBroken("a reviewer with a conflict was assigned")
    teams = {**{case: frozenset(team) for case, team in given.items()}, **_sets(found)}
    sittings, hours = _to_hear(question, cases, teams, names), _hours(question, names)
    agenda = arrange(sittings, hours, seconds=seconds * 0.6)
    if isinstance(agenda, Impossible):
        return WorkedOut(None, _spoken(agenda, waiting, cases, names))
    if clashes_of(sittings, hours, agenda):
        raise AnswerBroken("the agenda has a clash")
    return WorkedOut(_answer(agenda, found, {**given, **found.members}))


def _to_review(
    question: AgendaQuestion, waiting: Waiting, cases: Sequence[WaitingCase], at: datetime
) -> list[ToReview]:
    barred = barred_from(waiting, cases, at)
    return [
        ToReview(str(each.id), frozenset(question.expertise.get(each.category, ())), barred[str(each.id)])
        for each in cases
    ]


def _sets(found: Assignment) -> dict[str, frozenset[str]]:
    return {case: frozenset(team) for case, team in found.members.items()}


def _to_hear(
    question: AgendaQuestion,
    cases: Sequence[WaitingCase],
    teams: Mapping[str, frozenset[str]],
    names: Mapping[str, str],
) -> list[ToHear]:
    away = _away(question)
    return [
        ToHear(
            str(each.id),
            each.category,
            question.minutes[each.category],
            teams[str(each.id)],
            each.firm_ubn,
            away.get(each.number, ()),
        )
        for each in cases
    ]


def _hours(question: AgendaQuestion, names: Mapping[str, str]) -> Hours:
    away = _away(question)
    absent = {reviewer: away[name] for reviewer, name in names.items() if name in away}
    return Hours(question.spans, question.rooms, absent)


def _away(question: AgendaQuestion) -> dict[str, tuple[Span, ...]]:
    found: dict[str, tuple[Span, ...]] = {}
    for who, begins_at, ends_at in question.away:
        found[who] = (*found.get(who, ()), (begins_at, ends_at))
    return found


def _answer(agenda: Agenda, found: Assignment, teams: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    return {
        "heard": [
            {
                "case_id": each.id,
                "room": each.room,
                "span": each.span,
                "starts_at": each.starts_at.isoformat(),
                "ends_at": each.ends_at.isoformat(),
                "members": list(teams[each.id]),
            }
            for each in agenda.heard
        ],
        "opened": agenda.opened,
        "bound": agenda.bound,
        "together": agenda.together,
        "spread": found.spread,
        "spread_bound": found.bound,
    }


def _spoken(
    impossible: Impossible, waiting: Waiting, cases: Sequence[WaitingCase], names: Mapping[str, str]
) -> tuple[Reason, ...]:
    """Reasons with numbers and names in the place of ids."""
    rule = waiting.kind.panel
    words = {
        "proposal": {str(each.id): each.number for each in cases},
        "reviewer": dict(names),
        "expertise": {each.code: each.label for each in (rule.expertise if rule else ())},
        "category": {each.code: each.label for each in waiting.categories},
    }
    return tuple(
        Reason(each.code, {name: words.get(name, {}).get(str(value), value) for name, value in each.values.items()})
        for each in impossible.reasons
    )
