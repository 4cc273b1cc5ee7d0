"""Records as cards: those that the rules begin with, files sent in place, and what was carried over from before."""

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from xuzhi.casework.models import Answer, Attachment
from xuzhi.casework.operations.open_case import open_case
from xuzhi.casework.operations.save_answers import save_answers
from xuzhi.casework.operations.submit_case import submit_case
from xuzhi.parties.models import User

from . import school

FAIR = "craft_fair"


@pytest.fixture(autouse=True)
def _fair(settings) -> None:
    settings.XUZHI_PROGRAMMES = [Path(__file__).parents[2] / "casework" / "programmes"]


@pytest.fixture
def case(owner: User) -> UUID:
    return open_case(FAIR, "booth", actor=school.as_applicant(owner), at=timezone.now())


class Inputs(HTMLParser):
    """Names and values of every input, select and button of a page, and the ids on it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str]] = []
        self.ids: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        self.ids.append(has.get("id", ""))
        if tag in ("input", "select", "textarea", "button") and has.get("name"):
            kind = has.get("type", tag)
            chosen = "checked" in has or kind not in ("radio", "checkbox")
            if chosen:
                self.found.append((kind, has["name"], has.get("value", "")))

    def named(self, name: str) -> list[tuple[str, str]]:
        return [(kind, value) for kind, found, value in self.found if found == name]


def page_of(case_id: UUID, section: str = "works") -> str:
    return f"/apply/cases/{case_id}/sections/{section}/"


def works(**more: object) -> dict[str, object]:
    """What a browser sends of the works page, with nothing typed but `more`."""
    sent: dict[str, object] = {"go": "list"}
    for question, rows in (("booth.works", 1), ("booth.promises", 2), ("booth.places", 2)):
        sent |= {f"seen:{question}": "0", f"rows:{question}": str(rows)}
    return sent | more


def stored(case_id: UUID, question: str) -> object:
    return Answer.objects.filter(case=case_id, question=question).values_list("value", flat=True).first()


class TestRowsThatTheFormBeginsWith:
    def test_one_card_for_each_answer_and_no_other(self, browser: Client, case: UUID) -> None:
        page = Inputs(browser.get(page_of(case)).content.decode())
        assert page.named("answer:booth.promises:0:topic") == [("hidden", "safety")]
        assert page.named("answer:booth.promises:1:topic") == [("hidden", "waste")]
        assert ("button", "booth.promises") not in page.named("add")
        assert [value for _, value in page.named("remove")] == ["booth.works:0", "booth.places:0", "booth.places:1"]

    def test_the_first_card_alone_explains(self, browser: Client, case: UUID) -> None:
        assert browser.get(page_of(case)).content.decode().count("一句話") == 1

    def test_at_least_one_row_each_and_more_may_be_added(self, browser: Client, case: UUID) -> None:
        page = Inputs(browser.get(page_of(case)).content.decode())
        assert [page.named(f"answer:booth.places:{row}:side") for row in range(3)] == [
            [("radio", "front")],
            [("radio", "back")],
            [],
        ]
        assert ("button", "booth.places") in page.named("add")
        more = Inputs(browser.get(f"{page_of(case)}?more=booth.places").content.decode())
        assert more.named("answer:booth.places:2:what") == [("text", "")]
        assert ("button", "booth.places") not in more.named("add")

    def test_what_the_form_gave_itself_is_no_answer(self, browser: Client, case: UUID) -> None:
        given = {"answer:booth.promises:0:topic": "safety", "answer:booth.promises:1:topic": "waste"}
        browser.post(page_of(case), works(**given, **{"answer:booth.promises:1:how": "自備杯"}))
        assert stored(case, "booth.promises") == [{"topic": "waste", "how": "自備杯"}]
        page = Inputs(browser.get(page_of(case)).content.decode())
        assert [page.named(f"answer:booth.promises:{row}:how") for row in (0, 1)] == [
            [("text", "")],
            [("text", "自備杯")],
        ]

    def test_a_wrong_cell_is_pointed_at_where_it_stands(self, browser: Client, case: UUID) -> None:
        given = {"answer:booth.promises:0:topic": "safety", "answer:booth.promises:1:topic": "waste"}
        answer = browser.post(page_of(case), works(**given, **{"answer:booth.promises:1:how": "好" * 11}))
        page = answer.content.decode()
        assert answer.status_code == 422
        assert 'href="#answer-booth-promises-1-how"' in page
        assert "answer-booth-promises-1-how-error" in Inputs(page).ids

    def test_the_enter_key_saves_and_takes_no_row_away(self, browser: Client, case: UUID) -> None:
        form = browser.get(page_of(case)).content.decode().partition('id="answers"')[2]
        first = form.partition("<button")[2].partition(">")[0]
        assert "name=" not in first
        assert form.index(first) < form.index('name="remove"')


class TestFilesSentInPlace:
    def send(self, browser: Client, case_id: UUID, name: str, content: bytes, **more: object) -> tuple[int, str]:
        file = SimpleUploadedFile(name, content)
        sent = works(**{"answer:booth.works:0:title": "碗", "send:booth.works:0:pictures": file, "sent": "x"}, **more)
        answer = browser.post(page_of(case_id), sent, follow=True)
        return answer.status_code, answer.content.decode()

    def test_a_file_stands_under_its_document_and_in_its_row(self, browser: Client, case: UUID) -> None:
        status, page = self.send(browser, case, "碗.pdf", school.pdf())
        attached = Attachment.objects.get(case=case)
        assert (status, attached.document, attached.name) == (200, "pictures", "碗.pdf")
        assert stored(case, "booth.works")[0]["pictures"] == [attached.sha256]
        assert Inputs(page).named("answer:booth.works:0:pictures") == [("checkbox", attached.sha256)]
        picture = browser.get(f"/apply/cases/{case}/files/{attached.id}/picture/")
        assert (picture.status_code, picture["Content-Type"]) == (200, "image/png")

    def test_the_same_file_for_two_rows_is_kept_once(self, browser: Client, case: UUID) -> None:
        self.send(browser, case, "碗.pdf", school.pdf())
        sha256 = Attachment.objects.get(case=case).sha256
        twice = {
            "rows:booth.works": "2", "seen:booth.works": "1", "answer:booth.works:0:pictures": sha256,
            "answer:booth.works:1:title": "杯",
            "send:booth.works:1:pictures": SimpleUploadedFile("杯.pdf", school.pdf()),
        }  # fmt: skip
        browser.post(page_of(case), works(**{"answer:booth.works:0:title": "碗"}, **twice))
        assert Attachment.objects.filter(case=case).count() == 1
        assert [row["pictures"] for row in stored(case, "booth.works")] == [[sha256], [sha256]]

    def test_what_is_refused_is_told_and_takes_nothing_with_it(self, browser: Client, case: UUID) -> None:
        status, page = self.send(browser, case, "碗.txt", "只有文字".encode())
        assert status == 422
        assert 'href="#answer-booth-works-0-pictures"' in page
        assert "碗.txt" in page
        assert not Attachment.objects.filter(case=case).exists()
        assert stored(case, "booth.works")[0]["title"] == "碗"

    def test_an_unticked_file_is_meant_no_more_and_can_be_chosen_again(self, browser: Client, case: UUID) -> None:
        self.send(browser, case, "碗.pdf", school.pdf())
        sent = works(**{"answer:booth.works:0:title": "碗", "seen:booth.works": "1"})
        browser.post(page_of(case), sent)
        assert stored(case, "booth.works")[0]["pictures"] is None
        page = browser.get(page_of(case)).content.decode()
        assert "從已上傳的 1 個檔案選取" in page

    def test_a_case_of_somebody_else_takes_none(self, stranger: User, case: UUID) -> None:
        status, _ = self.send(school.browser_of(stranger), case, "碗.pdf", school.pdf())
        assert status == 404
        assert not Attachment.objects.filter(case=case).exists()


class TestCarriedOver:
    @pytest.fixture
    def again(self, owner: User) -> UUID:
        actor, at = school.as_applicant(owner), timezone.now()
        made = open_case(FAIR, "maker", actor=actor, at=at)
        said = {"maker.studios": [{"city": "臺南市"}], "contact.telephone": "06-1"}
        save_answers(made, said, seen={}, actor=actor, at=at)
        submit_case(made, actor=actor, at=at)
        return open_case(FAIR, "booth", actor=actor, at=at)

    @pytest.fixture
    def text(self, browser: Client, again: UUID) -> Callable[[], str]:
        return lambda: browser.get(page_of(again, "booth")).content.decode()

    def test_it_says_from_which_case_and_asks_once(self, text: Callable[[], str]) -> None:
        assert text().count("沿用 CF-115-00001 的填答，請確認") == 2
        assert "這一頁有 2 題沿用 CF-115-00001 的填答" in text()

    def test_one_act_confirms_the_page(self, browser: Client, again: UUID, text: Callable[[], str]) -> None:
        seen = {"seen:booth.telephone": "1", "answer:booth.telephone": "06-1", "seen:booth.studios": "1",
                "rows:booth.studios": "1", "answer:booth.studios:0:city": "臺南市", "go": "confirm"}  # fmt: skip
        answer = browser.post(page_of(again, "booth"), seen, follow=True)
        assert "已確認「攤位」帶入的內容。" in answer.content.decode()
        assert text().count("沿用 CF-115-00001 的填答，已確認") == 2
        assert "確認無誤" not in text()

    def test_the_enter_key_confirms_nothing(self, text: Callable[[], str]) -> None:
        form = text().partition('id="answers"')[2]
        assert 'value="confirm"' not in form.partition("<button")[2].partition(">")[0]

    def test_saving_alone_does_not(self, browser: Client, again: UUID, text: Callable[[], str]) -> None:
        browser.post(page_of(again, "booth"), {"seen:booth.telephone": "1", "answer:booth.telephone": "06-1"})
        assert text().count("請確認") == 2

    def test_handing_in_waits_for_it(self, browser: Client, owner: User, again: UUID) -> None:
        actor, at = school.as_applicant(owner), timezone.now()
        said = {"booth.name": "陶", "booth.works": [{"title": "碗"}]}
        save_answers(again, said, seen={}, actor=actor, at=at)
        answer = browser.post(f"/apply/cases/{again}/submit/", {"key": "k", "declared": "yes"})
        assert answer.status_code == 409
        assert "有 2 題是本平台先帶入的，還沒有經您核對，不能送出：電話、工作室。" in answer.content.decode()
