"""The inbox counts what nobody of the firm has opened; the read models are rebuilt row by row."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import rebuild_read_models
from xuzhi.ledger.queries import read_stream
from xuzhi.notices.operations import deliver_notice, read_notice
from xuzhi.notices.projectors import PROJECTOR
from xuzhi.notices.queries import inbox, inbox_counts, notice, notices_of_case, unread_count
from xuzhi.notices.refusals import NoticeUnknown

from .office import AT, CASE, DUE, FIRM, OFFICER, Office, rule

pytestmark = pytest.mark.django_db

MEMBER = Actor.person("3", "林怡君", "applicant", FIRM.ubn)


def rows() -> dict[str, list[dict[str, Any]]]:
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in PROJECTOR.models}


def test_newest_first_and_unread_until_a_member_opens_it(office: Office) -> None:
    first = office.issue()
    second = office.issue(at=AT + timedelta(hours=1))
    assert [(each.id, each.unread) for each in inbox(FIRM.ubn)] == [(second, True), (first, True)]
    assert not read_notice(first, actor=OFFICER, at=AT)
    assert not read_notice(first, actor=Actor.person("9", "別家", "applicant", "12345675"), at=AT)
    assert unread_count(FIRM.ubn) == 2
    assert read_notice(first, actor=MEMBER, at=AT + timedelta(hours=2))
    assert not read_notice(first, actor=MEMBER, at=AT + timedelta(hours=3))
    assert inbox_counts(FIRM.ubn) == {"all": 2, "unread": 1}
    page = notice(first)
    assert (page.read_at, page.read_by) == (AT + timedelta(hours=2), "林怡君")
    assert [each.type for each in read_stream(f"notice-{first}")] == ["NoticeIssued", "NoticeRead"]


def test_a_notice_knows_its_case_and_deadline(office: Office) -> None:
    notice_id = office.issue()
    (line,) = notices_of_case(CASE.id)
    assert (line.id, line.case_number, line.deadline_at, line.state, line.has_letter) == (
        notice_id,
        "TEA-115-00042",
        DUE,
        "pending",
        False,
    )
    assert [each.id for each in inbox(FIRM.ubn, case_id=CASE.id)] == [notice_id]
    assert inbox(FIRM.ubn, case_id=uuid4()) == []
    assert inbox("12345675") == []
    assert notice(notice_id).clause == "T5.1"


def test_unknown_notices(office: Office) -> None:
    for ask in (lambda: notice(uuid4()), lambda: read_notice(uuid4(), actor=MEMBER, at=AT)):
        with pytest.raises(NoticeUnknown):
            ask()


def test_rebuilt_rows_equal_the_live_ones(office: Office, settings: Any) -> None:
    delivered, read, failed = office.issue(), office.issue(), office.issue(rule("faulty.typ"))
    deliver_notice(delivered, AT + timedelta(minutes=1))
    deliver_notice(read, AT + timedelta(minutes=1), deadline=lambda *_: (DUE + timedelta(days=1), "改自送達日起算"))
    deliver_notice(failed, AT + timedelta(minutes=1))
    read_notice(read, actor=MEMBER, at=AT + timedelta(minutes=5))
    office.issue(at=AT + timedelta(days=60))
    before = rows()
    assert {name: len(each) for name, each in before.items()} == {"LetterSeries": 2, "Notice": 4}
    assert rebuild_read_models(["notices"]) == 8
    assert rows() == before
