"""Begin a case: what it will ask for, what must be there first, and the button."""

from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from xuzhi.casework.operations.open_case import open_case
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.ubn import BusinessNumberInvalid, check_ubn
from xuzhi.web.applicant.access import Applicant, as_applicant
from xuzhi.web.applicant.starting import startables
from xuzhi.web.refused import Errors, errors_of


@require_http_methods(["GET", "HEAD", "POST"])
@as_applicant
def start(request: HttpRequest, me: Applicant, programme: str, kind: str) -> HttpResponse:
    """The key in the form makes a second press open the same case. `?ubn=` names the firm that wants to apply, `?like=`
    an earlier case of its own to fill this one from."""
    me = _for_the_named(request, me)
    if request.method != "POST":
        return _show(request, me, programme, kind)
    try:
        key, like = request.POST.get("key", "")[:80], _like(request)
        case_id = open_case(programme, kind, actor=me.actor, at=timezone.now(), key=key, like=like)
    except Refusal as refusal:
        return _show(request, me, programme, kind, errors_of(refusal), 409)
    return redirect("applicant:case", case_id=case_id)


def _like(request: HttpRequest) -> UUID | None:
    """The earlier case that the address names, to fill the new one from."""
    try:
        return UUID(request.GET.get("like", ""))
    except ValueError:
        return None


def _named(request: HttpRequest) -> str:
    """The business number that the address carries; "" where there is none, or none that could be one."""
    try:
        return check_ubn(request.GET.get("ubn", ""))
    except BusinessNumberInvalid:
        return ""


def _for_the_named(request: HttpRequest, me: Applicant) -> Applicant:
    """The person acting for the firm that the address names, where it is theirs."""
    named = _named(request)
    return next((mine for mine in me.each_firm() if mine.firm and mine.firm.ubn == named), me)


def _show(
    request: HttpRequest, me: Applicant, programme: str, kind: str, errors: Errors | None = None, status: int = 200
) -> HttpResponse:
    offered = startables(me.firm.ubn if me.firm else None, at=timezone.now())
    wanted = next((each for each in offered if (each.programme, each.kind.name) == (programme, kind)), None)
    if wanted is None:
        raise Http404
    again = {"ubn": _named(request), "next": request.get_full_path()}
    context = {
        "section": "cases",
        "me": me,
        "startable": wanted,
        "named": _named(request),
        "named_url": f"{reverse('account:register_firm')}?{urlencode(again)}",
        "kind": wanted.kind,
        "key": request.POST.get("key") or str(uuid4()),
        "errors": errors or Errors(),
    }
    return render(request, "applicant/start.html", context, status=status)
