"""The supplier's pages: usage of a solution, sending records by file, ratings."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say
from xuzhi.marketplace.operations.record_usage import (
    CORRECTED,
    KEPT,
    MOST_LINES,
    SAME,
    UsageOutcome,
    record_usage,
)
from xuzhi.marketplace.queries import listed_of, ratings_to, subscribers_of
from xuzhi.marketplace.queries.usage import listing_use, offered_measures
from xuzhi.marketplace.usage.files import column_names, lines_in
from xuzhi.web.applicant.access import Applicant, as_applicant
from xuzhi.web.charts.drawing import figures_drawn
from xuzhi.web.exporting.answer import FORMATS, sheet_answer
from xuzhi.web.exporting.sheet import Sheet
from xuzhi.web.refused import Errors, errors_of, sentence_of
from xuzhi.web.usage.figures import total_table

SOURCE = "file"
MOST_SHOWN = 200


@require_safe
@as_applicant
def listing_usage(request: HttpRequest, me: Applicant, listing_id: UUID) -> HttpResponse:
    """All subscriptions together, and each with its page."""
    use = listing_use(listing_id, on=timezone.localdate())
    mine = next((each for each in me.each_firm() if use and each.firm and each.firm.ubn == use.firm_ubn), None)
    if use is None or mine is None:
        raise Http404
    tables = tuple(table for each in use.uses if (table := total_table(each)))
    last = {each.subscription: each.points[-1] for measure in use.uses for each in measure.series if each.points}
    context = {
        "section": "cases",
        "me": mine,
        "use": use,
        "drawn": figures_drawn(tables),
        "subscribers": [(each, last.get(str(each.id))) for each in use.subscriptions],
    }
    return render(request, "usage/listing.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@as_applicant
def send(request: HttpRequest, me: Applicant) -> HttpResponse:
    """Records by file: what is good is kept, and what is not is told line by line."""
    errors, status, outcome = Errors(), 200, None
    sent = request.FILES.get("file")
    if request.method == "POST":
        try:
            if sent is None:
                raise Refusal(code="web/usage.no_file")
            lines = lines_in(sent.read(), str(sent.name or ""), most=MOST_LINES)
            outcome = record_usage(lines, source=SOURCE, actor=me.actor, at=timezone.now())
        except Refusal as refusal:
            errors, status = errors_of(refusal, "file"), 422
    context = {
        "section": "cases",
        "me": me,
        "errors": errors,
        "name": str(sent.name or "") if sent else "",
        "came": _came(outcome) if outcome else None,
        "measures": offered_measures(me.firm.ubn) if me.firm else (),
        "files": [(format, f"{reverse('applicant:usage_template')}?format={format}") for format in FORMATS],
        "most": MOST_LINES,
    }
    return render(request, "usage/send.html", context, status=status)


def _came(outcome: UsageOutcome) -> dict[str, object]:
    refused = outcome.refused
    return {
        "counts": [(say(f"web/usage.{state}"), len(outcome.of_state(state))) for state in (KEPT, CORRECTED, SAME)],
        "refused": [(each.line, [sentence_of(why) for why in each.refusals]) for each in refused[:MOST_SHOWN]],
        "count_refused": len(refused),
        "more": max(0, len(refused) - MOST_SHOWN),
    }


@require_safe
@as_applicant
def template(request: HttpRequest, me: Applicant) -> HttpResponseBase:
    """A file to fill in: a row for each running subscription and each thing that is counted in it."""
    format = request.GET.get("format", "csv")
    if format not in FORMATS or me.firm is None:
        raise Http404
    measures = {listing_id: counted for listing_id, _, counted in offered_measures(me.firm.ubn)}
    today = timezone.localdate()
    rows = [
        (each.number, today.isoformat() if measure.every == "day" else f"{today:%Y-%m}", measure.code, None, "")
        for each in subscribers_of(me.firm.ubn)
        if each.runs
        for measure in measures.get(each.listing_id, ())
    ]
    title = say("web/usage.template")
    return sheet_answer(Sheet(title, column_names(), rows), format, title)


@require_safe
@as_applicant
def ratings(request: HttpRequest, me: Applicant) -> HttpResponse:
    """What was said of the firm's solutions, those that wait for an answer first."""
    lines = ratings_to(me.firm.ubn) if me.firm else ()
    slugs = {each.id: each.slug for each in listed_of(me.firm.ubn)} if me.firm else {}
    context = {"section": "cases", "me": me, "lines": [(each, slugs.get(each.listing_id, "")) for each in lines]}
    return render(request, "usage/ratings.html", context)
