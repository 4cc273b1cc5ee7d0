"""Scanned pages are read where the extra is installed; where it is not, the state says so."""

import pytest
import typst

from xuzhi.documents.inspection import ocr

from . import papers

PAGE = (
    '#set page(width: 400pt, height: 300pt, margin: 30pt)\n#set text(font: "Noto Sans CJK TC", size: 18pt)\n'
    "統一編號：22099131 \\ \\ 核發日期：115 年 11 月 2 日"
)


@pytest.fixture(scope="module")
def picture():
    return typst.compile(PAGE.encode(), format="png", ppi=120, font_paths=[papers._FONT], ignore_system_fonts=True)


@pytest.mark.clause("L3.D1")
@pytest.mark.parametrize("form", ["png", "pdf"])
def test_a_scanned_page_is_read_with_its_places(tmp_path, picture, form):
    pytest.importorskip("rapidocr_onnxruntime")
    path = tmp_path / "scan"
    path.write_bytes(picture if form == "png" else papers.scanned_pdf(picture))
    state, found = ocr.read_pictures(path, "image/png" if form == "png" else "application/pdf", [1])
    assert state == {"state": "done", "pages": [1], "left": 0}
    assert {(each.kind, each.value, each.page, each.by) for each in found} == {
        ("business_number", "22099131", 1, "ocr"),
        ("date", "2026-11-02", 1, "ocr"),
    }
    assert all(0 < each.box[0] < each.box[2] < 1000 for each in found)


def test_only_the_first_pages_are_read_and_the_rest_is_told(tmp_path):
    pytest.importorskip("rapidocr_onnxruntime")
    path = tmp_path / "scan"
    path.write_bytes(b"no picture")
    assert ocr.read_pictures(path, "image/png", [1, 2])[0] == {"state": "failed", "pages": [], "left": 2}


@pytest.mark.skipif(ocr.is_installed(), reason="the extra is installed")
def test_without_the_extra_the_state_says_so(tmp_path):
    assert ocr.read_pictures(tmp_path / "scan", "image/png", [1]) == ({"state": "absent", "pages": [], "left": 1}, [])
