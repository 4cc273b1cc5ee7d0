"""What belongs to a case: the one it is about, beside what is to change, and what the office opens about it."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from xuzhi.casework.operations.open_case import open_case
from xuzhi.casework.queries.shapes import CasePage
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say
from xuzhi.web.office.access import as_officer, as_staff
from xuzhi.web.office.case import frame, read_case
from xuzhi.web.office.evidence import case_files
from xuzhi.web.refused import Errors, errors_of
from xuzhi.web.shown import sections_shown


@require_safe
@as_staff
def related(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """The case that this one is about is read here too, with all that was sealed in it, and that is kept as a look."""
    page = read_case(case_id, actor)
    about = page.related.about if page.related else None
    other = read_case(about.id, actor) if about else None
    context = frame(request, page, actor, "related") | {
        "related": page.related,
        "about": about,
        "other": other,
        "sealed": _sealed(other) if other else (),
    }
    return render(request, "office/related.html", context)


def _sealed(other: CasePage) -> list[object]:
    """The sections of the other case with its answers and files, as they stand."""
    shown = sections_shown(other.sections, case_files(other))
    return [
        {
            "section": section,
            "answers": [each for each in answers if each.value or each.rows or each.files],
            "files": [(document.document, document.attached) for document in section.documents if document.attached],
        }
        for section, answers in shown
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@as_officer
def open_about(request: HttpRequest, actor: Actor, case_id: UUID, kind: str) -> HttpResponse:
    """Open a case about this one: first what it is for, then the button; pressed twice, it is one case."""
    page = read_case(case_id, actor)
    offered = next((each for each in page.related.openable if each.kind == kind), None) if page.related else None
    if offered is None and request.method != "POST":
        raise Http404(kind)
    errors, status = Errors(), 200
    if request.method == "POST":
        key = request.POST.get("key", "")[:80]
        try:
            opened = open_case(page.case.programme, kind, actor=actor, at=timezone.now(), about=case_id, key=key)
        except Refusal as refusal:
            errors, status = errors_of(refusal), 409
        else:
            messages.success(request, say("web/office.opened_about"))
            return redirect("office:case", case_id=opened)
    context = frame(request, page, actor, "related", errors) | {
        "kind": offered,
        "key": request.POST.get("key") or str(uuid4()),
    }
    return render(request, "office/open_about.html", context, status=status)
