"""What a buyer asks for about a subscription: another plan, the data, a complaint; and ending or renewing it."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from xuzhi.casework.operations.open_case import open_case
from xuzhi.casework.queries.case_page import case_page
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say
from xuzhi.marketplace.operations.complain_about_export import complain_about_export
from xuzhi.marketplace.operations.end_subscription import end_subscription
from xuzhi.marketplace.operations.renew_subscription import renew_subscription
from xuzhi.marketplace.operations.request_export import request_export
from xuzhi.marketplace.operations.request_plan_change import request_plan_change
from xuzhi.marketplace.queries.offers import (
    kind_about,
    offer_of,
    preview_change,
    preview_renewal,
    terms_of_subscription,
)
from xuzhi.rulebook.model import CaseKind
from xuzhi.web.account.entry import firm_required
from xuzhi.web.deals.asking import errors_in, errors_of_findings, fields_of, problems_in, typed_in
from xuzhi.web.deals.sides import BUYER, Deal, deal_of, sides_of, with_deal
from xuzhi.web.refused import Errors, errors_of, sentence_of

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@with_deal
def begin(request: HttpRequest, deal: Deal, kind: str) -> HttpResponse:
    """By what the kind is for."""
    now = timezone.now()
    for purpose, view in (("plan_change", _change), ("export", _export), ("complaint", _complain)):
        found = kind_about(deal.found, purpose, at=now)
        if found.name == kind:
            return view(request, deal, found)
    raise Http404(kind)


def _change(request: HttpRequest, deal: Deal, kind: CaseKind) -> HttpResponse:
    now = timezone.now()
    there = offer_of(deal.found, at=now)
    asked = [each for each in kind.questions if not each.filled_by]
    values = typed_in(request, asked) if request.method == "POST" else _now(deal)
    context = {**_frame(deal, kind), "offer": there, "values": values, "seen": there.version if there else 0}
    refused: Refusal | None = None
    errors, status = Errors(), 200
    if request.method == "POST" and there is not None and request.POST.get("act") != "back":
        try:
            seen = int(request.POST.get("seen") or there.version)
            if request.POST.get("act") == "send":
                key = request.POST.get("key", "")[:80]
                sent = request_plan_change(deal.found.id, values, seen=seen, actor=deal.actor, at=now, key=key)
                return redirect(deal.case_url(sent))
            preview = preview_change(deal.found, values, seen=seen, at=now)
            if not preview.in_the_way:
                return render(request, "deals/change_check.html", {**context, "preview": preview, "key": str(uuid4())})
            errors, status = errors_of_findings(preview.in_the_way), 422
        except Refusal as refusal:
            refused, errors, status = refusal, errors_in(refusal), 409
    fields = fields_of(asked, values, programme=deal.found.programme, problems=problems_in(refused), offer=there)
    return render(request, "deals/change.html", {**context, "fields": fields, "errors": errors}, status=status)


def _export(request: HttpRequest, deal: Deal, kind: CaseKind) -> HttpResponse:
    now = timezone.now()
    asked = [each for each in kind.questions if not each.filled_by]
    values = typed_in(request, asked) if request.method == "POST" else {asked[0].name: say("web/deals.everything")}
    refused: Refusal | None = None
    if request.method == "POST":
        try:
            key = request.POST.get("key", "")[:80]
            return redirect(deal.case_url(request_export(deal.found.id, values, actor=deal.actor, at=now, key=key)))
        except Refusal as refusal:
            refused = refusal
    fields = fields_of(asked, values, programme=deal.found.programme, problems=problems_in(refused))
    terms = terms_of_subscription(deal.found, timezone.localdate(), at=now)
    context = {
        **_frame(deal, kind),
        "fields": fields,
        "terms": terms,
        "key": request.POST.get("key") or str(uuid4()),
        "errors": errors_in(refused) if refused else Errors(),
    }
    return render(request, "deals/export.html", context, status=409 if refused else 200)


def _complain(request: HttpRequest, deal: Deal, kind: CaseKind) -> HttpResponse:
    """A complaint is written page by page like any case: it saves as one types and takes files."""
    errors = Errors()
    if request.method == "POST":
        try:
            key = request.POST.get("key", "")[:80]
            opened = open_case(
                deal.found.programme, kind.name, actor=deal.actor, at=timezone.now(), about=deal.found.id, key=key
            )
            return redirect("applicant:section", case_id=opened, section=kind.sections[0].name)
        except Refusal as refusal:
            errors = errors_of(refusal)
    context = {**_frame(deal, kind), "key": request.POST.get("key") or str(uuid4()), "errors": errors}
    return render(request, "deals/complain.html", context, status=409 if errors else 200)


@require_POST
@firm_required
def complain_about(request: HttpRequest, case_id: UUID, side: str = BUYER) -> HttpResponse:
    """One press: the export that is late or failed becomes a complaint."""
    for each in sides_of(request, side):
        try:
            page = case_page(case_id, actor=each.actor, at=timezone.now())
        except Refusal:
            continue
        deal = deal_of(request, side, page.case.about or page.case.id)
        try:
            complaint = complain_about_export(page.case.id, actor=deal.actor, at=timezone.now())
        except Refusal as refusal:
            messages.error(request, sentence_of(refusal))
            return redirect(deal.case_url(case_id))
        messages.success(request, say("web/deals.complained"))
        return redirect(deal.case_url(complaint))
    raise Http404


@require_http_methods(METHODS)
@with_deal
def end(request: HttpRequest, deal: Deal) -> HttpResponse:
    """What the contract says on leaving, what becomes of the data; then the button."""
    now = timezone.now()
    errors = Errors()
    if request.method == "POST":
        try:
            reason, key = request.POST.get("reason", ""), request.POST.get("key", "")[:80]
            end_subscription(deal.found.id, reason=reason, actor=deal.actor, at=now, key=key)
        except Refusal as refusal:
            errors = errors_of(refusal)
        else:
            messages.success(request, say("web/deals.ended"))
            return redirect(deal.url)
    context = {
        **_frame(deal, None),
        "terms": terms_of_subscription(deal.found, timezone.localdate(), at=now),
        "term": deal.found.on(timezone.localdate()),
        "key": request.POST.get("key") or str(uuid4()),
        "reason": request.POST.get("reason", ""),
        "errors": errors,
    }
    return render(request, "deals/end.html", context, status=409 if errors else 200)


@require_http_methods(METHODS)
@with_deal
def renew(request: HttpRequest, deal: Deal) -> HttpResponse:
    """The next term with its price, beside the one that ends; then the button."""
    now = timezone.now()
    errors, preview = Errors(), None
    if request.method == "POST":
        try:
            key, seen = request.POST.get("key", "")[:80], int(request.POST.get("seen") or 0)
            renew_subscription(deal.found.id, seen=seen, actor=deal.actor, at=now, key=key)
        except Refusal as refusal:
            errors = errors_of(refusal)
        else:
            messages.success(request, say("web/deals.renewed"))
            return redirect(deal.url)
    try:
        preview = preview_renewal(deal.found, at=now)
    except Refusal as refusal:
        errors = errors or errors_of(refusal)
    context = {
        **_frame(deal, None),
        "preview": preview,
        "terms": terms_of_subscription(deal.found, timezone.localdate(), at=now),
        "key": request.POST.get("key") or str(uuid4()),
        "errors": errors,
    }
    return render(request, "deals/renew.html", context, status=409 if errors else 200)


def _frame(deal: Deal, kind: CaseKind | None) -> dict[str, object]:
    return {"section": "buy", "side": deal.side, "deal": deal, "found": deal.found, "kind": kind}


def _now(deal: Deal) -> dict[str, str]:
    """A change begins from what holds now."""
    term = deal.found.on(timezone.localdate())
    return {
        "change.plan": term.plan,
        "change.seats": str(term.seats),
        "change.months": str(term.term_months),
        "change.from_on": timezone.localdate().isoformat(),
        "change.note": "",
    }
