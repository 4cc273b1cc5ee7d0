"""My listings: what stands, until when, and what can be done about each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from xuzhi.casework.queries.approved_of import approved_of
from xuzhi.marketplace.queries import listed_of
from xuzhi.web.applicant.access import Applicant, as_applicant


@require_safe
@as_applicant
def listings(request: HttpRequest, me: Applicant) -> HttpResponse:
    if me.firm is None:
        return redirect("applicant:home")
    pages = {each.id: each.slug for each in listed_of(me.firm.ubn)}
    rows = [
        {"row": each, "slug": pages.get(each.case.id, "")}
        for each in approved_of(me.firm.ubn, actor=me.actor, at=timezone.now())
    ]
    context = {
        "section": "cases",
        "me": me,
        "standing": [each for each in rows if each["row"].case.ended_at is None],
        "ended": [each for each in rows if each["row"].case.ended_at is not None],
    }
    return render(request, "applicant/listings.html", context)
