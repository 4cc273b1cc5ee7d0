"""Files in the shapes that the authorities publish, made for these tests."""

import io
import json
from datetime import UTC, datetime
from typing import Any

from openpyxl import Workbook

from xuzhi.kernel.actor import Actor

OFFICER = Actor.person("7f0c", "林承辦", "officer")
AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


def basic(ubn: str = "22099131", **changes: Any) -> dict[str, Any]:
    """A record of the company register's basic data."""
    return {
        "Business_Accounting_NO": ubn,
        "Company_Status_Desc": "核准設立",
        "Company_Name": "序智雲端股份有限公司",
        "Capital_Stock_Amount": 20000000,
        "Paid_In_Capital_Amount": 8000000,
        "Responsible_Name": "王小明",
        "Company_Location": "台中市西屯區文心路一段1號",
        "Register_Organization_Desc": "臺中市政府",
        "Company_Setup_Date": "0760221",
        "Change_Of_Approval_Data": "1150525",
        "Revoke_App_Date": "",
        "Case_Status": "",
        "Case_Status_Desc": "",
        "Sus_App_Date": "",
        "Sus_Beg_Date": "",
        "Sus_End_Date": "",
    } | changes


def with_items(
    ubn: str = "22099131", items: tuple[str, ...] = ("I301010", "I301030"), **changes: Any
) -> dict[str, Any]:
    """A record of the dataset of business items."""
    listed = [
        {"Business_Seq_NO": f"{n:04}", "Business_Item": item, "Business_Item_Desc": "…"}
        for n, item in enumerate(items, 1)
    ]
    return basic(ubn, **changes) | {"Cmp_Business": listed}


def kinds(company: str = "Y", branch: str = "N", business: str = "N") -> list[dict[str, str]]:
    """An answer of the dataset of kinds."""
    pairs = (("公司", company), ("分公司", branch), ("商業", business))
    return [{"TYPE": name, "exist": exist} for name, exist in pairs]


def answers(ubn: str = "22099131", **changes: Any) -> dict[str, Any]:
    """One number's answers side by side."""
    return {"No": ubn, "basic": [basic(ubn)], "business": [with_items(ubn)], "types": kinds()} | changes


def debarred(ubn: str = "22099131", **changes: Any) -> dict[str, Any]:
    """An announcement of the government procurement site."""
    return {
        "Corporation_Number": ubn,
        "Corporation_Name": "序智雲端股份有限公司",
        "Announce_Agency_Name": "某市政府資訊局",
        "Announce_Date": "115/06/18",
        "Origional_Announce_Date": "",
        "Judgment_Doc_No": "",
        "GPA101_Caluse": "第12款",
        "Crime_Info": "",
        "Suitable_Law": "",
        "Case_no": "A-115-001",
        "Case_Name": "資訊系統維運服務案",
        "Effective_Date": "115/06/19",
        "Expire_Date": "116/06/18",
        "Remark": "",
    } | changes


def as_json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def debarred_file(*entries: dict[str, Any]) -> bytes:
    return as_json({"Rvlmd_List": {"Rvlmd": list(entries)}})


PRC_HEADING = [
    "統一編號", "國內被投資事業名稱", "國內被投資事業地址", "陸資投資人名稱", "投資型態", "行業分類", "投資金額",
    "核准年月",
]  # fmt: skip


def prc_row(ubn: Any = "22099131", name: str = "序智雲端股份有限公司") -> list[Any]:
    return [
        ubn,
        name,
        "臺中市西屯區文心路一段1號",
        "某某控股有限公司",
        "新設公司",
        "電腦程式設計業",
        30000000,
        "112年7月",
    ]


def sheet(*rows: list[Any]) -> bytes:
    """An XLSX with these rows from the top."""
    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def table(*rows: list[Any], encoding: str = "utf-8") -> bytes:
    """A CSV with these rows from the top; cells are quoted."""
    return "\r\n".join(",".join(f'"{"" if cell is None else cell}"' for cell in row) for row in rows).encode(encoding)


VIOLATION_HEADING = [
    "主管機關", "公告日期", "處分日期", "處分字號", "事業單位名稱或負責人", "違法法規法條", "違反法規內容",
    "罰鍰金額", "備註說明",
]  # fmt: skip


def violation(
    name: str = "序智雲端股份有限公司（王小明）", fine: str = "20,000", announced: str = "115/05/12"
) -> list[str]:
    return [
        "臺中市政府",
        announced,
        "1150428",
        "府勞字第1號",
        name,
        "勞動基準法第24條第1項",
        "未依規定給付加班費",
        fine,
        "",
    ]
