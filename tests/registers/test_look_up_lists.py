"""Look-ups in lists of several sources, how old they may be, and what a look-up costs."""

from datetime import date, timedelta
from typing import Any

import pytest

from xuzhi.ledger.canonical import canonical_json
from xuzhi.registers.catalogue import register_named
from xuzhi.registers.operations import import_snapshot
from xuzhi.registers.queries import look_up, look_up_each
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
    together = look_up_each(register, [("04595257", "別家有限公司"), (ubn, name)], on=on)
    assert together == [look_up(register, ubn="04595257", name="別家有限公司", on=on), answer]
    return answer


# PRC-funded enterprises


def prc(ministry: bytes | None = None, local: bytes | None = None, review: bytes | None = None) -> None:
    for name, file in (("ministry", ministry), ("local", local), ("review", review)):
        if file is not None:
            take_in("prc_funded", file, list_name=name)


OTHERS = p.table(["統一編號", "名稱"], ["04595257", "別家有限公司"])
OTHERS_OF_MINISTRY = p.sheet(p.PRC_HEADING, p.prc_row("04595257", "別家有限公司"))


@pytest.mark.clause("L2.4", "L3.E4")
def test_in_none_of_the_three_lists() -> None:
    prc(OTHERS_OF_MINISTRY, OTHERS, OTHERS)
    answer = ask("prc_funded")
    assert answer.found is False
    assert answer.facts["register"] == {
        "prc_ministry_as_of": "2026-11-20",
        "prc_local_as_of": "2026-11-20",
        "prc_review_as_of": "2026-11-20",
        "prc_hits": [],
    }


@pytest.mark.clause("L2.4", "L3.E4")
def test_in_some_of_the_lists_while_another_is_not_loaded() -> None:
    prc(OTHERS_OF_MINISTRY, OTHERS)
    answer = ask("prc_funded")
    assert answer.found is None
    assert answer.facts["register"] == {
        "prc_ministry_as_of": "2026-11-20",
        "prc_local_as_of": "2026-11-20",
        "prc_hits": [],
    }, "each list has its own day; the one that is not loaded has none"
    assert answer.missing == ("review",)
    assert answer.how.endswith("陸資企業名單尚未載入：投資審議機關公布之名單，因此無法完整比對。")


@pytest.mark.clause("L2.4", "L3.E4")
def test_a_hit_in_one_list_is_a_hit_whatever_is_missing() -> None:
    prc(p.sheet(p.PRC_HEADING, p.prc_row()))
    answer = ask("prc_funded")
    assert answer.found is True
    assert answer.facts["register"]["prc_hits"] == [
        {"list": "ministry", "name": NAME, "ubn": "22099131", "matched_by": "number", "asked": NAME}
    ]


@pytest.mark.clause("L2.4")
def test_hits_by_name_where_the_entry_has_no_number_or_a_wrong_one() -> None:
    prc(
        OTHERS_OF_MINISTRY, p.table(["統一編號", "名稱"], ["", NAME]), p.table(["統一編號", "名稱"], ["22099132", NAME])
    )
    answer = ask("prc_funded")
    assert answer.facts["register"]["prc_hits"] == [
        {"list": "local", "name": NAME, "matched_by": "name", "asked": NAME},
        {"list": "review", "name": NAME, "matched_by": "name", "asked": NAME},
    ]
    assert "各縣市登記之陸資商號第 2 筆「序智雲端股份有限公司」僅以名稱比對" in answer.problems[0]


@pytest.mark.clause("L2.4")
def test_a_similar_name_leaves_the_answer_open() -> None:
    prc(OTHERS_OF_MINISTRY, OTHERS, p.table(["統一編號", "名稱"], ["", "序智雲端有限公司"]))
    answer = ask("prc_funded")
    assert answer.found is None
    assert answer.facts["register"]["prc_hits"] == [
        {"list": "review", "name": "序智雲端有限公司", "matched_by": "similar_name", "asked": NAME}
    ], "without a number, so that nothing follows from it"
    assert answer.evidence[0]["matched_by"] == "similar_name"


