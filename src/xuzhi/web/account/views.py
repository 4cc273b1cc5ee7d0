"""Arriving after sign-in, and forms that came too late."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from xuzhi.casework.queries.cases_of import has_cases
from xuzhi.parties.refusals import ParkedFormGone
from xuzhi.web.account import parked
from xuzhi.web.account.entry import login_required_keeping
from xuzhi.web.account.words import words

# The executing unit, the organiser, and who judges for them. A firm that has applied for something is a supplier or an
# applicant; one that has not is here to buy.
FIRST_PAGES = {"officer": "office:queue", "organiser": "office:overview", "reviewer": "reviewer:home"}


@require_GET
@never_cache
@login_required_keeping
def arrived(request: HttpRequest) -> HttpResponse:
    """Lead to where the person most likely wants to be: a kept form, or the first page of their party (L1)."""
    if parked.is_waiting(request):
        return redirect("account:restore")
    standing = request.standing
    for role, page in FIRST_PAGES.items():
        if role in standing.roles:
            return HttpResponseRedirect(_reverse_or_home(page))
    if standing.firm is not None:
        applies = has_cases(standing.firm.ubn)
        return HttpResponseRedirect(_reverse_or_home("applicant:home" if applies else "buyer:home"))
    return redirect("account:register_firm")


@require_http_methods(["GET", "POST"])
@never_cache
@login_required_keeping
def restore(request: HttpRequest) -> HttpResponse:
    """Show what was kept, to be sent again to where it was going; a POST here throws it away."""
    if request.method == "POST":
        messages.success(request, words("parked_discarded"))
        return parked.forget(request, HttpResponseRedirect(reverse("account:arrived")))
    try:
        kept = parked.find(request)
    except ParkedFormGone as refusal:
        return render(request, "parties/not_kept.html", {"refusal": refusal}, status=404)
    context = {"fields": kept.fields, "file_names": kept.file_names, "path": kept.path, "kept": kept}
    return render(request, "parties/restore.html", {**context, "mark": parked.MARK})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django could not tell that the form came from this browser's page of ours.

    Mostly it did: somebody signed in again in another tab meanwhile. Where the browser says that the form is from our
    own pages, what was typed is offered to be sent again; a form from elsewhere is refused and not repeated.
    """
    fields = parked.sent_fields(request) if parked.same_origin(request) else []
    has_password = any("password" in name.lower() for name in request.POST)
    context = {
        "fields": [] if has_password else fields,
        "file_names": parked.sent_files(request) if fields else [],
        "path": request.get_full_path(),
        "ours": parked.same_origin(request),
    }
    return render(request, "parties/stale_form.html", context, status=403)


def _reverse_or_home(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return "/"
