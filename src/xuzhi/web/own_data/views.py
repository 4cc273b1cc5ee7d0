"""The page from which people take away what is held of them, and the files themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from xuzhi.kernel.texts import current_language, say
from xuzhi.web.account.entry import login_required_keeping
from xuzhi.web.own_data.firm import firm_pieces
from xuzhi.web.own_data.packing import zipped
from xuzhi.web.own_data.person import person_pieces


@require_safe
@login_required_keeping
def own_data(request: HttpRequest) -> HttpResponse:
    return render(request, "own_data/page.html", {"firms": request.standing.firms})


@require_safe
@login_required_keeping
def person(request: HttpRequest) -> StreamingHttpResponse:
    pieces = person_pieces(request.user, at=timezone.now(), language=current_language())
    return _answer(zipped(pieces), say("web/own_data.file_person", day=f"{timezone.localdate():%Y%m%d}"))


@require_safe
@login_required_keeping
def firm(request: HttpRequest, ubn: str) -> StreamingHttpResponse:
    """For each of the firm's people, whatever became of its listings."""
    card = next((each for each in request.standing.firms if each.ubn == ubn), None)
    if card is None:
        raise Http404(ubn)
    actor = replace(request.standing.as_applicant(), firm=ubn)
    pieces = firm_pieces(card, actor, at=timezone.now(), language=current_language())
    return _answer(zipped(pieces), say("web/own_data.file_firm", ubn=ubn, day=f"{timezone.localdate():%Y%m%d}"))


def _answer(content: Iterator[bytes], name: str) -> StreamingHttpResponse:
    answer = StreamingHttpResponse((each for each in content if each), content_type="application/zip")
    answer["Content-Disposition"] = content_disposition_header(True, name)
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Encoding"] = "identity"  # what is packed already is not packed again
    return answer
