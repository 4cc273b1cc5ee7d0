"""Many business numbers at once: what is asked, how it is answered in parts, and each register's day."""

from datetime import date

import pytest

from xuzhi.casework.models import LookUpAnswer
from xuzhi.casework.office_refusals import LookUpsUnknown, NoNumbers, PurposeMissing, TooManyNumbers, ViewUnnamed
from xuzhi.casework.operations.answer_look_ups import answer_look_ups
from xuzhi.casework.operations.forget_view import forget_view
from xuzhi.casework.operations.request_look_ups import request_look_ups
from xuzhi.casework.operations.save_view import save_view
from xuzhi.casework.queries.look_ups import firm_answers, look_up_requests, look_ups
from xuzhi.casework.queries.saved_views import saved_views
from xuzhi.casework.refusals import OfficeOnly
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import rebuild_read_models

from . import market
from .market import AT, OFFICE, UBN

DAY = date(2026, 11, 20)


@pytest.fixture
def asked(registers):
    numbers = [UBN, "12345678", "12345675", UBN, " 22099131 "]
    return request_look_ups(numbers, purpose="年度複查", actor=OFFICE, at=AT)


def test_each_number_once_and_in_parts(asked):
    assert answer_look_ups(asked, most=3) == 1
    assert (look_ups(asked).done, look_ups(asked).total, look_ups(asked).finished) == (3, 4, False)
    assert answer_look_ups(asked, most=3) == 0
    assert answer_look_ups(asked) == 0
    assert look_ups(asked).finished
    assert [each.number for each in firm_answers(asked)] == [UBN, "12345678", "12345675", "22099131"]


def test_every_register_answers_with_its_day(asked):
    answer_look_ups(asked)
    known, wrong, barred, _ = firm_answers(asked)
    assert (known.name, known.status, known.capital) == ("晨光小吃股份有限公司", "核准設立", 500_000)
    assert [(each.register, each.found, each.as_of) for each in known.registers] == [
        ("company", "yes", DAY),
        ("debarred", "no", DAY),
        ("prc_funded", "open", None),
        ("violations", "open", None),
    ]
    assert wrong.problem.startswith("統一編號「12345678」") and wrong.registers == ()
    assert [each.says for each in barred.registers[:2]] == ["沒有查過", "有 1 筆紀錄"]


def test_what_cannot_be_asked(registers):
    for numbers, purpose, refused in (
        ([], "年度複查", NoNumbers),
        (["  "], "年度複查", NoNumbers),
        ([UBN], " ", PurposeMissing),
        ([str(n) for n in range(5001)], "年度複查", TooManyNumbers),
    ):
        with pytest.raises(refused):
            request_look_ups(numbers, purpose=purpose, actor=OFFICE, at=AT)
    with pytest.raises(OfficeOnly):
        request_look_ups([UBN], purpose="x", actor=Actor.person("1", "甲", "applicant", UBN), at=AT)
    with pytest.raises(LookUpsUnknown):
        look_ups(market.UUID("00000000-0000-4000-8000-000000000000"))
    assert answer_look_ups(market.UUID("00000000-0000-4000-8000-000000000000")) == 0


def test_rebuilt_and_asked_again_it_says_the_same(asked):
    answer_look_ups(asked)
    before = list(firm_answers(asked))
    rebuild_read_models(["casework_office"])
    assert [each.total for each in look_up_requests()] == [4]
    LookUpAnswer.objects.all().delete()
    answer_look_ups(asked)
    assert list(firm_answers(asked)) == before


def test_lists_that_somebody_keeps(db):
    save_view("  我的   逾期 ", "due=overdue", actor=OFFICE, at=AT)
    save_view("等我", "turn=office", actor=OFFICE, at=AT)
    save_view("我的 逾期", "due=overdue&officer=x", actor=OFFICE, at=AT)
    assert saved_views(OFFICE) == [("等我", "turn=office"), ("我的 逾期", "due=overdue&officer=x")]
    rebuild_read_models(["casework_office"])
    forget_view("等我", actor=OFFICE, at=AT)
    forget_view("等我", actor=OFFICE, at=AT)
    assert saved_views(OFFICE) == [("我的 逾期", "due=overdue&officer=x")]
    assert saved_views(Actor.person("2", "乙", "officer")) == []
    with pytest.raises(ViewUnnamed):
        save_view(" ", "", actor=OFFICE, at=AT)
