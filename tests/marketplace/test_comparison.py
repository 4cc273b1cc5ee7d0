"""Solutions side by side: only what is listed, in the order asked for, each word with what it rests on."""

import uuid
from datetime import date
from decimal import Decimal

import pytest

from xuzhi.marketplace.queries import comparison

from .deciding import PLAN

ON = date(2026, 11, 22)
ONE, TWO, THREE = (f"sme-115-0000{n}" for n in (1, 2, 3))
ROOM = {"purpose": "computing", "provider": "Google Cloud", "country": "TW", "city": "彰化縣"}


def compared(*slugs, seats=10, months=24):
    return comparison(slugs, seats=seats, months=months, on=ON)


def row(found, name):
    return next(each for group in found.groups for each in group.rows if each.name == name)


def test_in_the_order_asked_for_once_each_and_four_at_the_most(office):
    for number in range(6):
        office.put_in(f"方案 {number}")
    asked = [f"sme-115-0000{n}" for n in (3, 1, 3, 2, 4, 5)]
    assert [each.name for each in compared(*asked).columns] == ["方案 2", "方案 0", "方案 1", "方案 3"]


@pytest.mark.clause("L6.1")
def test_what_is_not_listed_is_counted_and_not_shown(office):
    office.put_in("甲")
    office.take_out(office.put_in("乙"))
    office.effect(office.put_in("丙"), "suspend")
    found = compared(ONE, TWO, THREE, "nothing")
    assert ([each.name for each in found.columns], found.gone) == (["甲"], 3)
    assert (compared().columns, compared().groups, compared().gone) == ((), (), 0)


def test_the_price_of_the_cheapest_plan_for_so_many_over_so_long(office):
    office.put_in("甲", plans=[
        {**PLAN, "seats": 3, "extra_seat_twd": 200},
        {**PLAN, "name": "年約", "price_twd": 45_000, "billing": "yearly", "setup_twd": 5_000, "exit_twd": 1_000},
    ])  # fmt: skip
    office.put_in("乙", plans=[{**PLAN, "tax_included": False}])
    found = compared(ONE, TWO)
    first, second = found.columns
    assert [each.total.with_tax for each in first.costs] == [24 * (3_900 + 1_400), 96_000]
    assert (first.cheapest.cost.terms.name, first.cheapest.saves, first.cheapest.because) == (
        "年約", 31_200, "extra_seats"
    )  # fmt: skip
    assert (second.cost.total.with_tax, second.cost.total.without_tax) == (24 * 4_095, 24 * 3_900)
    assert (found.least, found.least_saves) == (0, 24 * 4_095 - 96_000)


def test_nobody_is_the_least_alone_or_where_sums_are_the_same(office):
    office.put_in("甲")
    office.put_in("乙")
    assert compared(ONE).least is None
    assert compared(ONE, TWO).least is None


@pytest.mark.clause("L4.A1")
def test_figures_that_differ_say_which_is_best(office):
    office.put_in("甲", solution__sla__availability="99.9", solution__sla__recovery_time_hours="4")
    office.put_in("乙", solution__sla__availability="99.95", solution__sla__recovery_time_hours="4")
    found = compared(ONE, TWO)
    availability = row(found, "solution.sla.availability")
    assert [(cell.lines, cell.best) for cell in availability.cells] == [(("99.9%",), False), (("99.95%",), True)]
    assert availability.differs
    same = row(found, "solution.sla.recovery_time_hours")
    assert ([cell.best for cell in same.cells], same.differs) == ([False, False], False)


def test_an_unknown_figure_is_no_figure(office):
    office.put_in("甲", solution__sla__availability="99.9")
    office.put_in("乙")
    availability = row(compared(ONE, TWO), "solution.sla.availability")
    assert [(cell.lines, cell.best) for cell in availability.cells] == [(("99.9%",), False), ((), False)]


def test_rooms_and_functions_are_lines(office):
    office.put_in(machine_rooms=[ROOM, {**ROOM, "purpose": "backup"}], functions=[{"name": "插單", "description": "x"}])
    found = compared(ONE)
    assert row(found, "solution.machine_rooms").cells[0].lines == (
        "運算：臺灣，彰化縣，Google Cloud", "異地備援：臺灣，彰化縣，Google Cloud"
    )  # fmt: skip
    assert row(found, "solution.functions").cells[0].lines == ("插單",)


