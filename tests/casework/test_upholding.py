"""An officer's word of an earlier case holds where the facts are the same, and nowhere else."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from xuzhi.casework.events import FindingsRecorded
from xuzhi.casework.models import Attachment, Case, FindingRow
from xuzhi.casework.operations.attach_document import attach_document
from xuzhi.casework.operations.confirm_finding import confirm_finding
from xuzhi.casework.operations.recheck_case import recheck_case
from xuzhi.casework.operations.submit_case import submit_case
from xuzhi.casework.operations.take_step import take_step
from xuzhi.casework.projectors import PROJECTORS
from xuzhi.casework.queries.case_page import case_page
from xuzhi.casework.queries.editions import edition
from xuzhi.casework.queries.findings_to_confirm import findings_to_confirm
from xuzhi.casework.upholding import Earlier, Looked, Word, upheld
from xuzhi.ledger.operations import rebuild_read_models
from xuzhi.ledger.queries import read_stream

from . import market
from .market import AT, MARKET, OFFICE, later
from .test_about import PRICES, change_of

DEARER = [{"dish": "臭豆腐", "price_twd": 80}, {"dish": "米血", "price_twd": 40}]
CASE = UUID("0e5d1a52-0000-4000-8000-00000000000a")


@pytest.fixture
def stall(firm):
    """An open stall, of which an officer has confirmed what an officer has to confirm."""
    market.with_code(firm)
    case_id = market.opened(firm, prices=PRICES)
    market.confirm_all(case_id)
    return case_id


def sent(stall, firm, at=AT, **answers):
    case_id = change_of(stall, firm, at, **answers)
    submit_case(case_id, actor=firm, at=at)
    return case_id


def stands(case_id):
    rows = FindingRow.objects.filter(case_id=case_id, needs_confirmation=True)
    return {row.check_name: (row.stands, row.note, row.confirmed_by, (row.upheld or {}).get("number")) for row in rows}


def number(case_id):
    return Case.objects.get(id=case_id).number


class TestTheSameFacts:
    def test_what_differs_is_confirmed_again_and_the_rest_stands(self, stall, firm):
        case_id = sent(stall, firm, at=later(hours=1), stall__prices=DEARER)
        assert stands(case_id) == {
            "prices_fair": ("met", "", "", None),
            "photo_shows_stall": ("met", "已查明", "林承辦", number(stall)),
        }
        assert findings_to_confirm(case_id) == ["prices_fair"]
        assert Case.objects.get(id=case_id).unconfirmed == 1

    def test_it_is_kept_with_the_findings_as_evidence(self, stall, firm):
        case_id = sent(stall, firm, at=later(hours=1), stall__prices=DEARER)
        recorded = [each for each in read_stream(f"case-{case_id}") if isinstance(each.event, FindingsRecorded)]
        assert [each.event.upheld for each in recorded] == [
            [
                {
                    "check": "photo_shows_stall",
                    "outcome": "met",
                    "note": "已查明",
                    "confirmed_by": "林承辦",
                    "confirmed_at": AT.isoformat(),
                    "case_id": str(stall),
                    "number": number(stall),
                }
            ]
        ]
        page = case_page(case_id, actor=OFFICE, at=later(hours=1))
        shown = next(each for each in page.findings if each.check == "photo_shows_stall")
        assert (shown.upheld_case_id, shown.upheld_number, shown.confirmed_at) == (str(stall), number(stall), AT)
        assert (shown.sign, shown.note) == ("met", "已查明")
        line = next(each for each in page.timeline if each.type == "FindingsRecorded")
        assert line.detail == "其中 1 項的事實與先前案件相同，沿用當時的認定"

    def test_another_file_under_the_clause_is_another_fact(self, stall, firm):
        case_id = change_of(stall, firm)
        old = Attachment.objects.get(case_id=case_id)
        new = market.seal(firm, "新照片.pdf", pages=2)
        attach_document(case_id, "photo", new, replaces=old.id, actor=firm, at=AT)
        submit_case(case_id, actor=firm, at=AT)
        assert findings_to_confirm(case_id) == ["photo_shows_stall"]

    def test_a_word_against_the_rule_holds_as_it_was_given(self, stall, firm):
        confirm_finding(stall, "photo_shows_stall", "not_met", note="照片是別攤", actor=OFFICE, at=later(minutes=5))
        case_id = sent(stall, firm, at=later(hours=1), stall__prices=DEARER)
        assert stands(case_id)["photo_shows_stall"] == ("not_met", "照片是別攤", "林承辦", number(stall))
        assert Case.objects.get(id=case_id).findings_outcome == "not_met"

    def test_what_nobody_confirmed_is_not_upheld(self, firm):
        market.with_code(firm)
        stall = market.opened(firm, prices=PRICES)
        case_id = sent(stall, firm, stall__prices=DEARER)
        assert findings_to_confirm(case_id) == ["prices_fair", "photo_shows_stall"]

    def test_the_next_change_rests_on_the_last_that_knew_the_facts(self, stall, firm):
        first = sent(stall, firm, at=later(hours=1), stall__prices=DEARER)
        confirm_finding(first, "prices_fair", "met", note="已比對市價", actor=OFFICE, at=later(hours=2))
        take_step(first, "agree", actor=OFFICE, at=later(hours=3))
        second = sent(stall, firm, at=later(hours=4), stall__secret="冷藏櫃換新")
        assert stands(second) == {
            "prices_fair": ("met", "已比對市價", "林承辦", number(first)),
            "photo_shows_stall": ("met", "已查明", "林承辦", number(stall)),
        }

    def test_a_case_about_nothing_asks_nothing(self, firm):
        assert FindingRow.objects.filter(case_id=market.submitted(firm)).exclude(upheld__isnull=True).count() == 0


class TestDecidingAnew:
    def test_ones_own_word_goes_before_and_stays(self, stall, firm):
        case_id = sent(stall, firm, stall__prices=DEARER)
        confirm_finding(case_id, "photo_shows_stall", "not_met", note="這次看不清楚", actor=OFFICE, at=later(hours=1))
        recheck_case(case_id, actor=OFFICE, at=later(days=1))
        assert stands(case_id)["photo_shows_stall"] == ("not_met", "這次看不清楚", "林承辦", None)
        take_step(case_id, "agree", actor=OFFICE, at=later(days=1))
        after = sent(stall, firm, at=later(days=2), stall__secret="冷藏櫃換新")
        assert stands(after)["photo_shows_stall"] == ("not_met", "這次看不清楚", "林承辦", number(case_id))

    def test_looking_again_keeps_what_is_upheld(self, stall, firm):
        case_id = sent(stall, firm, stall__prices=DEARER)
        before = stands(case_id)
        recheck_case(case_id, actor=OFFICE, at=later(days=1))
        assert stands(case_id) == before
        assert before["photo_shows_stall"][3] == number(stall)

    def test_rows_are_rebuilt_from_the_events(self, stall, firm):
        case_id = sent(stall, firm, stall__prices=DEARER)
        before = sorted(map(repr, FindingRow.objects.values()))
        rebuild_read_models([each.name for each in PROJECTORS])
        assert sorted(map(repr, FindingRow.objects.values())) == before
        assert stands(case_id)["photo_shows_stall"][3] == number(stall)


def test_it_costs_the_same_however_many_words_there_are(stall, firm):
    def statements(at):
        case_id = change_of(stall, firm, at, stall__secret=f"{at}")
        with CaptureQueriesContext(connection) as captured:
            submit_case(case_id, actor=firm, at=at)
        told = len(captured)
        take_step(case_id, "agree", actor=OFFICE, at=at)
        return told

    assert len({statements(later(hours=hour)) for hour in (1, 2, 3)}) == 1


class TestRule:
    """By itself, without a case: the rule only compares."""

    @pytest.fixture
    def kind(self, db):
        return edition(MARKET, AT.date()).case("stall_change")

    def looked(self, **other):
        finding = {
            "check": "prices_fair",
            "clause": "N2",
            "outcome": "met",
            "values": {"stall.prices": 30},
            "missing": [],
            "confirmed_by": "officer",
        }
        return Looked(finding | other, {"stall.prices": PRICES}, frozenset({("photo", "a" * 64)}))

    def word(self, note="看過", **earlier):
        at = AT - timedelta(**(earlier or {"days": 9}))
        return Word("prices_fair", "met", note, "林承辦", at, CASE, "N-115-00001")

    def notes(self, kind, now, *then):
        return [word.note for word in upheld(kind, [now], then)]

    def test_the_latest_word_on_the_same_facts_is_taken(self, kind):
        earlier = (Earlier(self.word("早", days=9), self.looked()), Earlier(self.word("晚", days=1), self.looked()))
        assert self.notes(kind, self.looked(), *earlier) == ["晚"]
        other = replace(earlier[1], looked=self.looked(values={"stall.prices": 31}))
        assert self.notes(kind, self.looked(), earlier[0], other) == ["早"]

    @pytest.mark.parametrize(
        "other",
        [{"outcome": "not_met"}, {"values": {"stall.prices": 31}}, {"missing": ["stall.name"]}, {"clause": "N3"}],
    )
    def test_another_outcome_value_or_clause_is_another_fact(self, kind, other):
        assert self.notes(kind, self.looked(**other), Earlier(self.word(), self.looked())) == []

    def test_a_list_that_a_finding_only_counts_is_compared_whole(self, kind):
        longer = replace(self.looked(), answers={"stall.prices": DEARER})
        assert self.notes(kind, longer, Earlier(self.word(), self.looked())) == []

    def test_files_of_other_clauses_are_nothing_to_it(self, kind):
        other = replace(self.looked(), files=frozenset({("photo", "b" * 64)}))
        assert self.notes(kind, other, Earlier(self.word(), self.looked())) == ["看過"]

    def test_what_the_rule_decides_by_itself_takes_nobodys_word(self, kind):
        alone = self.looked(confirmed_by=None)
        assert self.notes(kind, alone, Earlier(self.word(), alone)) == []
        open_one = self.looked(confirmed_by=None, outcome="undetermined")
        assert self.notes(kind, open_one, Earlier(self.word(), open_one)) == ["看過"]
