"""A programme's rules as a page that can be read, linked to and printed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from xuzhi.casework.queries.editions import Overlays, edition, programmes
from xuzhi.casework.refusals import ProgrammeUnknown
from xuzhi.engine.flow import flow_of
from xuzhi.engine.succession import in_succession
from xuzhi.web.public.caching import revalidated
from xuzhi.web.public.clauses import chapters_of
from xuzhi.web.public.rounds import rounds_of
from xuzhi.web.public.startable import asked_before, opened_by_firms


@require_safe
@revalidated
def programmes_page(request: HttpRequest) -> HttpResponse:
    """Every programme, with its rounds."""
    overlays, now = Overlays(), timezone.now()
    today = timezone.localdate(now)
    editions = [overlays.edition(each.id, today, spoken=True) for each in programmes()]
    entries = [(rules, rounds_of(rules, now), asked_before(rules)) for rules in editions]
    return render(request, "public/programmes.html", {"section": "programmes", "entries": entries})


@require_safe
@revalidated
def programme_page(request: HttpRequest, programme_id: str) -> HttpResponse:
    """Rounds, procedures, documents, and every clause with the values that it sets."""
    now = timezone.now()
    try:
        rules = edition(programme_id, timezone.localdate(now), spoken=True)
    except ProgrammeUnknown as unknown:
        raise Http404(programme_id) from unknown
    others = [kind for kind in in_succession(rules) if not kind.starts_alone]
    context = {
        "section": "programmes",
        "rules": rules,
        "rounds": rounds_of(rules, now),
        "kinds": [(kind, flow_of(rules, kind.name)) for kind in [*opened_by_firms(rules), *others] if kind.stages],
        "asked_before": asked_before(rules),
        "chapters": chapters_of(rules),
    }
    return render(request, "public/programme.html", context)
