"""Attachments 1 to 8 and the supplier's documents: what is asked, what is found, and in which words people are told."""

from datetime import date
from typing import Any

import pytest

from xuzhi.engine import check
from xuzhi.kernel.finding import Finding
from xuzhi.kernel.outcome import Outcome
from xuzhi.rulebook.editions import Edition
from xuzhi.rulebook.model import Question
from xuzhi.rulebook.overlay import Overlay

from .folders import LISTING, programme

ON = date(2026, 11, 22)
FILE = ["a" * 64]
RESOURCES = {"technical_characteristics": {date(2026, 11, 1): {"pooling": "資源共享"}}}


def rules(overlay: Overlay | None = None) -> Edition:
    return programme(LISTING).edition(ON, overlay)


def find(name: str, given: dict[str, Any], kind: str = "solution", overlay: Overlay | None = None) -> Finding:
    found = {each.check: each for each in check(rules(overlay), kind, given, on=ON)}
    return found[name]


def question(name: str, kind: str = "solution") -> Question:
    return rules().case(kind).question(name)


def characteristics(*codes: str) -> dict[str, Any]:
    said = {"statement": "客戶自己開通與停用，不必等人", "evidence": "附件 2 第 1 頁"}
    return {"solution": {"characteristics": [{"characteristic": code, **said} for code in codes]}}


@pytest.mark.clause("L4.A1")
class TestCharacteristics:
    def test_the_form_has_one_card_for_each_of_the_six(self) -> None:
        asked = question("solution.characteristics")
        assert (asked.rows_for, asked.one_each) == ("characteristic", True)
        field = asked.field_named("characteristic")
        assert [choice.label for choice in field.of] == [
            "隨需自助服務", "廣泛網路存取", "資源共用", "快速彈性調整", "計量服務", "資安與隱私",
        ]  # fmt: skip
        assert [each.name for each in asked.fields if each.required is True] == [
            "characteristic",
            "statement",
            "evidence",
        ]

    def test_those_that_are_missing_are_named(self) -> None:
        finding = find(
            "characteristics_complete", characteristics("on_demand", "network_access", "elasticity", "security")
        )
        assert finding.reason == "還沒有說明的技術特性：資源共用、計量服務。"

    def test_what_the_office_calls_them_stands_in_form_and_finding(self) -> None:
        renamed = Overlay(names=RESOURCES)
        field = rules(renamed).case("solution").question("solution.characteristics").field_named("characteristic")
        assert field.choice("pooling").label == "資源共享"
        codes = ("on_demand", "network_access", "elasticity", "measured", "security")
        assert find("characteristics_complete", characteristics(*codes), overlay=renamed).reason == (
            "還沒有說明的技術特性：資源共享。"
        )

    def test_a_seventh_that_the_office_adds_is_asked_for(self) -> None:
        seven = ["on_demand", "network_access", "pooling", "elasticity", "measured", "security", "green"]
        added = Overlay(
            parameters={"technical_characteristics": {date(2026, 11, 1): seven}},
            names={"technical_characteristics": {date(2026, 11, 1): {"green": "節能"}}},
        )
        finding = find("characteristics_complete", characteristics(*seven[:6]), overlay=added)
        assert (finding.outcome, finding.reason) == (Outcome.NOT_MET, "還沒有說明的技術特性：節能。")


@pytest.mark.clause("L4.A1")
def test_figures_of_the_service_level_can_be_compared() -> None:
    figures = {
        name: question(f"solution.sla.{name}")
        for name in ("availability", "response_seconds", "recovery_point_hours", "recovery_time_hours",
                     "support_weekly_hours", "credit_percent")
    }  # fmt: skip
    assert {name: (each.type, each.unit, each.public) for name, each in figures.items()} == {
        "availability": ("number", "%", True),
        "response_seconds": ("number", "秒", True),
        "recovery_point_hours": ("number", "小時", True),
        "recovery_time_hours": ("number", "小時", True),
        "support_weekly_hours": ("number", "小時", True),
        "credit_percent": ("number", "%", True),
    }


@pytest.mark.clause("L4.A2")
def test_the_diagram_is_a_picture_or_pdf_beside_words() -> None:
    document = rules().case("solution").document("architecture")
    assert (document.number, document.kinds, document.required) == ("附件 2", ("pdf", "image"), True)
    assert question("solution.architecture").section == document.section


@pytest.mark.clause("L4.A3")
class TestHosting:
    def test_a_row_for_each_function_and_where_it_stands(self) -> None:
        asked = question("solution.machine_rooms")
        assert (asked.rows_for, asked.one_each, asked.public) == ("purpose", False, True)
        assert [each.name for each in asked.fields] == ["purpose", "provider", "country", "region", "city", "address"]
        assert [each.name for each in asked.fields if each.confidential] == ["address"]
        assert asked.carried_from == ("solution.solution.machine_rooms", "supplier.machine_rooms")

    def test_functions_without_a_room_are_named(self) -> None:
        given = {"solution": {"machine_rooms": [{"purpose": "computing", "country": "TW"}]}}
        assert find("machine_rooms_complete", given).reason == "還沒有填機房所在地的功能：儲存、異地備援。"

    def test_rentals_without_proof_are_named(self) -> None:
        rented = [
            {"provider": "GCP", "region": "asia-east1", "proof": FILE},
            {"provider": "AWS", "region": "ap-east-2"},
        ]
        assert find("hosting_proved", {"solution": {"hosting": rented}}).reason == (
            "還沒有對應佐證的租用：AWS（ap-east-2）。"
        )


