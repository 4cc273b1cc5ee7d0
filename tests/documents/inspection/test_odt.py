"""OpenDocument text by its own styles."""

import pytest

from .papers import odt

FACES = (
    '<style:font-face style:name="F1" svg:font-family="標楷體"/>'
    '<style:font-face style:name="F2" svg:font-family="\'Times New Roman\'"/>'
)
KAI = (
    '<style:text-properties style:font-name="F2" style:font-name-asian="F1" '
    'fo:font-size="14pt" style:font-size-asian="14pt"/>'
)
SMALLER = '<style:text-properties fo:font-size="50%" style:font-size-asian="12pt"/>'
OTHER = '<style:text-properties fo:font-family="Arial" style:font-family-asian="新細明體"/>'
DEFAULT = f'<style:default-style style:family="paragraph">{KAI}</style:default-style>'


def style(name, properties, parent="", family="paragraph"):
    above = f' style:parent-style-name="{parent}"' if parent else ""
    return f'<style:style style:name="{name}" style:family="{family}"{above}>{properties}</style:style>'


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"body": "<text:p>字</text:p>", "styles": DEFAULT}, {("cjk", "標楷體", "14")}),
        (
            {
                "body": '<text:p text:style-name="P1">字A</text:p>',
                "automatic": style("P1", SMALLER, "Standard"),
                "styles": DEFAULT + style("Standard", ""),
            },
            {("cjk", "標楷體", "12"), ("latin", "Times New Roman", "7")},
        ),
        (
            {
                "body": '<text:p>字<text:span text:style-name="T1">字A</text:span></text:p>',
                "automatic": style("T1", OTHER, family="text"),
                "styles": DEFAULT,
            },
            {("cjk", "標楷體", "14"), ("cjk", "新細明體", "14"), ("latin", "Arial", "14")},
        ),
        ({"body": "<text:p>字</text:p>"}, {("cjk", "?", "")}),
    ],
)  # fmt: skip
@pytest.mark.clause("G6.6")
def test_fonts_by_span_paragraph_parent_and_default(look, parts, expected):
    report = look(odt(faces=FACES, **parts), "a.odt")
    assert report.state == "inspected", report.why
    assert {(each["script"], each["font"], each["size"]) for each in report.facts["fonts"]} == expected


@pytest.mark.parametrize(
    ("properties", "rule"),
    [('text:display="none"', "hidden_text"), ('fo:color="#ffffff"', "white_text"), ('fo:font-size="1pt"', "tiny_text")],
)
def test_text_that_nobody_is_to_see(findings, properties, rule):
    automatic = style("T1", f"<style:text-properties {properties}/>", family="text")
    body = '<text:p><text:span text:style-name="T1">藏</text:span></text:p>'
    assert findings(odt(body, automatic, DEFAULT, FACES), "a.odt") == [(rule, "not_met", "paragraph 1")]


def test_what_it_draws_in_from_elsewhere_and_what_it_runs(findings):
    body = '<text:p><draw:image xlink:href="http://evil.example/a.png"/><text:a xlink:href="https://example.com">x</text:a></text:p>'
    assert findings(odt(body), "a.odt") == [("external_relation", "not_met", "")]
    macro = odt("<text:p>x</text:p>", more=[("Basic/Standard/Module1.xml", "<x/>")])
    assert findings(macro, "a.odt") == [("macros", "not_met", "entry Basic/Standard/Module1.xml")]


def test_one_with_entities_is_not_read(look):
    content = odt("<text:p>x</text:p>", more=[("meta.xml", "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>")])
    report = look(content, "a.odt")
    assert (report.state, report.why) == ("not_inspected", {"code": "inspection_dtd"})
    assert [(each.rule, each.where) for each in report.findings] == [("xml_dtd", "part meta.xml")]