def test_without_a_name_the_lists_are_not_searched_to_the_end() -> None:
    prc(OTHERS_OF_MINISTRY, OTHERS, OTHERS)
    answer = ask("prc_funded", name="")
    assert (answer.found, answer.facts) == (None, {})
    assert answer.how.endswith("陸資企業名單須以名稱比對，但沒有提供事業名稱。")


FOREIGN = "Acme Cloud (Asia) Co., Ltd."


@pytest.mark.clause("L2.4", "L4.E2")
def test_a_firm_from_abroad_is_looked_for_by_name_and_nothing_follows() -> None:
    prc(p.sheet(p.PRC_HEADING, p.prc_row("04595257", "ACME CLOUD CO LTD")), OTHERS, OTHERS)
    answer = ask("prc_funded", ubn="", name=FOREIGN)
    assert answer.found is None
    assert answer.facts["register"]["prc_hits"] == [
        {"list": "ministry", "name": "ACME CLOUD CO LTD", "matched_by": "name", "asked": FOREIGN}
    ], "the number on the list is nobody's whom we know"
    assert answer.evidence[0]["raw"]["統一編號"] == "04595257"
    assert "僅以名稱比對" in answer.problems[0]


@pytest.mark.clause("L2.4", "L4.E2")
def test_a_firm_from_abroad_that_is_nowhere() -> None:
    prc(OTHERS_OF_MINISTRY, OTHERS, OTHERS)
    answer = ask("prc_funded", ubn="", name=FOREIGN)
    assert (answer.found, answer.facts["register"]["prc_hits"]) == (False, [])
    assert ask("prc_funded", ubn="", name=" ").found is None


# Age


@pytest.mark.clause("L2.4", "L3.E4")
def test_a_list_that_is_too_old_clears_nobody() -> None:
    prc(OTHERS_OF_MINISTRY, OTHERS)
    take_in("prc_funded", OTHERS, TAKEN - timedelta(days=30), "review")
    answer = look_up("prc_funded", ubn="22099131", name=NAME, on=ON, most_days=31)
    assert (answer.found, answer.stale) == (None, ("review",))
    assert answer.facts["register"] == {
        "prc_ministry_as_of": "2026-11-20",
        "prc_local_as_of": "2026-11-20",
        "prc_hits": [],
    }
    assert answer.problems == (
        "投資審議機關公布之名單是 115 年 10 月 21 日取得的，已經 32 天，超過設定的 31 天；"
        "其中沒有的，不能當作查無紀錄，請取得較新的資料。",
    )
    assert look_up("prc_funded", ubn="22099131", name=NAME, on=ON, most_days=32).found is False
    assert ask("prc_funded").found is False, "without a limit only the day is shown"


@pytest.mark.clause("L2.4", "L3.E2", "L3.E3", "L3.E4")
def test_a_hit_in_a_list_that_is_too_old_stays_a_hit() -> None:
    prc(p.sheet(p.PRC_HEADING, p.prc_row()), OTHERS, OTHERS)
    answer = look_up("prc_funded", ubn="22099131", name=NAME, on=ON, most_days=1)
    assert answer.found is True
    assert answer.facts["register"]["prc_ministry_as_of"] == "2026-11-20"
    assert "prc_local_as_of" not in answer.facts["register"]
    take_in("debarred", p.debarred_file(p.debarred()))
    debarred = look_up("debarred", ubn="22099131", name=NAME, on=ON, most_days=1)
    assert (debarred.found, debarred.facts["register"]["debarred_as_of"]) == (True, "2026-11-20")


