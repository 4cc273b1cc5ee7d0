"""What the sources set is set to the dollar, the day and the minute; what they leave open is not made up."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from xuzhi.kernel.roc import TAIPEI
from xuzhi.rulebook.editions import ParameterNotSet

from .folders import BOTH, GRANT, LISTING, programme

ON = {LISTING: date(2026, 11, 22), GRANT: date(2026, 3, 2)}


@pytest.mark.parametrize(
    ("clause", "name", "value"),
    [
        pytest.param(clause, name, value, marks=pytest.mark.clause(clause))
        for clause, name, value in (
            ("L2.1", "minimum_capital", 1_000_000),
            ("L2.1", "eligible_business_items", ("I301010", "I301020", "I301030")),
            ("L3.E2", "breach_lookback_years", 3),
            ("L3.E5", "violation_lookback_years", 3),
            ("L3.D1", "arrears_lookback_years", 3),
            ("L4.E2", "excluded_regions", ("CN", "HK", "MO")),
            ("L4.E3", "solutions_per_batch", 5),
            ("L4.E5", "minimum_term_months", 1),
            ("L6.2.2", "listing_days", 365),
            ("L6.2.2", "renewal_notice_days", 30),
            ("L7.3", "correction_working_days", 3),
            ("L7.3", "first_day_counted", False),
            ("L7.3", "last_day_rolls", True),
            ("L7.3", "closure_stops_clock", True),
        )
    ],
)
def test_of_the_listing_rules(clause: str, name: str, value: object) -> None:
    assert programme(LISTING).edition(ON[LISTING]).value(name) == value
    assert clause in programme(LISTING).parameter(name).clauses


@pytest.mark.parametrize(
    ("clause", "name", "value"),
    [
        pytest.param(clause, name, value, marks=pytest.mark.clause(clause))
        for clause, name, value in (
            ("G2.1", "smart_period_until", date(2027, 4, 20)),
            ("G2.2", "energy_period_until", date(2027, 10, 20)),
            ("G3.1", "minimum_sites", 3),
            ("G3.3", "minimum_members", 200),
            ("G3.4", "minimum_efficiency_gain", 20),
            ("G3.5", "required_kpis", 2),
            ("G3.6", "minimum_capacity_kw", 500),
            ("G3.7", "minimum_saving_rate", 10),
            ("G3.8", "esco_business_items", ("IG03010",)),
            ("G4.1", "subsidy_share_limit", 50),
            ("G4.1", "subsidy_ceiling", 20_000_000),
            ("G7.1", "correction_working_days", 3),
        )
    ],
)
def test_of_the_grants_rules(clause: str, name: str, value: object) -> None:
    assert programme(GRANT).edition(ON[GRANT]).value(name) == value
    assert clause in programme(GRANT).parameter(name).clauses


@pytest.mark.parametrize(
    ("programme_id", "names"),
    [
        (
            LISTING,
            {
                "major_breach_grounds",
                "correction_rounds",
                "weaknesses_allowed",
                "weight_industry_fit",
                "weight_technical",
                "weight_demonstration",
                "weight_competitiveness",
                "panel_pass_mark",
                "panel_bonus_most",
                "panel_least_members",
                "smallest_public_count",
                "panel_outlier_difference",
                "improvement_days",
                "register_snapshot_days",
                "confirmation_days",
                "order_answer_days",
                "subscription_reminder_days",
                "export_days",
                "complaint_answer_days",
                "open_data_licence",
                "usage_missing_days",
                "usage_flat_periods",
                "usage_copied_periods",
                "usage_jump_times",
                "usage_rest_day_percent",
                "ratings_least",
            },
        ),
        (
            GRANT,
            {
                "energy_period_from",
                "budget_categories",
                "correction_rounds",
                "revision_days",
                "panel_least_members",
                "panel_pass_mark",
                "panel_outlier_difference",
                "weight_theme",
                "weight_output",
                "weight_capability",
                "weight_theme_energy",
                "weight_output_energy",
                "weight_capability_energy",
                "weight_saving",
                "award_budget_smart_operations",
                "award_budget_energy",
                "breach_improvement_days",
                "breach_warning_days",
                "cleared_ict_brands",
                "prc_ict_brands",
                "trusted_certificates",
            },
        ),
    ],
)
def test_what_the_source_leaves_open_is_left_to_the_office(programme_id: str, names: set[str]) -> None:
    edition = programme(programme_id).edition(ON[programme_id])
    assert {each.name for each in programme(programme_id).parameters if each.set_by_office} == names
    for name in names:
        with pytest.raises(ParameterNotSet):
            edition.value(name)


@pytest.mark.clause("G2.1")
def test_the_source_prints_no_period_for_later_rounds() -> None:
    edition = programme(GRANT).edition(date(2026, 9, 1))
    assert [edition.values[name] for name in ("smart_period_from", "smart_period_until", "energy_period_until")] == [
        None
    ] * 3


@pytest.mark.clause("G5.1")
def test_rounds_to_the_second() -> None:
    edition = programme(GRANT).edition(ON[GRANT])

    def taking(*at: int) -> list[str]:
        return [each.name for each in edition.rounds_at(datetime(*at, tzinfo=TAIPEI), "proposal")]

    assert taking(2026, 2, 12, 23, 59, 59) == []
    assert taking(2026, 2, 13, 0, 0, 0) == ["first"]
    assert taking(2026, 3, 31, 17, 0, 0) == ["first"]
    assert taking(2026, 3, 31, 17, 0, 1) == []
    assert taking(2026, 6, 1, 17, 0, 0) == ["second"]
    assert taking(2026, 9, 30, 17, 0, 0) == ["third"]
    assert [(each.name, each.tentative, each.categories) for each in edition.rounds] == [
        ("first", False, ("smart_operations", "energy")),
        ("second", True, ("energy",)),
        ("third", True, ("smart_operations",)),
    ]


@pytest.mark.parametrize("programme_id", BOTH)
def test_no_amount_is_a_fraction(programme_id: str) -> None:
    values = programme(programme_id).edition(ON[programme_id]).values
    assert [name for name, value in values.items() if isinstance(value, Decimal)] == []
