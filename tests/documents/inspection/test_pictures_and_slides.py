"""Pictures, slides, texts."""

import io

from PIL import Image

from .. import making

SLIDE = (
    '<p:sld xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"{show}>'
    '<a:p><a:r><a:rPr sz="{size}"/><a:t>{text}</a:t></a:r></a:p></p:sld>'
)


def photo(**exif_of) -> bytes:
    made = io.BytesIO()
    exif = Image.Exif()
    for number, value in exif_of.pop("base", {}).items():
        exif[number] = value
    if "gps" in exif_of:
        exif.get_ifd(0x8825).update(exif_of["gps"])
    Image.new("RGB", (40, 30), "red").save(made, "JPEG", exif=exif)
    return made.getvalue()


def slides(*written) -> bytes:
    more = [
        (f"ppt/slides/slide{number}.xml", SLIDE.format(show=show, size=size, text=text).encode())
        for number, (text, size, show) in enumerate(written, 1)
    ]
    return making.office(making.POWERPOINT_MAIN, "ppt/presentation.xml", more)


def test_a_picture_s_size_and_what_the_camera_wrote(look):
    content = photo(base={0x0131: "Camera 1.0", 0x0132: "2026:11:02 10:00:00"})
    report = look(content, "a.jpg")
    assert (report.state, report.findings) == ("inspected", [])
    assert report.facts == {
        "pages": 1, "width": 40, "height": 30, "format": "JPEG", "taken_at": "2026:11:02 10:00:00",
        "software": "Camera 1.0", "scanned_pages": [1],
    }  # fmt: skip


def test_where_a_picture_was_taken_is_told(look):
    gps = {1: "N", 2: (25.0, 2.0, 15.0), 3: "E", 4: (121.0, 31.0, 0.0)}
    report = look(photo(gps=gps), "a.jpg")
    assert [(each.rule, each.outcome, each.found) for each in report.findings] == [
        ("place_in_picture", "undetermined", "N 25 2 15, E 121 31 0")
    ]


def test_an_archive_behind_a_picture_is_told(findings):
    assert findings(making.image() + making.archive([("a.exe", b"MZ")]), "a.png") == [("trailing_data", "not_met", "")]


def test_slides_hidden_and_tiny(look):
    content = slides(("統一編號 22099131", 1800, ""), ("藏", 1800, ' show="0"'), ("小", 100, ""))
    report = look(content, "a.pptx")
    assert [(each.rule, each.outcome, each.where) for each in report.findings] == [
        ("hidden_slide", "undetermined", "slide 2"),
        ("tiny_text", "not_met", "slide 3"),
    ]
    assert report.facts["slides"] == 3
    assert [(each.kind, each.value) for each in report.suggestions] == [("business_number", "22099131")]


def test_plain_text_is_read_in_its_encoding(look):
    report = look("統一編號：22099131\n".encode("cp950"), "a.txt")
    assert (report.state, report.facts) == ("inspected", {"encoding": "big5", "lines": 1})
    assert [each.value for each in report.suggestions] == ["22099131"]
