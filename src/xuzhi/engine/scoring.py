"""A panel's points put together: pure, exact, the same answer for the same sheets.

Points are whole or have one decimal. A criterion's points over its scale, times its weight, are its share of the
total; the total of a panel is the mean over its members. Bonus points stand beside the total and never make it. What
is shown is cut after two decimals, so that no figure on a page reaches a mark that the exact one does not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction
from statistics import mean
from typing import Any

from xuzhi.engine.form import holds
from xuzhi.kernel.json_value import as_json_value
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say
from xuzhi.rulebook.editions import Edition
from xuzhi.rulebook.panel import Criterion

WHOLE = 100
_TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Lack:
    """Why scoring cannot begin: a setting that is missing or wrong. `parameter` is empty where several are."""

    parameter: str
    label: str
    clause: str
    says: str


class SettingsIncomplete(Refusal):
    """The office has not given what scoring needs; `lacks` names each setting."""

    code = "engine.scoring_locked"

    def __init__(self, lacks: Sequence[Lack]) -> None:
        self.lacks = tuple(lacks)
        clause = next((each.clause for each in lacks if each.clause), None)
        super().__init__(clause=clause, why=" ".join(each.says for each in lacks), count=len(lacks))


@dataclass(frozen=True)
class ScoredCriterion:
    """A criterion with its figures as they are in force."""

    name: str
    weight: Decimal
    scale: Decimal
    bonus: bool


@dataclass(frozen=True)
class ScoringSettings:
    """All that scoring goes by."""

    criteria: tuple[ScoredCriterion, ...]
    pass_mark: Decimal
    least_members: int
    bonus_most: Decimal | None
    outlier_difference: Decimal | None

    def as_json(self) -> dict[str, Any]:
        """JSON-safe, as an event keeps it."""
        return {
            "criteria": [
                {"name": e.name, "weight": as_json_value(e.weight), "scale": as_json_value(e.scale), "bonus": e.bonus}
                for e in self.criteria
            ],
            "pass_mark": as_json_value(self.pass_mark),
            "least_members": self.least_members,
            "bonus_most": as_json_value(self.bonus_most),
            "outlier_difference": as_json_value(self.outlier_difference),
        }

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> ScoringSettings:
        def number(value: Any) -> Decimal | None:
            return None if value is None else Decimal(str(value))

        return cls(
            criteria=tuple(
                ScoredCriterion(e["name"], Decimal(str(e["weight"])), Decimal(str(e["scale"])), bool(e["bonus"]))
                for e in record["criteria"]
            ),
            pass_mark=Decimal(str(record["pass_mark"])),
            least_members=int(record["least_members"]),
            bonus_most=number(record["bonus_most"]),
            outlier_difference=number(record["outlier_difference"]),
        )


@dataclass(frozen=True)
class Sheet:
    """What one member gave: points by criterion, bonus points by criterion where there are any."""

    member: str
    points: Mapping[str, Decimal]
    bonus: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class CriterionResult:
    """One criterion over all members. `short`: its mean share is under the pass mark."""

    name: str
    mean: Decimal
    share: Decimal
    least: Decimal
    most: Decimal
    short: bool

    @property
    def spread(self) -> Decimal:
        return self.most - self.least


@dataclass(frozen=True)
class PanelResult:
    """What came of the sheets. Without a quorum there is no total, and nothing is decided (`passed` None).

    `totals` is each member's; `apart` how far that is from the mean of the others; `outliers` who is further away
    than the setting says (none while it is not set).
    """

    members: int
    quorate: bool
    total: Decimal | None
    bonus: Decimal | None
    passed: bool | None
    short: tuple[str, ...]
    criteria: tuple[CriterionResult, ...]
    totals: Mapping[str, Decimal]
    apart: Mapping[str, Decimal]
    outliers: tuple[str, ...]

    def facts(self) -> dict[str, Any]:
        """What the case is told, by the names of its questions; None takes a value away."""
        return {
            "panel.opened": True,
            "panel.quorate": self.quorate,
            "panel.passed": self.passed,
            "panel.total": as_json_value(self.total),
            "panel.bonus": as_json_value(self.bonus),
            "panel.short": list(self.short) if self.quorate else None,
        }


def criteria_of(edition: Edition, kind: str, facts: Mapping[str, Any] | None = None) -> tuple[Criterion, ...]:
    """The criteria by which a case of these facts is scored; all of the kind where no case is meant."""
    criteria = edition.case(kind).criteria
    if facts is None:
        return criteria
    return tuple(each for each in criteria if holds(edition, each.when, facts, edition.on))


def lacks_of(edition: Edition, kind: str, facts: Mapping[str, Any] | None = None) -> list[Lack]:
    """Every setting that scoring a case of these facts still needs, in the order of the file; without a case, that any
    may need. Empty: scoring may begin."""
    case = edition.case(kind)
    criteria = criteria_of(edition, kind, facts)
    panel = case.panel
    if panel is None:
        return [Lack("", case.title, "", say("engine.scoring_no_panel", case=case.title))]
    wanted = [panel.least_members, panel.pass_mark]
    wanted += [panel.bonus_most] if any(each.bonus for each in criteria) else []
    wanted += [name for each in criteria for name in (each.weight, each.scale) if isinstance(name, str) and name]
    lacks = [_not_set(edition, name) for name in dict.fromkeys(wanted) if edition.values.get(name) is None]
    if lacks:
        return lacks
    together = facts is not None or all(each.when is None for each in criteria)
    return _wrong(edition, criteria, panel.pass_mark, panel.least_members, together=together)


def _not_set(edition: Edition, name: str) -> Lack:
    parameter = edition.parameters[name]
    return Lack(name, parameter.label, parameter.clause, say("engine.scoring_not_set", label=parameter.label))


def _wrong(edition: Edition, criteria: Sequence[Criterion], mark: str, least: str, *, together: bool) -> list[Lack]:
    """Settings that stand but cannot be scored by; weights of criteria that apply together come to a whole."""
    lacks = []
    weights = {each.weight: Decimal(edition.values[each.weight] or 0) for each in criteria}
    come_to = sum((Decimal(edition.values[each.weight] or 0) for each in criteria), Decimal(0))
    for name, weight in weights.items():
        if weight <= 0:
            lacks.append(_lack(edition, name, "engine.scoring_weight_nothing", value=weight))
    if together and come_to != WHOLE:
        clause = edition.parameters[criteria[0].weight].clause if criteria else ""
        says = say("engine.scoring_weights", sum=_plain(come_to), whole=WHOLE)
        lacks.append(Lack("", say("engine.scoring_weights_label"), clause, says))
    for each in criteria:
        if isinstance(each.scale, str) and each.scale and Decimal(edition.values[each.scale] or 0) <= 0:
            lacks.append(_lack(edition, each.scale, "engine.scoring_weight_nothing", value=edition.values[each.scale]))
    if not 0 <= Decimal(edition.values[mark] or 0) <= WHOLE:
        lacks.append(_lack(edition, mark, "engine.scoring_mark", value=edition.values[mark], whole=WHOLE))
    members = Decimal(edition.values[least] or 0)
    if members < 1 or members != members.to_integral_value():
        lacks.append(_lack(edition, least, "engine.scoring_least", value=edition.values[least]))
    return lacks


def _lack(edition: Edition, name: str, key: str, *, value: Any, **values: Any) -> Lack:
    parameter = edition.parameters[name]
    shown = _plain(Decimal(value))
    return Lack(name, parameter.label, parameter.clause, say(key, label=parameter.label, value=shown, **values))


def settings_of(edition: Edition, kind: str, facts: Mapping[str, Any] | None = None) -> ScoringSettings:
    """The figures in force, for a case of these facts. Raises SettingsIncomplete with every setting that lacks."""
    lacks = lacks_of(edition, kind, facts)
    if lacks:
        raise SettingsIncomplete(lacks)
    case = edition.case(kind)
    panel = case.panel
    assert panel is not None  # lacks_of has told

    def number(name: str) -> Decimal | None:
        value = edition.values.get(name) if name else None
        return None if value is None else Decimal(value)

    return ScoringSettings(
        criteria=tuple(_scored(edition, each) for each in criteria_of(edition, kind, facts)),
        pass_mark=number(panel.pass_mark) or Decimal(0),
        least_members=int(number(panel.least_members) or 1),
        bonus_most=number(panel.bonus_most),
        outlier_difference=number(panel.outlier_difference),
    )


def _scored(edition: Edition, criterion: Criterion) -> ScoredCriterion:
    weight = Decimal(edition.value(criterion.weight))
    scale = criterion.scale
    most = Decimal(edition.value(scale) if isinstance(scale, str) and scale else scale or weight)
    return ScoredCriterion(criterion.name, weight, most, criterion.bonus)


def fits(points: Decimal, most: Decimal) -> bool:
    """Whether points can be given: from 0 to `most`, with one decimal at most."""
    return points.is_finite() and 0 <= points <= most and points % _TENTH == 0


def result_of(settings: ScoringSettings, sheets: Sequence[Sheet]) -> PanelResult:
    """Put the sheets together. Every sheet has points for every criterion."""
    quorate = len(sheets) >= settings.least_members
    totals = {sheet.member: _total(settings, sheet) for sheet in sheets}
    apart = {member: _apart(member, totals) for member in totals}
    limit = settings.outlier_difference
    criteria = tuple(_criterion(settings, each, sheets) for each in settings.criteria) if sheets else ()
    total = mean(totals.values()) if sheets else None
    decides = quorate and total is not None
    passed = total >= Fraction(settings.pass_mark) if decides and total is not None else None
    return PanelResult(
        members=len(sheets),
        quorate=quorate,
        total=_cut(total) if decides and total is not None else None,
        bonus=_cut(mean(_bonus(sheet) for sheet in sheets)) if decides else None,
        passed=passed,
        short=tuple(each.name for each in criteria if each.short) if passed is False else (),
        criteria=criteria,
        totals={member: _cut(value) for member, value in totals.items()},
        apart={member: _cut(value) for member, value in apart.items()},
        outliers=tuple(m for m, value in apart.items() if limit is not None and abs(value) >= Fraction(limit)),
    )


def _total(settings: ScoringSettings, sheet: Sheet) -> Fraction:
    return sum(
        (Fraction(sheet.points[e.name]) / Fraction(e.scale) * Fraction(e.weight) for e in settings.criteria),
        Fraction(0),
    )


def _bonus(sheet: Sheet) -> Fraction:
    return sum((Fraction(points) for points in sheet.bonus.values()), Fraction(0))


def _apart(member: str, totals: Mapping[str, Fraction]) -> Fraction:
    """How far a member's total is from the mean of the others; 0 for the only one."""
    others = [value for name, value in totals.items() if name != member]
    return totals[member] - mean(others) if others else Fraction(0)


def _criterion(settings: ScoringSettings, criterion: ScoredCriterion, sheets: Sequence[Sheet]) -> CriterionResult:
    given = [sheet.points[criterion.name] for sheet in sheets]
    middle = mean(Fraction(points) for points in given)
    share = middle / Fraction(criterion.scale)
    return CriterionResult(
        name=criterion.name,
        mean=_cut(middle),
        share=_cut(share * Fraction(criterion.weight)),
        least=min(given),
        most=max(given),
        short=share * WHOLE < Fraction(settings.pass_mark),
    )


def _cut(value: Fraction) -> Decimal:
    """Two decimals, the rest cut off downwards."""
    hundredths = (value * 100).__floor__()
    return (Decimal(hundredths) / 100).quantize(Decimal("0.01"), ROUND_FLOOR)


def _plain(value: Decimal) -> str:
    return str(as_json_value(value))
