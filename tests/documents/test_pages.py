import io

import pytest
from PIL import Image

from xuzhi.documents.operations import seal_file
from xuzhi.documents.queries import page_image
from xuzhi.documents.refusals import FileUnknown, PageUnknown, PageUnreadable
from xuzhi.documents.serving import download_headers, page_headers

from . import making
from .conftest import APPLICANT, AT


def seal(content, name):
    return seal_file(io.BytesIO(content), name, actor=APPLICANT, at=AT)


def drawn(sealed, page=1, width=600):
    return Image.open(io.BytesIO(page_image(sealed.sha256, page, width)))


def test_a_page_of_a_pdf_is_drawn_as_a_picture(store):
    picture = drawn(seal(making.drawn_pdf(), "a.pdf"))
    assert (picture.format, picture.size) == ("PNG", (600, 900))
    assert picture.getpixel((50, 450)) == (0, 0, 0)
    assert picture.getpixel((550, 450)) == (255, 255, 255)


def test_a_picture_is_drawn_anew_without_what_it_carried(store):
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010E] = "where it was taken"
    made = io.BytesIO()
    Image.new("RGB", (1600, 800), "red").save(made, "JPEG", exif=exif)
    picture = drawn(seal(made.getvalue(), "a.jpg"))
    assert (picture.format, picture.size, dict(picture.getexif())) == ("PNG", (600, 1200), {})


def test_a_small_picture_is_not_blown_up_and_shows_on_white(store):
    picture = drawn(seal(making.image(mode="RGBA", colour=(0, 0, 0, 0)), "a.png"))
    assert (picture.size, picture.getpixel((5, 5))) == ((40, 30), (255, 255, 255))


def test_each_sheet_of_a_fax_is_a_page(store):
    sealed = seal(making.tiff(2), "fax.tif")
    assert [drawn(sealed, page).getpixel((5, 5)) for page in (1, 2)] == [(0, 0, 0), (255, 255, 255)]


def test_a_page_is_drawn_once(store):
    sealed = seal(making.pdf(), "a.pdf")
    first = page_image(sealed.sha256, 1, 150)
    (cached,) = store.glob("cache/pages/**/1-200.png")
    cached.write_bytes(b"kept")
    assert first.startswith(b"\x89PNG")
    assert page_image(sealed.sha256, 1, 200) == b"kept"


@pytest.mark.parametrize("page", [0, 2, -1])
def test_a_page_that_is_not_there_is_refused(store, page):
    sealed = seal(making.pdf(), "a.pdf")
    with pytest.raises(PageUnknown) as refusal:
        page_image(sealed.sha256, page)
    assert refusal.value.says == f"「a.pdf」沒有第 {page} 頁可以顯示。"


def test_what_has_no_pages_is_for_download(store):
    with pytest.raises(PageUnknown):
        page_image(seal(making.office(), "a.docx").sha256, 1)
    with pytest.raises(FileUnknown):
        page_image("0" * 64, 1)


def test_a_page_that_cannot_be_drawn_takes_nothing_down(store):
    sealed = seal(making.pdf(), "a.pdf")
    (path,) = [path for path in store.glob("files/**/*") if path.is_file()]
    path.write_bytes(b"%PDF-1.7 not one any more")
    with pytest.raises(PageUnreadable) as refusal:
        page_image(sealed.sha256, 1)
    assert refusal.value.remedy == "請下載檔案，用自己的軟體打開。"


def test_a_file_leaves_as_an_attachment_that_no_browser_runs(store):
    headers = download_headers(seal(making.pdf(), "計畫書.pdf"))
    assert headers["Content-Disposition"] == "attachment; filename*=utf-8''%E8%A8%88%E7%95%AB%E6%9B%B8.pdf"
    assert headers["Content-Type"] == "application/pdf"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"].split("; ")[-1] == "sandbox"
    assert headers["Cache-Control"] == "private, no-store"


def test_a_name_cannot_break_out_of_its_header(store):
    headers = download_headers(seal(making.pdf(), 'a";\r\nX-Evil: 1.pdf'))
    assert "\r" not in headers["Content-Disposition"]
    assert headers["Content-Disposition"] == 'attachment; filename="a\\";X-Evil: 1.pdf"'
    assert download_headers(seal(making.pdf(), "a.pdf"), "附件1.pdf")["Content-Disposition"].endswith("1.pdf")


def test_pages_are_pictures_and_nothing_else():
    assert page_headers()["Content-Type"] == "image/png"
    assert page_headers()["X-Content-Type-Options"] == "nosniff"
