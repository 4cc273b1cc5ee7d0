"""My subscriptions, or my subscribers: what waits for me, what runs, what is over."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from xuzhi.casework.queries.deal_cases import DealCase, deal_cases
from xuzhi.marketplace.queries import Subscribed, Term, subscribers_of, subscriptions_of
from xuzhi.web.deals.sides import Deal, Side, on_side


@dataclass(frozen=True)
class Line:
    """A subscription in one line, with what is under way about it."""

    found: Subscribed
    url: str
    own: DealCase | None
    under_way: tuple[tuple[DealCase, str], ...]
    mine: bool
    term: Term

    @property
    def other(self) -> str:
        return self.found.supplier_name


@require_safe
@on_side
def subscriptions(request: HttpRequest, side: Side) -> HttpResponse:
    now = timezone.now()
    firm = side.actor.firm or ""
    rows = subscriptions_of(firm) if side.buys else subscribers_of(firm)
    cases = deal_cases([row.id for row in rows], at=now, drafts=side.buys)
    lines = [_line(side, row, cases) for row in rows]
    context = {
        "section": side.section,
        "side": side,
        "me": side.me,
        "waiting": [each for each in lines if each.mine],
        "ordered": [each for each in lines if not each.mine and each.found.state == "ordered"],
        "running": [each for each in lines if not each.mine and each.found.runs],
        "over": [each for each in lines if not each.mine and each.found.ended_at],
        "any": bool(lines),
    }
    return render(request, "deals/subscriptions.html", context)


def _line(side: Side, row: Subscribed, cases: dict[str, list[DealCase]]) -> Line:
    mine_is = "applicant" if side.buys else "respondent"
    deal = Deal(side, row)
    own = next((each for each in cases.get(str(row.id), ()) if each.id == row.id), None)
    about = [each for each in cases.get(str(row.id), ()) if each.id != row.id and not each.ended]
    turns = [each.turn for each in (*((own,) if own else ()), *about)]
    return Line(
        found=row,
        url=deal.url,
        own=own,
        under_way=tuple((each, deal.case_url(each.id)) for each in about),
        mine=mine_is in turns,
        term=row.on(timezone.localdate()),
    )
