"""Look-ups: what was found, what was not, and what stays open. Silence is never a clean record."""

import json
from datetime import date, timedelta
from typing import Any

import pytest

from xuzhi.kernel.ubn import BusinessNumberInvalid
from xuzhi.ledger.canonical import canonical_json
from xuzhi.registers.catalogue import RegisterUnknown, register_named
from xuzhi.registers.operations import import_snapshot
from xuzhi.registers.queries import look_up
from xuzhi.registers.shapes import LookUp

from . import published as p

pytestmark = pytest.mark.django_db
TAKEN, ON = date(2026, 11, 20), date(2026, 11, 22)
SOURCE = "https://example.gov.tw/"
NAME = "序智雲端股份有限公司"


def take_in(register: str, file: bytes, taken_on: date = TAKEN, list_name: str | None = None) -> Any:
    return import_snapshot(register, file, taken_on, SOURCE, list_name=list_name, actor=p.OFFICER, at=p.AT)


def ask(register: str, *, ubn: str = "22099131", name: str = NAME, on: date = ON) -> LookUp:
    answer = look_up(register, ubn=ubn, name=name, on=on)
    canonical_json(answer.as_json())  # an event may hold it
    return answer


# Company register


@pytest.mark.clause("L2.1", "L3.E1")
def test_a_company_with_its_evidence() -> None:
    imported = take_in("company", p.as_json([p.answers()]))
    answer = ask("company")
    assert answer.found is True
    assert answer.as_of == TAKEN
    assert answer.age_days(ON) == 2
    assert answer.snapshot_sha256 == imported.sha256
    assert answer.facts["company"]["status"] == "active"
    assert answer.flat["company.paid_in_capital"] == 8_000_000
    assert answer.how == f"依 115 年 11 月 20 日自「{SOURCE}」取得的公司及商業登記資料，以統一編號比對。"
    (evidence,) = answer.evidence
    assert evidence["raw"]["basic"] == [p.basic()]
    assert {name: evidence[name] for name in ("line", "matched_by", "taken_on", "sha256", "problem")} == {
        "line": 1,
        "matched_by": "number",
        "taken_on": "2026-11-20",
        "sha256": imported.sha256,
        "problem": None,
    }


def test_a_number_nobody_asked_about_is_open() -> None:
    take_in("company", p.as_json([p.answers("04595257", basic=[p.basic("04595257")], business=[])]))
    answer = ask("company")
    assert (answer.found, answer.facts, answer.as_of) == (None, {}, None)
    assert answer.how == "尚未取得此統一編號的公司及商業登記資料。"


@pytest.mark.clause("L3.E1")
def test_an_empty_answer_is_not_a_clean_one() -> None:
    take_in("company", p.as_json([p.answers()]))
    take_in("company", p.as_json([p.answers(basic=[], business=[], types=[])]), TAKEN + timedelta(days=1))
    answer = ask("company")
    assert (answer.found, answer.facts, answer.as_of) == (False, {}, TAKEN + timedelta(days=1))
    assert "沒有回覆任何資料；這不代表沒有問題" in answer.how
    assert ask("company", on=TAKEN).found is True


def test_a_business_is_found_with_what_is_known_of_it() -> None:
    take_in("company", p.as_json([p.answers(basic=[], business=[], types=p.kinds("N", "N", "Y"))]))
    answer = ask("company")
    assert answer.found is True
    assert answer.facts == {"company": {"ubn": "22099131", "kind": "business"}}
    assert answer.problems == ("登記資料沒有寫明登記狀態",)


def test_datasets_of_one_day_are_read_together() -> None:
    take_in("company", p.as_json([p.with_items()]))
    take_in("company", p.as_json([{"No": "22099131", "TYPE": p.kinds()}]))
    take_in("company", p.as_json([p.basic()]))
    facts = ask("company").facts["company"]
    assert (facts["business_items"], facts["kind"]) == (["I301010", "I301030"], "company")
    take_in("company", p.as_json([p.basic(Company_Status_Desc="解散")]), TAKEN + timedelta(days=1))
    later = ask("company").facts["company"]
    assert later["status"] == "dissolved"
    assert "business_items" not in later, "another day's answer stands alone"


