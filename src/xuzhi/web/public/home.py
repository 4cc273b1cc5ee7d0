"""The first page: what this is, where to begin, how it goes."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from xuzhi.casework.queries.editions import Overlays, programmes
from xuzhi.marketplace.queries import figures, newest
from xuzhi.rulebook import CaseKind, Edition
from xuzhi.web.public.caching import revalidated
from xuzhi.web.public.rounds import RoundRow, rounds_of
from xuzhi.web.public.startable import asked_before

NEWEST = 5


@dataclass(frozen=True)
class Entrance:
    """One programme as a way in."""

    rules: Edition
    kind: CaseKind | None
    round: RoundRow | None


@require_safe
@revalidated
def home(request: HttpRequest) -> HttpResponse:
    overlays, now = Overlays(), timezone.now()
    today = timezone.localdate(now)
    editions = [overlays.edition(each.id, today, spoken=True) for each in programmes()]
    entrances = [
        Entrance(rules, next(iter(asked_before(rules)), None), next(iter(rounds_of(rules, now)), None))
        for rules in editions
    ]
    announced = [(rules, each) for rules in editions for each in rules.announcements]
    announced.sort(key=lambda pair: pair[1].from_on, reverse=True)
    context = {
        "announcements": announced[:NEWEST],
        "entrances": entrances,
        "newest": newest(NEWEST),
        "figures": figures(),
    }
    return render(request, "public/home.html", context)
