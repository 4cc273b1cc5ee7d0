"""The facts of everything that was handed in, for asking what other rules would have done."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from xuzhi.casework.folding import APPROVED
from xuzhi.casework.models import Bar, Case, Submission
from xuzhi.casework.queries.editions import Overlays, kind_of
from xuzhi.kernel.roc import TAIPEI, taipei_day


@dataclass(frozen=True)
class SealedFacts:
    """What the latest submission of a case says, by dotted name and JSON-safe, and the day it is judged by."""

    number: str
    on: date
    facts: Mapping[str, Any]
    id: UUID
    submitted_on: date
    open: bool  # nothing has been decided yet


def sealed_facts(programme_id: str, kind: str, on: date) -> list[SealedFacts]:
    """Every submitted case of the kind, by number, with what the platform knows beside the answers.

    Only what the edition of `on` still asks for. Four queries. Raises ProgrammeUnknown, KindUnknown.
    """
    rules = Overlays(programme_id).edition(programme_id, on)
    asked = {question.name for question in kind_of(rules, kind).questions}
    submissions = Submission.objects.filter(case__programme=programme_id, case__kind=kind)
    latest = {each.case_id: each for each in submissions.select_related("case").order_by("nth")}
    if not latest:
        return []
    approved, bars = _approved(programme_id), _bars(programme_id)
    in_round = Counter((each.case.firm_ubn, each.case.round) for each in latest.values())
    found = []
    for each in sorted(latest.values(), key=lambda each: each.case.number):
        case = each.case
        known: dict[str, Any] = {
            "submitted_at": (case.submitted_at or each.submitted_at).astimezone(TAIPEI).isoformat(),
            "batch.name": case.round or None,
            "batch.others_submitted": in_round[case.firm_ubn, case.round] - 1,
            "bars": bars[case.firm_ubn],
        }
        known |= {f"{name}.approved": (case.firm_ubn, name) in approved for name in rules.cases}
        facts = {name: value for name, value in known.items() if name in asked and value is not None}
        facts |= {name: answer["value"] for name, answer in each.answers.items() if name in asked}
        submitted_on = taipei_day(case.submitted_at or each.submitted_at)
        undecided = case.ended_at is None and case.turn != "none"
        found.append(SealedFacts(case.number, each.edition_on, facts, case.id, submitted_on, undecided))
    return found


def _approved(programme_id: str) -> set[tuple[str, str]]:
    rows = Case.objects.filter(programme=programme_id, outcome__in=APPROVED)
    return set(rows.values_list("firm_ubn", "kind"))


def _bars(programme_id: str) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for bar in Bar.objects.filter(programme=programme_id).order_by("from_on", "position"):
        found[bar.firm_ubn].append(
            {"from_on": bar.from_on.isoformat(), "until_on": bar.until_on.isoformat(), "reason": bar.reason}
        )
    return found
