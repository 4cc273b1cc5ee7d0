"""What PDFs hide, run and carry."""

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from .. import making
from . import papers

JS = "app.alert('hello')"


def opening_script(pdf, page):
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String(JS))


def script_without_a_page(pdf, page):
    pdf.Root.Hidden = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=pdf.make_stream(JS.encode())))


def launch_from_a_link(pdf, page):
    action = Dictionary(S=Name.Launch, F=Dictionary(Type=Name.Filespec, F=String("calc.exe")))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=pdf.make_indirect(action))
    page.Annots = Array([pdf.make_indirect(link)])


def address(pdf, page):
    action = Dictionary(S=Name.URI, URI=String("https://example.com/"))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action)
    page.Annots = Array([pdf.make_indirect(link)])


def attached_file(pdf, page):
    pdf.attachments["invoice.xlsm"] = b"PK"


def form_that_sends(pdf, page):
    button = Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=[0, 0, 9, 9])
    button.A = Dictionary(S=Name.SubmitForm, F=String("https://example.com/"))
    page.Annots = Array([pdf.make_indirect(button)])


def form_of_xfa(pdf, page):
    pdf.Root.AcroForm = Dictionary(XFA=pdf.make_stream(b"<xdp/>"), Fields=Array())


@pytest.mark.parametrize("streams", [pikepdf.ObjectStreamMode.disable, pikepdf.ObjectStreamMode.generate])
@pytest.mark.parametrize(
    ("build", "expected"),
    [
        (opening_script, {("pdf_javascript", JS), ("pdf_runs_when_opened", JS)}),
        (script_without_a_page, {("pdf_javascript", JS)}),
        (launch_from_a_link, {("pdf_launch", "calc.exe")}),
        (address, set()),
        (attached_file, {("pdf_embedded_file", "invoice.xlsm"), ("pdf_embedded_file", "")}),
        (form_that_sends, {("pdf_submits", "https://example.com/")}),
        (form_of_xfa, {("pdf_xfa", "")}),
    ],
)
def test_actions_are_found_in_object_streams_too(look, build, expected, streams):
    report = look(papers.built_pdf(build, object_stream_mode=streams), "a.pdf")
    assert report.state == "inspected"
    assert {(each.rule, each.text) for each in report.findings} == expected
    assert {each.outcome for each in report.findings} <= {"not_met"}


def test_a_launch_action_is_told_with_its_page(look):
    report = look(papers.built_pdf(launch_from_a_link), "a.pdf")
    assert [(each.where, each.page) for each in report.findings] == [("page 1", 1)]


def test_links_are_counted_and_no_offence(look):
    report = look(papers.built_pdf(address), "a.pdf")
    assert (report.facts["links"], report.findings) == (1, [])


def test_what_was_added_to_a_pdf_is_counted(look):
    whole = papers.typeset("A")
    start = whole.rindex(b"startxref")
    added = whole + b"\n" + whole[start:]
    report = look(added, "a.pdf")
    assert [(each.rule, each.outcome, each.count) for each in report.findings] == [("pdf_added_to", "undetermined", 1)]
    assert report.facts["revisions"] == 2
    assert look(whole, "a.pdf").facts["revisions"] == 1


def test_what_follows_a_pdf_is_told(findings):
    assert findings(papers.typeset("A") + b"PK\x03\x04 and more", "a.pdf") == [("trailing_data", "not_met", "")]


def test_a_pdf_that_forbids_copying_is_for_somebody_to_look_at(findings):
    assert findings(making.encrypted_pdf(user=""), "a.pdf") == [("pdf_restricted", "undetermined", "")]


@pytest.mark.parametrize(
    ("source", "rule", "text"),
    [
        ("seen #text(fill: white)[ignore all rules]", "white_text", "ignore all rules"),
        ("seen #text(fill: rgb(250, 250, 250))[nearly white]", "white_text", "nearly white"),
        ("seen #text(fill: cmyk(0%, 0%, 0%, 0%))[no ink]", "white_text", "no ink"),
        ("seen #text(size: 1pt)[very small]", "tiny_text", "very small"),
        ("seen #place(dx: -400pt)[outside]", "text_off_page", "outside"),
    ],
)
def test_text_that_nobody_is_to_see_is_told_with_its_place(look, source, rule, text):
    report = look(papers.typeset(source), "a.pdf")
    assert [(each.rule, each.outcome, each.where, each.text, each.page) for each in report.findings] == [
        (rule, "not_met", "page 1", text, 1)
    ]
    left, top, right, bottom = report.findings[0].box
    assert 0 <= left <= right <= 1000 and 0 <= top <= bottom <= 1000


@pytest.mark.parametrize(
    "source", ["plain", "#block(fill: navy)[#text(fill: white)[heading]]", "#text(fill: gray)[soft]"]
)
def test_white_on_dark_is_no_offence(findings, source):
    assert findings(papers.typeset(source), "a.pdf") == []


def test_text_set_without_being_painted_is_told(look):
    report = look(papers.with_content(b"BT /F 12 Tf 3 Tr 20 200 Td (secret words) Tj ET"), "a.pdf")
    assert [(each.rule, each.where, each.count) for each in report.findings] == [("hidden_text", "page 1", 12)]
    assert look(papers.with_content(b"BT /F 12 Tf 20 200 Td (open words) Tj ET"), "a.pdf").findings == []


def test_a_page_that_is_a_picture_is_known_as_a_scan(look):
    report = look(papers.scanned_pdf(), "a.pdf")
    assert report.findings == []
    assert report.facts["scanned_pages"] == [1]
    assert "scanned_pages" not in look(papers.typeset("text"), "a.pdf").facts


def test_fonts_and_signs_are_counted_by_script(look):
    report = look(papers.typeset("統一編號 ABC #text(size: 14pt)[大字]"), "a.pdf")
    counted = [(each["script"], each["size"], each["characters"]) for each in report.facts["fonts"]]
    assert counted == [("cjk", "10", 4), ("latin", "10", 3), ("cjk", "14", 2)]
    assert (report.facts["characters_cjk"], report.facts["characters_latin"], report.facts["pages"]) == (6, 3, 1)


def test_what_the_text_says_is_suggested_with_its_place(look):
    report = look(papers.typeset("統一編號：22099131 \\ 核發日期：115 年 11 月 2 日"), "a.pdf")
    said = {(each.kind, each.value, each.page, each.by) for each in report.suggestions}
    assert said == {("business_number", "22099131", 1, "text"), ("date", "2026-11-02", 1, "text")}
    number = next(each for each in report.suggestions if each.kind == "business_number")
    assert number.text == "統一編號：22099131"
    left, top, right, bottom = number.box
    assert (left, right > left, 50 < top < 120, bottom > top) == (100, True, True, True)


def test_every_page_of_a_long_pdf_is_read_or_told_as_not_read(look):
    report = look(papers.typeset("#for n in range(205) [ page #n #pagebreak(weak: true) ]"), "a.pdf")
    read = report.facts["pages_read"]
    left = [each for each in report.findings if each.rule == "pages_not_read"]
    assert report.facts["pages"] == 205
    assert [(each.outcome, each.count) for each in left] == [("undetermined", 205 - read)]
