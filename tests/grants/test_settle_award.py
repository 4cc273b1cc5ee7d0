"""Awards: amounts that fit each other and the capital, under the money of the round and category (G7.2)."""

from datetime import timedelta

import pytest

from xuzhi.casework.models import Case, GivenFact
from xuzhi.casework.operations.sweep_clocks import sweep_clocks
from xuzhi.casework.operations.take_step import take_step
from xuzhi.engine.steps import StepNotAllowed
from xuzhi.grants.award_refusals import AwardInvalid, NoAwardHere
from xuzhi.grants.awarding import Award
from xuzhi.grants.operations.settle_award import settle_award
from xuzhi.grants.queries.award_board import award_boards, award_view
from xuzhi.notices.models import Notice

from ..programmes import review_day
from ..programmes.review_day import DUE, MEETS

AFTER = MEETS + timedelta(hours=2)
KPIS = ({"name": "揀貨件數", "unit": "件", "baseline": "10", "target": "13"},)


@pytest.fixture
def review(db):
    """Two proposals of one category that were scored: 80 and 90."""
    office = review_day.set_up()
    firms = [review_day.firm(nth) for nth in (0, 1)]
    found = review_day.Review(office, [(firm, review_day.qualified(firm, office)) for firm in firms])
    for nth in (0, 1):
        found.hand_in(nth)
    assert sweep_clocks(at=DUE + timedelta(seconds=1)) == 2
    for nth, share in ((0, 0.8), (1, 0.9)):
        found.score(nth, share)
    return found


def says(refused, name):
    return refused.value.parts[name].says


@pytest.mark.clause("G7.2", "G4.1", "G4.2")
def test_an_award_lowered_below_what_own_funds_carry_is_told_to_the_dollar(review):
    case, office = review.cases[0], review.officer
    with pytest.raises(AwardInvalid) as refused:
        settle_award(case, Award(18_000_000, 9_000_001, 8_999_999), actor=office, at=AFTER)
    assert says(refused, "subsidy") == (
        "補助款 9,000,001 元，超過這些經費可以核定的上限 8,999,999 元（受限於自籌款）。"
    )
    with pytest.raises(AwardInvalid) as refused:
        settle_award(case, Award(18_000_000, 9_000_000, 8_000_000), actor=office, at=AFTER)
    assert set(refused.value.parts) == {"total", "subsidy"}
    with pytest.raises(AwardInvalid) as refused:
        settle_award(case, Award(60_000_000, 9_000_000, 51_000_000), actor=office, at=AFTER)
    assert refused.value.parts["own"].code == "grants.award_capital"
    settle_award(case, Award(18_000_000, 9_000_000, 9_000_000, KPIS, ("補強擴散規劃",)), actor=office, at=AFTER)
    known = dict(GivenFact.objects.filter(case_id=case, name__startswith="award").values_list("name", "value"))
    assert known["award.subsidy"] == 9_000_000
    assert known["award.advice"] == [{"number": 1, "comment": "補強擴散規劃"}]


@pytest.mark.clause("G7.2")
def test_a_round_and_category_awards_no_more_than_is_set(review):
    first, second = review.cases
    review_day.set_one("award_budget_smart_operations", 15_000_000)
    settle_award(first, Award(20_000_000, 10_000_000, 10_000_000), actor=review.officer, at=AFTER)
    with pytest.raises(AwardInvalid) as refused:
        settle_award(second, Award(20_000_000, 5_000_001, 14_999_999), actor=review.officer, at=AFTER)
    assert "還可以核定 5,000,000 元" in says(refused, "subsidy")
    settle_award(second, Award(10_000_000, 5_000_000, 5_000_000), actor=review.officer, at=AFTER)
    (board,) = award_boards(review_day.PROGRAMME, actor=review.officer, at=AFTER)
    assert (board.category, board.budget_twd, board.awarded_twd, board.left_twd) == (
        "smart_operations", 15_000_000, 15_000_000, 0,
    )  # fmt: skip
    assert [(row.rank, row.case_id, row.awarded_twd) for row in board.rows] == [
        (1, second, 5_000_000),
        (2, first, 10_000_000),
    ]


@pytest.mark.clause("G7.2", "G9.1")
def test_selected_with_amounts_and_comments_and_the_contract_begins(review):
    case, other = review.cases
    with pytest.raises(StepNotAllowed):
        take_step(case, "select", actor=review.officer, at=AFTER)
    settle_award(case, Award(18_000_000, 9_000_000, 9_000_000, KPIS, ("補強擴散規劃",)), actor=review.officer, at=AFTER)
    take_step(case, "select", actor=review.officer, at=AFTER)
    assert Case.objects.get(id=case).outcome == "approved"
    assert Case.objects.get(kind="contract").about == str(case)
    letter = Notice.objects.get(case_id=case, rule="selection")
    shown = {each["name"]: each for each in letter.content["shown"]}
    assert shown["award.subsidy"]["says"].startswith("9,000,000") or "9,000,000" in shown["award.subsidy"]["says"]
    assert shown["award.advice"]["rows"] == [["1", "補強擴散規劃"]]
    with pytest.raises(NoAwardHere):
        settle_award(case, Award(18_000_000, 9_000_000, 9_000_000), actor=review.officer, at=AFTER)
    take_step(other, "not_select", grounds=["ranked_below"], reason="經費額度已滿", actor=review.officer, at=AFTER)
    assert Case.objects.get(id=other).outcome == "not_selected"
    told = Notice.objects.get(case_id=other, rule="not_selected").content["paragraphs"]
    assert any("經費額度已滿" in each for each in told)


@pytest.mark.clause("G7.2")
def test_the_page_of_an_award_says_what_was_asked_and_what_binds(review):
    view = award_view(review.cases[0], actor=review.officer, at=AFTER)
    assert view.asked == {"total": 20_000_000, "subsidy": 10_000_000, "own": 10_000_000}
    assert (view.open_, view.room.left_twd, view.room.capital_twd) == (True, 30_000_000, 50_000_000)