def test_an_unknown_status_word_is_told() -> None:
    take_in("company", p.as_json([p.basic(Company_Status_Desc="暫緩清算")]))
    answer = ask("company")
    assert "status" not in answer.facts["company"]
    assert answer.problems == ("登記狀態「暫緩清算」不是已知的用語，無法判斷是否營業中",)


def test_wrong_numbers_and_registers_are_refused() -> None:
    with pytest.raises(BusinessNumberInvalid):
        ask("company", ubn="22099132")
    with pytest.raises(RegisterUnknown, match="沒有「taxes」這個名冊"):
        ask("taxes")


# Debarred suppliers


@pytest.mark.clause("L3.E2", "L3.E3")
def test_a_debarred_supplier() -> None:
    take_in("debarred", p.debarred_file(p.debarred(), p.debarred("04595257")))
    answer = ask("debarred")
    assert answer.found is True
    assert answer.facts == {
        "register": {
            "debarred_as_of": "2026-11-20",
            "debarments": [
                {
                    "announced_on": "2026-06-18",
                    "effective_on": "2026-06-19",
                    "expires_on": "2027-06-18",
                    "ground": "第12款",
                    "agency": "某市政府資訊局",
                    "case_name": "資訊系統維運服務案",
                }
            ],
        }
    }
    assert answer.how == "依 115 年 11 月 20 日取得的拒絕往來廠商比對，有 1 筆需要檢視。"


@pytest.mark.clause("L3.E2", "L3.E3")
def test_not_in_the_snapshot_says_of_which_day() -> None:
    take_in("debarred", p.debarred_file(p.debarred("04595257")))
    answer = ask("debarred")
    assert answer.found is False
    assert answer.facts == {"register": {"debarred_as_of": "2026-11-20", "debarments": []}}
    assert answer.how == "115 年 11 月 20 日取得的拒絕往來廠商中查無此事業；名冊以外的紀錄仍須由承辦人確認。"


def test_without_a_snapshot_nothing_is_known() -> None:
    for register in ("debarred", "prc_funded", "violations"):
        answer = ask(register)
        assert (answer.found, answer.facts, answer.as_of, answer.snapshots) == (None, {}, None, ())
        assert answer.missing == register_named(register).lists
        assert "尚未載入" in answer.how
    take_in("debarred", p.debarred_file(p.debarred()))
    assert ask("debarred", on=TAKEN - timedelta(days=1)).found is None


def test_an_announcement_without_a_number_is_shown_and_leaves_its_days_open() -> None:
    take_in("debarred", p.debarred_file(p.debarred("", Corporation_Name="序智雲端　股份有限公司")))
    answer = ask("debarred")
    assert answer.facts["register"]["debarments"] == [
        {"ground": "第12款", "agency": "某市政府資訊局", "case_name": "資訊系統維運服務案"}
    ]
    assert answer.evidence[0]["matched_by"] == "name"
    assert answer.problems == (
        "拒絕往來廠商名單第 1 筆「序智雲端　股份有限公司」僅以名稱比對，須由承辦人確認是否為同一事業。",
    )


def test_a_namesake_with_a_number_of_its_own_is_somebody_else() -> None:
    take_in("debarred", p.debarred_file(p.debarred("04595257")))
    assert ask("debarred").found is False


def test_the_newest_snapshot_up_to_the_day_counts() -> None:
    take_in("debarred", p.debarred_file(p.debarred()))
    take_in("debarred", p.debarred_file(p.debarred("04595257")), TAKEN + timedelta(days=1))
    assert ask("debarred").found is False
    assert ask("debarred", on=TAKEN).found is True
    take_in("debarred", p.debarred_file(p.debarred(), p.debarred("04595257")), TAKEN + timedelta(days=1))
    assert ask("debarred").found is True, "of two of one day the later import counts"


def test_the_whole_answer_as_json() -> None:
    take_in("debarred", p.debarred_file(p.debarred("04595257")))
    document = ask("debarred").as_json()
    assert json.loads(json.dumps(document)) == document
    assert sorted(document) == [
        "as_of", "evidence", "facts", "found", "how", "missing", "problems", "register", "snapshots",
        "stale",
    ]  # fmt: skip
