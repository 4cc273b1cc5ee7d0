"""Proposals of one round and category side by side: points, amounts, what is left; and the award of one case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from xuzhi.casework.models import Answer, Case, GivenFact
from xuzhi.casework.queries.editions import Overlays
from xuzhi.casework.queries.reading import Reading
from xuzhi.grants.awarding import (
    ADVICE,
    ASKED_OWN,
    ASKED_SUBSIDY,
    ASKED_TOTAL,
    BUDGET,
    CATEGORY,
    KPIS,
    OWN,
    SUBSIDY,
    TOTAL,
    Room,
    room_of,
)  # fmt: skip
from xuzhi.grants.awards import taken_twd
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import taipei_day
from xuzhi.panels.locking import check_office, recused_cases
from xuzhi.panels.models import Panel


@dataclass(frozen=True)
class AwardView:
    """The award of a case: what was asked, what stands, and what binds it. `open_`: it may be settled now."""

    case_id: UUID
    category: str
    round_title: str
    asked: Mapping[str, int | None]
    stands: Mapping[str, Any]
    plan_kpis: tuple[Mapping[str, Any], ...]
    room: Room
    open_: bool


@dataclass(frozen=True)
class BoardRow:
    """A proposal with its points. `rank` is 0 without points; the same points have the same rank. `lowest`, `highest`
    and `spread` are of the members' totals."""

    rank: int
    case_id: UUID
    case_number: str
    subject: str
    firm_name: str
    stage_label: str
    outcome: str
    total: Any
    passed: bool | None
    quorate: bool | None
    asked_twd: int | None
    awarded_twd: int | None
    lowest: str = ""
    highest: str = ""
    spread: str = ""


@dataclass(frozen=True)
class Board:
    """Of one round and category; `left_twd` is None while the budget is not set. `parameter` names that budget."""

    programme: str
    round: str
    category: str
    category_label: str
    budget_twd: int | None
    awarded_twd: int
    rows: tuple[BoardRow, ...]
    parameter: str = ""

    @property
    def left_twd(self) -> int | None:
        return None if self.budget_twd is None else self.budget_twd - self.awarded_twd


def has_award(case_id: UUID | str, *, actor: Actor, at: datetime) -> bool:
    """Whether the rules of the case know an award."""
    reading = Reading(case_id, actor=actor, at=at)
    return any(question.name == SUBSIDY for question in reading.kind.questions)


def award_view(case_id: UUID, *, actor: Actor, at: datetime) -> AwardView | None:
    """None where the rules know no award. Raises CaseUnknown, OfficeOnly, Recused."""
    panel = Panel.objects.filter(case_id=case_id).order_by("-formed_at").first()
    check_office(actor, panel)
    reading = Reading(case_id, actor=actor, at=at)
    names = {question.name for question in reading.kind.questions}
    if not {SUBSIDY, ASKED_SUBSIDY} <= names or reading.kind.panel is None:
        return None
    case, facts = reading.case, reading.file.facts
    category = str(facts.get(CATEGORY) or "")
    taken = taken_twd(
        programme=case.programme, kind=case.kind, round_name=case.round, category=category, besides=case.id
    )
    today = reading.overlays.edition(case.programme, reading.today, spoken=True)
    known = reading.file.folded.facts
    opened = panel is not None and panel.opened_at is not None and bool(panel.quorate)
    return AwardView(
        case_id=case.id,
        category=category,
        round_title=next((each.title for each in reading.edition.rounds if each.name == case.round), case.round),
        asked={"total": facts.get(ASKED_TOTAL), "subsidy": facts.get(ASKED_SUBSIDY), "own": facts.get(ASKED_OWN)},
        stands={name: known.get(name) for name in (TOTAL, SUBSIDY, OWN, KPIS, ADVICE)},
        plan_kpis=tuple(known.get("plan.kpis") or ()),
        room=room_of(reading.edition, today, facts, taken),
        open_=opened and case.ended_at is None,
    )


def award_boards(programme: str, *, actor: Actor, at: datetime) -> tuple[Board, ...]:
    """One of each round and category that has proposals before a panel, a constant number of queries. Cases in which
    the person has a conflict are left out, but their money is counted. Raises OfficeOnly.
    """
    check_office(actor)
    recused = recused_cases(actor)
    rules = Overlays(programme).edition(programme, taipei_day(at), spoken=True)
    kinds = {name: kind for name, kind in rules.cases.items() if any(q.name == SUBSIDY for q in kind.questions)}
    panels = {row.case_id: row for row in Panel.objects.filter(programme=programme).order_by("formed_at")}
    cases = list(Case.objects.filter(programme=programme, kind__in=kinds, id__in=panels).order_by("number"))
    ids = [case.id for case in cases]
    categories = dict(Answer.objects.filter(case_id__in=ids, question=CATEGORY).values_list("case_id", "value"))
    asked = dict(Answer.objects.filter(case_id__in=ids, question=ASKED_SUBSIDY).values_list("case_id", "value"))
    awarded = dict(GivenFact.objects.filter(case_id__in=ids, name=SUBSIDY).values_list("case_id", "value"))
    groups: dict[tuple[str, str], list[Case]] = {}
    for case in cases:
        groups.setdefault((case.round, str(categories.get(case.id) or "")), []).append(case)
    boards = []
    for (round_name, category), members in groups.items():
        kind = kinds[members[0].kind]
        choice = kind.question(CATEGORY).choice(category)
        counted = [case for case in members if case.ended_at is None or case.outcome == "approved"]
        stages = {stage.name: stage.label for stage in kind.stages}
        title = next((each.title for each in rules.rounds if each.name == round_name), round_name)
        boards.append(
            Board(
                parameter=BUDGET.format(category=category),
                programme=programme,
                round=title,
                category=category,
                category_label=choice.label if choice is not None else category,
                budget_twd=rules.values.get(BUDGET.format(category=category)),
                awarded_twd=sum(int(awarded.get(case.id) or 0) for case in counted),
                rows=_rows([each for each in members if each.id not in recused], panels, stages, asked, awarded),
            )
        )
    return tuple(boards)


def _rows(
    cases: list[Case],
    panels: Mapping[UUID, Panel],
    stages: Mapping[str, str],
    asked: Mapping[UUID, Any],
    awarded: Mapping[UUID, Any],
) -> tuple[BoardRow, ...]:
    """The most points first; those without points after them, by number."""
    ordered = sorted(cases, key=lambda case: (-(panels[case.id].total or -1), case.number))
    totals = [panels[case.id].total for case in ordered]
    rows = []
    for case, total in zip(ordered, totals, strict=True):
        panel = panels[case.id]
        lowest, highest, spread = _spread(panel.result)
        rows.append(
            BoardRow(
                rank=1 + totals.index(total) if total is not None else 0,
                case_id=case.id,
                case_number=case.number,
                subject=case.subject,
                firm_name=case.firm_name,
                stage_label=stages.get(case.stage, case.stage),
                outcome=case.outcome,
                total=total,
                passed=panel.passed,
                quorate=panel.quorate,
                asked_twd=asked.get(case.id),
                awarded_twd=awarded.get(case.id),
                lowest=lowest,
                highest=highest,
                spread=spread,
            )
        )
    return tuple(rows)


def _spread(result: Mapping[str, Any] | None) -> tuple[str, str, str]:
    """The lowest and the highest total of a member, and how far apart they are; empty before the opening."""
    totals = sorted(Decimal(str(each)) for each in ((result or {}).get("totals") or {}).values())
    if not totals:
        return "", "", ""
    return str(totals[0]), str(totals[-1]), str(totals[-1] - totals[0])
