"""The page from which people take away what is held of them, and the files themselves."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from xuzhi.kernel.texts import current_language, say
from xuzhi.web.account.entry import login_required_keeping
from xuzhi.web.own_data.answers import firm_zip_name, zip_answer
from xuzhi.web.own_data.firm import firm_pieces
from xuzhi.web.own_data.person import person_pieces


@require_safe
@login_required_keeping
def own_data(request: HttpRequest) -> HttpResponse:
    return render(request, "own_data/page.html", {"firms": request.standing.firms})


@require_safe
@login_required_keeping
def person(request: HttpRequest) -> StreamingHttpResponse:
    pieces = person_pieces(request.user, at=timezone.now(), language=current_language())
    return zip_answer(pieces, say("web/own_data.file_person", day=f"{timezone.localdate():%Y%m%d}"))


@require_safe
@login_required_keeping
def firm(request: HttpRequest, ubn: str) -> StreamingHttpResponse:
    """For each of the firm's people, whatever became of its listings."""
    card = next((each for each in request.standing.firms if each.ubn == ubn), None)
    if card is None:
        raise Http404(ubn)
    actor = replace(request.standing.as_applicant(), firm=ubn)
    pieces = firm_pieces(card, actor, at=timezone.now(), language=current_language())
    return zip_answer(pieces, firm_zip_name(ubn))
