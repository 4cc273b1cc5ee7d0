"""The rules of every programme at a glance."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from xuzhi.casework.queries.changes import changes_waiting
from xuzhi.casework.queries.rules_overview import rules_overview
from xuzhi.kernel.actor import Actor
from xuzhi.web.office.rules.frame import as_rule_maker


@require_safe
@as_rule_maker
def overview(request: HttpRequest, actor: Actor) -> HttpResponse:
    context = {
        "section": "office",
        "part": "rules",
        "actor": actor,
        "overview": rules_overview(at=timezone.now()),
        "waiting": changes_waiting(),
    }
    return render(request, "office/rules/overview.html", context)
