"""The phases of a meeting, as everyone in the room sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from xuzhi.panels.calling import minutes_of
from xuzhi.panels.locking import Held
from xuzhi.panels.models import Phase
from xuzhi.rulebook.panel import CoursePhase


@dataclass(frozen=True)
class PhaseLine:
    """A phase of the meeting. state: ahead, on, done; `next`: it is the one that can begin. `until_at` is when its time
    is over, once it has begun. `hint`: what the firm does in it."""

    code: str
    label: str
    minutes: int
    state: str
    next: bool
    begun_at: datetime | None
    ended_at: datetime | None
    hint: str = ""

    @property
    def until_at(self) -> datetime | None:
        return None if self.begun_at is None else self.begun_at + timedelta(minutes=self.minutes)

    @property
    def over(self) -> str:
        """How much longer it took than was set, as 3:05; empty where it did not."""
        if self.ended_at is None or self.until_at is None or self.ended_at <= self.until_at:
            return ""
        minutes, seconds = divmod(int((self.ended_at - self.until_at).total_seconds()), 60)
        return f"{minutes}:{seconds:02}"


def phases_of(held: Held) -> tuple[PhaseLine, ...]:
    """Every phase in order, with the time that was notified and when it was on; one query, none without phases."""
    if not held.rule.phases:
        return ()
    begun = {row.code: row for row in Phase.objects.filter(panel=held.panel)}
    expected = next((each.code for each in held.rule.phases if each.code not in begun), "")
    return tuple(_phase(held, each, begun.get(each.code), expected) for each in held.rule.phases)


def _phase(held: Held, rule: CoursePhase, row: Phase | None, expected: str) -> PhaseLine:
    code, label = rule.code, rule.label
    if row is None:
        minutes = minutes_of(held.panel.sitting, code)
        return PhaseLine(code, label, minutes, "ahead", code == expected, None, None, rule.hint)
    state = "on" if row.ended_at is None else "done"
    return PhaseLine(code, label, row.minutes, state, False, row.begun_at, row.ended_at, rule.hint)
