"""One subscription: whose turn, until when, what can be done; what was agreed on; the data; what is under way."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from xuzhi.casework.queries.answered import answered
from xuzhi.casework.queries.case_page import case_page
from xuzhi.casework.queries.deal_cases import DealCase, deal_cases
from xuzhi.casework.queries.shapes import CasePage, StepView
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say
from xuzhi.marketplace.agreeing import SHA256
from xuzhi.marketplace.operations.tell_payment import tell_payment
from xuzhi.marketplace.queries.offers import terms_of_subscription
from xuzhi.marketplace.queries.usage_costs import usage_costs
from xuzhi.marketplace.terms import PAYMENTS
from xuzhi.notices.letters import read_letter
from xuzhi.web.deals.sides import BUYER, Deal, not_found_for_others, with_deal
from xuzhi.web.refused import sentence_of
from xuzhi.web.usage.costs import cost_lines

MONTHS_SHOWN = 2
"""Of the months whose usage is charged for; the page of usage has all of them."""
# Steps that have a page of their own, by the name of its address.
OWN_PAGES = {"cancel": "end", "renew": "renew"}


@require_safe
@with_deal
@not_found_for_others
def subscription(request: HttpRequest, deal: Deal) -> HttpResponse:
    now, today = timezone.now(), timezone.localdate()
    page = case_page(deal.found.id, actor=deal.actor, at=now)
    cases = deal_cases([deal.found.id], at=now, drafts=deal.side.buys)
    about = [each for each in cases.get(str(deal.found.id), ()) if each.id != deal.found.id]
    context = {
        "section": deal.side.section,
        "side": deal.side,
        "deal": deal,
        "found": deal.found,
        "page": page,
        "case": page.case,
        "my_turn": page.case.turn == ("applicant" if deal.side.buys else "respondent"),
        "terms": terms_of_subscription(deal.found, today, at=now),
        "term": deal.found.on(today),
        "coming": deal.found.coming(today),
        "clocks": [each for each in page.clocks if each.state == "running"],
        "steps": [{"step": each, "url": _step_url(deal, each)} for each in page.steps],
        "under_way": _linked(deal, (each for each in about if not each.ended)),
        "past": _linked(deal, (each for each in about if each.ended)),
        "openable": _openable(deal, page),
        "costs": cost_lines(usage_costs(deal.found, on=today)[:MONTHS_SHOWN]),
        "sealed": bool(answered(deal.found.id).get(SHA256)),
        "payments": [(each, say(f"web/deals.payment_{each}")) for each in PAYMENTS],
        "payment": say(f"web/deals.payment_{deal.found.payment or 'none'}"),
        "timeline": timeline_of(page),
    }
    return render(request, "deals/subscription.html", context)


def timeline_of(page: CasePage) -> list[dict[str, object]]:
    """The history as components/timeline.html draws it."""
    return [{"title": each.title, "at": each.at, "by": each.actor_name, "says": each.detail} for each in page.timeline]


@require_safe
@with_deal
def contract(request: HttpRequest, deal: Deal) -> HttpResponse:
    """The contract as it was sealed."""
    sha256 = answered(deal.found.id).get(SHA256)
    pdf = read_letter(str(sha256)) if sha256 else None
    if pdf is None:
        raise Http404
    answer = HttpResponse(pdf, content_type="application/pdf")
    name = say("web/deals.contract_file", number=deal.found.number)
    answer["Content-Disposition"] = content_disposition_header(True, name)
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@require_POST
@with_deal
def payment(request: HttpRequest, deal: Deal) -> HttpResponse:
    try:
        tell_payment(deal.found.id, request.POST.get("state", ""), actor=deal.actor, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, sentence_of(refusal))
    else:
        messages.success(request, say("web/deals.payment_kept"))
    return redirect(deal.url)


def _step_url(deal: Deal, step: StepView) -> str:
    page = OWN_PAGES.get(step.name) if deal.side.name == BUYER else None
    return deal.side.url(page, deal.found.id) if page else deal.step_url(deal.found.id, step.name)


def _linked(deal: Deal, cases: Iterable[DealCase]) -> list[dict[str, object]]:
    return [{"case": each, "url": deal.case_url(each.id)} for each in cases]


def _openable(deal: Deal, page: CasePage) -> list[dict[str, object]]:
    """What the buyer may ask for now; what is under way leads there."""
    if not deal.side.buys or page.related is None:
        return []
    return [
        {
            "title": each.title,
            "hint": each.hint,
            "url": deal.case_url(each.under_way)
            if each.under_way
            else deal.side.url("begin", deal.found.id, each.kind),
        }
        for each in page.related.openable
    ]
