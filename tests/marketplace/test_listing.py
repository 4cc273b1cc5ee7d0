"""From decisions to the page of a solution, and out again."""

import uuid
from datetime import date

import pytest

from xuzhi.ledger.operations import rebuild_read_models
from xuzhi.marketplace.models import CheckedCase, Listing, ListingSearch, ListingVersion, Supplier
from xuzhi.marketplace.queries import (
    Wanted,
    approved_version,
    listed,
    listed_case,
    listed_of,
    search,
    solution_page,
)

from .deciding import PLAN

SLUG = "sme-115-00001"


def finding(check, outcome, *, label="機房不在禁止的地區", clause="L4.E2", confirmed_by=None, **values):
    return {
        "check": check, "clause": clause, "outcome": outcome, "reason": "…", "values": values, "missing": [],
        "label": label, "remedy": None, "confirmed_by": confirmed_by, "blocking": False,
    }  # fmt: skip


def verified(slug=SLUG):
    return {each.check: each.by_officer for each in solution_page(slug).verified}


@pytest.mark.clause("L5.3")
def test_a_decision_lists_at_once(office):
    office.put_in("智慧排程雲")
    page = solution_page(SLUG)
    assert (page.name, page.supplier.name, page.supplier.county) == (
        "智慧排程雲", "精切智造軟體股份有限公司", "臺中市"
    )  # fmt: skip
    assert page.listed_at == office.at
    assert page.removed_at is None
    assert [row.slug for row in search(Wanted()).rows] == [SLUG]


def test_only_public_facts_are_kept(office):
    office.put_in(track_record=[{"customer": "某公司", "amount_twd": 300_000}], public=["solution.summary"])
    listing = Listing.objects.get()
    assert set(listing.facts) == {"solution.summary"}
    assert "300000" not in str(listing.facts)


def test_plans_in_words(office):
    office.put_in(plans=[
        {"name": "年約", "price_twd": 10_000, "billing": "yearly", "term_months": 12, "seats": 5, "trial_days": 14,
         "tax_included": False, "setup_twd": 2_000, "includes": "到場安裝"},
        {"name": "買斷", "price_twd": 50_000, "billing": "one_off"},
    ])  # fmt: skip
    yearly, once = solution_page(SLUG).plans
    assert (yearly.billing, yearly.monthly_twd, yearly.setup_twd, yearly.tax_included) == ("年繳", 834, 2_000, False)
    assert (once.billing, once.monthly_twd, once.term) == ("一次買斷", None, "")
    assert solution_page(SLUG).lowest_twd == 834


def test_the_other_public_facts_stand_by_section(office):
    office.put_in(
        support=[{"kind": "training", "channel": "on_site", "hours": "週一至週五", "response_time_hours": 4}],
        solution__export__free=True,
        solution__sla__availability="99.9",
    )
    parts = {part.label: part for part in solution_page(SLUG).parts}
    support = parts["教育訓練與支援"].facts[0]
    assert support.columns == ("種類", "管道", "服務時間", "幾小時內回覆")
    assert support.rows[0][:3] == ("教育訓練", "到場", "週一至週五")
    others = {fact.name: fact for part in parts.values() for fact in part.facts}
    assert (others["solution.export.free"].value, others["solution.export.free"].yes) == ("是", True)
    assert "99.9" in others["solution.sla.availability"].value


@pytest.mark.clause("L6.1")
def test_a_removed_solution_is_gone_at_once(office):
    case_id = office.put_in()
    office.take_out(case_id)
    assert search(Wanted()).total == 0
    page = solution_page(SLUG)
    assert page.removed_at == office.at
    assert Listing.objects.get().removed_because == "removed"


def test_a_decision_on_another_case_removes_what_it_is_about(office):
    kept, gone = office.put_in("留著的"), office.put_in("撤除的")
    office.take_out(gone, about=gone)
    assert [row.name for row in search(Wanted()).rows] == ["留著的"]
    assert Listing.objects.get(id=kept).removed_at is None


