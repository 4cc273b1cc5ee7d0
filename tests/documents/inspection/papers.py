"""Documents with something in them, made on the spot: honest ones and hostile ones."""

from __future__ import annotations

import io
import json
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pikepdf
import typst

from .. import making

_FONT = str(Path(str(find_spec("cvttf_NotoSansCJK_Regular").origin)).parent)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def typeset(source: str) -> bytes:
    """A PDF from Typst's words, in Noto Sans CJK, on a page of 200 by 300 points."""
    head = '#set page(width: 200pt, height: 300pt, margin: 20pt)\n#set text(font: "Noto Sans CJK TC", size: 10pt)\n'
    return typst.compile((head + source).encode(), font_paths=[_FONT], ignore_system_fonts=True)


def built_pdf(build, **saving) -> bytes:
    """A PDF of one blank page that `build(pdf, page)` adds to."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(200, 300))
        build(pdf, page)
        made = io.BytesIO()
        pdf.save(made, **saving)
    return made.getvalue()


def with_content(content: bytes) -> bytes:
    """A page with these instructions, and Helvetica as /F."""

    def build(pdf, page):
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=pdf.make_indirect(font)))
        page.Contents = pdf.make_stream(content)

    return built_pdf(build)


def scanned_pdf(picture: bytes | None = None) -> bytes:
    """A page that is one picture."""
    from PIL import Image

    image = Image.open(io.BytesIO(picture or making.image("PNG", (200, 300), "L", 200))).convert("L")

    def build(pdf, page):
        stream = pdf.make_stream(image.tobytes())
        stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        stream.Width, stream.Height, stream.BitsPerComponent = image.width, image.height, 8
        stream.ColorSpace = pikepdf.Name.DeviceGray
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=stream))
        page.Contents = pdf.make_stream(b"q 200 0 0 300 0 0 cm /I Do Q")

    return built_pdf(build)


def docx(body: str, *, styles: str = "", theme: str = "", settings: str = "", more=(), relations: str = "") -> bytes:
    """A Word file from the inner XML of its parts."""
    parts = [
        ("word/document.xml", f"<w:document {_W}><w:body>{body}</w:body></w:document>"),
        ("word/styles.xml", f"<w:styles {_W}>{styles}</w:styles>"),
        ("word/settings.xml", f"<w:settings {_W}>{settings}</w:settings>"),
    ]
    if theme:
        a = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        parts.append(("word/theme/theme1.xml", f"<a:theme {a}>{theme}</a:theme>"))
    if relations:
        parts.append(
            ("word/_rels/document.xml.rels", f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>')
        )
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{making.WORD_MAIN}"/></Types>'
    )
    entries = [("[Content_Types].xml", types), *parts, *more]
    return making.archive([(name, text if isinstance(text, bytes) else text.encode()) for name, text in entries])


def relation(kind: str, target: str) -> str:
    return f'<Relationship Id="r1" Type="{_KINDS}/{kind}" Target="{target}" TargetMode="External"/>'


def paragraph(text: str, run: str = "", of: str = "") -> str:
    properties = f"<w:pPr>{of}</w:pPr>" if of else ""
    return f"<w:p>{properties}<w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def odt(body: str, automatic: str = "", styles: str = "", faces: str = "", more=()) -> bytes:
    """An OpenDocument text from the inner XML of its parts."""
    spaces = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
        'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
        'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" '
        'xmlns:xlink="http://www.w3.org/1999/xlink"'
    )
    content = (
        f"<office:document-content {spaces}><office:font-face-decls>{faces}</office:font-face-decls>"
        f"<office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    named = f"<office:document-styles {spaces}><office:styles>{styles}</office:styles></office:document-styles>"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        '<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        target.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        for name, text in (("content.xml", content), ("styles.xml", named), ("META-INF/manifest.xml", manifest), *more):
            target.writestr(name, text)
    return made.getvalue()


def workbook(*sheets, **cells) -> bytes:
    """A workbook: each sheet (title, rows, state)."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for title, rows, state in sheets:
        sheet = book.create_sheet(title)
        sheet.sheet_state = state
        for row in rows:
            sheet.append(row)
    for place, formula in cells.items():
        book.worksheets[0][place] = formula
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def with_entry(package: bytes, *entries: tuple[str, bytes]) -> bytes:
    """The package with more entries."""
    made = io.BytesIO(package)
    with zipfile.ZipFile(made, "a") as target:
        for name, content in entries:
            target.writestr(name, content)
    return made.getvalue()


def as_json(document) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()
