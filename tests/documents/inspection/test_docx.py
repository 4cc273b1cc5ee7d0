"""Word files: which font a run really stands in, and what else is in the package."""

import pytest

from .. import making
from .papers import docx, paragraph, relation, with_entry

KAI_14 = '<w:rFonts w:eastAsia="標楷體" w:ascii="Times New Roman"/><w:sz w:val="28"/>'
THEME = (
    '<a:themeElements><a:fontScheme><a:majorFont><a:latin typeface="Calibri Light"/><a:ea typeface=""/></a:majorFont>'
    '<a:minorFont><a:latin typeface="Calibri"/><a:ea typeface=""/><a:font script="Hant" typeface="新細明體"/>'
    '<a:font script="Hans" typeface="等线"/></a:minorFont></a:fontScheme></a:themeElements>'
)
THEMED = '<w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia"/><w:sz w:val="24"/>'


def defaults(run):
    return f"<w:docDefaults><w:rPrDefault><w:rPr>{run}</w:rPr></w:rPrDefault></w:docDefaults>"


def style(name, run="", based_on="", kind="paragraph", default=False):
    first = ' w:default="1"' if default else ""
    basis = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="{kind}" w:styleId="{name}"{first}>{basis}<w:rPr>{run}</w:rPr></w:style>'


@pytest.fixture
def fonts(look):
    def fonts(body, **parts):
        report = look(docx(body, **parts), "a.docx")
        assert report.state == "inspected", report.why
        return {(each["script"], each["font"], each["size"], each["characters"]) for each in report.facts["fonts"]}

    return fonts


@pytest.mark.parametrize(
    ("body", "parts", "expected"),
    [
        (paragraph("字 A", KAI_14), {}, {("cjk", "標楷體", "14", 1), ("latin", "Times New Roman", "14", 1)}),
        (paragraph("字A"), {}, {("cjk", "Times New Roman", "10", 1), ("latin", "Times New Roman", "10", 1)}),
        (paragraph("字"), {"styles": defaults(KAI_14)}, {("cjk", "標楷體", "14", 1)}),
        (
            paragraph("字A"),
            {"styles": defaults(THEMED), "theme": THEME},
            {("cjk", "新細明體", "12", 1), ("latin", "Calibri", "12", 1)},
        ),
        (
            paragraph("字A"),
            {"styles": defaults(THEMED), "theme": THEME, "settings": '<w:themeFontLang w:eastAsia="zh-CN"/>'},
            {("cjk", "等线", "12", 1), ("latin", "Calibri", "12", 1)},
        ),
        (
            paragraph("字A"),
            {"styles": defaults(THEMED) + style("Normal", KAI_14, default=True)},
            {("cjk", "標楷體", "14", 1), ("latin", "Times New Roman", "14", 1)},
        ),
        (
            paragraph("字A", of='<w:pStyle w:val="Body"/>'),
            {"styles": style("Base", KAI_14) + style("Body", '<w:sz w:val="21"/>', based_on="Base")},
            {("cjk", "標楷體", "10.5", 1), ("latin", "Times New Roman", "10.5", 1)},
        ),
        (
            paragraph("字A", '<w:rStyle w:val="Strong"/>', of='<w:pStyle w:val="Body"/>'),
            {"styles": style("Body", KAI_14) + style("Strong", '<w:rFonts w:ascii="Arial"/>', kind="character")},
            {("cjk", "標楷體", "14", 1), ("latin", "Arial", "14", 1)},
        ),
        (
            paragraph("字A", '<w:rFonts w:ascii="Arial" w:asciiTheme="minorHAnsi" w:eastAsia="標楷體"/>'),
            {"theme": THEME},
            {("cjk", "標楷體", "10", 1), ("latin", "Calibri", "10", 1)},
        ),
        (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="T"/></w:tblPr><w:tr><w:tc>{paragraph("字")}</w:tc></w:tr></w:tbl>',
            {"styles": style("T", KAI_14, kind="table")},
            {("cjk", "標楷體", "14", 1)},
        ),
        (paragraph("字A"), {"styles": style("A", based_on="B") + style("B", based_on="A", default=True)},
         {("cjk", "Times New Roman", "10", 1), ("latin", "Times New Roman", "10", 1)}),
        (paragraph("，。（）「」ＡＢ１ — “ ”", KAI_14), {}, {("cjk", "標楷體", "14", 9)}),
    ],
)  # fmt: skip
@pytest.mark.clause("G6.6")
def test_the_font_is_that_of_run_style_defaults_and_theme(fonts, body, parts, expected):
    assert fonts(body, **parts) == expected


@pytest.mark.clause("G6.6")
def test_a_profile_tells_where_which_text_differs_and_how_much_of_it_conforms(look):
    body = paragraph("標題", KAI_14) + paragraph("正文ABC", '<w:rFonts w:eastAsia="新細明體"/><w:sz w:val="28"/>')
    profile = {"name": "plan", "cjk": ["標楷體", "DFKai-SB"], "latin": ["Times New Roman"], "sizes": ["14"]}
    report = look(docx(body), "a.docx", profile=profile)
    assert [(each.rule, each.where, each.text, each.expected, each.found) for each in report.findings] == [
        ("font_cjk", "paragraph 2", "正文ABC", "標楷體 14", "新細明體 14")
    ]
    assert report.facts["conforming_cjk"] == [2, 4]
    assert report.facts["conforming_latin"] == [3, 3]