@pytest.mark.clause("L6.2.2")
def test_valid_until_the_last_of_its_clocks_and_anew_when_renewed(office):
    case_id = office.put_in()
    first = office.at
    office.start_clock(case_id, "renewal_reminder", "2027-10-03")
    office.start_clock(case_id, "listing", "2027-11-02")
    assert solution_page(SLUG).valid_until == date(2027, 11, 2)
    office.put_in(case_id=case_id)
    office.start_clock(case_id, "listing", "2028-11-02")
    page = solution_page(SLUG)
    assert (page.slug, page.valid_until, page.listed_at) == (SLUG, date(2028, 11, 2), first)
    assert page.renewed_at > first
    assert search(Wanted()).total == 1


def test_listed_again_after_a_removal(office):
    case_id = office.put_in()
    office.take_out(case_id)
    office.put_in(case_id=case_id)
    page = solution_page(SLUG)
    assert (page.removed_at, page.listed_at) == (None, office.at)
    assert search(Wanted()).total == 1


def test_what_was_verified_stands_on_the_page(office):
    case_id = str(uuid.UUID(int=1))
    by_officer = {"confirmed_by": "officer"}
    definition, support = finding("definition", "undetermined", **by_officer), finding("support", "met", **by_officer)
    office.check(case_id, [finding("rooms", "met"), definition, finding("portable", "not_met"), support])
    office.confirm(case_id, "definition")
    office.confirm(case_id, "support", "not_met")
    office.put_in()
    assert verified() == {"rooms": False, "definition": True}


def test_an_officer_s_word_lasts_while_the_values_are_the_same(office):
    case_id = str(uuid.UUID(int=1))
    same = finding("definition", "undetermined", confirmed_by="officer", server=True)
    other = finding("vendors", "undetermined", confirmed_by="officer", vendors=1)
    office.check(case_id, [same, other])
    office.confirm(case_id, "definition")
    office.confirm(case_id, "vendors")
    office.check(case_id, [same, finding("vendors", "undetermined", confirmed_by="officer", vendors=2)])
    office.put_in()
    assert verified() == {"definition": True}


def test_a_nightly_look_after_the_listing_changes_nothing_that_stands(office):
    case_id = str(uuid.UUID(int=1))
    office.check(case_id, [finding("rooms", "met")])
    office.put_in()
    office.check(case_id, [finding("rooms", "undetermined")])
    assert verified() == {"rooms": False}


def test_a_supplier_as_the_public_sees_it(office):
    office.approve_supplier(company__introduction="在臺中做排程軟體十年。")
    office.put_in("甲")
    office.put_in("乙")
    card = solution_page(SLUG).supplier
    assert card.introduction == "在臺中做排程軟體十年。"
    assert card.approved_on == date(2026, 11, 2)
    assert [name for _, name in card.others] == ["乙"]


def test_no_such_solution(db):
    assert solution_page("no-such") is None


def test_the_page_costs_the_same_whatever_it_shows(office, count_queries):
    case_id = office.put_in()
    with count_queries(5):
        solution_page(SLUG)
    for _ in range(30):
        office.put_in("又一個", functions=[{"name": "x", "description": "y"}] * 30)
    office.check(case_id, [finding(f"c{number}", "met") for number in range(40)])
    office.put_in(case_id=case_id)
    with count_queries(5):
        solution_page(SLUG)


def rows():
    tables = (CheckedCase, Supplier, Listing, ListingSearch)
    return {table.__name__: list(table.objects.order_by("pk").values()) for table in tables}


def test_rebuilt_row_by_row(office):
    case_id = str(uuid.UUID(int=1))
    office.check(case_id, [finding("rooms", "met")])
    office.put_in()
    gone = office.put_in("撤除的")
    office.put_in("第三個", county="")
    office.start_clock(case_id, "listing", "2027-11-02")
    office.confirm(case_id, "rooms")
    office.take_out(gone)
    before = rows()
    assert [len(each) for each in before.values()] == [1, 0, 3, 2]
    rebuild_read_models()
    assert rows() == before


