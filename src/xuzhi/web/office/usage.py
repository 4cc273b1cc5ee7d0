"""The office looks at usage records: what is pointed out and why, and an inspection on it (L6.1.1)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from xuzhi.casework.queries.editions import programmes
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say
from xuzhi.marketplace.operations.inspect_usage import inspect_usage
from xuzhi.marketplace.operations.look_at_usage import look_at_usage
from xuzhi.marketplace.queries.usage import flagged_listings, listing_use, unset_limits, used_listings
from xuzhi.marketplace.usage.flagging import NAMES
from xuzhi.web.charts.drawing import figures_drawn
from xuzhi.web.office.access import as_officer, as_staff
from xuzhi.web.refused import sentence_of
from xuzhi.web.usage.figures import series_table, total_table

MOST_DRAWN = 12


@require_safe
@as_staff
def usage(request: HttpRequest, actor: Actor) -> HttpResponse:
    flagged = flagged_listings()
    known = {each.listing_id for each in flagged}
    today = timezone.localdate()
    counting = [each.id for each in programmes() if any(value.name in NAMES for value in each.parameters)]
    context = {
        "section": "office",
        "part": "usage",
        "flagged": flagged,
        "others": [each for each in used_listings() if each[0] not in known],
        "unset": [label for each in counting for label in unset_limits(each, on=today)],
    }
    return render(request, "office/usage.html", context)


@require_safe
@as_staff
def solution(request: HttpRequest, actor: Actor, listing_id: UUID) -> HttpResponse:
    """The reasons in words and in the charts, each subscription that has one drawn by itself."""
    today = timezone.localdate()
    use = listing_use(listing_id, on=today, flagged=True)
    if use is None:
        raise Http404
    doubtful = {(str(flag.subscription_id), flag.measure) for flag in use.flags}
    series = [each for measure in use.uses for each in _all_series(measure.series, doubtful)]
    tables = [table for each in series[:MOST_DRAWN] if (table := series_table(each, use.numbers, _of(use.flags, each)))]
    totals = [table for each in use.uses if (table := total_table(each))]
    context = {
        "section": "office",
        "part": "usage",
        "use": use,
        "drawn": figures_drawn(tuple(tables)),
        "totals": figures_drawn(tuple(totals)),
        "unset": unset_limits(use.programme, on=today),
        "may_act": actor.role == "officer",
    }
    return render(request, "office/usage_solution.html", context)


def _all_series(series: tuple[object, ...], doubtful: set[tuple[str, str]]) -> list[object]:
    return [each for each in series if (each.subscription, each.measure.code) in doubtful]


def _of(flags: tuple[object, ...], series: object) -> list[object]:
    return [flag for flag in flags if flag.measure == series.measure.code]


@require_POST
@as_officer
def look(request: HttpRequest, actor: Actor, listing_id: UUID) -> HttpResponse:
    count = look_at_usage(listing_id, actor=actor, at=timezone.now())
    messages.success(request, say("web/usage.looked", count=count))
    return redirect("office:usage_solution", listing_id=listing_id)


@require_POST
@as_officer
def inspect(request: HttpRequest, actor: Actor, listing_id: UUID) -> HttpResponse:
    """Open the inspection with the reasons in it, and go there."""
    try:
        case = inspect_usage(listing_id, actor=actor, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, sentence_of(refusal))
        return redirect("office:usage_solution", listing_id=listing_id)
    messages.success(request, say("web/usage.inspected"))
    return redirect("office:case", case_id=case)
