"""What an award may be: amounts that fit each other and the rules, under the money of the round and category."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from xuzhi.grants.award_refusals import AwardField
from xuzhi.grants.subsidy import LargestSubsidy, largest_subsidy
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say
from xuzhi.rulebook import Edition

TOTAL, SUBSIDY, OWN, KPIS, ADVICE = "award.total", "award.subsidy", "award.own", "award.kpis", "award.advice"
ASKED_TOTAL, ASKED_SUBSIDY, ASKED_OWN = "budget.total", "budget.subsidy", "budget.own"
CAPITAL, CATEGORY = "company.paid_in_capital", "plan.category"
FIGURE = re.compile(r"-?\d{1,12}(\.\d{1,4})?", re.ASCII)
SHARE, CEILING, BUDGET = "subsidy_share_limit", "subsidy_ceiling", "award_budget_{category}"


@dataclass(frozen=True)
class Award:
    """What the meeting settles: whole NT dollars; `kpis` are {name, unit, baseline, target} with figures as text,
    `advice` comments in order."""

    total_twd: int | None
    subsidy_twd: int | None
    own_twd: int | None
    kpis: tuple[Mapping[str, str], ...] = ()
    advice: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Room:
    """What binds an award: `largest` for the total and own funds that are meant; the budget of round and category (None
    while the office has not set it), and how much of it other awards have taken."""

    capital_twd: int | None
    share_percent: int
    ceiling_twd: int
    budget_twd: int | None
    budget_label: str
    taken_twd: int

    @property
    def left_twd(self) -> int | None:
        return None if self.budget_twd is None else self.budget_twd - self.taken_twd

    def largest(self, total_twd: int, own_twd: int) -> LargestSubsidy | None:
        """The largest subsidy that these amounts carry, before the budget; None while the capital is unknown."""
        if self.capital_twd is None:
            return None
        return largest_subsidy(
            total_twd=total_twd,
            own_twd=own_twd,
            capital_twd=self.capital_twd,
            share_percent=self.share_percent,
            ceiling_twd=self.ceiling_twd,
        )


def room_of(edition: Edition, today: Edition, facts: Mapping[str, Any], taken_twd: int) -> Room:
    """Of a case by its edition; the money of a round is what the office has set by today."""
    name = BUDGET.format(category=facts.get(CATEGORY) or "")
    parameter = today.parameters.get(name)
    return Room(
        capital_twd=facts.get(CAPITAL),
        share_percent=int(edition.value(SHARE)),
        ceiling_twd=int(edition.value(CEILING)),
        budget_twd=today.values.get(name),
        budget_label=parameter.label if parameter is not None else name,
        taken_twd=taken_twd,
    )


def problems_of(award: Award, room: Room) -> dict[str, Refusal]:
    """Everything that is wrong with the award, by field."""
    wrong: dict[str, Refusal] = {}
    amounts = {"total": award.total_twd, "subsidy": award.subsidy_twd, "own": award.own_twd}
    for name, amount in amounts.items():
        if amount is None or amount <= 0:
            wrong[name] = AwardField(code=f"grants.award_{name}_missing", clause="G7.2")
    if not wrong:
        wrong |= _amounts(award, room)
    for nth, kpi in enumerate(award.kpis, 1):
        if not kpi.get("name") or not kpi.get("target"):
            wrong[f"kpi-{nth}"] = AwardField(code="grants.award_kpi_missing", nth=nth, clause="G7.2")
            continue
        unread = [kpi[name] for name in ("baseline", "target") if kpi.get(name) and not FIGURE.fullmatch(kpi[name])]
        if unread:
            wrong[f"kpi-{nth}"] = AwardField(code="grants.award_kpi_number", nth=nth, value=unread[0], clause="G7.2")
    return wrong


def bounds_shown(largest: LargestSubsidy) -> str:
    """What binds, in words."""
    return say("kernel.list_separator").join(say(f"grants.award_bound_{each}") for each in largest.bound_by)


def _amounts(award: Award, room: Room) -> dict[str, Refusal]:
    total, subsidy, own = award.total_twd or 0, award.subsidy_twd or 0, award.own_twd or 0
    wrong: dict[str, Refusal] = {}
    if subsidy + own != total:
        values = {"subsidy": twd(subsidy), "own": twd(own), "sum": twd(subsidy + own), "total": twd(total)}
        wrong["total"] = AwardField(code="grants.award_sum", clause="G4.1", **values)
    if room.capital_twd is not None and own > room.capital_twd:
        values = {"own": twd(own), "capital": twd(room.capital_twd)}
        wrong["own"] = AwardField(code="grants.award_capital", clause="G4.2", **values)
    largest = room.largest(total, own)
    if largest is not None and subsidy > largest.amount_twd:
        values = {"subsidy": twd(subsidy), "largest": twd(largest.amount_twd), "bounds": bounds_shown(largest)}
        wrong["subsidy"] = AwardField(code="grants.award_too_much", clause="G4.1", **values)
    if room.left_twd is None:
        wrong.setdefault(
            "subsidy", AwardField(code="grants.award_budget_unset", label=room.budget_label, clause="G7.2")
        )
    elif subsidy > room.left_twd:
        values = {"label": room.budget_label, "budget": twd(room.budget_twd or 0), "taken": twd(room.taken_twd)}
        values |= {"left": twd(max(0, room.left_twd)), "subsidy": twd(subsidy)}
        wrong.setdefault("subsidy", AwardField(code="grants.award_over_budget", clause="G7.2", **values))
    return wrong


def twd(amount: int) -> str:
    return f"{amount:,}"
