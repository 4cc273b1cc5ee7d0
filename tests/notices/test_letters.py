"""A letter says exactly what was recorded: the PDF's text is read back."""

from datetime import datetime, timedelta

import pytest

from xuzhi.kernel.roc import TAIPEI
from xuzhi.notices.content import letter_data
from xuzhi.notices.letters import read_letter, render_letter, store_letter
from xuzhi.notices.operations import deliver_notice
from xuzhi.notices.queries import letter_pdf
from xuzhi.notices.refusals import LetterDamaged, LetterNotReady

from .office import AT, FOLDER, Office, rule, text_of

pytestmark = pytest.mark.django_db

LETTER = """\
受文者：晨光智慧股份有限公司
發文日期：115 年 11 月 23 日
發文字號：茶評字第1150000001號
主旨：高山烏龍
貴公司所送參賽資料，經審查尚有缺漏。
1. 附件 3 產地證明（T4.1）期間早於評選年度。 → 請上傳今年度的證明。
2. 茶樣重量（T2.2）未填。 → 請填寫公克數。
期限：115 年 11 月 26 日（四）24 時
自收到通知的次日起算 3 個工作天
聯絡：李小姐 02-2345-6789
案號：TEA-115-00042"""


def test_the_letter_reads_back_exactly(office: Office) -> None:
    notice_id = office.issue()
    with pytest.raises(LetterNotReady) as refused:
        letter_pdf(notice_id)
    assert refused.value.says == "茶評字第1150000001號 的通知書還在製作。"
    deliver_notice(notice_id, AT)
    letter = letter_pdf(notice_id)
    assert letter.name == "茶評字第1150000001號.pdf"
    assert letter.pdf.startswith(b"%PDF-")
    assert text_of(letter.pdf).strip() == LETTER


def test_the_deadline_is_to_the_minute(office: Office) -> None:
    office.data["deadline"] = datetime(2026, 3, 31, 17, 0, tzinfo=TAIPEI)
    notice_id = office.issue()
    deliver_notice(notice_id, AT)
    assert "期限：115 年 3 月 31 日（二）下午 5 時\n" in text_of(letter_pdf(notice_id).pdf)


def test_the_deadline_can_be_counted_from_the_delivery(office: Office) -> None:
    notice_id = office.issue()
    due = datetime(2026, 12, 1, 13, 45, tzinfo=TAIPEI)
    deliver_notice(notice_id, AT + timedelta(days=3), deadline=lambda notice_id, at: (due, "自 11 月 26 日送達起算"))
    text = text_of(letter_pdf(notice_id).pdf)
    assert "期限：115 年 12 月 1 日（二）下午 1 時 45 分\n自 11 月 26 日送達起算\n" in text


def test_the_same_letter_has_the_same_bytes(office: Office) -> None:
    data = letter_data("茶評字第1150000001號", _content(office), None)
    one, other = (render_letter(FOLDER / "notices" / "correction.typ", data, at=AT) for _ in range(2))
    assert one == other
    assert store_letter(one) == store_letter(other)


def test_what_a_person_typed_stays_text(office: Office) -> None:
    office.data["paragraphs"] = ['#panic("x") *粗* $x$ \\ "引號" ' + "長" * 300]
    notice_id = office.issue()
    assert deliver_notice(notice_id, AT).outcome == "delivered"
    assert '#panic("x") *粗* $x$ \\ "引號"' in text_of(letter_pdf(notice_id).pdf)


def test_a_template_stays_in_its_folder(tmp_path: object) -> None:
    from typst import TypstError

    folder = FOLDER / "notices"
    outside = folder / "outside.typ"
    outside.write_text('#read("../programme.toml")', encoding="utf-8")
    try:
        with pytest.raises(TypstError):
            render_letter(outside, {}, at=AT)
    finally:
        outside.unlink()


def test_a_damaged_file_is_not_handed_out(office: Office, settings: object, tmp_path: object) -> None:
    notice_id = office.issue()
    deliver_notice(notice_id, AT)
    pdf = letter_pdf(notice_id).pdf
    sha256 = store_letter(pdf)
    assert read_letter(sha256) == pdf
    stored = next(tmp_path.rglob("*.pdf"))  # type: ignore[attr-defined]
    stored.write_bytes(pdf[:-1])
    assert read_letter(sha256) is None
    with pytest.raises(LetterDamaged):
        letter_pdf(notice_id)
    assert read_letter("0" * 64) is None


def test_without_a_letter_there_is_no_file(office: Office) -> None:
    notice_id = office.issue(rule(channel=("inbox", "email")))
    deliver_notice(notice_id, AT)
    with pytest.raises(LetterNotReady):
        letter_pdf(notice_id)


def _content(office: Office) -> dict[str, object]:
    from xuzhi.notices.queries import notice

    return dict(notice(office.issue()).content)
