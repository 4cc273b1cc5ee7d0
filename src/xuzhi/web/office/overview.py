"""The organiser's first page: figures, decisions and what was taken out, all of it to be read (L1)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from xuzhi.casework.queries.decisions import decisions
from xuzhi.casework.queries.figure_tables import by_month, by_state, of_programmes
from xuzhi.casework.queries.figures import figures
from xuzhi.casework.queries.looks import exports
from xuzhi.casework.queries.narrowing import narrowed
from xuzhi.casework.queries.queue import queue
from xuzhi.casework.queries.shapes import QueueFilters
from xuzhi.kernel.actor import Actor
from xuzhi.marketplace.queries.search import figures as listed
from xuzhi.web.charts.drawing import figures_drawn
from xuzhi.web.office.access import as_staff
from xuzhi.web.office.figures import titles

LATEST = 8


@require_safe
@as_staff
def overview(request: HttpRequest, actor: Actor) -> HttpResponse:
    now = timezone.now()
    found = figures(at=now)
    wide = of_programmes(found, titles())
    due = {value: count for value, _, count in queue(QueueFilters(), at=now, per_page=1).facets["due"]}
    context = {
        "section": "office",
        "part": "overview",
        "actor": actor,
        "total": found.total,
        "open": found.of_state("open"),
        "decided": found.days.count if found.days else 0,
        "median": found.days.median if found.days else None,
        "overdue": due.get("overdue", 0),
        "week": due.get("week", 0),
        "listed": listed(),
        "drawn": figures_drawn(tuple(narrowed(each) for each in (by_month(wide), by_state(wide)) if each.rows)),
        "decisions": decisions(at=now, limit=LATEST),
        "exports": exports(LATEST),
        "programmes": list(titles().items()),
    }
    return render(request, "office/overview.html", context)
