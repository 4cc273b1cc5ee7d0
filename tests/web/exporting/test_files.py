"""Exports are read back by a library that had no part in writing them."""

import csv
import io
import tracemalloc
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from xuzhi.web.exporting.answer import sheet_answer
from xuzhi.web.exporting.csv_file import csv_bytes
from xuzhi.web.exporting.ods_file import write_ods
from xuzhi.web.exporting.sheet import Sheet, is_formula, sheet_name
from xuzhi.web.exporting.xlsx_file import write_xlsx

WRITERS = {"xlsx": write_xlsx, "ods": write_ods}
HEADS = ("案號", "公司", "件數")
EVIL = ("=1+1", "+886", "-2", "@SUM(A1)", "\tx", "\rx", '=HYPERLINK("http://x")', "  =1", "＝1+1", "＠x", "-")


def written(sheet, format):
    file = io.BytesIO()
    WRITERS[format](sheet, file)
    return file.getvalue()


def read_back(content):
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def as_csv(sheet):
    return b"".join(csv_bytes(sheet))


@pytest.mark.parametrize("format", ["xlsx", "ods"])
class TestSpreadsheets:
    def test_texts_numbers_days_and_nothing(self, format):
        row = ("SME-115-00042", "翠湖資訊股份有限公司", 12, Decimal("3.5"), date(2026, 11, 20), None, "04595257")
        sheet = Sheet("案件", ("甲",) * 7, [row])
        heads, found = read_back(written(sheet, format))
        assert heads == ["甲"] * 7
        assert found == ["SME-115-00042", "翠湖資訊股份有限公司", 12.0, 3.5, date(2026, 11, 20), "", "04595257"]

    def test_instants_stand_by_taipei_s_clock(self, format):
        sheet = Sheet("案件", ("收件",), [(datetime(2026, 11, 20, 20, 30, 5, tzinfo=UTC),)])
        assert read_back(written(sheet, format))[1] == [
            datetime(2026, 11, 21, 4, 30, 5, tzinfo=UTC).replace(tzinfo=None)
        ]

    @pytest.mark.parametrize("evil", EVIL)
    def test_what_looks_like_a_formula_is_text(self, format, evil):
        content = written(Sheet("案件", HEADS, [(evil, "x", -5)]), format)
        found = read_back(content)[1]
        # An XML reader turns a lone return into a line feed.
        assert str(found[0]).replace("\n", "\r").strip() == evil.replace("\n", "\r").strip()
        assert isinstance(found[0], str) and found[2] == -5.0
        inside = zipfile.ZipFile(io.BytesIO(content))
        for name in inside.namelist():
            assert b"<f>" not in inside.read(name) and b"table:formula" not in inside.read(name)

    def test_many_rows_do_not_need_much_memory(self, format):
        rows = ((f"SME-115-{n:05}", "翠湖資訊股份有限公司" * 3, n) for n in range(20_000))
        tracemalloc.start()
        with open("/dev/null", "wb") as nowhere:
            try:
                WRITERS[format](Sheet("案件", HEADS, rows), nowhere)
            except OSError:
                pytest.skip("this system cannot pack into /dev/null")
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert most < 8 * 1024 * 1024

    def test_a_title_that_no_sheet_may_have(self, format):
        assert read_back(written(Sheet("統計：每月/收件 [草稿]?*" * 3, HEADS, []), format)) == [list(HEADS)]


class TestCsv:
    def test_the_bytes(self):
        sheet = Sheet("案件", HEADS, [("SME-115-00042", '翠湖"資訊"', 12), ("=1+1", "x\ny", -3)])
        assert as_csv(sheet) == (
            '\ufeff案號,公司,件數\r\nSME-115-00042,"翠湖""資訊""",12\r\n\'=1+1,"x\ny",-3\r\n'.encode()
        )

    @settings(max_examples=200)
    @given(st.lists(st.tuples(st.text(), st.integers()), max_size=5))
    def test_nothing_read_back_is_a_formula_and_numbers_are_numbers(self, rows):
        found = list(csv.reader(io.StringIO(as_csv(Sheet("x", ("a", "b"), rows)).decode("utf-8-sig"), newline="")))
        assert len(found) == len(rows) + 1
        for (text, number), (read, counted) in zip(rows, found[1:], strict=True):
            assert int(counted) == number
            assert not is_formula(read)
            kept = "".join(c for c in text if (c >= " " or c in "\t\n\r") and c not in "\x7f\ufffe\uffff")
            assert read == (f"'{kept}" if is_formula(kept) else kept)

    def test_it_is_sent_while_it_is_read(self):
        read = []

        def rows():
            for n in range(1000):
                read.append(n)
                yield (n,)

        pieces = csv_bytes(Sheet("x", ("n",), rows()))
        next(pieces)
        assert len(read) < 1000


@pytest.mark.parametrize("format", ["csv", "xlsx", "ods"])
def test_the_answer_is_to_be_kept_and_by_nobody_between(format):
    answer = sheet_answer(Sheet("案件", HEADS, [("a", "b", 1)]), format, "案件清單-115-11-22")
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer["Content-Disposition"].endswith(f".{format}")
    assert answer["Cache-Control"] == "no-store"
    assert b"".join(answer.streaming_content)


def test_names_of_sheets():
    assert sheet_name("每月收件/統計") == "每月收件 統計"
    assert sheet_name("[]") == "1"
    assert len(sheet_name("統" * 60)) == 31
