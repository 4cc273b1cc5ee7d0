"""Every notice of every programme can be made into a letter that says number, firm, deadline and whom to ask."""

from datetime import date
from pathlib import Path

import pytest

from xuzhi.notices.content import contact_of, letter_data
from xuzhi.notices.letters import render_letter
from xuzhi.rulebook import find_programmes, load_programme

from .office import AT, DATA, DUE, text_of

NUMBER = "測試字第1150000007號"
LETTERS = [
    (programme_id, template.name)
    for programme_id, folder in sorted(find_programmes().items())
    for template in sorted((Path(folder) / "notices").glob("*.typ"))
    if template.name != "letter.typ"
]


@pytest.mark.parametrize(("programme_id", "template"), LETTERS)
def test_it_is_made(programme_id: str, template: str) -> None:
    folder = find_programmes()[programme_id]
    programme = load_programme(folder)
    edition = programme.edition(date(2026, 11, 23))
    content = {
        **DATA,
        "title": "測試通知書",
        "subject": "智慧排程雲",
        "date_roc": "115 年 11 月 23 日",
        "programme": programme.title,
        "agency": programme.agency,
        "executing_unit": programme.executing_unit,
        "contact": contact_of(programme.contact),
        "recipient": {"name": "晨光智慧股份有限公司", "address": "臺中市西屯區文心路二段 1 號", "ubn": "24549210"},
        "case": {"number": "X-115-00042", "title": "上架", "subject": "智慧排程雲"},
        "edition": f"{edition.sha256[:12]}",
    }
    pdf = render_letter(Path(folder) / "notices" / template, letter_data(NUMBER, content, DUE), at=AT)
    text = "".join(text_of(pdf).split())
    assert NUMBER in text
    assert "晨光智慧股份有限公司" in text
    assert "".join(programme.contact.telephone.split()) in text


def test_there_are_letters() -> None:
    assert len(LETTERS) >= 8
