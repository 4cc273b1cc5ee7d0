"""A small programme, a firm, a case, and an office that issues notices about it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pypdfium2

from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import TAIPEI
from xuzhi.notices.operations import AboutCase, Addressee, issue_notice
from xuzhi.rulebook.editions import Edition
from xuzhi.rulebook.model import Contact, NoticeRule, Programme

FOLDER = Path(__file__).parent / "programme"
AT = datetime(2026, 11, 23, 9, 30, tzinfo=TAIPEI)
DUE = datetime(2026, 11, 27, 0, 0, tzinfo=TAIPEI)
OFFICER = Actor.person("7", "王承辦", "officer")
FIRM = Addressee("24549210", "晨光智慧股份有限公司", "臺中市西屯區文心路二段 1 號")
CASE = AboutCase(UUID("7d0e9b62-9d51-4a6e-93a6-2b3f6f0c1a11"), "TEA-115-00042", "參賽", "高山烏龍")
DATA: dict[str, Any] = {
    "paragraphs": ["貴公司所送參賽資料，經審查尚有缺漏。"],
    "items": [
        {"label": "附件 3 產地證明", "clause": "T4.1", "says": "期間早於評選年度。", "remedy": "請上傳今年度的證明。"},
        {"label": "茶樣重量", "clause": "T2.2", "says": "未填。", "remedy": "請填寫公克數。"},
    ],
    "deadline": DUE,
    "deadline_how": "自收到通知的次日起算 3 個工作天",
    "link": "https://xuzhi.example.tw/apply/1/",
}
PROGRAMME = Programme(
    id="tea_awards",
    folder=FOLDER,
    title="好茶評選須知",
    short_title="好茶評選",
    agency="茶業改良場",
    executing_unit="茶藝促進會",
    number_prefix="TEA",
    letter_word="茶評",
    contact=Contact(name="李小姐", telephone="02-2345-6789", email="tea@example.tw", hours="週一至週五 9 時至 17 時"),
)


def rule(template: str = "correction.typ", channel: tuple[str, ...] = ("inbox", "email", "letter")) -> NoticeRule:
    return NoticeRule(
        name="correction",
        label="補件通知",
        title="補件通知書",
        template=template,
        channel=channel,
        says="參賽資料有需要補正的項目，列在下面。",
        clauses=("T5.1",),
    )


def edition() -> Edition:
    return PROGRAMME.edition(date(2026, 11, 23))


@dataclass
class Office:
    """Issues notices of the small programme."""

    firm: Addressee = FIRM
    recipients: tuple[str, ...] = ("service@chenguang.example.tw", "lin@chenguang.example.tw")
    data: dict[str, Any] = field(default_factory=lambda: dict(DATA))

    def issue(self, rule: NoticeRule | None = None, *, at: datetime = AT, **others: Any) -> UUID:
        return issue_notice(
            edition=edition(),
            rule=rule or globals()["rule"](),
            case=CASE,
            firm=self.firm,
            recipients=self.recipients,
            data=self.data,
            actor=OFFICER,
            at=at,
            **others,
        )


def text_of(pdf: bytes) -> str:
    """The text of a PDF, line by line, pages one after the other."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document).replace("\r\n", "\n")
    finally:
        document.close()
