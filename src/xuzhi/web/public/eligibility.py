"""Eligibility in two minutes: one business number, every clause answered."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from xuzhi.casework.queries.editions import Overlays, edition, programmes
from xuzhi.casework.queries.eligibility import eligibility
from xuzhi.casework.refusals import ProgrammeUnknown
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.ubn import check_ubn
from xuzhi.rulebook import CaseKind, Edition
from xuzhi.web.public.caching import revalidated
from xuzhi.web.public.startable import asked_before
from xuzhi.web.refused import sentence_of

LONGEST_NUMBER = 40


@require_safe
@revalidated
def start(request: HttpRequest) -> HttpResponse:
    """Which programme, and for which number."""
    overlays, today = Overlays(), timezone.localdate()
    editions = [overlays.edition(each.id, today, spoken=True) for each in programmes()]
    asked = [rules for rules in editions if asked_before(rules)]
    chosen = request.GET.get("programme", "")
    if any(rules.programme_id == chosen for rules in asked):
        query = urlencode({"ubn": request.GET.get("ubn", "")})
        return redirect(f"{reverse('public:eligibility', args=[chosen])}?{query}")
    return render(request, "public/eligibility_start.html", {"section": "eligibility", "editions": asked})


@require_safe
@revalidated
def answer(request: HttpRequest, programme_id: str) -> HttpResponse:
    """The field, and under it the answer once a number was given."""
    now = timezone.now()
    try:
        rules = edition(programme_id, timezone.localdate(now), spoken=True)
    except ProgrammeUnknown as unknown:
        raise Http404(programme_id) from unknown
    kind = _kind(rules, request.GET.get("kind", ""))
    typed = request.GET.get("ubn", "").strip()[:LONGEST_NUMBER]
    context = {
        "section": "eligibility",
        "rules": rules,
        "kind": kind,
        "kinds": asked_before(rules),
        "typed": typed,
        "problem": "",
        "found": None,
    }
    if "ubn" in request.GET:
        try:
            today = timezone.localdate(now)
            context["found"] = eligibility(programme_id, kind.name, check_ubn(typed), today, at=now)
        except Refusal as refusal:
            context["problem"] = sentence_of(refusal)
    status = 422 if context["problem"] else 200
    return render(request, "public/eligibility.html", context, status=status)


def _kind(rules: Edition, name: str) -> CaseKind:
    """The kind asked about, or the first one. Raises Http404 where the programme has none."""
    kinds = asked_before(rules)
    if not kinds:
        raise Http404(rules.programme_id)
    return next((kind for kind in kinds if kind.name == name), kinds[0])
