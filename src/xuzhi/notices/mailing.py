"""The e-mail of a notice: what the letter says, in text, with the letter attached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import override

from xuzhi.kernel.texts import say
from xuzhi.notices.calendars import NAME as CALENDAR_NAME
from xuzhi.notices.calendars import calendar_file


def send_mail(
    notice_id: UUID, data: Mapping[str, Any], secret: Mapping[str, str], recipients: Sequence[str], pdf: bytes | None
) -> None:
    """Send one message to all recipients. Raises whatever the mail server answers.

    The Message-ID depends on the notice alone: should the record of a sending be lost and the message go out twice,
    a mailbox can tell that it is the same one.
    """
    with override("zh-hant"):
        context = {"letter": data, "secret": dict(secret), "attached": pdf is not None}
        body = render_to_string("notices/email.txt", context)
        subject = say("notices.email_subject", title=data["title"], subject=data["subject"], number=data["number"])
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"
    message = EmailMessage(
        subject=" ".join(subject.split()),
        body=body,
        to=list(recipients),
        reply_to=[data["contact"]["email"]] if data["contact"].get("email") else None,
        headers={"Message-ID": f"<notice-{notice_id}@{domain}>", "Auto-Submitted": "auto-generated"},
    )
    if pdf is not None:
        message.attach(say("notices.letter_file", number=data["number"]), pdf, "application/pdf")
    if data.get("calendar"):
        message.attach(CALENDAR_NAME, calendar_file(data["calendar"]).decode(), "text/calendar")
    message.send()
