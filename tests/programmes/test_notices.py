"""Letters as an office in Taiwan writes them: every template compiles with the fonts of the wheels, and says enough."""

import json
from importlib.util import find_spec
from pathlib import Path

import pypdfium2
import pytest
import typst

from .folders import BOTH, GRANT, LISTING, programme

FONTS = [str(Path(find_spec(name).origin).parent) for name in ("cvttf_NotoSansCJK_Regular", "cvttf_NotoSansCJK_Bold")]
DATA = {
    "letter_number": "測試字第1150000042號",
    "title": "測試",
    "date_roc": "115 年 11 月 23 日",
    "programme": "測試須知",
    "agency": "測試主辦機關",
    "executing_unit": "測試執行單位",
    "contact": {
        "name": "王小姐",
        "telephone": "02-1234-5678",
        "email": "office@example.tw",
        "address": "",
        "line": "",
        "hours": "",
    },
    "recipient": {"name": "晨曦智能股份有限公司", "address": "新北市板橋區文化路一段 188 號", "ubn": "24536806"},
    "case": {"number": "SME-115-00042", "title": "方案上架", "subject": "智慧排程雲"},
    "paragraphs": ["另請補充一段話。"],
    "items": [
        {"label": "附件 3", "clause": "L4.A3", "says": "期間早於租用期間。", "remedy": "請附最近三個月的流量圖。"}
    ],
    "deadline": "115 年 11 月 26 日（四）24 時",
    "deadline_how": "通知當日不計。",
    "link": "https://example.tw/cases/1/",
    "edition": "115 年 11 月 23 日版",
}
TEMPLATES = [
    (programme_id, rule.template, rule.clauses) for programme_id in BOTH for rule in programme(programme_id).notices
]


def text_of(programme_id: str, template: str, data: dict) -> str:
    """The letter's text without white space, so that line breaks do not matter."""
    folder = programme(programme_id).folder / "notices"
    pdf = typst.compile(
        str(folder / template), root=str(folder), font_paths=FONTS, ignore_system_fonts=True, format="pdf",
        sys_inputs={"data": json.dumps(data)}, pdf_standards="a-2u", timestamp=0,
    )  # fmt: skip
    document = pypdfium2.PdfDocument(pdf)
    return "".join("".join(page.get_textpage().get_text_range().split()) for page in document)


@pytest.mark.parametrize(
    ("programme_id", "template"),
    [
        pytest.param(one, name, marks=pytest.mark.clause(*clauses), id=f"{one}/{name}")
        for one, name, clauses in TEMPLATES
    ],
)
def test_says_who_whom_which_case_and_when(programme_id: str, template: str) -> None:
    text = text_of(programme_id, template, DATA)
    for wanted in (
        "受文者：晨曦智能股份有限公司", "發文日期：中華民國115年11月23日", "測試字第1150000042號", "SME-115-00042",
        "主旨：", "說明：", "測試須知", "請查照。", "另請補充一段話。", "02-1234-5678", "測試執行單位",
    ):  # fmt: skip
        assert wanted in text
    # A reviewer learns whose case it is only after the undertaking of confidentiality (L9.1).
    if not template.startswith(("supplier_", "panel_")):
        assert "智慧排程雲" in text


@pytest.mark.parametrize(
    ("programme_id", "template"),
    [(one, name) for one, name, _ in TEMPLATES],
)
def test_also_with_nothing_given(programme_id: str, template: str) -> None:
    assert "主旨：" in text_of(programme_id, template, {})


@pytest.mark.clause("L7.3", "G7.1")
@pytest.mark.parametrize("programme_id", BOTH)
def test_a_correction_lists_every_defect_with_clause_remedy_and_deadline(programme_id: str) -> None:
    text = text_of(programme_id, "correction_request.typ", DATA)
    for wanted in (
        "尚有1項",
        "附件3",
        "L4.A3",
        "期間早於租用期間。",
        "請附最近三個月的流量圖。",
        "115年11月26日（四）24時",
    ):
        assert wanted in text


@pytest.mark.clause("L7.3")
@pytest.mark.parametrize("programme_id", BOTH)
def test_an_item_that_was_still_wrong_repeats_what_was_said(programme_id: str) -> None:
    before = ["第 1 次通知：請附流量證明。", "貴單位的回覆：已附。", "審查認定：期間仍然不足。"]
    text = text_of(programme_id, "correction_request.typ", DATA | {"items": [DATA["items"][0] | {"before": before}]})
    for wanted in (
        "期間早於租用期間。",
        "第1次通知：請附流量證明。",
        "貴單位的回覆：已附。",
        "審查認定：期間仍然不足。",
    ):
        assert wanted in text


@pytest.mark.clause("L6.1", "L8")
@pytest.mark.parametrize(
    ("template", "wanted"),
    [
        ("improvement_order.typ", ["有1項應予改善", "附件3", "115年11月26日（四）24時", "撤除上架資格"]),
        ("removal.typ", ["沒有改善，撤除上架資格", "已自公開目錄撤除", "不影響已經成立的訂閱契約"]),
        ("inspection_closed.typ", ["查核結案", "維持上架"]),
        ("sanction_order.typ", ["第八點", "115年11月26日（四）24時", "一年內不得再提出申請"]),
        ("cancellation.typ", ["取消上架資格", "全部方案", "期滿自動解除"]),
        ("sanction_closed.typ", ["違規處分案件結案", "都不受影響"]),
    ],
)
def test_letters_after_listing(template: str, wanted: list[str]) -> None:
    text = text_of(LISTING, template, DATA)
    for said in wanted:
        assert said in text


@pytest.mark.clause("L5.2")
def test_the_code_itself_is_not_in_the_letter() -> None:
    text = text_of(LISTING, "supplier_approved.typ", DATA)
    assert "本函不載明驗證碼" in text


@pytest.mark.clause("L9.4")
def test_the_contact_of_the_listing_programme() -> None:
    contact = programme(LISTING).contact
    assert (contact.email, contact.line, contact.address) == (
        "cisaims@tissa.org.tw", "@594ucesd", "台北市中山區長安東路二段99號8樓",
    )  # fmt: skip


def test_every_step_that_decides_sends_a_letter() -> None:
    """A step that another case's step sets off is told of in that case's letter."""
    silent = [
        (programme_id, case.name, step.name)
        for programme_id in (LISTING, GRANT)
        for case in programme(programme_id).cases
        for step in case.steps
        if step.decision and not step.notice and step.by != "system"
    ]
    assert silent == []
