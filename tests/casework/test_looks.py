"""Every look at a case is an event, and who may read which (L9.1)."""

from datetime import timedelta

import pytest

from xuzhi.casework.models import Look
from xuzhi.casework.operations.record_export import record_export
from xuzhi.casework.operations.record_viewing import record_viewing
from xuzhi.casework.queries.looks import exports, looks_of
from xuzhi.casework.refusals import CaseUnknown, ExportTooLarge, NotYours, OfficeOnly
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import rebuild_read_models
from xuzhi.ledger.queries import read_stream

from . import market
from .market import AT, OFFICE, later

pytestmark = pytest.mark.clause("L9.1")

NAMESAKE = Actor.person("0e5d1a52-0000-4000-8000-000000000002", "林承辦", "officer")
REVIEWER = Actor.person("0e5d1a52-0000-4000-8000-000000000003", "陳委員", "reviewer")
ORGANISER = Actor.person("0e5d1a52-0000-4000-8000-000000000004", "李科長", "organiser")


def test_two_people_of_one_name_are_two(firm):
    case_id = market.submitted(firm)
    assert record_viewing(case_id, actor=OFFICE, at=AT)
    assert record_viewing(case_id, actor=NAMESAKE, at=AT)
    assert not record_viewing(case_id, actor=NAMESAKE, at=later(minutes=5), what="file")
    assert Look.objects.filter(case_id=case_id).count() == 2


def test_office_reviewer_and_organiser_are_kept_and_the_firm_is_not(firm):
    case_id = market.submitted(firm)
    for nth, actor in enumerate((OFFICE, REVIEWER, ORGANISER)):
        assert record_viewing(
            case_id, actor=actor, at=AT + timedelta(minutes=nth), what=("page", "file", "letter")[nth]
        )
    assert not record_viewing(case_id, actor=firm, at=AT)
    assert [(each.who, each.role, each.what) for each in looks_of(case_id, actor=OFFICE)] == [
        ("李科長", "主辦單位", "閱覽通知書"),
        ("陳委員", "審查委員", "下載或閱覽附件"),
        ("林承辦", "承辦人", "閱覽案件"),
    ]


def test_the_firm_reads_who_looked_but_not_which_reviewer(firm, other_firm):
    case_id = market.submitted(firm)
    record_viewing(case_id, actor=REVIEWER, at=AT)
    assert [each.who for each in looks_of(case_id, actor=firm)] == ["審查委員"]
    with pytest.raises(NotYours):
        looks_of(case_id, actor=other_firm)
    with pytest.raises(OfficeOnly):
        looks_of(case_id, actor=REVIEWER)


def test_a_list_that_was_taken_out_stands_with_its_cases(firm, other_firm):
    one, two = market.submitted(firm), market.submitted(other_firm)
    record_export("cases", "xlsx", rows=1, actor=OFFICE, at=AT, filters={"turn": "office", "due": ""}, cases=[one])
    assert [each.what for each in looks_of(one, actor=OFFICE)] == ["匯出清單，本案在內：案件清單（XLSX）"]
    assert looks_of(two, actor=OFFICE) == []
    (taken,) = exports()
    assert (taken.who, taken.rows, taken.format, taken.filters) == ("林承辦", 1, "XLSX", (("turn", "office"),))
    (event,) = read_stream("exports")
    assert event.payload["cases"] == [str(one)]


def test_what_is_too_long_or_not_the_office_s_is_refused(firm):
    with pytest.raises(OfficeOnly):
        record_export("cases", "csv", rows=1, actor=firm, at=AT)
    with pytest.raises(ExportTooLarge) as refused:
        record_export("cases", "csv", rows=50_001, actor=OFFICE, at=AT)
    assert "50,001" in refused.value.says and refused.value.remedy
    assert read_stream("exports") == []


def test_a_case_that_is_not_there(db):
    with pytest.raises(CaseUnknown):
        record_viewing(market.UUID("00000000-0000-4000-8000-000000000000"), actor=OFFICE, at=AT)


def test_rebuilt_row_by_row(firm):
    case_id = market.submitted(firm)
    record_viewing(case_id, actor=OFFICE, at=AT)
    before = list(Look.objects.values())
    rebuild_read_models(["casework"])
    assert list(Look.objects.values()) == before
