"""A member's sheet: as it is typed, as it is handed in, and the hash that binds it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from xuzhi.engine.scoring import ScoringSettings, Sheet, fits
from xuzhi.kernel.json_value import as_json_value
from xuzhi.kernel.refusal import Refusal
from xuzhi.panels.refusals import FieldInvalid, SheetInvalid
from xuzhi.rulebook.panel import Criterion

POINTS, REASON, BONUS, BONUS_REASON, REMARK = "points", "reason", "bonus", "bonus_reason", "remark"


@dataclass(frozen=True)
class Marked:
    """A sheet that may be handed in: JSON-safe {criterion: {points, reason, bonus, bonus_reason}} and a remark."""

    marks: Mapping[str, Mapping[str, str]]
    remark: str

    def as_json(self) -> dict[str, Any]:
        return {"marks": {name: dict(mark) for name, mark in self.marks.items()}, "remark": self.remark}


def kept(typed: Mapping[str, str], criteria: Sequence[Criterion]) -> dict[str, str]:
    """Of what came in, the fields of a sheet, as they were typed: `points-NAME`, `reason-NAME`, `bonus-NAME` …"""
    names = [f"{part}-{each.name}" for each in criteria for part in (POINTS, REASON, BONUS, BONUS_REASON)]
    return {name: str(typed[name])[:4000] for name in (*names, REMARK) if typed.get(name)}


def marked(typed: Mapping[str, str], criteria: Sequence[Criterion], settings: ScoringSettings) -> Marked:
    """The sheet that was typed. Raises SheetInvalid with everything that is wrong, by field."""
    wrong: dict[str, Refusal] = {}
    marks: dict[str, dict[str, str]] = {}
    scales = {each.name: each for each in settings.criteria}
    for criterion in criteria:
        name, scored = criterion.name, scales[criterion.name]
        mark = {REASON: typed.get(f"{REASON}-{name}", "").strip(), POINTS: "", BONUS: "", BONUS_REASON: ""}
        mark[POINTS] = _points(typed, f"{POINTS}-{name}", criterion.label, scored.scale, wrong, needed=True)
        if not mark[REASON]:
            wrong[f"{REASON}-{name}"] = FieldInvalid(
                code="panels.reason_of_points", label=criterion.label, clause=criterion.clause or None
            )
        if scored.bonus:
            most = settings.bonus_most or Decimal(0)
            mark[BONUS] = _points(typed, f"{BONUS}-{name}", criterion.label, most, wrong, needed=False)
            mark[BONUS_REASON] = typed.get(f"{BONUS_REASON}-{name}", "").strip()
            if mark[BONUS] not in ("", "0") and not mark[BONUS_REASON]:
                wrong[f"{BONUS_REASON}-{name}"] = FieldInvalid(
                    code="panels.reason_of_bonus", label=criterion.label, clause=criterion.clause or None
                )
        marks[name] = mark
    if wrong:
        raise SheetInvalid(wrong)
    return Marked(marks, typed.get(REMARK, "").strip())


def _points(
    typed: Mapping[str, str], field: str, label: str, most: Decimal, wrong: dict[str, Refusal], *, needed: bool
) -> str:
    raw = typed.get(field, "").strip()
    if not raw:
        if needed:
            wrong[field] = FieldInvalid(code="panels.points_missing", label=label, most=_plain(most))
        return "" if needed else "0"
    try:
        points = Decimal(raw)
    except InvalidOperation:
        points = Decimal("NaN")
    if not fits(points, most):
        wrong[field] = FieldInvalid(code="panels.points_wrong", label=label, value=raw[:20], most=_plain(most))
        return ""
    return _plain(points)


def _plain(value: Decimal) -> str:
    return str(as_json_value(value))


def sheet_of(member: str, record: Mapping[str, Any]) -> Sheet:
    """The points of a sheet as the engine takes them."""
    marks = record["marks"]
    return Sheet(
        member,
        {name: Decimal(mark[POINTS]) for name, mark in marks.items()},
        {name: Decimal(mark[BONUS]) for name, mark in marks.items() if mark.get(BONUS)},
    )


def sealed_hash(panel_id: object, member: object, salt: str, sheet: Mapping[str, Any]) -> str:
    """The hash by which a member is bound. With the salt nobody can try points out until the sheet is opened."""
    content = {"panel": str(panel_id), "member": str(member), "salt": salt, "sheet": sheet}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
