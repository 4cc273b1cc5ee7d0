"""What recorded usage would come to, month by month, by the tiers of the contract that held."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from xuzhi.kernel.roc import TAIPEI
from xuzhi.ledger.reactions import connected_only
from xuzhi.marketplace.costing import Amount
from xuzhi.marketplace.following import SUBSCRIPTIONS
from xuzhi.marketplace.operations.record_usage import record_usage
from xuzhi.marketplace.projectors import CATALOGUE
from xuzhi.marketplace.queries import subscription
from xuzhi.marketplace.queries.usage_costs import usage_costs
from xuzhi.marketplace.usage.lines import UsageLine
from xuzhi.marketplace.using import USAGE

from .subscribing import Shop, number, seller

pytestmark = pytest.mark.django_db

AT = datetime(2027, 1, 20, 9, 0, tzinfo=TAIPEI).astimezone(UTC)
ON = date(2027, 1, 20)
TIER = {
    "measure": "runs", "name": "產生的排程", "counts": "times", "above": "100", "per": "10", "price_twd": 30,
    "remainder": "started", "tax_included": False,
}  # fmt: skip
TIERS = [TIER, {**TIER, "above": "200", "price_twd": 20}]


@pytest.fixture(autouse=True)
def market(only_the_catalogue):
    with connected_only(projectors=[CATALOGUE, SUBSCRIPTIONS, USAGE]):
        yield


@pytest.fixture
def shop(office):
    return Shop(office)


def told(case, *values, measure="runs"):
    lines = [UsageLine(number(case), period, measure, value) for period, value in values]
    outcome = record_usage(lines, source="file", actor=seller(), at=AT)
    assert not outcome.refused, [each.refusals for each in outcome.refused]


def costs(case):
    return usage_costs(subscription(case), on=ON)


@pytest.mark.clause("L4.E5", "L6.1.1")
def test_a_month_comes_to_its_tiers_with_tax_and_without(shop):
    case = shop.subscribe(shop.solution(), tiers=TIERS, tax_percent=5)
    told(case, ("2026-12-01", "95"), ("2026-12-31", "110"), ("2026-11-30", "100"), ("2027-01-19", "101"))
    january, december, november = costs(case)
    assert [(each.month.year, each.month.month) for each in costs(case)] == [(2027, 1), (2026, 12), (2026, 11)]
    assert [(each.used, each.amount) for each in december.charged] == [(Decimal(205), Amount(320, 336, 320))]
    assert [(each.quantity, each.price_twd) for each in december.charged[0].shares] == [(100, 300), (5, 20)]
    assert (december.amount, december.complete, december.changed) == (Amount(320, 336, 320), True, False)
    assert (november.amount.printed, november.charged[0].shares) == (0, ())
    assert (january.amount, january.complete) == (Amount(30, 32, 30), False)


def test_a_correction_counts_and_what_is_not_charged_for_does_not(shop):
    case = shop.subscribe(shop.solution(), tiers=TIERS, tax_percent=5)
    told(case, ("2026-12-01", "500"))
    told(case, ("2026-12-01", "120"))
    told(case, ("2026-12-01", "9"), measure="people")
    (december,) = costs(case)
    assert [(each.measure.code, each.used, each.amount.printed) for each in december.charged] == [("runs", 120, 60)]


def test_without_tiers_nothing_is_reckoned_and_nothing_asked(shop, django_assert_num_queries):
    case = shop.subscribe(shop.solution())
    told(case, ("2026-12-01", "500"))
    found = subscription(case)
    with django_assert_num_queries(0):
        assert usage_costs(found, on=ON) == ()


@pytest.mark.clause("L4.E5")
def test_a_free_trial_is_left_out(shop):
    case = shop.subscribe(shop.solution(), tiers=TIERS, tax_percent=5, trial_until_on="2026-12-07")
    told(case, ("2026-12-07", "150"), ("2026-12-08", "111"))
    (december,) = costs(case)
    assert (december.charged[0].used, december.amount.printed) == (Decimal(111), 60)


@pytest.mark.clause("L6.2.3")
def test_each_part_of_a_month_goes_by_the_tiers_that_held(shop, django_assert_num_queries):
    listing = shop.solution()
    case = shop.subscribe(listing, tiers=TIERS, tax_percent=5)
    dearer = [{**TIER, "above": "0", "price_twd": 50}]
    shop.agree_anew(case, listing, tiers=dearer, tax_percent=5, from_on="2026-12-16")
    told(case, ("2026-12-15", "110"), ("2026-12-16", "20"), ("2027-01-01", "10"))
    found = subscription(case)
    with django_assert_num_queries(1):
        january, december = usage_costs(found, on=ON)
    assert [each.amount.printed for each in december.charged] == [30, 100]
    assert (december.changed, december.amount) == (True, Amount(130, 137, 130))
    assert (january.changed, january.amount.printed) == (False, 50)


def test_a_renewal_by_the_same_tiers_goes_on_as_one(shop):
    listing = shop.solution()
    case = shop.subscribe(listing, tiers=TIERS, tax_percent=5)
    shop.agree_anew(case, listing, tiers=TIERS, tax_percent=5, from_on="2026-12-16")
    told(case, ("2026-12-15", "60"), ("2026-12-16", "60"))
    (december,) = costs(case)
    assert (december.changed, december.charged[0].used, december.amount.printed) == (False, Decimal(120), 60)


def test_an_unknown_tax_is_told_as_unknown(shop):
    case = shop.subscribe(shop.solution(), tiers=[{**TIER, "tax_included": None}])
    told(case, ("2026-12-01", "120"))
    (december,) = costs(case)
    assert december.amount == Amount(60, None, None)
