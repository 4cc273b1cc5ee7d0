"""What an agenda's sittings are told besides time and place: until when material is handed in, how long phases last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from xuzhi.panels.meeting import Meeting, Wanted, check_meeting
from xuzhi.panels.refusals import SittingInvalid


@dataclass(frozen=True)
class Rest:
    """The same for every sitting of the agenda; empty where the programme's panels have neither."""

    material_until: datetime | None = None
    phases: Mapping[str, int | None] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        until = self.material_until.isoformat() if self.material_until else ""
        return {"material_until": until, "phases": dict(self.phases)}

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Rest:
        until = record.get("material_until")
        return cls(datetime.fromisoformat(until) if until else None, dict(record.get("phases") or {}))


def check_rest(rest: Rest, heard: list[Mapping[str, Any]], wanted: Wanted, at: datetime) -> None:
    """Against the sitting that begins first and the one that is shortest; that their time has come is not said here.
    Raises SittingInvalid."""
    spans = [tuple(datetime.fromisoformat(each[name]) for name in ("starts_at", "ends_at")) for each in heard]
    shortest = min(ends - starts for starts, ends in spans)
    first = Meeting(
        starts_at=min(starts for starts, _ in spans),
        minutes=int(shortest / timedelta(minutes=1)),
        place="-",
        material_until=rest.material_until,
        phases=rest.phases,
    )
    try:
        check_meeting(first, at, wanted)
    except SittingInvalid as refusal:
        parts = {name: part for name, part in refusal.parts.items() if name != "starts_at"}
        if parts:
            raise SittingInvalid(parts) from refusal
