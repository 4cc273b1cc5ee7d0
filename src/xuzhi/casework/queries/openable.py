"""What a firm can apply for now, and what is in the way where it cannot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from xuzhi.casework.approvals import approval_refused, decided_otherwise
from xuzhi.casework.effects import code_purpose
from xuzhi.casework.folding import APPROVED, bar_against
from xuzhi.casework.models import Bar, Case
from xuzhi.casework.queries.editions import Overlays, programmes
from xuzhi.casework.refusals import CaseUnderWay, CodeNotRedeemed, FirmIsBarred
from xuzhi.casework.rounds import next_round, open_rounds
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.roc import taipei_day
from xuzhi.parties.queries import codes_of
from xuzhi.rulebook import Edition
from xuzhi.rulebook.model import CaseKind, Round


@dataclass(frozen=True)
class Openable:
    """A kind that firms open. `refusal` is why this firm cannot, `in_the_way` the case that is under way already."""

    programme: str
    programme_title: str
    kind: CaseKind
    refusal: Refusal | None
    in_the_way: UUID | None
    round: Round | None
    next_round: Round | None


def openable(firm_ubn: str | None, *, at: datetime) -> list[Openable]:
    """Every kind of every programme that a firm may open; without a firm nothing is in the way. Four queries."""
    overlays, today = Overlays(), taipei_day(at)
    standing = _Standing(firm_ubn, at) if firm_ubn else None
    offered = []
    for each in programmes():
        rules = overlays.edition(each.id, today, spoken=True)
        for kind in rules.cases.values():
            if not kind.starts_alone:
                continue
            refusal, in_the_way = standing.judge(rules, kind) if standing else (None, None)
            taking = open_rounds(rules, kind, at)
            offered.append(
                Openable(
                    each.id,
                    rules.programme.short_title or rules.title,
                    kind,
                    refusal,
                    in_the_way,
                    taking[0] if taking else None,
                    next_round(rules, kind, at),
                )
            )
    return offered


class _Standing:
    """What of a firm decides whether it may open a case."""

    def __init__(self, firm_ubn: str, at: datetime) -> None:
        self.cases = list(Case.objects.filter(firm_ubn=firm_ubn).order_by("opened_at"))
        self.today = taipei_day(at)
        self.bars = list(Bar.objects.filter(firm_ubn=firm_ubn, until_on__gte=self.today))
        self.redeemed = {code.purpose for code in codes_of(firm_ubn, at) if code.redeemed_at is not None}

    def judge(self, rules: Edition, kind: CaseKind) -> tuple[Refusal | None, UUID | None]:
        clause = kind.clause or None
        mine = [case for case in self.cases if case.programme == rules.programme_id]
        bars = [bar for bar in self.bars if bar.programme == rules.programme_id]
        bar = bar_against(kind, bars, self.today)
        if kind.per_firm == "one":
            for case in mine:
                if case.kind == kind.name and (case.ended_at is None or case.outcome in APPROVED):
                    return CaseUnderWay(kind=kind.title, number=case.number, clause=clause), case.id
        if bar is not None:
            return FirmIsBarred(until_on=bar.until_on, reason=bar.reason, clause=bar.clause or None), None
        approved = {case.kind for case in mine if case.outcome in APPROVED}
        if kind.needs_approved and kind.needs_approved not in approved:
            needed = [case for case in mine if case.kind == kind.needs_approved]
            paused = next((case.id for case in needed if decided_otherwise(case)), None)
            return approval_refused(rules, kind, needed), paused
        if kind.needs_code and code_purpose(rules.programme_id, kind.needs_approved) not in self.redeemed:
            return CodeNotRedeemed(kind=kind.title, clause=clause), None
        return None, None