@pytest.mark.clause("L4.A4")
class TestFunctions:
    def test_every_function_has_screens_of_its_own(self) -> None:
        field = question("solution.functions").field_named("screenshots")
        assert (field.type, field.document, field.public) == ("file", "screenshots", True)

    def test_functions_without_a_screen_are_named(self) -> None:
        functions = [{"name": "排程", "screenshots": FILE}, {"name": "預測"}, {"name": "回報"}]
        assert find("functions_shown", {"solution": {"functions": functions}}).reason == (
            "還沒有系統畫面的功能：預測、回報。"
        )


@pytest.mark.clause("L4.A5")
def test_an_earlier_selection_has_programme_agency_year_number_and_proof_on_the_green_channel_only() -> None:
    case = rules().case("solution")
    names = ("programme", "agency", "year", "reference")
    assert {str(case.question(f"solution.earlier.{name}").when.text) for name in names} == {"solution.route == 'green'"}
    assert case.document("earlier_selection").when.text == "solution.route == 'green'"
    given = {"solution": {"route": "green", "earlier": {"year": 116, "reference": "x"}}}
    assert find("earlier_year", given).reason == "填寫的年度民國 116 年，晚於 115 年 11 月 22 日。"


@pytest.mark.clause("L4.A6")
class TestAuthorisations:
    def given(self, **authorisation: Any) -> dict[str, Any]:
        named = {"vendor": "原廠公司", "valid_from": "2026-01-01", **authorisation}
        vendors = [{"role": "original", "name": "原廠公司"}]
        return {"solution": {"is_original_vendor": False, "vendors": vendors, "authorisations": [named]}}

    def test_one_that_ends_within_the_year_warns_and_refuses_nobody(self) -> None:
        finding = find("authorisation_covers_year", self.given(valid_until="2027-11-21"))
        assert (finding.outcome, finding.confirmed_by) == (Outcome.UNDETERMINED, "officer")
        assert finding.reason == (
            "提醒：授權在上架的 365 天內到期，又沒有說明怎麼續約的，要由承辦人確認。"
            "還缺少「原廠的授權第 1 筆的期滿怎麼續約」的資料，目前無法判定。"
        )

    def test_it_is_looked_at_on_the_day_of_the_listing_year_itself(self) -> None:
        assert find("authorisation_covers_year", self.given(valid_until="2027-11-22")).outcome is Outcome.MET

    def test_the_vendor_itself_is_asked_for_nothing(self) -> None:
        found = check(rules(), "solution", {"solution": {"is_original_vendor": True}}, on=ON)
        assert [each.check for each in found if each.check.startswith("authoris")] == []


@pytest.mark.clause("L4.A7")
def test_the_supplier_decides_for_each_customer_what_is_public() -> None:
    asked = question("solution.track_record")
    assert asked.public
    assert {each.name: each.shown_if for each in asked.fields if each.shown_if} == {
        "customer": "show_customer",
        "amount_twd": "show_amount",
    }
    assert [each.name for each in asked.fields if each.type == "file" and each.public] == []


@pytest.mark.clause("L4.A8", "L4.E6", "L7.C4")
class TestExport:
    def given(self, said: list[str], read: list[str], **sample: Any) -> dict[str, Any]:
        export = {"formats": ["csv"], "fields": [{"name": name} for name in said]}
        found = {"rows": 25, "unread": 0, "formats": ["csv"], "fields": read, **sample}
        return {"solution": {"export": export}, "export_sample": found}

    def test_what_was_read_is_said(self) -> None:
        finding = find("export_sample_opens", self.given(["編號"], ["編號", "日期"]))
        assert finding.reason == "匯出樣本可以打開，讀到 25 筆、2 個欄位（CSV）。"

    def test_what_cannot_be_read_is_said(self) -> None:
        finding = find("export_sample_opens", self.given(["編號"], ["編號"], unread=2))
        assert finding.reason == "匯出樣本有 2 個檔案讀不出來，讀到的資料有 25 筆。"

    def test_differences_of_fields_are_named_on_both_sides(self) -> None:
        given = self.given(["編號", "客戶", "電話"], ["編號", "備註"])
        assert find("export_fields_found", given).reason == "樣本裡找不到所填的欄位：客戶、電話。"
        assert find("export_fields_declared", given).reason == "樣本裡有沒說明的欄位：備註。"

    def test_until_it_was_read_nothing_is_said_of_it(self) -> None:
        finding = find("export_sample_opens", {})
        assert finding.outcome is Outcome.UNDETERMINED
        assert finding.reason.startswith("匯出樣本還沒有讀完，或不是可以逐筆讀取的檔案。")

    def test_buyers_see_it_before_they_buy(self) -> None:
        names = ("self_service", "free", "any_time", "whole", "formats", "steps", "contents", "fields", "limits")
        assert all(question(f"solution.export.{name}").public for name in names)
        assert question("export_sample.rows").public


