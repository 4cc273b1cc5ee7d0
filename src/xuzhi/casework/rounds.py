"""Whether a kind of case is taken now, and in which round."""

from __future__ import annotations

from datetime import datetime

from xuzhi.casework.refusals import NoRoundOpen, RoundClosed, RoundNotOpenYet
from xuzhi.kernel.roc import TAIPEI, format_instant
from xuzhi.rulebook import Edition
from xuzhi.rulebook.model import CaseKind, Round

BATCH_NAME = "batch.name"


def needs_round(rules: Edition, kind: CaseKind) -> bool:
    """A kind is taken in rounds when a round names it, or when it asks for the name of its batch."""
    asks = any(question.name == BATCH_NAME and question.filled_by for question in kind.questions)
    return asks or any(kind.name in each.cases for each in rules.rounds)


def rounds_of(rules: Edition, kind: CaseKind) -> list[Round]:
    """The rounds of the kind that were not cancelled, the earliest first."""
    taking = (each for each in rules.rounds if kind.name in each.cases and not each.cancelled)
    return sorted(taking, key=lambda each: each.opens_at)


def open_rounds(rules: Edition, kind: CaseKind, at: datetime) -> list[Round]:
    """The rounds that take the kind at the instant; both ends, to the second, belong to a round."""
    return [each for each in rounds_of(rules, kind) if each.open_at(at)]


def next_round(rules: Edition, kind: CaseKind, at: datetime) -> Round | None:
    return next((each for each in rounds_of(rules, kind) if each.opens_at > at), None)


def round_at(rules: Edition, kind: CaseKind, at: datetime) -> str:
    """The name of the round that takes the kind now; empty for a kind that is taken at any time.

    Raises RoundNotOpenYet, RoundClosed or NoRoundOpen, whichever tells most.
    """
    if not needs_round(rules, kind):
        return ""
    taking = open_rounds(rules, kind, at)
    if taking:
        return taking[0].name
    later = next_round(rules, kind, at)
    past = [each for each in rounds_of(rules, kind) if each.closes_at < at]
    last = max(past, key=lambda each: each.closes_at, default=None)
    if later is not None and last is not None:
        raise RoundNotOpenYet(
            code="casework.round_between",
            kind=kind.title,
            closed=show_exact(last.closes_at),
            last=last.title,
            at=show_exact(at),
            round=later.title,
            opens=later.opens_at,
            clause=last.clause or kind.clause or None,
        )
    if later is not None:
        raise RoundNotOpenYet(
            kind=kind.title, round=later.title, opens=later.opens_at, clause=later.clause or kind.clause or None
        )
    if last is not None:
        raise RoundClosed(
            kind=kind.title,
            round=last.title,
            closed=show_exact(last.closes_at),
            at=show_exact(at),
            clause=last.clause or None,
        )
    raise NoRoundOpen(kind=kind.title, clause=kind.clause or None)


def show_exact(at: datetime) -> str:
    """An instant for people, to the second where the seconds say something."""
    return format_instant(at, seconds=at.astimezone(TAIPEI).second != 0)