class TestVersions:
    """What was agreed to takes the place of what stood, and what stood stays readable."""

    def test_an_agreed_change_makes_a_version_and_the_page_shows_it_at_once(self, office):
        case_id = office.put_in("智慧排程雲", plans=[PLAN])
        office.amend(case_id, 2, plans=[{**PLAN, "price_twd": 4_200}], summary="每天早上排好生產順序。")
        page = solution_page(SLUG)
        assert (page.version, page.summary, page.lowest_twd) == (2, "每天早上排好生產順序。", 4_200)
        newest, first = page.versions
        assert (newest.version, first.version, first.differences) == (2, 1, ())
        assert [(each.label, [kind.code for kind in each.changes]) for each in newest.differences] == [
            ("一句話介紹", ["wording"]),
            ("訂閱方案", ["price"]),
        ]
        assert [row.price_twd for row in search(Wanted()).rows] == [4_200]

    def test_what_was_subscribed_to_is_kept_as_it_was(self, office):
        case_id = office.put_in("智慧排程雲", plans=[PLAN])
        office.amend(case_id, 2, plans=[{**PLAN, "price_twd": 4_200}])
        one, two = approved_version(case_id, 1), approved_version(case_id, 2)
        assert [each.facts["solution.plans"][0]["price_twd"] for each in (one, two)] == [3_900, 4_200]
        assert approved_version(case_id, 3) is None

    def test_what_is_not_public_is_in_no_version(self, office):
        case_id = office.put_in("智慧排程雲")
        office.amend(case_id, 2, route="expanded", record=[{"customer": "某公司", "amount_twd": 300_000}],
                     withheld=["solution.record.0.amount_twd"])  # fmt: skip
        kept = approved_version(case_id, 2).facts
        assert "solution.route" not in kept
        assert kept["solution.record"] == [{"customer": "某公司"}]

    def test_what_was_verified_for_the_change_stands_beside_what_was_verified_before(self, office):
        case_id = str(uuid.UUID(int=1))
        office.check(case_id, [finding("room", "met", confirmed_by="officer"), finding("price", "met")])
        office.confirm(case_id, "room")
        office.put_in(case_id=case_id)
        office.amend(case_id, 2, checked=[finding(check, "met") for check in ("room", "price", "new")])
        assert verified() == {"room": True, "price": False, "new": False}

    def test_renewal_makes_no_version(self, office):
        case_id = office.put_in()
        office.put_in(case_id=case_id)
        assert solution_page(SLUG).version == 1
        assert len(solution_page(SLUG).versions) == 1


@pytest.mark.clause("L6.1")
class TestTheOnlyDoor:
    def test_what_is_suspended_is_gone_until_it_is_resumed(self, office):
        case_id = office.put_in()
        office.effect(case_id, "suspend")
        assert search(Wanted()).total == 0
        assert (listed([SLUG]), listed_case(case_id), listed_of("22099131")) == ((), None, ())
        assert solution_page(SLUG).suspended_at == office.at
        office.effect(case_id, "resume")
        assert [each.slug for each in listed([SLUG, "no-such"])] == [SLUG]
        assert listed_case(case_id).version == 1
        assert solution_page(SLUG).suspended_at is None

    def test_a_change_agreed_to_meanwhile_does_not_bring_it_back(self, office):
        case_id = office.put_in()
        office.effect(case_id, "suspend")
        office.amend(case_id, 2, summary="新的介紹。")
        assert search(Wanted()).total == 0
        office.effect(case_id, "resume")
        assert [row.summary for row in search(Wanted()).rows] == ["新的介紹。"]

    def test_other_solutions_of_the_supplier_are_only_those_that_are_listed(self, office):
        office.put_in("一")
        office.effect(office.put_in("二"), "suspend")
        office.take_out(office.put_in("三"))
        office.put_in("四")
        assert [name for _, name in solution_page(SLUG).supplier.others] == ["四"]

    def test_nothing_brings_back_what_was_removed(self, office):
        case_id = office.put_in()
        office.take_out(case_id)
        office.effect(case_id, "resume")
        office.amend(case_id, 2, summary="新的介紹。")
        assert search(Wanted()).total == 0


def test_versions_are_rebuilt_row_for_row(office):
    case_id = office.put_in("智慧排程雲")
    office.amend(case_id, 2, summary="新的介紹。")
    office.effect(office.put_in("二"), "suspend")

    def rows():
        models = (Listing, ListingVersion, ListingSearch)
        return {model.__name__: sorted(map(repr, model.objects.values())) for model in models}

    before = rows()
    rebuild_read_models(["catalogue"])
    assert rows() == before
