"""Sample exports opened and read: fields, rows, encoding; workbooks and what they hide; archives of them."""

import pytest

from .. import making
from .papers import as_json, docx, paragraph, with_entry, workbook

CSV = "訂單編號,日期,金額\n1,2026-11-01,100\n2,2026-11-02,200\n\n"
FIELDS = ["訂單編號", "日期", "金額"]


def table(format, rows, fields, encoding="", table="", file=""):
    return {"file": file, "table": table, "format": format, "encoding": encoding, "rows": rows, "fields": fields}


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (CSV.encode(), "a.csv", [table("csv", 2, FIELDS, "utf-8")]),
        (CSV.encode("utf-8-sig"), "a.csv", [table("csv", 2, FIELDS, "utf-8")]),
        (CSV.encode("cp950"), "a.csv", [table("csv", 2, FIELDS, "big5")]),
        (CSV.encode("utf-16"), "a.csv", [table("csv", 2, FIELDS, "utf-16")]),
        (b"a;b\n1;2\n", "a.csv", [table("csv", 1, ["a", "b"], "utf-8")]),
        (b"a\tb\n1\t2\n3\t4\n", "a.csv", [table("csv", 2, ["a", "b"], "utf-8")]),
        (b"only a heading\n", "a.csv", [table("csv", 0, ["only a heading"], "utf-8")]),
        (as_json([{"a": 1}, {"a": 2, "b": 3}]), "a.json", [table("json", 2, ["a", "b"], "utf-8")]),
        (
            as_json({"orders": [{"id": 1}], "items": [{"sku": 1}, {"sku": 2}], "at": "x"}),
            "a.json",
            [table("json", 1, ["id"], "utf-8", "orders"), table("json", 2, ["sku"], "utf-8", "items")],
        ),
        (as_json({"name": "x", "total": 3}), "a.json", [table("json", 1, ["name", "total"], "utf-8")]),
        (
            b"<orders><order id='1'><date/></order><order id='2'><date/><note/></order></orders>",
            "a.xml",
            [table("xml", 2, ["id", "date", "note"], "utf-8", "order")],
        ),
        (
            "<?xml version='1.0' encoding='Big5'?><訂單><金額>1</金額></訂單>".encode("big5"),
            "a.xml",
            [table("xml", 1, ["金額"], "big5", "訂單")],
        ),
        (
            workbook(("訂單", [FIELDS, [1, "x", 3], [None] * 3, [2, "y", 4]], "visible"), ("空白", [], "visible")),
            "a.xlsx",
            [table("xlsx", 2, FIELDS, table="訂單")],
        ),
        (
            making.archive(
                [("匯出/訂單.csv", CSV.encode()), ("a.json", b'[{"k":1}]'), ("a.md", b"x"), ("__MACOSX/._a.csv", b"\0")]
            ),
            "a.zip",
            [table("csv", 2, FIELDS, "utf-8", file="匯出/訂單.csv"), table("json", 1, ["k"], "utf-8", file="a.json")],
        ),
        (
            making.archive([("t.xlsx", workbook(("S", [["a"], [1]], "visible")))]),
            "a.zip",
            [table("xlsx", 1, ["a"], table="S", file="t.xlsx")],
        ),
    ],
)  # fmt: skip
@pytest.mark.clause("L4.E6", "L4.A8")
def test_a_sample_is_opened_and_read(look, content, name, expected):
    report = look(content, name)
    assert (report.state, report.findings) == ("inspected", [])
    assert report.facts["tables"] == expected


