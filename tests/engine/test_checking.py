"""Findings: all at once, with clause, reason in people's words, values, and what is missing."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from xuzhi import engine
from xuzhi.engine.functions import FunctionFailed
from xuzhi.kernel.finding import Finding
from xuzhi.kernel.outcome import Outcome
from xuzhi.kernel.texts import use_language
from xuzhi.rulebook import Edition, load_programme

ON = date(2026, 3, 10)
FULL: dict[str, Any] = {
    "company": {"name": "木工坊", "capital": 1_000_000, "kind": "company", "founded_on": "2023-03-10"},
    "rooms": [{"country": "TW", "kw": 7.5}, {"country": "JP", "kw": 2.5}],
    "is_reseller": False,
    "score": 95,
}


def find(edition: Edition, given: dict[str, Any], **options: Any) -> dict[str, Finding]:
    return {each.check: each for each in engine.check(edition, "workshop", given, on=ON, **options)}


def test_every_check_in_the_order_of_the_file(edition: Edition) -> None:
    found = find(edition, FULL)
    assert list(found) == ["capital", "kind", "elsewhere", "old_enough", "passed", "capacity", "named"]
    outcomes = {name: finding.outcome.value for name, finding in found.items()}
    assert outcomes == dict.fromkeys(found, "met") | {"passed": "undetermined"}
    assert engine.outcome_of(found.values()) is Outcome.UNDETERMINED


def test_one_dollar_short(edition: Edition) -> None:
    finding = find(edition, {"company": {"capital": 999_999}})["capital"]
    assert finding == Finding(
        check="capital",
        clause="W1",
        outcome=Outcome.NOT_MET,
        reason="實收資本額 999,999 元，未達 1,000,000 元。",
        values={"company.capital": 999_999, "minimum_capital": 1_000_000},
        missing=(),
        label="資本額",
        remedy="增資到 1,000,000 元 後再申請。",
        blocking=True,
    )


def test_met_without_a_sentence_of_its_own_gets_a_good_one(edition: Edition) -> None:
    assert (
        find(edition, {"company": {"capital": 1_200_000}})["capital"].reason == "實收資本額 1,200,000 元，符合條款 W1。"
    )
    assert find(edition, {"company": {"kind": "branch"}})["kind"].reason == "登記種類 分公司，不符合條款 W1、W2。"


def test_codes_are_said_by_their_labels(edition: Edition) -> None:
    assert find(edition, {"company": {"kind": "company"}})["kind"].reason == "登記種類是公司，屬於公司、商業。"


def test_the_records_that_broke_it_are_named(edition: Edition) -> None:
    rooms = [{"country": "TW"}, {"country": "HK"}, {"country": "CN"}, {"country": "HK"}]
    finding = find(edition, {"rooms": rooms})["elsewhere"]
    assert finding.reason == "機房位於香港、中國大陸，不得位於中國大陸、香港。"
    assert finding.confirmed_by == "officer"


def test_undetermined_says_what_is_missing(edition: Edition) -> None:
    found = find(edition, {"rooms": [{"country": "TW"}, {"kw": 1}]})
    assert (found["capital"].reason, found["capital"].missing) == (
        "還缺少「實收資本額」的資料，目前無法判定。", ("company.capital",),
    )  # fmt: skip
    assert found["elsewhere"].reason == "還缺少「機房第 2 筆的國家或地區」的資料，目前無法判定。"
    assert found["elsewhere"].missing == ("rooms[1].country",)
    assert found["passed"].reason == "還缺少「分數」的資料，目前無法判定。執行單位尚未設定「及格分數」，目前無法判定。"
    assert found["passed"].missing == ("score", "pass_mark")
    assert found["capital"].remedy is None


@pytest.mark.parametrize("rooms", [None, []])
def test_an_empty_list_where_entries_are_wanted_is_undetermined(edition: Edition, rooms: list[Any] | None) -> None:
    finding = find(edition, {"rooms": rooms})["elsewhere"]
    assert (finding.outcome, finding.missing) == (Outcome.UNDETERMINED, ("rooms",))


def test_a_check_that_does_not_apply_gives_no_finding(edition: Edition) -> None:
    assert "vendor_named" not in find(edition, {"is_reseller": False})
    assert find(edition, {"is_reseller": True})["vendor_named"].outcome is Outcome.NOT_MET
    unknown = find(edition, {})["vendor_named"]
    assert (unknown.outcome, unknown.missing) == (Outcome.UNDETERMINED, ("is_reseller",))


def test_days_and_years_are_said_as_people_write_them(edition: Edition) -> None:
    finding = find(edition, {"company": {"founded_on": "2023-03-11"}})["old_enough"]
    assert finding.reason == "112 年 3 月 11 日 設立，到 115 年 3 月 10 日 還沒有滿 3 年。"
    assert finding.values == {"company.founded_on": date(2023, 3, 11), "lookback_years": 3}


def test_braces_calculate(edition: Edition) -> None:
    found = find(edition, {"rooms": [{"country": "TW", "kw": 3.5}, {"country": "TW", "kw": 4}], "score": 1})
    assert found["capacity"].reason == "容量共 7.5 瓩，2 間。"


def test_in_english(edition: Edition) -> None:
    with use_language("en"):
        found = find(edition, {"company": {"capital": 1_200_000}})
    assert found["capital"].reason == "實收資本額: NT$1,200,000; this meets clause W1."
    assert found["elsewhere"].reason == "It cannot be determined yet: “機房” is missing."


def test_a_function_sees_names_and_leaves_its_trace(edition: Edition) -> None:
    found = find(edition, {"company": {"name": "木工房"}})["named"]
    assert (found.outcome, found.reason) == (Outcome.NOT_MET, "名稱 木工房，不符合條款 W1。")
    assert found.values == {"company.name": "木工房"}
    assert find(edition, {})["named"].missing == ("company.name",)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("return 1", "checks.py: named gave 1; it should give True, False or None"),
        ("return facts['company.nam']", "checks.py: named: KeyError: 'company.nam'"),
        ("raise ValueError('x')", "checks.py: named: ValueError: x"),
    ],
)
def test_a_wrong_function_is_a_fault_of_the_rulebook(workshop: Path, body: str, told: str) -> None:
    (workshop / "checks.py").write_text(f"def named(facts, parameters, on):\n    {body}\n", encoding="utf-8")
    with pytest.raises(FunctionFailed) as failed:
        find(load_programme(workshop).edition(ON), {})
    assert str(failed.value) == told


def test_long_lists_are_not_carried_whole(edition: Edition) -> None:
    rooms = [{"country": "TW"}] * 29 + [{"country": "CN"}]
    values = find(edition, {"rooms": rooms})["elsewhere"].values
    assert [room["country"] for room in values["rooms"]] == ["CN"]
    assert find(edition, {"rooms": rooms[:29]})["elsewhere"].values["rooms"] == 29


def test_documents_and_answers_that_are_due(edition: Edition) -> None:
    found = find(edition, {**FULL, "is_reseller": True, "vendor": "原廠"}, attached={"authorisation": 1})
    due = {name: finding for name, finding in found.items() if "." in name}
    assert {name: (finding.outcome.value, finding.reason) for name, finding in due.items()} == {
        "document.tax": ("not_met", "還沒有附「納稅證明」。"),
        "document.authorisation": ("not_met", "「授權書」至少要 2 份，目前 1 份。"),
    }
    assert all(finding.blocking for finding in due.values())
    assert due["document.tax"].remedy == "請上傳「納稅證明」。"


def test_documents_that_are_there_too_many_or_perhaps_due(edition: Edition) -> None:
    found = find(edition, {}, attached={"tax": 1})
    assert found["document.tax"].outcome is Outcome.MET
    assert found["document.authorisation"].outcome is Outcome.UNDETERMINED
    assert "document.authorisation" not in find(edition, {"is_reseller": False}, attached={"tax": 1})
    found = find(edition, {"is_reseller": True}, attached={"authorisation": 4})
    assert found["document.authorisation"].reason == "「授權書」最多 3 份，目前 4 份。"


def test_answers_that_lack_something(edition: Edition) -> None:
    given = {"company": {"name": "x"}, "rooms": [{"kw": 1}], "uses": ["make", "sell", "teach"], "is_reseller": True}
    found = find(edition, given, attached={})
    answers = {name: finding.reason for name, finding in found.items() if name.startswith("answer.")}
    assert answers == {
        "answer.company.capital": "「實收資本額」還沒有填。",
        "answer.company.kind": "「登記種類」還沒有填。",
        "answer.uses": "「用途」最多 2 筆，目前 3 筆。",
        "answer.rooms": "還沒有填：機房第 1 筆的國家或地區。",
        "answer.vendor": "「原廠名稱」還沒有填。",
    }
    assert found["answer.rooms"].missing == ("rooms[0].country",)


def test_the_same_facts_always_give_the_same_findings(edition: Edition) -> None:
    once = [finding.as_json() for finding in engine.check(edition, "workshop", FULL, on=ON)]
    assert once == [finding.as_json() for finding in engine.check(edition, "workshop", FULL, on=ON)]