@pytest.mark.clause("L3.E1", "L3.E2", "L3.E5")
def test_records_that_are_too_old_leave_status_and_silence_open() -> None:
    take_in("company", p.as_json([p.answers()]))
    take_in("debarred", p.debarred_file(p.debarred("04595257")))
    violations(p.violation("別家有限公司"))
    company = look_up("company", ubn="22099131", on=ON, most_days=1)
    assert company.stale == ("records",)
    assert "status" not in company.facts["company"]
    assert company.facts["company"]["paid_in_capital"] == 8_000_000
    for register in ("debarred", "violations"):
        answer = look_up(register, ubn="22099131", name=NAME, on=ON, most_days=1)
        assert (answer.found, answer.facts) == (None, {})


# Violations


def violations(*rows: list[str], list_name: str = "combined", taken_on: date = TAKEN) -> None:
    take_in("violations", p.table(p.VIOLATION_HEADING, *rows), taken_on, list_name)


@pytest.mark.clause("L3.E5")
def test_violations_are_suggestions_by_name_without_seriousness() -> None:
    violations(p.violation(), p.violation("別家有限公司（李小華）"), p.violation("序智雲端有限公司"))
    answer = ask("violations")
    assert answer.facts["register"]["violations"] == [
        {
            "law": "勞動基準法第24條第1項",
            "announced_on": "2026-05-12",
            "content": "未依規定給付加班費",
            "fine": 20_000,
            "name": "序智雲端股份有限公司（王小明）",
            "matched_by": "name",
        },
        {
            "law": "勞動基準法第24條第1項",
            "announced_on": "2026-05-12",
            "content": "未依規定給付加班費",
            "fine": 20_000,
            "name": "序智雲端有限公司",
            "matched_by": "similar_name",
        },
    ]
    assert len(answer.problems) == 2


@pytest.mark.clause("L3.E5")
def test_short_names_are_found_only_exactly() -> None:
    violations(p.violation("大同有限公司"), p.violation("大同醬油有限公司"), p.violation("王大明即大同有限公司"))
    answer = ask("violations", name="大同有限公司")
    assert [(row["line"], row["matched_by"]) for row in answer.evidence] == [(2, "name"), (4, "name")]


@pytest.mark.clause("L3.E5")
def test_some_of_the_eight_lists_are_not_all_of_them() -> None:
    lists = register_named("violations").lists
    for name in lists[:-1]:
        violations(p.violation("別家有限公司"), list_name=name)
    assert ask("violations").found is None
    violations(p.violation("別家有限公司"), list_name=lists[-1], taken_on=TAKEN - timedelta(days=30))
    answer = ask("violations")
    assert answer.found is False
    assert answer.facts["register"] == {"violations": [], "violations_as_of": "2026-10-21"}, "as old as its oldest list"


def test_a_combined_file_stands_for_older_lists() -> None:
    violations(p.violation(), list_name="union", taken_on=TAKEN - timedelta(days=30))
    violations(p.violation("別家有限公司"), list_name="combined")
    answer = ask("violations")
    assert (answer.found, answer.as_of) == (False, TAKEN)
    violations(p.violation(), list_name="union", taken_on=TAKEN + timedelta(days=1))
    assert ask("violations").found is True


def test_how_many_queries_a_look_up_needs(django_assert_max_num_queries: Any) -> None:
    take_in("company", p.as_json([p.answers()]))
    violations(p.violation())
    with django_assert_max_num_queries(1):
        look_up("company", ubn="22099131", name=NAME, on=ON)
    with django_assert_max_num_queries(2):
        look_up("violations", ubn="22099131", name=NAME, on=ON)


def test_how_many_queries_many_look_ups_need(django_assert_num_queries: Any) -> None:
    prc(OTHERS_OF_MINISTRY, OTHERS, OTHERS)
    firms = [("04595257", "別家有限公司"), *((ubn, NAME) for ubn in ("22099131", "24549210", "12345675"))]
    with django_assert_num_queries(3):
        answers = look_up_each("prc_funded", firms, on=ON)
    assert [each.found for each in answers] == [True, False, False, False]
    assert look_up_each("prc_funded", [], on=ON) == []
