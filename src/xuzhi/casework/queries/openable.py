"""What a firm may begin now, and why not what it may not: the same conditions as open_case, for all kinds at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from xuzhi.casework.effects import code_purpose
from xuzhi.casework.folding import APPROVED
from xuzhi.casework.models import Case
from xuzhi.casework.queries.editions import Overlays, programmes
from xuzhi.casework.refusals import ApprovalMissing, CaseUnderWay, CodeNotRedeemed
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.roc import taipei_day
from xuzhi.parties.queries import codes_of
from xuzhi.rulebook.model import CaseKind, Round


@dataclass(frozen=True)
class Openable:
    """A kind of case that firms open. `refusal` says why not yet; `in_the_way` is the case that is under way."""

    programme: str
    programme_title: str
    kind: CaseKind
    refusal: Refusal | None
    in_the_way: UUID | None
    round: Round | None
    next_round: Round | None


def openable(firm_ubn: str | None, *, at: datetime) -> list[Openable]:
    """Every kind that a firm opens, in the order of the rules. Three queries; without a firm one, and nothing refused."""
    overlays = Overlays()
    today = taipei_day(at)
    firm = _Firm.of(firm_ubn, at) if firm_ubn else None
    found = []
    for programme in programmes():
        rules = overlays.edition(programme.id, today, spoken=True)
        for kind in rules.cases:
            if kind.opened_by != "firm":
                continue
            refusal, in_the_way = firm.refused(programme.id, kind, rules.cases) if firm else (None, None)
            rounds = [each for each in rules.rounds if not each.cases or kind.name in each.cases]
            now_open = next((each for each in rounds if each.open_at(at)), None)
            coming = min((each for each in rounds if each.opens_at > at), key=lambda each: each.opens_at, default=None)
            found.append(Openable(programme.id, rules.title, kind, refusal, in_the_way, now_open, coming))
    return found


class _Firm:
    """A firm's cases and codes, read once."""

    def __init__(self, cases: list[tuple[UUID, str, str, str, datetime | None, str]], redeemed: set[str]) -> None:
        self.cases, self.redeemed = cases, redeemed

    @classmethod
    def of(cls, ubn: str, at: datetime) -> _Firm:
        rows = Case.objects.filter(firm_ubn=ubn).order_by("-opened_at")
        cases = list(rows.values_list("id", "programme", "kind", "number", "ended_at", "outcome"))
        return cls(cases, {code.purpose for code in codes_of(ubn, at) if code.redeemed_at is not None})

    def refused(self, programme: str, kind: CaseKind, kinds: tuple[CaseKind, ...]) -> tuple[Refusal | None, UUID | None]:
        clause = kind.clause or None
        own = [row for row in self.cases if row[1] == programme]
        needed = kind.needs_approved
        if needed and not any(row[2] == needed and row[5] in APPROVED for row in own):
            titles = {each.name: each.title for each in kinds}
            return ApprovalMissing(kind=kind.title, needed=titles[needed], clause=clause), None
        if kind.needs_code and code_purpose(programme, needed) not in self.redeemed:
            return CodeNotRedeemed(kind=kind.title, clause=clause), None
        if kind.per_firm == "one":
            for case_id, _, name, number, ended_at, outcome in own:
                if name == kind.name and (ended_at is None or outcome in APPROVED):
                    return CaseUnderWay(kind=kind.title, number=number, clause=clause), case_id
        return None, None
