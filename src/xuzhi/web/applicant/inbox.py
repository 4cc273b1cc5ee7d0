"""Letters to the firm: the inbox, one letter, and the letter as PDF."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from xuzhi.casework.queries.letter_titles import titled
from xuzhi.notices import queries as notices
from xuzhi.notices.calendars import calendar_file
from xuzhi.notices.operations.read_notice import read_notice
from xuzhi.notices.refusals import LetterDamaged, LetterNotReady, NoticeUnknown
from xuzhi.web.applicant.access import Applicant, as_applicant
from xuzhi.web.applicant.reading import reading_of
from xuzhi.web.refused import errors_of


@require_safe
@as_applicant
def inbox(request: HttpRequest, me: Applicant) -> HttpResponse:
    letters = titled(notices.inbox(me.firm.ubn), timezone.localdate()) if me.firm else []
    context = {"section": "inbox", "me": me, "letters": letters, "unread": sum(each.unread for each in letters)}
    return render(request, "applicant/inbox.html", context)


@require_safe
@as_applicant
def notice(request: HttpRequest, me: Applicant, notice_id: UUID) -> HttpResponse:
    """One letter. Opening it is recorded, once."""
    letter, mine = _own_notice(me, notice_id)
    if letter.unread:
        read_notice(notice_id, actor=mine.actor, at=timezone.now())
    context = {"section": "inbox", "me": mine, "letter": letter, "reading": reading_of(letter, timezone.localdate())}
    return render(request, "applicant/notice.html", context)


@require_safe
@as_applicant
def letter(request: HttpRequest, me: Applicant, notice_id: UUID) -> HttpResponse:
    page, mine = _own_notice(me, notice_id)
    try:
        file = notices.letter_pdf(notice_id)
    except (LetterNotReady, LetterDamaged) as refusal:
        context = {
            "section": "inbox",
            "me": mine,
            "letter": page,
            "reading": reading_of(page, timezone.localdate()),
            "errors": errors_of(refusal),
        }
        return render(request, "applicant/notice.html", context, status=409)
    answer = HttpResponse(file.pdf, content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(True, file.name)
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@require_safe
@as_applicant
def calendar(request: HttpRequest, me: Applicant, notice_id: UUID) -> HttpResponse:
    """The meeting that a letter tells of, for one's own calendar. 404 for a letter that tells of none."""
    page, _ = _own_notice(me, notice_id)
    entry = page.content.get("calendar")
    if not entry:
        raise Http404
    answer = HttpResponse(calendar_file(entry), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = content_disposition_header(True, f"{page.number}.ics")
    return answer


def _own_notice(me: Applicant, notice_id: UUID) -> tuple[notices.NoticePage, Applicant]:
    """The letter, and the person acting for the firm that it went to. Raises Http404."""
    try:
        page = notices.notice(notice_id)
    except NoticeUnknown as unknown:
        raise Http404(str(unknown)) from unknown
    for mine in me.each_firm():
        if mine.actor.firm == page.firm_ubn:
            return page, mine
    raise Http404
