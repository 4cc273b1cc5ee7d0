"""A panel's points put together: exact, and what is shown never says more than what decided."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuzhi.engine.scoring import ScoredCriterion, ScoringSettings, Sheet, fits, result_of


def settings(mark: str = "70", least: int = 2, **changes: object) -> ScoringSettings:
    criteria = (
        ScoredCriterion("fit", Decimal(60), Decimal(60), False),
        ScoredCriterion("market", Decimal(40), Decimal(10), True),
    )
    known = {"criteria": criteria, "bonus_most": Decimal(5), "outlier_difference": None} | changes
    return ScoringSettings(pass_mark=Decimal(mark), least_members=least, **known)


def sheet(member: str, fit: str, market: str, bonus: str = "") -> Sheet:
    return Sheet(member, {"fit": Decimal(fit), "market": Decimal(market)}, {"market": Decimal(bonus)} if bonus else {})


def test_points_over_scale_times_weight_and_the_mean_over_members() -> None:
    found = result_of(settings(), [sheet("a", "50", "8"), sheet("b", "30", "9")])
    assert (found.total, found.passed, found.quorate) == (Decimal("74.00"), True, True)
    assert dict(found.totals) == {"a": Decimal("82.00"), "b": Decimal("66.00")}
    assert dict(found.apart) == {"a": Decimal("16.00"), "b": Decimal("-16.00")}
    fit, market = found.criteria
    assert (fit.mean, fit.share, fit.least, fit.most, fit.spread) == (40, 40, 30, 50, 20)
    assert (market.mean, market.share) == (Decimal("8.50"), Decimal("34.00"))


def test_exactly_the_mark_is_passed_and_a_hair_under_is_not() -> None:
    assert result_of(settings(), [sheet("a", "42", "7"), sheet("b", "42", "7")]).passed is True
    found = result_of(settings(least=3), [sheet("a", "42", "7"), sheet("b", "42", "7"), sheet("c", "41.9", "7")])
    assert (found.total, found.passed, found.short) == (Decimal("69.96"), False, ("fit",))


def test_the_bonus_stands_beside_the_total() -> None:
    found = result_of(settings(), [sheet("a", "41", "7", "5"), sheet("b", "41", "7")])
    assert (found.total, found.bonus, found.passed) == (69, Decimal("2.50"), False)


def test_too_few_sheets_decide_nothing() -> None:
    found = result_of(settings(), [sheet("a", "60", "10")])
    assert (found.quorate, found.total, found.bonus, found.passed, found.short) == (False, None, None, None, ())
    told = found.facts()
    assert told["panel.opened"] is True and told["panel.quorate"] is False
    assert told["panel.passed"] is told["panel.total"] is told["panel.short"] is None
    assert result_of(settings(), []).criteria == ()


def test_who_is_far_from_the_others_only_where_the_office_says_how_far() -> None:
    sheets = [sheet("a", "50", "8"), sheet("b", "50", "8"), sheet("c", "35", "8")]
    assert result_of(settings(), sheets).outliers == ()
    assert result_of(settings(outlier_difference=Decimal(15)), sheets).outliers == ("c",)
    assert result_of(settings(outlier_difference=Decimal("15.1")), sheets).outliers == ()


@pytest.mark.parametrize(
    ("points", "most", "right"),
    [("0", "10", True), ("10", "10", True), ("10.1", "10", False), ("-0.1", "10", False), ("7.5", "10", True),
     ("7.55", "10", False), ("NaN", "10", False), ("Infinity", "10", False)],
)  # fmt: skip
def test_points_that_can_be_given(points: str, most: str, right: bool) -> None:
    assert fits(Decimal(points), Decimal(most)) is right


def test_settings_go_through_json() -> None:
    one = settings(outlier_difference=Decimal("12.5"))
    assert ScoringSettings.from_json(one.as_json()) == one


tenths = st.integers(0, 600).map(lambda n: Decimal(n) / 10)
sheets_of = st.lists(st.tuples(tenths, st.integers(0, 100).map(lambda n: Decimal(n) / 10)), min_size=1, max_size=9)
marks = st.integers(0, 1000).map(lambda n: str(Decimal(n) / 10))


@given(sheets_of, marks)
def test_what_failed_has_a_criterion_that_fell_short(points: list[tuple[Decimal, Decimal]], mark: str) -> None:
    given_sheets = [Sheet(str(n), {"fit": fit, "market": market}) for n, (fit, market) in enumerate(points)]
    found = result_of(settings(mark, 1), given_sheets)
    exact = sum((Fraction(fit) + Fraction(market) * 4 for fit, market in points), Fraction(0)) / len(points)
    assert found.passed is (exact >= Fraction(Decimal(mark)))
    assert found.passed or found.short
    assert found.total is not None and (found.total >= Decimal(mark)) is found.passed
    assert Fraction(found.total) <= exact < Fraction(found.total) + Fraction(1, 100)


@given(sheets_of)
def test_the_order_of_sheets_does_not_matter(points: list[tuple[Decimal, Decimal]]) -> None:
    given_sheets = [Sheet(str(n), {"fit": fit, "market": market}) for n, (fit, market) in enumerate(points)]
    one, other = result_of(settings(), given_sheets), result_of(settings(), given_sheets[::-1])
    assert (one.total, one.passed, one.short, dict(one.totals)) == (
        other.total, other.passed, other.short, dict(other.totals),
    )  # fmt: skip