@pytest.mark.clause("L4.E4")
def test_support_has_channel_hours_and_response_time() -> None:
    fields = {each.name: each.required for each in question("solution.support").fields}
    assert [name for name, required in fields.items() if required is True] == [
        "kind", "channel", "hours", "response_time_hours",
    ]  # fmt: skip


@pytest.mark.clause("L4.E5", "L7.C3")
def test_a_plan_below_one_month_is_named() -> None:
    plans = [
        {"name": "標準版", "billing": "monthly", "term_months": 1},
        {"name": "體驗版", "billing": "monthly", "term_months": "0.5"},
    ]
    assert find("term", {"solution": {"plans": plans}}).reason == "有訂閱期間短於 1 個月：體驗版（0.5 個月）。"


@pytest.mark.clause("L3.D1")
def test_the_number_that_is_printed_on_the_certificate_is_compared() -> None:
    given = {"company": {"ubn": "24536806"}, "tax_clearance": {"business_numbers": ["22099131"]}}
    finding = find("tax_number_printed", given, "supplier")
    assert finding.reason == "證明的檔案上讀到的統一編號是 22099131，沒有申請單位的 24536806。"
    reads = rules().case("supplier").document("tax_clearance").reads
    assert reads == {"tax.ubn": "business_number", "tax.issued_on": "date"}


@pytest.mark.clause("L3.D2")
class TestSecurity:
    def given(self, *, critical: int, high: int) -> dict[str, Any]:
        report = {"kind": "vulnerability_scan", "tool": "Trivy 0.58", "assessed_on": "2026-10-30", "proof": FILE,
                  "critical": 0, "high": 2, "medium": 3, "low": 9}  # fmt: skip
        return {"security": {"reports": [report]}, "security_report": {"critical": critical, "high": high}}

    def test_what_the_report_shows_is_held_against_what_was_given(self) -> None:
        assert find("scan_counts_agree", self.given(critical=0, high=2), "supplier").outcome is Outcome.MET
        finding = find("scan_counts_agree", self.given(critical=1, high=2), "supplier")
        assert finding.reason == "報告讀到嚴重 1 項、高風險 2 項，與所填的嚴重 0 項、高風險 2 項不同。"

    def test_how_many_are_too_many_is_set_by_the_office(self) -> None:
        found = check(rules(), "supplier", self.given(critical=0, high=2), on=ON)
        assert "weaknesses_within_limit" not in [each.check for each in found]
        one = Overlay(parameters={"weaknesses_allowed": {date(2026, 11, 1): 1}})
        finding = find("weaknesses_within_limit", self.given(critical=0, high=2), "supplier", one)
        assert (finding.outcome, finding.reason) == (Outcome.NOT_MET, "沒有修補的嚴重與高風險弱點，超過 1 項。")


@pytest.mark.clause("L3.D3")
def test_certificates_have_kind_holder_number_and_expiry_and_are_public_but_for_their_proof() -> None:
    asked = question("credentials", "supplier")
    names = {each.name for each in asked.fields}
    assert names == {"kind", "name", "holder", "issuer", "number", "issued_on", "expires_on", "proof"}
    assert (asked.public, asked.required, asked.field_named("proof").public) == (True, False, False)
    ended = {"credentials": [{"name": "ISO 27001", "holder": "甲公司", "expires_on": "2026-11-21"}]}
    assert find("credentials_current", ended, "supplier").reason == "已經過期的：ISO 27001（115 年 11 月 21 日）。"


@pytest.mark.clause("L2.2", "L2.3", "L4.E1", "L7.C1")
def test_an_officer_answers_for_the_definition_with_every_element_beside_it() -> None:
    cloud = {"server": True, "application": True, "over_internet": True, "capabilities": ["analysis"]}
    finding = find("fits_definition", {"solution": {"cloud": cloud}})
    assert (finding.outcome, finding.confirmed_by) == (Outcome.MET, "officer")
    assert set(finding.values) == {f"solution.cloud.{name}" for name in cloud}
    not_ai = find("ai_learning", {"solution": {"is_ai": True, "ai": {"kind": "none"}}})
    assert "仍可以用雲端服務方案上架" in (not_ai.remedy or "")


@pytest.mark.clause("L7.C2", "L7.C5")
def test_review_points_are_filled_by_the_checks() -> None:
    cited = {clause: [] for clause in ("L7.C1", "L7.C2", "L7.C3", "L7.C4", "L7.C5")}
    for each in rules().case("solution").checks:
        for clause in each.clauses:
            if clause in cited:
                cited[clause].append(each.name)
    assert {clause: len(names) >= 2 for clause, names in cited.items()} == dict.fromkeys(cited, True)
