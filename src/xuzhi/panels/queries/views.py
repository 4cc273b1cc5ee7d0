"""Rows to the records that pages get."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from xuzhi.engine.scoring import ScoringSettings, SettingsIncomplete
from xuzhi.kernel.json_value import as_json_value
from xuzhi.kernel.texts import say
from xuzhi.panels.locking import Held
from xuzhi.panels.models import Reviewer, ScriptStep, Seat, Sitting
from xuzhi.panels.protocol import seconds_of
from xuzhi.panels.queries.shapes import (
    CriterionOutcome,
    CriterionScale,
    GivenPoints,
    MemberTotal,
    OutcomeView,
    PartyView,
    ReviewerCard,
    ScriptStepView,
    SittingView,
)
from xuzhi.panels.sheets import BONUS, BONUS_REASON, POINTS, REASON


def reviewer_view(row: Reviewer, sits_on: int = 0) -> ReviewerCard:
    return ReviewerCard(
        id=row.id,
        name=row.name,
        email=row.email,
        organisation=row.organisation,
        organisation_ubn=row.organisation_ubn,
        title=row.title,
        address=row.address,
        representative=row.representative,
        expertise=tuple(row.expertise),
        employers=tuple(row.employers),
        ties=tuple(row.ties),
        entered_at=row.entered_at,
        retired_at=row.retired_at,
        sits_on=sits_on,
    )


def sitting_view(row: Sitting | None, at: datetime, panels: int = 0) -> SittingView | None:
    if row is None:
        return None
    return SittingView(
        id=row.id,
        starts_at=row.starts_at,
        ends_at=row.starts_at + timedelta(minutes=row.minutes),
        minutes=row.minutes,
        place=row.place,
        link=row.link,
        note=row.note,
        sequence=row.sequence,
        begun=row.starts_at <= at,
        panels=panels,
        material_until=row.material_until,
        phases=tuple((each["code"], int(each["minutes"])) for each in row.phases),
    )


def script_views(rows: Sequence[ScriptStep]) -> tuple[ScriptStepView, ...]:
    return tuple(
        ScriptStepView(
            id=row.id,
            order=row.order,
            title=row.title,
            expected=row.expected,
            begun_at=row.begun_at,
            seen_at=row.seen_at,
            seen=row.seen,
            response=seconds_of(row.response_ms),
            response_typed="" if row.response_ms is None else f"{Decimal(row.response_ms) / 1000:f}",
            flow=row.flow,
            flow_label=say(f"panels.flow_{row.flow}") if row.flow else "",
            seen_by=row.seen_by,
        )
        for row in rows
    )


def party_views(parties: Sequence[Mapping[str, Any]]) -> tuple[PartyView, ...]:
    return tuple(PartyView(place, each["role"], each["name"], each["ubn"]) for place, each in enumerate(parties))


def scales_of(held: Held) -> tuple[CriterionScale, ...]:
    """The criteria with the figures that are in force; empty text where one is not set."""
    try:
        settings: ScoringSettings | None = held.scoring()
    except SettingsIncomplete:
        settings = None
    scored = {each.name: each for each in settings.criteria} if settings else {}
    most = _plain(settings.bonus_most) if settings else ""
    return tuple(
        CriterionScale(
            each,
            _plain(scored[each.name].weight) if each.name in scored else "",
            _plain(scored[each.name].scale) if each.name in scored else "",
            most if each.bonus else "",
        )
        for each in held.criteria
    )


def lacks_now(held: Held) -> tuple[Any, ...]:
    """What scoring still needs; nothing once the figures are fixed."""
    if held.panel.settings is not None:
        return ()
    return tuple(held.lacks)


def _plain(value: Decimal | None) -> str:
    return "" if value is None else str(as_json_value(value))


def outcome_view(held: Held, seats: Sequence[Seat]) -> OutcomeView | None:
    """What came of the sheets; None before they were opened."""
    result = held.panel.result
    if held.panel.opened_at is None or result is None:
        return None
    settings = held.scoring()
    counted = [seat for seat in seats if seat.sits and seat.sheet]
    names = {str(seat.reviewer_id): seat for seat in counted}
    labels = tuple(held.kind.criterion(name).label for name in result["short"])
    return OutcomeView(
        says=outcome_sentence(held, result),
        quorate=bool(result["quorate"]),
        passed=result["passed"],
        total=result["total"] or "",
        bonus=result["bonus"] or "",
        with_bonus=bool(held.rule.bonus_most),
        pass_mark=_plain(settings.pass_mark),
        members=result["members"],
        criteria=tuple(_criterion(held, settings, each, counted) for each in result["criteria"]),
        totals=tuple(
            MemberTotal(
                seat.name,
                result["totals"][member],
                _signed(result["apart"][member]),
                member in result["outliers"],
                (seat.sheet or {}).get("remark", ""),
            )
            for member, seat in names.items()
        ),
        short=labels,
        outlier_difference=_plain(settings.outlier_difference),
    )


def outcome_sentence(held: Held, result: Mapping[str, Any]) -> str:
    """What came out, in one sentence."""
    settings = held.scoring()
    mark = _plain(settings.pass_mark)
    if not result["quorate"]:
        return say("panels.result_not_quorate", members=result["members"], least=settings.least_members)
    if result["passed"]:
        return say("panels.result_passed", total=result["total"], mark=mark)
    labels = [held.kind.criterion(name).label for name in result["short"]]
    return say("panels.result_failed", total=result["total"], mark=mark, short=labels)


def _criterion(
    held: Held, settings: ScoringSettings, found: Mapping[str, Any], seats: Sequence[Seat]
) -> CriterionOutcome:
    rule = held.kind.criterion(found["name"])
    scored = next(each for each in settings.criteria if each.name == rule.name)

    def place(points: object) -> int:
        return int(Decimal(str(points)) * 100 / scored.scale)

    given = []
    for seat in seats:
        mark = (seat.sheet or {})["marks"][rule.name]
        given.append(
            GivenPoints(seat.name, mark[POINTS], mark[REASON], mark[BONUS], mark[BONUS_REASON], place(mark[POINTS]))
        )
    return CriterionOutcome(
        name=rule.name,
        label=rule.label,
        clause=rule.clause,
        weight=_plain(scored.weight),
        scale=_plain(scored.scale),
        mean=found["mean"],
        share=found["share"],
        least=str(found["least"]),
        most=str(found["most"]),
        spread=str(found["spread"]),
        short=found["short"],
        low=place(found["least"]),
        high=place(found["most"]),
        mid=place(found["mean"]),
        given=tuple(given),
    )


def _signed(text: str) -> str:
    return text if text.startswith("-") or Decimal(text) == 0 else f"+{text}"