@pytest.mark.clause("L4.A8")
def test_a_file_in_an_archive_that_cannot_be_read_is_told_by_name(look):
    report = look(making.archive([("a.csv", CSV.encode()), ("b.json", b"{1}"), ("c.xml", b"<a><b></a>")]), "a.zip")
    assert [each["rows"] for each in report.facts["tables"]] == [2]
    assert report.facts["unread"] == [
        {"file": "b.json", "why": "inspection_json_damaged"},
        {"file": "c.xml", "why": "inspection_xml_damaged"},
    ]
    assert [(each.rule, each.outcome, each.where) for each in report.findings] == [
        ("entry_unreadable", "undetermined", "entry b.json"),
        ("entry_unreadable", "undetermined", "entry c.xml"),
    ]


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([("setup.exe", b"MZ")], [("program_inside", "not_met", "entry setup.exe")]),
        ([("a.csv", b"%PDF-1.7\n")], [("kind_differs", "not_met", "entry a.csv")]),
        ([("a.pdf", b"MZ\x90\0" + bytes(99))], [("kind_differs", "not_met", "entry a.pdf")]),
        (
            [("m.docx", docx(paragraph("x"), more=[("word/vbaProject.bin", b"x")]))],
            [("macros", "not_met", "entry m.docx/word/vbaProject.bin")],
        ),
        ([("a.txt", b"1"), ("a.txt", b"2")], [("duplicate_entry", "not_met", "entry a.txt")]),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_what_an_archive_brings_along(findings, entries, expected):
    assert findings(making.archive(entries), "a.zip") == expected


def test_an_entry_under_two_names_is_refused_at_the_door(look):
    whole = making.archive([("harmless.txt", b"x")])
    start = whole.index(b"harmless.txt")
    lying = whole[:start] + b"runs-it.exe!" + whole[start + 12 :]
    assert look(lying, "a.zip").why["code"] == "documents.archive_damaged"


def test_what_stands_before_an_archive_is_told(findings):
    shown, before = making.archive([("a.txt", b"x")]), making.archive([("b.txt", b"y")])
    assert findings(before + shown, "a.zip") == [("leading_data", "not_met", "")]
    assert findings(shown, "a.zip") == []


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (workbook(("A", [[1]], "visible"), ("藏", [[2]], "veryHidden")), [("hidden_sheet", "not_met", "sheet 藏")]),
        (
            workbook(("A", [["x"]], "visible"), B2='=cmd|\'/c calc\'!A1', B3="=SUM(A1:A2)"),
            [("formula_reaches_out", "not_met", "sheet1 B2")],
        ),
        (
            workbook(("A", [["x"]], "visible"), B2='=WEBSERVICE("http://x")'),
            [("formula_reaches_out", "not_met", "sheet1 B2")],
        ),
        (
            with_entry(workbook(("A", [["x"]], "visible")), ("xl/connections.xml", b"<connections/>")),
            [("data_connection", "not_met", "part xl/connections.xml")],
        ),
        (
            with_entry(
                workbook(("A", [["x"]], "visible")),
                (
                    "xl/externalLinks/externalLink1.xml",
                    b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
                    b'<ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>',
                ),
                (
                    "xl/externalLinks/_rels/externalLink1.xml.rels",
                    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                    b'<Relationship Id="r" Type="http://x/externalLinkPath" Target="file:///c:/a.xlsx" '
                    b'TargetMode="External"/></Relationships>',
                ),
            ),
            [
                ("external_relation", "not_met", "part xl/externalLinks/_rels/externalLink1.xml.rels"),
                ("field_command", "not_met", "part xl/externalLinks/externalLink1.xml"),
            ],
        ),
    ],
)  # fmt: skip
def test_what_a_workbook_hides_and_calls(findings, content, expected):
    assert findings(content, "a.xlsx") == expected


def test_formulas_are_counted(look):
    report = look(workbook(("A", [["x"]], "visible"), B2="=1+1", B3="=SUM(A1:A2)"), "a.xlsx")
    assert report.facts["formulas"] == 2


@pytest.mark.parametrize(
    "content", [b"<a><b></a>", b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', b"<html><body/></html>"]
)
def test_xml_that_is_damaged_or_declares_entities_is_refused_at_the_door(look, content):
    report = look(content, "a.xml")
    assert report.state == "rejected"
    assert report.why["code"] in ("documents.xml_damaged", "documents.xml_dtd", "documents.html_refused")
