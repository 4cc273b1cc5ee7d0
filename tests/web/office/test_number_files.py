"""Files of business numbers as they come: XLSX, ODS, CSV in UTF-8 and Big5, and those that hold none."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from xuzhi.casework.queries.look_ups import look_up_requests
from xuzhi.kernel.refusal import Refusal
from xuzhi.web.exporting.ods_file import write_ods
from xuzhi.web.exporting.sheet import Sheet
from xuzhi.web.office import number_files
from xuzhi.web.office.look_ups import numbers_in
from xuzhi.web.office.number_files import MOST_ROWS, texts_in

ROWS = [("統一編號", "名稱"), ("24549210", "晨光"), (22099131, "暮 色"), (None, None), (4595257, "無名")]


def xlsx(*sheets):
    book = Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def ods(rows):
    heads, *lines = rows
    made = io.BytesIO()
    write_ods(Sheet("名單", list(heads), iter(lines)), made)
    return made.getvalue()


def code_of(content):
    with pytest.raises(Refusal) as refused:
        texts_in(content)
    return refused.value.code


def numbers(content):
    return [number for text in texts_in(content) for number in numbers_in(text)]


class TestSheets:
    def test_every_sheet_of_a_workbook(self):
        assert numbers(xlsx(ROWS, [("12345675",)])) == ["24549210", "22099131", "04595257", "12345675"]

    def test_rows_without_a_number_are_not_passed_over(self):
        assert numbers(xlsx([("統編",), ("24549210",), ("不詳", "某公司")])) == ["24549210", "不詳"]

    def test_a_nought_in_front_is_put_back_only_where_it_makes_a_number(self):
        assert texts_in(xlsx([(4595257, 4595258, 12345675, 7, 1.5, True)])) == [
            "04595257\t4595258\t12345675\t7\t1.5\tTrue"
        ]

    def test_open_document(self):
        assert numbers(ods([("統一編號", "名稱"), ("24549210", "晨光"), (4595257, "無名")])) == ["24549210", "04595257"]

    def test_an_empty_workbook_has_nothing(self):
        assert numbers(xlsx([])) == []


class TestText:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
    def test_each_encoding(self, encoding):
        assert numbers("統一編號,名稱\n24549210,許功蓋\n".encode(encoding)) == ["24549210"]


class TestRefused:
    @pytest.mark.parametrize(
        "content",
        [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), b"PK\x03\x04 cut off", xlsx([("24549210",)])[:-200]],
        ids=["old or locked", "cut", "without its end"],
    )
    def test_what_cannot_be_opened(self, content):
        assert code_of(content) == "web/office.look_up_sheet_unreadable"

    def test_another_kind_of_package_and_one_with_entities(self):
        def packed(name, content):
            made = io.BytesIO()
            with zipfile.ZipFile(made, "w") as archive:
                archive.writestr(name, content)
            return made.getvalue()

        assert code_of(packed("word/document.xml", "<a/>")) == "web/office.look_up_sheet_unreadable"
        unfolding = '<!DOCTYPE a [<!ENTITY b "24549210">]><a>&b;</a>'
        assert code_of(packed("content.xml", unfolding)) == "web/office.look_up_sheet_unreadable"

    def test_what_is_no_text(self):
        assert code_of(b"%PDF-1.7\x00\x01\xff\xfe") == "web/office.look_up_file_unreadable"

    def test_too_many_rows_and_too_large(self, monkeypatch):
        assert code_of(b"24549210\n" * (MOST_ROWS + 1)) == "web/office.look_up_file_too_many_rows"
        assert len(numbers(b"24549210\n" * MOST_ROWS)) == MOST_ROWS
        assert code_of(b"1" * (number_files.LARGEST_FILE + 1)) == "web/office.look_up_file_too_large"
        monkeypatch.setattr(number_files, "MOST_ROWS", 3)
        assert code_of(xlsx(ROWS)) == "web/office.look_up_file_too_many_rows"
        monkeypatch.setattr(number_files, "LARGEST_UNPACKED", 100)
        assert code_of(xlsx(ROWS)) == "web/office.look_up_file_too_large"


class TestPage:
    def sent(self, browser, content, name, numbers=""):
        file = io.BytesIO(content)
        file.name = name
        return browser.post("/office/look-ups/", {"numbers": numbers, "purpose": "年度複查", "file": file})

    def test_a_workbook_is_looked_up_with_what_was_pasted(self, browser):
        assert self.sent(browser, xlsx(ROWS), "名單.xlsx", "12345675").status_code == 302
        (asked,) = look_up_requests()
        assert asked.total == 4

    def test_what_is_wrong_stands_at_the_file_and_what_was_typed_is_kept(self, browser):
        answer = self.sent(browser, xlsx([("名稱",), ("晨光",)]), "名單.xlsx", "24549210")
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "「名單.xlsx」裡沒有找到統一編號。" in page and 'href="#file"' in page
        assert "24549210</textarea>" in page
        locked = self.sent(browser, b"\xd0\xcf\x11\xe0" + bytes(99), "名單.xls").content.decode()
        assert "這份試算表打不開" in locked and "XLSX、ODS 或 CSV" in locked
