"""One subscription: how much it is used, as charts, tables and a file; how the buyer rates it, and the answer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.roc import format_date
from xuzhi.kernel.texts import say
from xuzhi.marketplace.operations.answer_rating import answer_rating
from xuzhi.marketplace.operations.rate_subscription import rate_subscription
from xuzhi.marketplace.queries import rating_of
from xuzhi.marketplace.queries.usage import records_of, usage_of
from xuzhi.marketplace.queries.usage_costs import usage_costs
from xuzhi.marketplace.refusals import AnswersWrong
from xuzhi.web.charts.drawing import figures_drawn
from xuzhi.web.deals.sides import Deal, with_deal
from xuzhi.web.exporting.answer import FORMATS, sheet_answer
from xuzhi.web.exporting.sheet import Sheet
from xuzhi.web.refused import Errors, errors_by_field, errors_of
from xuzhi.web.usage.costs import cost_lines
from xuzhi.web.usage.figures import series_table

SHOWN = 30


@require_safe
@with_deal
def usage(request: HttpRequest, deal: Deal) -> HttpResponse:
    if not deal.found.has_run:
        raise Http404
    uses = usage_of(deal.found.id, on=timezone.localdate())
    numbers = {str(deal.found.id): deal.found.number}
    tables = tuple(table for use in uses for each in use.series if (table := series_table(each, numbers)))
    records = records_of(deal.found.id)
    names = {use.measure.code: use.measure.name for use in uses}
    context = _frame(deal) | {
        "drawn": figures_drawn(tables),
        "costs": cost_lines(usage_costs(deal.found, on=timezone.localdate())),
        "records": [(each, names.get(each.measure, each.measure)) for each in records[:SHOWN]],
        "count": len(records),
        "files": [(format, f"{deal.side.url('usage_file', deal.found.id)}?format={format}") for format in FORMATS],
    }
    return render(request, "usage/deal.html", context)


@require_safe
@with_deal
def usage_file(request: HttpRequest, deal: Deal) -> HttpResponseBase:
    """Everything that was ever told, corrected or not."""
    format = request.GET.get("format", "csv")
    if format not in FORMATS or not deal.found.has_run:
        raise Http404
    heads = [
        say(f"web/usage.head_{name}") for name in ("measure", "from", "until", "value", "id", "by", "at", "counts")
    ]
    rows = [
        (each.measure, each.from_on, each.until_on, each.value, each.record_id, each.told_by, each.told_at,
         say(f"web/usage.{'counts' if each.counts else 'replaced'}"))
        for each in records_of(deal.found.id)
    ]  # fmt: skip
    title = say("web/usage.sheet", number=deal.found.number)
    return sheet_answer(Sheet(title, heads, rows), format, f"{title}-{format_date(timezone.localdate())}")


@require_http_methods(["GET", "HEAD", "POST"])
@with_deal
def rating(request: HttpRequest, deal: Deal) -> HttpResponse:
    """The buyer rates, the supplier answers; each sees what the other said."""
    found = rating_of(deal.found.id)
    if not deal.found.has_run or (found is None and not deal.side.buys):
        raise Http404
    errors, status = Errors(), 200
    typed: dict[str, Any] = {
        "stars": str(found.stars) if found else "",
        "text": (found.text if deal.side.buys else found.answer) if found else "",
    }
    if request.method == "POST":
        typed = {name: request.POST.get(name, "") for name in typed}
        try:
            news = _say(deal, typed)
        except AnswersWrong as wrong:
            errors, status = errors_by_field(wrong.problems), 422
        except Refusal as refusal:
            errors, status = errors_of(refusal, "text"), 422
        else:
            key = "unchanged" if not news else "rated" if deal.side.buys else "answered"
            messages.success(request, say(f"web/usage.{key}"))
            return redirect(deal.url)
    context = _frame(deal) | {"rating": found, "typed": typed, "errors": errors, "stars": range(5, 0, -1)}
    return render(request, "usage/rating.html", context, status=status)


def _say(deal: Deal, typed: dict[str, Any]) -> bool:
    now = timezone.now()
    if deal.side.buys:
        return rate_subscription(deal.found.id, typed["stars"], typed["text"], actor=deal.actor, at=now)
    return answer_rating(deal.found.id, typed["text"], actor=deal.actor, at=now)


def _frame(deal: Deal) -> dict[str, Any]:
    return {"section": deal.side.section, "side": deal.side, "deal": deal, "found": deal.found}