def test_other_names_of_the_same_font_conform(look):
    body = paragraph("字", '<w:rFonts w:eastAsia="dfkai-sb"/><w:sz w:val="28"/>')
    report = look(docx(body), "a.docx", profile={"cjk": ["標楷體", "DFKai-SB"], "sizes": ["14"]})
    assert (report.findings, report.facts["conforming_cjk"]) == ([], [1, 1])


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (paragraph("藏", "<w:vanish/>"), [("hidden_text", "not_met", "paragraph 1")]),
        (paragraph("見", '<w:vanish w:val="0"/>'), []),
        (paragraph("白", '<w:color w:val="FFFFFF"/>'), [("white_text", "not_met", "paragraph 1")]),
        (paragraph("白", '<w:color w:val="FFFFFF"/><w:shd w:fill="1F4E79"/>'), []),
        (paragraph("白", '<w:color w:val="FFFFFF"/>', of='<w:shd w:fill="000000"/>'), []),
        (paragraph("小", '<w:sz w:val="2"/>'), [("tiny_text", "not_met", "paragraph 1")]),
        (
            '<w:p><w:r><w:instrText>DDEAUTO c:\\\\cmd.exe "/k calc"</w:instrText></w:r></w:p>',
            [("field_command", "not_met", "paragraph 1")],
        ),
        ('<w:p><w:fldSimple w:instr="INCLUDETEXT http://x"/></w:p>', [("field_command", "not_met", "paragraph 1")]),
        ('<w:p><w:r><w:instrText> PAGE </w:instrText></w:r></w:p>', []),
        (f"<w:ins>{paragraph('新')}</w:ins>", [("tracked_changes", "undetermined", "")]),
    ],
)  # fmt: skip
def test_hidden_text_and_fields_that_run(findings, body, expected):
    assert findings(docx(body), "a.docx") == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (docx(paragraph("x"), relations=relation("hyperlink", "https://example.com")), []),
        (
            docx(paragraph("x"), relations=relation("attachedTemplate", "http://evil.example/t.dotm")),
            [("external_relation", "not_met", "part word/_rels/document.xml.rels")],
        ),
        (
            docx(paragraph("x"), relations=relation("image", "\\\\server\\share\\a.png")),
            [("external_relation", "not_met", "part word/_rels/document.xml.rels")],
        ),
        (
            docx(paragraph("x"), more=[("word/vbaProject.bin", b"x")]),
            [("macros", "not_met", "entry word/vbaProject.bin")],
        ),
        (
            docx(paragraph("x"), more=[("word/embeddings/oleObject1.bin", b"x")]),
            [("embedded_object", "undetermined", "entry word/embeddings/oleObject1.bin")],
        ),
        (
            docx(paragraph("x"), more=[("word/activeX/activeX1.xml", b"<x/>")]),
            [("active_control", "not_met", "entry word/activeX/activeX1.xml")],
        ),
        (
            docx(paragraph("x"), more=[("customXml/item1.xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>")]),
            [("xml_dtd", "not_met", "part customXml/item1.xml")],
        ),
        (b"MZ" + docx(paragraph("x")), None),
        (
            with_entry(docx(paragraph("x")), ("word/document.xml", b"<other/>")),
            None,
        ),
    ],
)
def test_what_else_lies_in_the_package(look, content, expected):
    report = look(content, "a.docx")
    if expected is None:
        assert report.state != "inspected" or [each for each in report.findings if each.outcome == "not_met"]
        return
    assert report.state == "inspected"
    assert [(each.rule, each.outcome, each.where) for each in report.findings] == expected


BILLION = (
    b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]><x>&d;</x>'
)


@pytest.mark.parametrize(
    "head", [BILLION, b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>', BILLION.decode().encode("utf-16")]
)
def test_a_document_with_entities_is_not_read_and_said_so(look, head):
    content = making.archive(
        [
            ("[Content_Types].xml", f'<Types><Override ContentType="{making.WORD_MAIN}"/></Types>'.encode()),
            ("word/document.xml", head),
        ]
    )  # fmt: skip
    report = look(content, "a.docx")
    assert (report.state, report.why) == ("not_inspected", {"code": "inspection_dtd"})
    assert [(each.rule, each.where) for each in report.findings] == [("xml_dtd", "part word/document.xml")]


def test_a_word_file_without_its_text_is_not_inspected(look):
    content = making.office(more=[("word/other.xml", b"<x/>")], part="word/main.xml")
    assert look(content, "a.docx").why == {"code": "inspection_part_missing"}


def test_rows_of_a_table_are_read_as_lines(look):
    cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("統一編號", "22099131"))
    report = look(docx(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"), "a.docx", with_text=True)
    assert report.text == "統一編號 22099131"
    assert [(each.kind, each.value) for each in report.suggestions] == [("business_number", "22099131")]
