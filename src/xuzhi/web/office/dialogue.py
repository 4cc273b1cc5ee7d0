"""The office answers a question that was asked from a case."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from xuzhi.casework.operations.answer_question import answer_question
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say
from xuzhi.web.office.access import as_officer
from xuzhi.web.office.case import frame, read_case
from xuzhi.web.refused import errors_of


@require_POST
@as_officer
def answer(request: HttpRequest, actor: Actor, case_id: UUID, question_id: UUID) -> HttpResponse:
    text = request.POST.get("text", "")
    try:
        answer_question(case_id, question_id, text, actor=actor, at=timezone.now())
    except Refusal as refusal:
        page = read_case(case_id, actor)
        context = frame(request, page, actor, "letters", errors_of(refusal, f"answer-{question_id}"))
        return render(request, "office/letters.html", context | {"typed_for": question_id, "text": text}, status=422)
    messages.success(request, say("web/office.answered"))
    return redirect("office:letters", case_id=case_id)
