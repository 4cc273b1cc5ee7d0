"""Readers of the published files: what they read, and what they say of files that are something else."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuzhi.registers.readers.choose import read_rows
from xuzhi.registers.readers.company import read_company
from xuzhi.registers.readers.debarred import read_debarred
from xuzhi.registers.readers.prc_funded import read_name_list, read_prc_ministry
from xuzhi.registers.readers.shape import Problem, ReadRow, ShapeDiffers, number_of
from xuzhi.registers.readers.violations import read_violations

from . import published as p


def refusal(read: Any, content: bytes) -> str:
    with pytest.raises(ShapeDiffers) as refused:
        read(content)
    assert refused.value.remedy
    return refused.value.says


# Company register


def test_basic_data() -> None:
    record = p.basic()
    assert read_company(p.as_json([record])) == (
        ReadRow(
            line=1,
            ubn="22099131",
            name="序智雲端股份有限公司",
            record={
                "known": True,
                "name": "序智雲端股份有限公司",
                "status_words": "核准設立",
                "address": "台中市西屯區文心路一段1號",
                "representative": "王小明",
                "organisation": "臺中市政府",
                "paid_in_capital": 8_000_000,
                "capital": 20_000_000,
                "founded_on": "1987-02-21",
                "suspended_from": None,
                "suspended_until": None,
                "revoked_on": None,
            },
            raw=record,
        ),
    )


def test_the_three_datasets_of_one_number_become_one_row() -> None:
    (row,) = read_company(p.as_json([p.basic(), p.with_items(), {"No": "22099131", "TYPE": p.kinds()}]))
    assert row.record["business_items"] == ["I301010", "I301030"]
    assert row.record["types"] == {"公司": True, "分公司": False, "商業": False}
    assert row.problem is None
    (fetched,) = read_company(p.as_json([p.answers()]))
    assert fetched.record == row.record


def test_an_unknown_number_is_kept_as_an_empty_answer() -> None:
    (row,) = read_company(p.as_json([p.answers(basic=[], business=[], types=[])]))
    assert (row.ubn, row.name, row.record) == ("22099131", "", {"known": False, "types": None})


def test_a_business_that_is_no_company_is_known_by_its_kind_alone() -> None:
    (row,) = read_company(p.as_json([p.answers(basic=[], business=[], types=p.kinds("N", "N", "Y"))]))
    assert row.record == {"known": True, "types": {"公司": False, "分公司": False, "商業": True}}


def test_records_that_disagree_leave_the_field_open() -> None:
    (row,) = read_company(p.as_json([p.basic(), p.with_items(Paid_In_Capital_Amount=900_000)]))
    assert row.record["paid_in_capital"] is None
    assert row.record["business_items"] == ["I301010", "I301030"]
    assert row.problem == Problem("registers.records_disagree", {"field": "paid_in_capital"})


def test_six_digit_dates_numbers_as_text_and_dropped_zeros() -> None:
    (row,) = read_company(
        p.as_json(
            [p.basic(Business_Accounting_NO=4595257, Company_Setup_Date="760221", Paid_In_Capital_Amount="8000000.0")]
        )
    )
    assert (row.ubn, row.record["founded_on"], row.record["paid_in_capital"]) == ("04595257", "1987-02-21", 8_000_000)


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("Company_Setup_Date", "0761321", "registers.day_unreadable"),
        ("Paid_In_Capital_Amount", "很多", "registers.amount_unreadable"),
        ("Paid_In_Capital_Amount", "-5", "registers.amount_unreadable"),
    ],
)
def test_what_cannot_be_read_is_open_and_told(field: str, text: str, code: str) -> None:
    (row,) = read_company(p.as_json([p.basic(**{field: text})]))
    problem = Problem(code, {"field": field, "text": text})
    assert row.problem == problem
    assert text in problem.says
    assert Problem.from_json(json.loads(json.dumps(problem.as_json()))) == problem


def test_a_number_that_fails_the_check_is_kept_and_told() -> None:
    (row,) = read_company(p.as_json([p.basic("22099132")]))
    assert (row.ubn, row.problem) == ("22099132", Problem("registers.number_invalid", {"text": "22099132"}))


def test_business_items_in_words_only_are_left_to_an_officer() -> None:
    (row,) = read_company(p.as_json([p.with_items(items=("I301010", ""))]))
    assert row.record["business_items"] == ["I301010"]
    assert row.problem == Problem("registers.item_without_code")


def test_company_files_that_are_something_else() -> None:
    without = {name: value for name, value in p.basic().items() if name not in ("Sus_Beg_Date", "Company_Name")}
    assert refusal(read_company, b"") == "檔案是空的；空白的檔案不代表查無紀錄。"
    assert refusal(read_company, b"[") == "檔案不是完整的 JSON。"
    assert refusal(read_company, b'["\\u0000"]') == "檔案不是完整的 JSON。"
    assert refusal(read_company, b"[NaN]") == "檔案不是完整的 JSON。"
    assert refusal(read_company, b"\xff\xfe") == "檔案不是完整的 JSON。"
    assert refusal(read_company, b"[]").startswith("檔案的結構與公布的格式不同")
    assert refusal(read_company, b"{}").startswith("檔案的結構與公布的格式不同")
    assert refusal(read_company, p.as_json([p.basic(), "x"])) == "第 2 筆的結構與公布的格式不同。"
    assert refusal(read_company, p.as_json([p.basic(), without])) == "第 2 筆缺少欄位：Company_Name、Sus_Beg_Date。"
    assert refusal(read_company, p.as_json(p.kinds())) == "第 1 筆沒有正確的統一編號（No）。"
    assert refusal(read_company, p.as_json([p.answers(basic=[p.basic("04595257")])])) == (
        "第 1 筆查的是 22099131，答覆卻是 04595257。"
    )
    assert refusal(read_company, p.as_json([p.answers(basic="<html>")])) == "第 1 筆的結構與公布的格式不同。"
    nobody = p.basic(Business_Accounting_NO="", Company_Name="")
    assert refusal(read_company, p.as_json([nobody])) == "第 1 筆既沒有統一編號也沒有名稱，無法得知是誰。"


# Debarred suppliers


def test_debarred_suppliers() -> None:
    entry = p.debarred()
    (row,) = read_debarred(p.debarred_file(entry))
    assert row == ReadRow(
        line=1,
        ubn="22099131",
        name="序智雲端股份有限公司",
        record={
            "announced_on": "2026-06-18",
            "effective_on": "2026-06-19",
            "expires_on": "2027-06-18",
            "ground": "第12款",
            "agency": "某市政府資訊局",
            "case_name": "資訊系統維運服務案",
        },
        raw=entry,
    )
    assert read_debarred(p.as_json({"Rvlmd_List": {"Rvlmd": entry}})) == (row,), (
        "a list of one may stand without brackets"
    )


def test_a_debarment_without_its_days_is_told() -> None:
    (row,) = read_debarred(p.debarred_file(p.debarred(Expire_Date="")))
    assert row.record["expires_on"] is None
    assert row.problem == Problem("registers.day_missing", {"field": "Expire_Date"})


def test_debarred_files_that_are_something_else() -> None:
    for content in (b"[]", b"{}", b'{"Rvlmd_List": ""}', b'{"Rvlmd_List": {"Rvlmd": []}}', b'{"error": "busy"}'):
        says = refusal(read_debarred, content)
        assert says == "檔案的結構與公布的格式不同：找不到 Rvlmd_List.Rvlmd[] 的資料清單，或清單是空的。"
    nameless = p.debarred(Corporation_Number="", Corporation_Name="")
    assert refusal(read_debarred, p.debarred_file(nameless)).startswith("第 1 筆既沒有統一編號也沒有名稱")
    assert refusal(read_debarred, p.debarred_file({"Corporation_Number": "22099131"})).startswith("第 1 筆缺少欄位：")


# PRC-funded enterprises


TITLES = [["經濟部投資審議司"], ["陸資來臺投資事業名錄"], [None], ["資料日期：115年10月31日"]]


@pytest.mark.parametrize("write", [p.sheet, p.table])
@pytest.mark.clause("L2.4")
def test_the_ministrys_list_with_titles_above(write: Any) -> None:
    (row,) = read_prc_ministry(write(*TITLES, p.PRC_HEADING, p.prc_row()))
    assert (row.line, row.ubn, row.name, row.problem) == (6, "22099131", "序智雲端股份有限公司", None)
    assert row.record == {
        "address": "臺中市西屯區文心路一段1號",
        "investor": "某某控股有限公司",
        "investment_kind": "新設公司",
        "industry": "電腦程式設計業",
        "amount": "30000000",
        "approved_in": "112年7月",
    }
    assert row.raw["投資金額"] == "30000000"


def test_a_spreadsheets_numbers_and_headings_as_they_come() -> None:
    heading = [" 統一\n編號 ", "國內被投資 事業名稱"]
    rows = read_prc_ministry(
        p.sheet(heading, [4595257, "甲公司"], [22099131.0, "乙公司"], [None, None], ["", "丙商行"])
    )
    assert [(row.line, row.ubn, row.name) for row in rows] == [
        (2, "04595257", "甲公司"),
        (3, "22099131", "乙公司"),
        (5, "", "丙商行"),
    ]


def test_rows_that_are_no_rows_are_told_not_dropped() -> None:
    rows = read_prc_ministry(p.sheet(p.PRC_HEADING, p.prc_row(), ["1234567", "某公司"], ["註：金額單位為新臺幣元"]))
    assert [(row.line, row.ubn, row.name, row.problem and row.problem.says) for row in rows] == [
        (2, "22099131", "序智雲端股份有限公司", None),
        (3, "", "某公司", "統一編號「1234567」不正確"),
        (4, "", "", "這一列像是附註，不是資料"),
    ]


def test_a_heading_further_down_is_not_found() -> None:
    says = refusal(read_prc_ministry, p.sheet(*[["x"]] * 12, p.PRC_HEADING, p.prc_row()))
    assert says == "前 12 列中找不到完整的標題列，缺少欄位：統一編號、國內被投資事業名稱。"
    assert len(read_prc_ministry(p.sheet(*[["x"]] * 11, p.PRC_HEADING, p.prc_row()))) == 1


def test_the_column_that_is_missing_is_named() -> None:
    says = refusal(read_prc_ministry, p.table(["統一編號", "事業名稱"], ["22099131", "x"]))
    assert says.endswith("缺少欄位：國內被投資事業名稱。")


@pytest.mark.parametrize("heading", [["統一編號", "名稱"], ["number", "name"], ["公司名稱", "統編"]])
def test_two_column_lists(heading: list[str]) -> None:
    cells = ["22099131", "甲公司"] if heading[0] != "公司名稱" else ["甲公司", "22099131"]
    (row,) = read_name_list(p.table(["各縣市陸資商號"], heading, cells))
    assert (row.line, row.ubn, row.name) == (3, "22099131", "甲公司")


def test_spreadsheets_and_tables_that_are_something_else() -> None:
    assert refusal(read_prc_ministry, b"PK\x03\x04 broken").startswith("檔案不是可以讀取的 XLSX 試算表")
    assert refusal(read_prc_ministry, b"\x00\x01\x02") == "檔案不是 UTF-8 或 Big5 編碼的文字檔。"
    assert refusal(read_prc_ministry, b" \n") == "檔案是空的；空白的檔案不代表查無紀錄。"
    assert refusal(read_prc_ministry, p.sheet(p.PRC_HEADING)) == "標題列以下沒有任何一筆資料；空的清單不代表查無紀錄。"
    assert refusal(read_name_list, p.table(["統一編號", "名稱"], ["查無資料", ""])).startswith(
        "標題列以下沒有任何一筆資料"
    )


# Violations


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "big5"])
@pytest.mark.clause("L3.E5")
def test_violations_in_both_encodings(encoding: str) -> None:
    (row,) = read_violations(p.table(p.VIOLATION_HEADING, p.violation(), encoding=encoding))
    assert (row.line, row.ubn, row.name, row.problem) == (2, "", "序智雲端股份有限公司（王小明）", None)
    assert row.record == {
        "law": "勞動基準法第24條第1項",
        "content": "未依規定給付加班費",
        "letter": "府勞字第1號",
        "authority": "臺中市政府",
        "note": None,
        "announced_on": "2026-05-12",
        "decided_on": "2026-04-28",
        "fine": 20_000,
    }


def test_html_references_and_line_breaks_in_cells() -> None:
    cells = p.violation(name="&#33274;灣好吃&amp;快\n有限公司")
    rows = read_violations(p.table(p.VIOLATION_HEADING, cells, p.violation("第二家有限公司")))
    assert [(row.line, row.name) for row in rows] == [(2, "臺灣好吃&快\n有限公司"), (4, "第二家有限公司")]


@pytest.mark.parametrize(
    ("fine", "amount", "has_problem"),
    [
        ("", None, False),
        ("無", None, False),
        ("2萬", 20_000, False),
        ("新臺幣30,000元整", 30_000, False),
        ("詳處分書", None, True),
    ],
)
def test_fines(fine: str, amount: int | None, has_problem: bool) -> None:
    (row,) = read_violations(p.table(p.VIOLATION_HEADING, p.violation(fine=fine)))
    assert (row.record["fine"], row.problem is not None) == (amount, has_problem)


def test_violation_files_that_are_something_else() -> None:
    says = refusal(read_violations, p.table(p.PRC_HEADING, p.prc_row()))
    assert says == "前 12 列中找不到完整的標題列，缺少欄位：事業單位名稱或負責人、違法法規法條。"
    assert refusal(read_violations, p.table(p.VIOLATION_HEADING)).startswith("標題列以下沒有任何一筆資料")
    assert refusal(read_violations, p.table(p.VIOLATION_HEADING, ["x" * 200_000])).startswith(
        "第 2 行之後不是正確的 CSV"
    )


LISTS = [
    ("company", "records"), ("debarred", "suppliers"), ("prc_funded", "ministry"), ("prc_funded", "local"),
    ("violations", "pension"), ("violations", "combined"),
]  # fmt: skip
json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*p.basic(), "No", "TYPE", "basic"]), inner)
    ),
    max_leaves=8,
)


@given(st.sampled_from(LISTS), st.binary(max_size=60) | json_values.map(lambda value: json.dumps(value).encode()))
def test_anything_at_all_is_read_or_refused(which: tuple[str, str], content: bytes) -> None:
    try:
        rows = read_rows(*which, content)
    except ShapeDiffers:
        return
    assert rows
    json.dumps([dict(row.record) for row in rows])


@pytest.mark.parametrize(
    "cell", ["２２０９９１３１", "'22099131", " 2209 9131 ", 22099131, 22099131.0, "22099131\u3000"]
)
def test_a_number_however_it_is_written(cell: object) -> None:
    assert number_of(cell) == ("22099131", None)


def test_a_number_that_is_none_is_told() -> None:
    assert number_of("無") == ("", Problem("registers.number_invalid", {"text": "無"}))
    assert number_of("22099132") == ("22099132", Problem("registers.number_invalid", {"text": "22099132"}))
    assert number_of(4595257) == ("04595257", None), "the zero that a spreadsheet dropped"
