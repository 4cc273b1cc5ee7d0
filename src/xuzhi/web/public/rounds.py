"""Rounds as people ask about them: can I apply now, and until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from xuzhi.rulebook import Edition, Round


@dataclass(frozen=True)
class RoundRow:
    """state: open, coming, closed, cancelled. `kinds` are titles of the kinds of case that it takes."""

    round: Round
    state: str
    kinds: tuple[str, ...]


def rounds_of(rules: Edition, at: datetime) -> list[RoundRow]:
    """Open rounds first, then those to come, then the closed and the cancelled ones, latest first."""
    rows = [RoundRow(each, _state(each, at), _kinds(rules, each.cases)) for each in rules.rounds]
    opened = [row for row in rows if row.state == "open"]
    coming = [row for row in rows if row.state == "coming"]
    closed = [row for row in rows if row.state in ("closed", "cancelled")]
    return opened + coming + closed[::-1]


def _state(each: Round, at: datetime) -> str:
    if each.cancelled:
        return "cancelled"
    if each.open_at(at):
        return "open"
    return "coming" if at < each.opens_at else "closed"


def _kinds(rules: Edition, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(rules.cases[name].title for name in names if name in rules.cases)
