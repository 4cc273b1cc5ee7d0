"""The verification code that an approved case brings: where it was sent, and sending another."""

from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from xuzhi.casework.effects import code_purpose
from xuzhi.casework.operations.reissue_code import reissue_code
from xuzhi.casework.queries.shapes import CaseRow
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import say
from xuzhi.parties.queries import CodeState, codes_of
from xuzhi.web.applicant.access import Applicant, of_own_case
from xuzhi.web.refused import sentence_of


def code_of(case: CaseRow, at: datetime) -> CodeState | None:
    """The latest code that this approved case brought and that nobody has typed yet; else None."""
    if case.ended_at is None or case.outcome != "approved":
        return None
    purpose = code_purpose(case.programme, case.kind)
    latest = next((code for code in codes_of(case.firm_ubn, at) if code.purpose == purpose), None)
    return latest if latest is not None and latest.state != "redeemed" else None


@require_POST
@of_own_case
def send_again(request: HttpRequest, me: Applicant, case_id: UUID) -> HttpResponse:
    """Send a new code to the contact address; the one before stops being valid."""
    try:
        reissue_code(case_id, actor=me.actor, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, sentence_of(refusal))
        return redirect("applicant:case", case_id=case_id)
    messages.success(request, say("web/applicant.code_sent"))
    home = urlencode({"next": reverse("applicant:home")})
    return redirect(f"{reverse('account:code')}?{home}")
