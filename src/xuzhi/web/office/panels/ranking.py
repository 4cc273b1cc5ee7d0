"""The order in which what passed a panel is listed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from xuzhi.casework.queries.editions import programmes
from xuzhi.kernel.actor import Actor
from xuzhi.panels.queries.ranking import ranking
from xuzhi.web.office.access import as_staff


@require_safe
@as_staff
def ranking_page(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Programmes whose rules know a panel, each with its own order."""
    waiting_only = request.GET.get("view") != "all"
    lists = [
        (each.title, each.id, ranking(each.id, actor=actor, waiting_only=waiting_only))
        for each in programmes()
        if any(case.panel is not None and not case.panel.settles for case in each.cases)
    ]
    context = {"section": "office", "part": "reviewers", "actor": actor, "lists": lists, "waiting_only": waiting_only}
    return render(request, "office/panels/ranking.html", context)
