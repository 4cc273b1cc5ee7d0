"""Order a solution: fill in, see what it comes to, send. Nothing typed is lost, whatever has changed meanwhile."""

from collections.abc import Mapping
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from xuzhi.kernel.refusal import Refusal
from xuzhi.marketplace.contracting import TERMS
from xuzhi.marketplace.operations.place_order import place_order
from xuzhi.marketplace.queries.offers import Offer, Preview, offer, preview_order
from xuzhi.marketplace.refusals import AnswersWrong
from xuzhi.web.deals.asking import errors_in, errors_of_findings, fields_of, problems_in, typed_in
from xuzhi.web.deals.sides import Side, on_side
from xuzhi.web.refused import Errors

CHOSEN = ("plan", "seats", "months")
"""What the address may carry from where the plan was chosen."""
LONGEST_CHOSEN = 200


@require_http_methods(["GET", "HEAD", "POST"])
@on_side
def order(request: HttpRequest, side: Side, slug: str) -> HttpResponse:
    """`act=send` sends, anything else shows what it would come to; `act=back` the form again."""
    now = timezone.now()
    there = offer(slug, at=now)
    if there is None:
        sent = [name for name in request.POST if name.startswith("answer:")]
        return _gone(request, side, slug, {name: request.POST[name] for name in sent})
    asked = [each for each in there.questions if each.name != TERMS]
    values = typed_in(request, asked) if request.method == "POST" else _first(side, there, request.GET)
    if request.method != "POST" or request.POST.get("act") == "back":
        return _form(request, side, there, values)
    seen = _seen(request, there)
    answers = {**values, TERMS: request.POST.get(f"answer:{TERMS}", "")}
    try:
        if request.POST.get("act") != "send":
            preview = preview_order(there.listing.id, answers, seen=seen, at=now)
            if preview.in_the_way:
                return _form(request, side, there, values, errors_of_findings(preview.in_the_way), 422)
            return _check(request, side, there, values, preview)
        key = request.POST.get("key", "")[:80]
        placed = place_order(there.listing.id, answers, seen=seen, actor=side.actor, at=now, key=key)
    except Refusal as refusal:
        return _refused(request, side, slug, values, refusal)
    return redirect(side.url("subscription", placed))


def _refused(request: HttpRequest, side: Side, slug: str, values: dict[str, str], refusal: Refusal) -> HttpResponse:
    """The form again with all that was typed, over what stands now."""
    there = offer(slug, at=timezone.now())
    status = 422 if isinstance(refusal, AnswersWrong) else 409
    if there is None:
        return _gone(request, side, slug, values)
    return _form(request, side, there, values, errors_in(refusal), status, refusal)


def _form(
    request: HttpRequest,
    side: Side,
    there: Offer,
    values: dict[str, str],
    errors: Errors | None = None,
    status: int = 200,
    refusal: Refusal | None = None,
) -> HttpResponse:
    asked = [each for each in there.questions if each.name != TERMS]
    context = {
        "section": "buy",
        "side": side,
        "me": side.me,
        "offer": there,
        "fields": fields_of(
            asked, values, programme=there.listing.programme, problems=problems_in(refusal), offer=there
        ),
        "own": side.actor.firm == there.listing.firm_ubn,
        "errors": errors or Errors(),
    }
    return render(request, "deals/order.html", context, status=status)


def _check(request: HttpRequest, side: Side, there: Offer, values: dict[str, str], preview: Preview) -> HttpResponse:
    asked = [each for each in there.questions if each.name != TERMS]
    context = {
        "section": "buy",
        "side": side,
        "me": side.me,
        "offer": there,
        "values": values,
        "shown": [{"label": each.label, "value": values[each.name]} for each in asked if _beside(each.name, values)],
        "preview": preview,
        "terms_name": f"answer:{TERMS}",
        "key": request.POST.get("key") or str(uuid4()),
    }
    return render(request, "deals/order_check.html", context)


def _beside(name: str, values: dict[str, str]) -> bool:
    """What the contract's lines do not say already."""
    return bool(values[name]) and name.rpartition(".")[2] in ("contact_name", "email", "phone", "note")


def _gone(request: HttpRequest, side: Side, slug: str, values: dict[str, str] | None = None) -> HttpResponse:
    """Not listed any more: what was typed can still be read and copied."""
    typed = [value for value in (values or {}).values() if value]
    context = {"section": "buy", "side": side, "me": side.me, "slug": slug, "typed": typed}
    return render(request, "deals/order_gone.html", context, status=410 if values else 404)


def _first(side: Side, there: Offer, chosen: Mapping[str, str]) -> dict[str, str]:
    """What the form begins with: what was chosen before (`plan`, `seats`, `months` in the address), or the only plan,
    today, the person's own name."""
    today = timezone.localdate()
    only = there.plans[0].name if len(there.plans) == 1 else ""
    wanted = {name: chosen.get(name, "")[:LONGEST_CHOSEN].replace("\x00", "") for name in CHOSEN}
    named = {
        "plan": wanted["plan"] if any(each.name == wanted["plan"] for each in there.plans) else only,
        "seats": wanted["seats"] or "1",
        "months": wanted["months"],
        "starts_on": today.isoformat(),
        "contact_name": side.actor.name,
    }
    return {each.name: named.get(each.name.rpartition(".")[2], "") for each in there.questions}


def _seen(request: HttpRequest, there: Offer) -> int:
    try:
        return int(request.POST.get("seen", ""))
    except ValueError:
        return there.version
