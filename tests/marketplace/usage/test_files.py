"""Files of usage records: which columns, which rows, and what is no table at all."""

from __future__ import annotations

import io
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from xuzhi.marketplace.usage.files import lines_in
from xuzhi.marketplace.usage.lines import UsageLine
from xuzhi.marketplace.usage.refusals import ColumnsMissing, FileUnreadable, NoLines, TooManyLines

CSV = """訂閱編號,期間,計數項目,數值,紀錄編號
SME-115-00042,2026-11-20,runs,12,a-1
,,,,
SME-115-00042,115/11/21,產生的結果,7,
"""

DAY = datetime.fromisoformat("2026-11-20")  # a sheet's days come as instants without an offset


def xlsx(*rows: list[object]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950"])
def test_rows_are_lines_with_their_number_and_empty_ones_are_not(encoding):
    assert lines_in(CSV.encode(encoding), "a.csv", most=10) == [
        UsageLine("SME-115-00042", "2026-11-20", "runs", "12", "a-1", 2),
        UsageLine("SME-115-00042", "115/11/21", "產生的結果", "7", "", 4),
    ]


def test_a_sheet_keeps_days_and_numbers():
    content = xlsx(["value", "subscription", "measure", "period"], [12.5, "SME-115-00042", "runs", date(2026, 11, 20)])
    (line,) = lines_in(content, "a.xlsx", most=10)
    assert (line.value, line.period, line.record_id, line.line) == (12.5, DAY, "", 2)


def test_characters_that_cannot_be_seen_stay_where_they_are_and_are_named():
    content = CSV + "SME-115-00042\x00,2026-11-22,runs\x1f,\t7 ,\x85\n"
    good, _, wrong = lines_in(content.encode(), "a.csv", most=10)
    assert (good.unseen, wrong.value) == ((), "\t7 ")
    assert wrong.unseen == (("subscription", "\x00"), ("measure", "\x1f"), ("record_id", "\x85"))


def test_columns_that_are_not_there_are_named():
    with pytest.raises(ColumnsMissing) as missing:
        lines_in("訂閱編號,日期\nx,y\n".encode(), "a.csv", most=10)
    assert missing.value.values == {"missing": "計數項目、數值", "found": "訂閱編號、日期"}


def test_what_is_no_table_is_refused():
    for content in (
        b"PK\x03\x04 nothing",
        b"%PDF-1.7\x00\xff\xfe",
        b"\xff\xd8\xff\xe0\x00",
        CSV.encode("utf-16"),
        CSV.encode("utf-16-le"),
        CSV.encode("utf-16-be"),
        b"a" * (5 * 1024 * 1024 + 1),
    ):
        with pytest.raises((FileUnreadable, ColumnsMissing)):
            lines_in(content, "a.pdf", most=10)
    with pytest.raises(NoLines):
        lines_in(CSV.splitlines()[0].encode(), "a.csv", most=10)
    with pytest.raises(TooManyLines):
        lines_in(CSV.encode(), "a.csv", most=1)
