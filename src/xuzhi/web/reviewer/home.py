"""A reviewer's own sittings."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from xuzhi.kernel.actor import Actor
from xuzhi.panels.consents.queries import consents_of
from xuzhi.panels.queries.member_panel import calendar_file_of
from xuzhi.panels.queries.my_seats import my_seats
from xuzhi.panels.refusals import SittingMissing
from xuzhi.web.reviewer.access import as_reviewer


@require_safe
@as_reviewer
def home(request: HttpRequest, actor: Actor) -> HttpResponse:
    now = timezone.now()
    lines, asked = my_seats(actor=actor, at=now), consents_of(actor, now)
    context = {
        "section": "review",
        "to_do": [line for line in lines if line.to_do],
        "consents_to_do": [each for each in asked if each.open],
        "consents_done": [each for each in asked if not each.open],
        "others": [line for line in lines if not line.to_do],
    }
    return render(request, "reviewer/home.html", context)


@require_safe
@as_reviewer
def calendar(request: HttpRequest, actor: Actor, panel_id: UUID) -> HttpResponse:
    """The sitting for one's own calendar."""
    try:
        file = calendar_file_of(panel_id, actor=actor, at=timezone.now())
    except SittingMissing as refusal:
        raise Http404(str(refusal)) from refusal
    answer = HttpResponse(file, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="sitting.ics"'
    return answer
