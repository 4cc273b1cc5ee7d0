"""A notice is delivered once, however often and by however many it is tried; a failure is recorded and tried again."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction

from xuzhi.ledger.queries import read_stream
from xuzhi.notices.models import Notice, NoticeSecret
from xuzhi.notices.operations import Delivery, deliver_notice
from xuzhi.notices.queries import notice, notices_due, notices_failing
from xuzhi.notices.refusals import NoticeUnknown, RecipientMissing

from .office import AT, DUE, Office, rule

BODY = """\
晨光智慧股份有限公司 您好：

補件通知書
主旨：高山烏龍
案號：TEA-115-00042
發文字號：茶評字第1150000001號
發文日期：115 年 11 月 23 日

參賽資料有需要補正的項目，列在下面。

貴公司所送參賽資料，經審查尚有缺漏。

1. 附件 3 產地證明（條款 T4.1）
   期間早於評選年度。
   怎麼做：請上傳今年度的證明。

2. 茶樣重量（條款 T2.2）
   未填。
   怎麼做：請填寫公克數。

期限：115 年 11 月 26 日（四）24 時
自收到通知的次日起算 3 個工作天

請由這裡辦理：https://xuzhi.example.tw/apply/1/

通知書全文如附件（PDF）。

--
好茶評選須知
茶藝促進會
聯絡人：李小姐
電話：02-2345-6789（週一至週五 9 時至 17 時）
信箱：tea@example.tw
"""


class Refusing(BaseEmailBackend):
    """A mail server that is down."""

    def send_messages(self, email_messages: Any) -> int:
        raise ConnectionRefusedError("mail server is down")


def types(notice_id: Any) -> list[str]:
    return [each.type for each in read_stream(f"notice-{notice_id}")]


@pytest.mark.django_db
def test_the_mail_says_what_the_letter_says(office: Office) -> None:
    notice_id = office.issue()
    assert deliver_notice(notice_id, AT) == Delivery(notice_id, "delivered")
    (message,) = mail.outbox
    assert message.subject == "補件通知書：高山烏龍（茶評字第1150000001號）"
    assert message.to == ["service@chenguang.example.tw", "lin@chenguang.example.tw"]
    assert message.reply_to == ["tea@example.tw"]
    assert message.body.startswith(BODY)
    ((name, content, kind),) = [tuple(each) for each in message.attachments]
    assert (name, kind, content[:5]) == ("茶評字第1150000001號.pdf", "application/pdf", b"%PDF-")


@pytest.mark.django_db
def test_a_second_try_does_nothing(office: Office) -> None:
    notice_id = office.issue()
    assert [deliver_notice(notice_id, AT).outcome for _ in range(3)] == ["delivered", "already", "already"]
    assert len(mail.outbox) == 1
    assert types(notice_id) == ["NoticeIssued", "NoticeDelivered"]
    delivered = read_stream(f"notice-{notice_id}")[-1]
    assert (delivered.actor.role, delivered.occurred_at, delivered.payload["rule"]) == ("system", AT, "correction")
    page = notice(notice_id)
    assert (page.state, page.delivered_at, page.deadline_at, page.attempts) == ("delivered", AT, DUE, 1)


def test_two_at_once_deliver_once(fresh_database: str, office: Office) -> None:
    with transaction.atomic():
        ids = [office.issue() for _ in range(4)]
    together = Barrier(2)

    def work(_: int) -> list[str]:
        try:
            together.wait()
            return [deliver_notice(notice_id, AT).outcome for notice_id in ids]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(zip(*pool.map(work, range(2)), strict=True))
    assert len(mail.outbox) == 4
    assert sorted(message.subject for message in mail.outbox) == [
        f"補件通知書：高山烏龍（茶評字第115000000{serial}號）" for serial in (1, 2, 3, 4)
    ]
    assert all(sorted(pair) in (["already", "delivered"], ["busy", "delivered"]) for pair in outcomes)
    assert [types(notice_id) for notice_id in ids] == [["NoticeIssued", "NoticeDelivered"]] * 4


@pytest.mark.django_db
def test_a_failure_is_recorded_and_tried_again(office: Office, settings: Any) -> None:
    notice_id = office.issue()
    working = settings.MAILERS
    settings.MAILERS = {"default": {"BACKEND": f"{__name__}.Refusing"}}
    waits = []
    at = AT
    for _ in range(8):
        assert notices_due(at) == [notice_id]
        delivery = deliver_notice(notice_id, at)
        assert (delivery.outcome, delivery.problem) == ("failed", "ConnectionRefusedError: mail server is down")
        assert delivery.next_try_at is not None
        assert notices_due(delivery.next_try_at - timedelta(seconds=1)) == []
        waits.append(int((delivery.next_try_at - at).total_seconds() / 60))
        at = delivery.next_try_at
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]
    assert [(each.id, each.attempts) for each in notices_failing()] == [(notice_id, 8)]
    settings.MAILERS = working
    assert deliver_notice(notice_id, at).outcome == "delivered"
    assert notices_due(at + timedelta(days=30)) == []
    assert notices_failing() == []
    assert len(mail.outbox) == 1
    assert types(notice_id) == ["NoticeIssued", *["NoticeFailed"] * 8, "NoticeDelivered"]


@pytest.mark.django_db
def test_a_faulty_template_stops_one_letter_and_is_named(office: Office) -> None:
    bad, good = office.issue(rule("faulty.typ")), office.issue()
    assert "this_is_not_there" in deliver_notice(bad, AT).problem
    assert deliver_notice(good, AT).outcome == "delivered"
    assert [message.subject for message in mail.outbox] == ["補件通知書：高山烏龍（茶評字第1150000002號）"]


@pytest.mark.django_db
def test_what_is_secret_is_in_the_mail_and_nowhere_else(office: Office, tmp_path: Any) -> None:
    notice_id = office.issue(secret={"上架代碼": "ACDE-3467"})
    assert b"ACDE" not in bytes(NoticeSecret.objects.get().sealed)
    deliver_notice(notice_id, AT)
    assert "\n上架代碼：ACDE-3467\n" in mail.outbox[0].body
    assert NoticeSecret.objects.count() == 0
    assert "ACDE-3467" not in str([each.payload for each in read_stream(f"notice-{notice_id}")])
    assert "ACDE-3467" not in str(Notice.objects.values())


@pytest.mark.django_db
def test_a_secret_waits_for_a_delivery_that_works(office: Office, settings: Any) -> None:
    working = settings.MAILERS
    settings.MAILERS = {"default": {"BACKEND": f"{__name__}.Refusing"}}
    notice_id = office.issue(secret={"上架代碼": "ACDE-3467"})
    deliver_notice(notice_id, AT)
    assert NoticeSecret.objects.count() == 1
    settings.MAILERS = working
    deliver_notice(notice_id, AT + timedelta(hours=1))
    assert "上架代碼：ACDE-3467" in mail.outbox[0].body


@pytest.mark.django_db
def test_an_inbox_only_notice_sends_no_mail(office: Office) -> None:
    notice_id = office.issue(rule(channel=("inbox",)))
    assert deliver_notice(notice_id, AT).outcome == "delivered"
    assert mail.outbox == []
    assert notice(notice_id).emailed_to == ()


@pytest.mark.django_db
def test_refusals(office: Office) -> None:
    with pytest.raises(NoticeUnknown):
        deliver_notice(uuid4(), AT)
    office.recipients = ()
    with pytest.raises(RecipientMissing) as refused:
        office.issue()
    assert refused.value.says == "「補件通知書」要寄電子郵件，但沒有收件信箱。"
    assert office.issue(rule(channel=("inbox",)))


@pytest.mark.django_db
def test_the_same_notice_has_the_same_message_id(office: Office, settings: Any) -> None:
    notice_id = office.issue()
    deliver_notice(notice_id, AT)
    assert mail.outbox[0].extra_headers["Message-ID"].startswith(f"<notice-{notice_id}@")


@pytest.mark.django_db
def test_a_subject_with_line_breaks_cannot_add_headers(office: Office) -> None:
    office.data["subject"] = "高山烏龍\r\nBcc: everyone@example.tw"
    deliver_notice(office.issue(), AT)
    assert mail.outbox[0].subject == "補件通知書：高山烏龍 Bcc: everyone@example.tw（茶評字第1150000001號）"
    assert "Bcc" not in mail.outbox[0].message()
