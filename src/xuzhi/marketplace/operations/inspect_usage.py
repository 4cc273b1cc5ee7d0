"""The office opens an inspection on what looks wrong with the usage of a solution (L6.1.1)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.casework.operations.open_case import open_case
from xuzhi.casework.operations.take_step import take_step
from xuzhi.casework.queries.editions import edition
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import format_date, taipei_day
from xuzhi.kernel.texts import say, use_language
from xuzhi.marketplace.models import Listing
from xuzhi.marketplace.queries.usage import ListingUse, listing_use
from xuzhi.marketplace.refusals import ListingGone, NothingFlagged, NotInspectedHere
from xuzhi.marketplace.taking import usage_clause
from xuzhi.rulebook import Edition
from xuzhi.rulebook.model import CaseKind, Step

MOST_NOTED = 20


def inspect_usage(listing_id: UUID | str, *, actor: Actor, at: datetime) -> UUID:
    """Open the kind of case whose grounds cite the clause about usage records, and note in it what was pointed out;
    gives the case. While one is open about the solution, that one is given and the note is added. Raises ListingGone,
    NothingFlagged, NotInspectedHere, OpenedByOthers, AboutNotStanding, StepNotAllowed."""
    on = taipei_day(at)
    with transaction.atomic():
        use = listing_use(listing_id, on=on, flagged=True)
        row = Listing.objects.filter(id=listing_id).first()
        if use is None or row is None:
            raise ListingGone(name="")
        if not use.flags:
            raise NothingFlagged(name=use.name, clause=usage_clause())
        kind, step = _kind_and_step(edition(use.programme, on), row.kind, use.name)
        with use_language("zh-Hant"):
            case = open_case(use.programme, kind.name, actor=actor, at=at, about=row.id)
            take_step(case, step.name, ruling=_noted(use, format_date(on)), actor=actor, at=at)
    return case


def _kind_and_step(rules: Edition, about: str, name: str) -> tuple[CaseKind, Step]:
    """The kind of case that may rest on such grounds, and the step by which the office notes in it what it found."""
    for kind in rules.cases.values():
        grounds = [ground for step in kind.steps for ground in step.grounds]
        cited = any(usage_clause() in _clauses(ground.clause) for ground in grounds)
        notes = [step for step in kind.steps if _notes(kind, step)]
        if cited and notes and about in kind.about and "officer" in kind.opened_by:
            return kind, notes[0]
    raise NotInspectedHere(name=name, clause=usage_clause())


def _notes(kind: CaseKind, step: Step) -> bool:
    """Whether the step only writes something down, where the case begins."""
    first = kind.stages[0].name
    return step.by == "officer" and tuple(step.needs) == ("ruling",) and step.to == first and first in step.from_


def _clauses(clause: object) -> tuple[str, ...]:
    return (clause,) if isinstance(clause, str) else tuple(clause or ())  # type: ignore[arg-type]


def _noted(use: ListingUse, on: str) -> str:
    lines = [
        say(
            "marketplace/usage.noted_line", number=flag.number, measure=flag.measure_name, kind=flag.label, why=flag.why
        )
        for flag in use.flags[:MOST_NOTED]
    ]
    if len(use.flags) > MOST_NOTED:
        lines.append(say("marketplace/usage.noted_more", count=len(use.flags) - MOST_NOTED))
    return "\n".join([say("marketplace/usage.noted", on=on), *lines])
