"""My solutions: what waits for an answer, who subscribes, what runs out when, and what can be done about each."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from xuzhi.casework.queries.approved_of import ApprovedCase, approved_of
from xuzhi.casework.queries.deal_cases import DealCase, deal_cases
from xuzhi.marketplace.queries import Subscribed, listed_of, ratings_to, subscribers_of
from xuzhi.marketplace.queries.health import runs_out
from xuzhi.marketplace.queries.usage import last_reported
from xuzhi.web.applicant.access import Applicant, as_applicant

SOON_DAYS = 90


@dataclass(frozen=True)
class Offered:
    """A solution with its subscribers and what they wait for."""

    row: ApprovedCase
    slug: str
    running: int
    last_reported_at: datetime | None


@require_safe
@as_applicant
def listings(request: HttpRequest, me: Applicant) -> HttpResponse:
    if me.firm is None:
        return redirect("applicant:home")
    now, today = timezone.now(), timezone.localdate()
    pages = {each.id: each.slug for each in listed_of(me.firm.ubn)}
    subscribers = subscribers_of(me.firm.ubn)
    told = last_reported(me.firm.ubn)
    rows = [
        Offered(each, pages.get(each.case.id, ""), _running(subscribers, each.case.id), told.get(each.case.id))
        for each in approved_of(me.firm.ubn, actor=me.actor, at=now)
    ]
    standing = [each for each in rows if each.row.case.ended_at is None]
    context = {
        "section": "cases",
        "me": me,
        "standing": standing,
        "ended": [each for each in rows if each.row.case.ended_at is not None],
        "waiting": _waiting(subscribers, deal_cases([each.id for each in subscribers], at=now, drafts=False)),
        "running": sum(each.runs for each in subscribers),
        "subscribed": bool(subscribers),
        "to_answer": sum(each.waits for each in ratings_to(me.firm.ubn)),
        "changes": [(each.row.case, about) for each in standing for about in each.row.open_cases],
        "runs_out": [each for each in runs_out(me.firm.ubn, on=today) if each.days <= SOON_DAYS],
        "soon_days": SOON_DAYS,
    }
    return render(request, "applicant/listings.html", context)


def _running(subscribers: tuple[Subscribed, ...], listing_id: UUID) -> int:
    return sum(each.runs for each in subscribers if each.listing_id == listing_id)


def _waiting(
    subscribers: tuple[Subscribed, ...], cases: dict[str, list[DealCase]]
) -> list[tuple[Subscribed, DealCase, bool]]:
    """The orders and what was asked about subscriptions for which it is the supplier's turn, the soonest due first; the
    last says whether it is the order itself."""
    found = [
        (each, case, case.id == each.id)
        for each in subscribers
        for case in cases.get(str(each.id), ())
        if case.turn == "respondent" and not case.ended
    ]
    return sorted(found, key=lambda each: (each[1].due_at is None, each[1].due_at or timezone.now()))
