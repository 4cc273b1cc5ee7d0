"""Which plans are like a case, for the office alone; and the lists of funded plans that cases are held against."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from xuzhi.grants.likeness.operations.import_funded import import_funded
from xuzhi.grants.likeness.queries import funded_lists, likeness_of
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say
from xuzhi.web.office.access import as_staff
from xuzhi.web.office.case import frame, read_case
from xuzhi.web.refused import Errors, errors_of

LARGEST = 40 * 1024 * 1024
MEGABYTE = 1024 * 1024


@require_safe
@as_staff
def likeness(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """The passages that a case has in common with earlier ones; reading it is recorded like any look at the case."""
    page = read_case(case_id, actor, what="likeness")
    found = likeness_of(case_id, actor=actor)
    if found is None:
        raise Http404(str(case_id))
    return render(request, "office/likeness.html", frame(request, page, actor, "likeness") | {"found": found})


@require_http_methods(["GET", "HEAD", "POST"])
@as_staff
def funded(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The lists, and taking one over."""
    errors, title = Errors(), request.POST.get("title", "")
    if request.method == "POST":
        try:
            _, bad = import_funded(title, _content(request), actor=actor, at=timezone.now())
        except Refusal as refusal:
            errors = errors_of(refusal, "title" if refusal.code.endswith("title_missing") else "file")
        else:
            lines = say("kernel.list_separator").join(map(str, bad[:20]))
            key = "funded_imported_but" if bad else "funded_imported"
            messages.success(request, say(f"web/office.{key}", title=title, count=len(bad), lines=lines))
            return redirect("office:funded")
    context = {
        "section": "office",
        "part": "registers",
        "lists": funded_lists(actor=actor),
        "errors": errors,
        "title": title,
        "acts": actor.role == "officer",
    }
    return render(request, "office/funded.html", context, status=422 if errors else 200)


def _content(request: HttpRequest) -> bytes:
    file = request.FILES.get("file")
    if file is None:
        raise Refusal(code="grants/likeness.file_missing")
    if file.size > LARGEST:
        size, most = -(-file.size // MEGABYTE), LARGEST // MEGABYTE
        raise Refusal(code="grants/likeness.file_too_large", size=size, most=most)
    return file.read()
