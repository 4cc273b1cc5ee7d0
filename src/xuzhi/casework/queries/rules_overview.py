"""The rules of every programme at a glance: what is not set, and what waits for a second person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from xuzhi.casework.queries.changes import waiting_by_programme
from xuzhi.casework.queries.editions import Overlays, calendar, programmes
from xuzhi.kernel.roc import taipei_day
from xuzhi.rulebook import Edition, Round


@dataclass(frozen=True)
class ProgrammeState:
    """`unset` are labels of what the source leaves to the office. `round` is the one that is open, else the next."""

    rules: Edition
    unset: tuple[str, ...]
    contact_missing: bool
    waiting: int
    announcements: int
    round: Round | None

    @property
    def unset_count(self) -> int:
        return len(self.unset) + self.contact_missing


@dataclass(frozen=True)
class RulesOverview:
    programmes: tuple[ProgrammeState, ...]
    calendar_waiting: int
    calendar_until: int

    @property
    def calendar_until_roc(self) -> int:
        return self.calendar_until - 1911

    @property
    def waiting(self) -> int:
        return self.calendar_waiting + sum(each.waiting for each in self.programmes)

    @property
    def unset(self) -> int:
        return sum(each.unset_count for each in self.programmes)


def rules_overview(*, at: datetime) -> RulesOverview:
    """Three queries."""
    today, overlays, waiting = taipei_day(at), Overlays(), waiting_by_programme()
    found = []
    for each in programmes():
        rules = overlays.edition(each.id, today, spoken=True)
        rounds = [one for one in rules.rounds if not one.cancelled and one.closes_at >= at]
        found.append(
            ProgrammeState(
                rules,
                tuple(rules.parameters[name].label for name, value in rules.values.items() if value is None),
                not rules.contact.is_set,
                waiting.get(each.id, 0),
                len(rules.announcements),
                rounds[0] if rounds else None,
            )
        )
    return RulesOverview(tuple(found), waiting.get("", 0), max(calendar().years))
