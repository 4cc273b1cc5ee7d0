"""What is taken, what is refused, and the one sentence that says what to do."""

import pytest

from xuzhi.documents.inspection import Inspected, inspect_file
from xuzhi.documents.refusals import FileRefused

from . import making

PNG = making.image()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
DOCX_MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX_MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX_MEDIA = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
POWERPOINT = making.office(making.POWERPOINT_MAIN, "ppt/presentation.xml")


@pytest.fixture
def inspect(tmp_path):
    def look(content, name, kinds=None):
        path = tmp_path / "incoming"
        path.write_bytes(content)
        return inspect_file(path, name, kinds)

    return look


@pytest.fixture
def refusal_of(inspect):
    def refused(content, name, kinds=None):
        with pytest.raises(FileRefused) as refusal:
            inspect(content, name, kinds)
        return refusal.value

    return refused


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (making.pdf(3), "計畫書.pdf", Inspected("pdf", "application/pdf", 3)),
        (b"\n" + making.pdf(), "scan.PDF", Inspected("pdf", "application/pdf", 1)),
        (making.encrypted_pdf(user=""), "may-not-print.pdf", Inspected("pdf", "application/pdf", 1)),
        (PNG, "a.png", Inspected("image", "image/png", 1)),
        (making.image("JPEG"), "a.jpeg", Inspected("image", "image/jpeg", 1)),
        (making.image("WEBP"), "a.webp", Inspected("image", "image/webp", 1)),
        (making.tiff(3), "fax.tif", Inspected("image", "image/tiff", 3)),
        (making.office(), "a.docx", Inspected("docx", DOCX_MEDIA)),
        (making.workbook(), "a.xlsx", Inspected("xlsx", XLSX_MEDIA)),
        (POWERPOINT, "a.pptx", Inspected("pptx", PPTX_MEDIA)),
        (making.open_document(), "a.odt", Inspected("odt", "application/vnd.oasis.opendocument.text")),
        (making.archive([("說明.txt", b"x")]), "a.zip", Inspected("zip", "application/zip")),
        (making.archive([("a.docx", making.office())]), "a.zip", Inspected("zip", "application/zip")),
        ("品名,單價\n甲,100\n".encode(), "a.csv", Inspected("csv", "text/csv")),
        ("品名,單價\n甲,100\n".encode("cp950"), "a.csv", Inspected("csv", "text/csv")),
        ("品名,單價\n甲,100\n".encode("utf-16"), "a.csv", Inspected("csv", "text/csv")),
        (b'\xef\xbb\xbf{"a": [1]}', "a.json", Inspected("json", "application/json")),
    ],
)
def test_what_is_what_it_says_is_taken(inspect, content, name, expected):
    assert inspect(content, name) == expected


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.pdf", "file_empty"),
        (b"\n\n", "a.csv", "file_empty"),
        (making.encrypted_pdf(), "a.pdf", "pdf_encrypted"),
        (making.pdf(0), "a.pdf", "pdf_empty"),
        (b"%PDF-1.7\nnothing that follows is one", "a.pdf", "pdf_damaged"),
        (making.pdf()[:200], "a.pdf", "pdf_damaged"),
        (PNG, "a.pdf", "kind_differs"),
        (making.pdf(), "a.png", "kind_differs"),
        (making.office(), "a.xlsx", "kind_differs"),
        (making.office(), "a.zip", "kind_differs"),
        (making.archive([("word/document.xml", b"<document/>")]), "a.docx", "kind_differs"),
        (b"MZ\x90\0" + bytes(500), "a.pdf", "kind_differs"),
        (b"plain text", "a.pdf", "kind_differs"),
        (b"<?xml version='1.0'?><order/>", "a.csv", "kind_differs"),
        (b"\0\1\2\3", "a.csv", "kind_differs"),
        (b"<!DOCTYPE html><html><script>alert(1)</script>", "a.pdf", "html_refused"),
        (b"\xef\xbb\xbf \n<HTML>", "a.csv", "html_refused"),
        (b"<html></html>", "a.html", "html_refused"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "a.png", "svg_refused"),
        (b"<?xml version='1.0'?>\n<!-- drawn --><svg/>", "a.svg", "svg_refused"),
        (PNG, "a.exe", "kind_not_taken"),
        (PNG, "no suffix", "kind_not_taken"),
        (OLE, "a.doc", "office_old_or_encrypted"),
        (OLE, "a.docx", "office_old_or_encrypted"),
        (making.office(making.WORD_WITH_MACROS), "a.docx", "office_macros"),
        (making.open_document(b"<manifest><encryption-data/></manifest>"), "a.odt", "office_encrypted"),
        (making.archive([]), "a.zip", "archive_empty"),
        (making.archive([("a.txt", b"x" * 500)])[:-30], "a.zip", "archive_damaged"),
        (making.archive([("[Content_Types].xml", b"<Types")]), "a.docx", "archive_damaged"),
        (making.archive([("[Content_Types].xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>")]), "a.docx", "archive_damaged"),
        (making.lying_archive(), "a.zip", "archive_damaged"),
        (making.encrypted_archive(), "a.zip", "archive_encrypted"),
        (making.dense_archive(60), "a.zip", "archive_bomb"),
        (making.archive([("inner.zip", making.dense_archive(60))]), "a.zip", "archive_bomb"),
        (making.archive([("blank.bin", making.dense_archive(20))] * 1), "a.zip", "archive_bomb"),
        (making.office(more=[("word/media/blank.bin", bytes(60 * 1024 * 1024))]), "a.docx", "archive_bomb"),
        (making.overlapping_archive(100), "a.zip", "archive_bomb"),
        (making.overlapping_archive(2), "a.zip", "archive_bomb"),
        (making.nested_archive(3), "a.zip", "archive_nested"),
        (making.archive((f"{number}.txt", b"") for number in range(2001)), "a.zip", "archive_too_many"),
        (making.archive([("../../etc/passwd", b"")]), "a.zip", "archive_unsafe"),
        (making.archive([("/etc/passwd", b"")]), "a.zip", "archive_unsafe"),
        (making.archive([("C:\\windows\\a.dll", b"")]), "a.zip", "archive_unsafe"),
        (making.huge_png(30_000, 30_000), "a.png", "image_too_large"),
        (making.huge_png(9_000, 9_000), "a.png", "image_too_large"),
        (making.tiff(201), "a.tiff", "image_too_large"),
        (making.image(size=(400, 400), colour="blue")[:-40], "a.png", "image_damaged"),
        (making.image("JPEG", size=(800, 800))[:2000], "a.jpg", "image_damaged"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "a.png", "image_damaged"),
        (b'a,"b\nc', "a.csv", "csv_damaged"),
        (b"name\n\xff\xff\xff\xff\n", "a.csv", "text_unreadable"),
        (b'{"a":\n[1,}', "a.json", "json_damaged"),
        (b"[" * 100_000, "a.json", "json_damaged"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_not_is_refused_and_says_what_to_do(refusal_of, content, name, code):
    refusal = refusal_of(content, name)
    assert refusal.code == f"documents.{code}"
    assert name in refusal.says
    assert refusal.says.count("。") == 1
    assert refusal.remedy


def test_a_picture_called_pdf_is_told_so_in_one_sentence(refusal_of):
    refusal = refusal_of(PNG, "統一編號.pdf")
    assert refusal.says == "「統一編號.pdf」的檔名看起來是PDF，但內容其實是圖片（PNG、JPG、TIFF 或 WebP）。"
    assert refusal.remedy == "請不要只改副檔名；請用原來的軟體另存或匯出成正確的格式，再上傳一次。"


def test_a_kind_that_is_not_asked_for_is_told_what_is(refusal_of):
    refusal = refusal_of(making.workbook(), "a.xlsx", ["pdf", "image"])
    assert refusal.says == "這裡不收「a.xlsx」這種檔案，只收：PDF、圖片（PNG、JPG、TIFF 或 WebP）。"


def test_the_right_content_under_another_name_is_told_about_its_name(refusal_of):
    assert refusal_of(making.pdf(), "a.docx", ["pdf"]).code == "documents.kind_differs"


def test_the_line_where_json_breaks_is_named(refusal_of):
    assert refusal_of(b'{"a":\n[1,}', "a.json").says == "「a.json」不是正確的 JSON：第 2 行有誤。"


def test_the_largest_scan_that_is_allowed_is_taken(inspect):
    assert inspect(making.huge_png(8_000, 2_000), "a.png").kind == "image"


def test_an_archive_that_packs_well_but_is_small_is_taken(inspect):
    assert inspect(making.dense_archive(5), "a.zip").kind == "zip"