def finding(check):
    return {
        "check": check, "clause": "L4.A1", "outcome": "met", "reason": "…", "values": {}, "missing": [],
        "label": "服務水準", "remedy": None, "confirmed_by": "officer", "blocking": False,
    }  # fmt: skip


def mark(found, name):
    stands = row(found, name).cells[0].mark
    return stands.sort, stands.on


@pytest.mark.clause("L4.A1", "L4.A3", "L4.A8")
def test_each_word_says_what_it_rests_on(office):
    case_id = str(uuid.UUID(int=1))
    check = next(
        each.name
        for each in office_kind().checks
        if each.holds and "solution.machine_rooms" in each.holds.facts() and each.confirmed_by == "officer"
    )
    office.check(case_id, [finding(check)])
    office.confirm(case_id, check)
    office.put_in(
        machine_rooms=[ROOM], export_sample__rows=25, solution__export__limits="沒有限制",
        solution__refunds="依比例退費。", files=["portability_proof"],
    )  # fmt: skip
    found = compared(ONE)
    day = date(2026, 11, 2)
    assert mark(found, "solution.machine_rooms") == ("verified", day)
    assert mark(found, "solution.export.limits") == ("proved", day)
    assert mark(found, "export_sample.rows") == ("proved", day)
    assert mark(found, "solution.refunds") == ("declared", day)
    assert found.columns[0].price_mark.sort == "declared"


def office_kind():
    from .deciding import listing_programme

    return listing_programme().edition(ON).case("solution")


@pytest.mark.clause("L3.D3")
def test_certificates_of_the_supplier_with_their_validity(office):
    held = [{"kind": "iso27001", "name": "ISO/IEC 27001", "holder": "甲公司", "expires_on": "2026-11-21"}]
    office.approve_supplier(__credentials=held, files=["credential_proof"])
    office.put_in()
    column = compared(ONE).columns[0]
    assert [(each.name, each.valid_on(ON)) for each in column.badges] == [("ISO/IEC 27001", False)]
    assert (column.badges_mark.sort, column.badges_mark.on) == ("proved", date(2026, 11, 2))


def test_three_queries_for_one_and_for_four(office, count_queries):
    office.approve_supplier()
    for number in range(4):
        office.put_in(f"方案 {number}", functions=[{"name": "x", "description": "y"}] * 30, firm=f"公司{number}",
                      ubn=f"2209913{number}")  # fmt: skip
    compared(ONE)
    with count_queries(3):
        compared(ONE)
    with count_queries(3):
        compared(*(f"sme-115-0000{n}" for n in (1, 2, 3, 4)))


COUNTED = [{"code": "runs", "name": "產生的排程", "counts": "times", "every": "day"}]
TIER = {"plan": "標準版", "measure": "runs", "above": 500, "per": 100, "price_twd": 50, "remainder": "pro_rata"}


def used(*slugs, **usage):
    known = {code: Decimal(value) for code, value in usage.items()}
    return comparison(slugs, seats=10, months=24, on=ON, usage=known)


@pytest.mark.clause("L4.E5")
def test_what_costs_by_usage_is_compared_for_the_usage_that_one_expects(office):
    office.put_in("甲", measures=COUNTED, usage_tiers=[TIER], plans=[{**PLAN, "price_twd": 3_000}])
    office.put_in("乙")
    blind = used(ONE, TWO)
    assert [column.cost and column.cost.total.with_tax for column in blind.columns] == [None, 24 * 3_900]
    assert [each.why for each in blind.columns[0].costs] == ["usage_open"]
    assert ([(each.code, each.name) for each in blind.charged], blind.least) == ([("runs", "產生的排程")], None)
    little, much = used(ONE, TWO, runs=1_500), used(ONE, TWO, runs=3_000)
    assert [column.cost.total.with_tax for column in little.columns] == [24 * 3_500, 24 * 3_900]
    assert (little.least, little.least_saves, much.least, much.least_saves) == (0, 24 * 400, 1, 24 * 350)


def test_what_two_solutions_count_alike_is_asked_once_by_both_names(office):
    office.put_in("甲", measures=COUNTED, usage_tiers=[TIER])
    office.put_in("乙", measures=[{**COUNTED[0], "name": "試算"}], usage_tiers=[{**TIER, "measure": "試算"}])
    assert [(each.code, each.name) for each in used(ONE, TWO).charged] == [("runs", "產生的排程／試算")]
