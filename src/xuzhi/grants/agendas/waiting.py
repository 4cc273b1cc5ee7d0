"""Cases that wait for a review meeting, and who may sit on which: what the solver is asked with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from xuzhi.casework.models import Answer, Case
from xuzhi.casework.queries.editions import Overlays
from xuzhi.kernel.roc import taipei_day
from xuzhi.panels.knowing import Firms, firms_known, known_of, named_in, parties_of, reads_of
from xuzhi.panels.models import Panel, Reviewer, Seat
from xuzhi.panels.ties import Party, find_ties
from xuzhi.rulebook import Edition
from xuzhi.rulebook.model import CaseKind, Choice, Question


@dataclass(frozen=True)
class WaitingCase:
    """A case where a panel sits, that stands on no agenda yet. `category` is empty where the rules know none; `seats`
    those who sit on its panel already."""

    id: UUID
    number: str
    subject: str
    firm_ubn: str
    firm_name: str
    round: str
    category: str
    panel_id: UUID | None
    seats: int


@dataclass(frozen=True)
class Waiting:
    """All of one kind, by number; `categories` with their labels, one with an empty code where the rules know none."""

    rules: Edition
    kind: CaseKind
    cases: tuple[WaitingCase, ...]
    categories: tuple[Choice, ...]

    @property
    def free_mail(self) -> tuple[str, ...]:
        rule = self.kind.panel
        return tuple(self.rules.values.get(rule.free_mail) or ()) if rule and rule.free_mail else ()

    @property
    def clause(self) -> str:
        return self.kind.panel.clause if self.kind.panel else ""

    @property
    def least_members(self) -> int | None:
        name = self.kind.panel.least_members if self.kind.panel else ""
        value = self.rules.values.get(name)
        return int(value) if value is not None else None


def kinds_with_panel(rules: Edition) -> list[CaseKind]:
    """The kinds of case on which panels sit."""
    return [kind for kind in rules.cases.values() if kind.panel is not None]


def category_question(rules: Edition, kind: CaseKind) -> Question | None:
    """The choice by which rounds tell categories apart: all that they name are among its answers."""
    named = {each for one in rules.rounds for each in one.categories}
    choices = (each for each in kind.questions if each.type == "choice")
    return next((each for each in choices if named and named <= {choice.code for choice in each.of}), None)


def waiting_cases(programme: str, kind_name: str, *, at: datetime, round: str = "") -> Waiting:
    """Four queries. Raises ProgrammeUnknown, KindUnknown."""
    rules = Overlays(programme).edition(programme, taipei_day(at), spoken=True)
    kind = rules.case(kind_name)
    stages = kind.panel.stages if kind.panel else ()
    rows = Case.objects.filter(programme=programme, kind=kind_name, stage__in=stages).order_by("number")
    cases = list(rows.filter(round=round) if round else rows)
    asked = category_question(rules, kind)
    category = _categories(asked, cases)
    panels: dict[UUID, Panel] = {}
    for panel in Panel.objects.filter(case_id__in=[each.id for each in cases]).order_by("nth"):
        panels[panel.case_id] = panel
    seats = _seats(panels.values())
    found = [
        WaitingCase(
            case.id,
            case.number,
            case.subject,
            case.firm_ubn,
            case.firm_name,
            case.round,
            category.get(case.id, ""),
            panels[case.id].id if case.id in panels else None,
            len(seats.get(panels[case.id].id, ())) if case.id in panels else 0,
        )
        for case in cases
        if case.id not in panels or (panels[case.id].sitting_id is None and panels[case.id].opened_at is None)
    ]
    return Waiting(rules, kind, tuple(found), tuple(asked.of) if asked else (Choice(code="", label=kind.title),))


def barred_from(waiting: Waiting, cases: Sequence[WaitingCase], at: datetime) -> Mapping[str, frozenset[str]]:
    """By case, the reviewers who may not sit on it (L9.1): tied to a party, or withdrawn for a conflict before. The
    registers are asked of the parties of all cases at once; hundreds a case make it work for the machine, not for a
    page."""
    people = [(str(each.id), known_of(each)) for each in Reviewer.objects.filter(retired_at=None)]
    withdrawn: dict[UUID, set[str]] = {}
    earlier = Seat.objects.filter(
        panel__case_id__in=[each.id for each in cases], withdrawn_why__in=("declared", "found")
    )
    for case_id, reviewer_id in earlier.values_list("panel__case_id", "reviewer_id"):
        withdrawn.setdefault(case_id, set()).add(str(reviewer_id))
    found = {}
    for case_id, parties in parties_by_case(waiting, cases, at).items():
        tied = {reviewer for reviewer, known in people if find_ties(known, parties, waiting.free_mail)}
        found[str(case_id)] = frozenset(tied | withdrawn.get(case_id, set()))
    return found


def parties_by_case(waiting: Waiting, cases: Sequence[WaitingCase], at: datetime) -> Mapping[UUID, list[Party]]:
    """Those whom nobody on the panel of a case may be tied to. Four queries, however many cases there are."""
    answers, on = _answers(waiting.kind, cases), taipei_day(at)
    named = {ubn for facts in answers.values() for _, _, ubn in named_in(waiting.rules, waiting.kind, facts, on)}
    firms = firms_known(named | {case.firm_ubn for case in cases}, on)
    return {case.id: _parties(waiting, case, answers.get(case.id, {}), on, firms) for case in cases}


def seated(cases: Sequence[WaitingCase]) -> Mapping[str, tuple[str, ...]]:
    """Who sits on a panel that was formed already, by case."""
    panels = Panel.objects.filter(id__in=[each.panel_id for each in cases if each.panel_id])
    seats = _seats(panels)
    return {str(each.id): tuple(seats.get(each.panel_id, ())) for each in cases if each.panel_id}


def _parties(waiting: Waiting, case: WaitingCase, facts: Mapping[str, object], on: date, firms: Firms) -> list[Party]:
    name = case.firm_name
    return parties_of(waiting.rules, waiting.kind, facts, firm_ubn=case.firm_ubn, firm_name=name, on=on, known=firms)


def _answers(kind: CaseKind, cases: Sequence[WaitingCase]) -> dict[UUID, dict[str, object]]:
    """What the parties are read from: records of firms, and the address for letters."""
    rows = Answer.objects.filter(
        case_id__in=[each.id for each in cases], question__in=reads_of(kind), value__isnull=False
    )
    found: dict[UUID, dict[str, object]] = {}
    for case_id, question, value in rows.values_list("case_id", "question", "value"):
        found.setdefault(case_id, {})[question] = value
    return found


def _categories(asked: Question | None, cases: Sequence[Case]) -> dict[UUID, str]:
    if asked is None:
        return {}
    rows = Answer.objects.filter(case__in=cases, question=asked.name, value__isnull=False)
    return {case_id: str(value) for case_id, value in rows.values_list("case_id", "value")}


def _seats(panels: Iterable[Panel]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    rows = Seat.objects.filter(panel__in=list(panels), withdrawn_at=None).order_by("position")
    for panel_id, reviewer_id in rows.values_list("panel_id", "reviewer_id"):
        found.setdefault(panel_id, []).append(str(reviewer_id))
    return found
