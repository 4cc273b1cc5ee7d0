"""What a buyer reads first: screens, how data comes out again, certificates, and figures that can be compared."""

from datetime import date
from decimal import Decimal

import pytest

from xuzhi.marketplace.facts import availability_bands, public_facts, sla_of
from xuzhi.marketplace.queries import Wanted, search, shows_picture, solution_page

SLUG = "sme-115-00001"
SCREEN = "ab" * 32
WHOLE = {f"solution__export__{name}": True for name in ("free", "any_time", "self_service", "whole")}


def page(slug: str = SLUG):
    found = solution_page(slug)
    assert found is not None
    return found


@pytest.mark.clause("L4.A4")
def test_a_function_shows_its_screens_while_the_solution_is_listed(office):
    case_id = office.put_in(functions=[{"name": "插單試算", "description": "算延誤", "screenshots": [SCREEN]}])
    assert [(each.name, each.pictures) for each in page().functions] == [("插單試算", (SCREEN,))]
    assert shows_picture(SLUG, SCREEN)
    assert not shows_picture(SLUG, "cd" * 32)
    assert not shows_picture("sme-115-00009", SCREEN)
    office.take_out(case_id)
    assert not shows_picture(SLUG, SCREEN)


@pytest.mark.clause("L4.E6", "L4.A8")
def test_portability_is_said_in_plain_words_and_once(office):
    sample = {"export_sample__rows": 25, "export_sample__fields": ["編號", "日期"]}
    office.put_in(**WHOLE, solution__export__formats=["csv", "xlsx"], **sample)
    assert page().portability == (
        "訂閱期間，您可以隨時、免費、自行下載使用這個方案所產生的全部資料與紀錄。",
        "下載的格式：CSV、XLSX。",
        "業者交了一份實際匯出的樣本，本平台打開來讀過：25 筆、2 個欄位。",
    )
    said = {fact.name for part in page().parts for fact in part.facts}
    assert not {"solution.export.free", "solution.export.formats"} & said


def test_what_was_not_declared_is_not_said(office):
    office.put_in(**{**WHOLE, "solution__export__free": False})
    assert page().portability == ()
    assert "solution.export.free" in {fact.name for part in page().parts for fact in part.facts}


@pytest.mark.clause("L3.D3")
def test_certificates_of_the_supplier_are_badges_until_they_end(office):
    held = [
        {"kind": "iso27001", "name": "ISO/IEC 27001", "holder": "甲公司", "number": "IS 1", "expires_on": "2027-05-31"},
        {"kind": "award", "name": "創新獎", "holder": "甲公司"},
    ]
    office.approve_supplier(__credentials=held)
    office.put_in()
    badges = page().supplier.badges
    assert [(each.kind, each.name, each.number, each.expires_on) for each in badges] == [
        ("ISO 27001", "ISO/IEC 27001", "IS 1", date(2027, 5, 31)),
        ("國內外得獎", "創新獎", "", None),
    ]
    assert [each.valid_on(date(2027, 5, 31)) for each in badges] == [True, True]
    assert [each.valid_on(date(2027, 6, 1)) for each in badges] == [False, True]


@pytest.mark.clause("L4.A1")
def test_promised_availability_can_be_chosen_by(office):
    office.put_in("甲", solution__sla__availability="99.95")
    office.put_in("乙", solution__sla__availability="99.5")
    office.put_in("丙")
    facet = next(each for each in search(Wanted()).facets if each.name == "availability")
    assert [(each.label, each.count) for each in facet.choices] == [
        ("99.9% 以上", 1), ("99.5% 以上", 2), ("99% 以上", 2)
    ]  # fmt: skip
    assert {row.name for row in search(Wanted(chosen={"availability": ("99.5",)})).rows} == {"甲", "乙"}


@pytest.mark.clause("L4.A1")
def test_figures_to_put_side_by_side():
    facts = {
        "solution.sla.availability": "99.9",
        "solution.sla.recovery_time_hours": 4,
        "solution.sla.credit_percent": 0,
    }
    assert sla_of(facts) == {
        "availability": Decimal("99.9"),
        "response_seconds": None,
        "recovery_point_hours": None,
        "recovery_time_hours": Decimal(4),
        "support_weekly_hours": None,
        "credit_percent": Decimal(0),
    }
    assert availability_bands({"solution.sla.availability": "99.99"}) == ["99.99", "99.9", "99.5", "99"]
    assert availability_bands({"solution.sla.availability": "often"}) == []


@pytest.mark.clause("L4.A7")
def test_what_is_withheld_of_records_never_reaches_the_catalogue():
    facts = {"record": [{"customer": "甲", "amount": 3}, {"customer": "乙", "amount": 5}], "name": "雲"}
    assert public_facts(facts, ["record", "name"], ["record.1.customer", "record.0.amount"]) == {
        "record": [{"customer": "甲"}, {"amount": 5}],
        "name": "雲",
    }
    assert facts["record"][0] == {"customer": "甲", "amount": 3}
