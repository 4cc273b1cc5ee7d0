"""What a firm said before stands in its next case, until it is confirmed; files that answers mean; what stays back."""

from uuid import UUID

import pytest

from xuzhi.casework.correcting import Wrong
from xuzhi.casework.events import DecisionMade
from xuzhi.casework.models import Answer, Attachment
from xuzhi.casework.operations.attach_document import attach_document
from xuzhi.casework.operations.confirm_answers import confirm_answers
from xuzhi.casework.operations.detach_document import detach_document
from xuzhi.casework.operations.open_case import open_case
from xuzhi.casework.operations.save_answers import save_answers
from xuzhi.casework.operations.submit_case import submit_case
from xuzhi.casework.operations.take_step import take_step
from xuzhi.casework.queries.case_page import case_page
from xuzhi.casework.queries.findings_now import findings_now
from xuzhi.casework.queries.task_list import task_list
from xuzhi.casework.refusals import AnswersUnconfirmed
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.queries import read_stream
from xuzhi.marketplace.facts import public_facts

from .market import AT, OFFICE, later, seal

FAIR = "craft_fair"
STUDIOS = [{"city": "臺南市", "rooms": 2}, {"city": "臺北市", "rooms": None}]


@pytest.fixture
def maker(firm: Actor) -> Actor:
    """A firm whose registration has a telephone and two studios."""
    case_id = open_case(FAIR, "maker", actor=firm, at=AT)
    save_answers(case_id, {"maker.studios": STUDIOS, "contact.telephone": "06-1"}, seen={}, actor=firm, at=AT)
    submit_case(case_id, actor=firm, at=AT)
    return firm


def booth(actor: Actor, hours: int = 1) -> UUID:
    return open_case(FAIR, "booth", actor=actor, at=later(hours=hours))


def answers(case_id: UUID) -> dict[str, tuple[object, str, str, bool]]:
    rows = Answer.objects.filter(case=case_id)
    return {row.question: (row.value, row.source, row.from_case, row.confirmed_at is not None) for row in rows}


class TestCarrying:
    def test_what_the_other_case_said_stands_in_the_new_one(self, maker: Actor) -> None:
        assert answers(booth(maker)) == {
            "booth.telephone": ("06-1", "carried", "CF-115-00001", False),
            "booth.studios": (
                [{"city": "臺南市", "picture": None}, {"city": "臺北市", "picture": None}],
                "carried",
                "CF-115-00001",
                False,
            ),
        }

    def test_a_draft_is_no_source(self, firm: Actor) -> None:
        draft = open_case(FAIR, "maker", actor=firm, at=AT)
        save_answers(draft, {"contact.telephone": "06-1"}, seen={}, actor=firm, at=AT)
        assert answers(booth(firm)) == {}

    def test_the_last_case_of_the_kind_goes_before_the_other_kind_and_files_stay_behind(self, maker: Actor) -> None:
        first = booth(maker)
        attach_document(first, "pictures", sha := seal(maker, "工作室.pdf"), actor=maker, at=AT)
        given = {"booth.name": "陶", "booth.telephone": "02-2", "booth.studios": [{"city": "新竹市", "picture": [sha]}],
                 "booth.works": [{"title": "碗", "pictures": [sha]}]}  # fmt: skip
        save_answers(first, given, seen={}, actor=maker, at=AT)
        submit_case(first, actor=maker, at=later(hours=2))
        assert answers(booth(maker, 3)) == {
            "booth.telephone": ("02-2", "carried", "CF-115-00002", False),
            "booth.studios": ([{"city": "新竹市", "picture": None}], "carried", "CF-115-00002", False),
        }

    def test_a_page_shows_what_waits_and_it_is_left_to_do(self, maker: Actor) -> None:
        case_id = booth(maker)
        section = task_list(case_id, actor=maker, at=AT).sections[0]
        assert [(each.question.name, each.from_case) for each in section.to_confirm] == [
            ("booth.telephone", "CF-115-00001"),
            ("booth.studios", "CF-115-00001"),
        ]
        assert (section.state, section.to_answer) == ("in_progress", 3)
        assert confirm_answers(case_id, "booth", actor=maker, at=AT) == ("booth.telephone", "booth.studios")
        section = task_list(case_id, actor=maker, at=AT).sections[0]
        assert (section.to_confirm, section.to_answer) == ((), 1)

    def test_nothing_is_handed_in_before_somebody_confirmed(self, maker: Actor) -> None:
        case_id = booth(maker)
        save_answers(case_id, {"booth.name": "陶", "booth.works": [{"title": "碗"}]}, seen={}, actor=maker, at=AT)
        with pytest.raises(AnswersUnconfirmed) as refused:
            submit_case(case_id, actor=maker, at=AT)
        assert refused.value.values == {"count": 2, "labels": ["電話", "工作室"]}
        confirm_answers(case_id, "booth", actor=maker, at=AT)
        assert submit_case(case_id, actor=maker, at=AT).nth == 1

    def test_confirming_twice_records_once(self, maker: Actor) -> None:
        case_id = booth(maker)
        confirm_answers(case_id, "booth", actor=maker, at=AT)
        assert confirm_answers(case_id, "booth", actor=maker, at=AT) == ()
        assert confirm_answers(case_id, "works", actor=maker, at=AT) == ()
        assert [each.type for each in read_stream(f"case-{case_id}")].count("AnswersConfirmed") == 1

    def test_saving_a_page_that_showed_it_is_no_confirmation(self, maker: Actor) -> None:
        case_id = booth(maker)
        saved = save_answers(case_id, {"booth.telephone": "06-1"}, seen={"booth.telephone": 1}, actor=maker, at=AT)
        assert saved.unchanged == {"booth.telephone"}
        assert answers(case_id)["booth.telephone"] == ("06-1", "carried", "CF-115-00001", False)

    def test_an_answer_of_ones_own_takes_its_place(self, maker: Actor) -> None:
        case_id = booth(maker)
        changed = save_answers(case_id, {"booth.telephone": "07-3"}, seen={"booth.telephone": 1}, actor=maker, at=AT)
        assert changed.saved == {"booth.telephone": 2}
        assert answers(case_id)["booth.telephone"] == ("07-3", "typed", "", False)

    def test_who_answers_without_having_seen_it_answers_for_it(self, maker: Actor) -> None:
        case_id = booth(maker)
        same = save_answers(case_id, {"booth.telephone": "06-1"}, seen={}, actor=maker, at=AT)
        assert same.saved == {"booth.telephone": 2}
        assert answers(case_id)["booth.telephone"] == ("06-1", "typed", "", False)

    def test_what_is_not_asked_needs_no_word(self, maker: Actor) -> None:
        first = booth(maker)
        given = {"booth.name": "陶", "booth.telephone": "1", "booth.studios": [{"city": "南"}], "booth.guest": True,
                 "booth.guest_name": "林", "booth.works": [{"title": "碗"}]}  # fmt: skip
        save_answers(first, given, seen={}, actor=maker, at=AT)
        submit_case(first, actor=maker, at=later(hours=2))
        again = booth(maker, 3)
        assert "booth.guest_name" in answers(again)
        given = {name: value for name, value in given.items() if not name.startswith("booth.guest")}
        save_answers(again, given, seen={}, actor=maker, at=AT)
        assert submit_case(again, actor=maker, at=later(hours=4)).nth == 1


class TestFilesOfAnswers:
    def missing(self, case_id: UUID, actor: Actor) -> tuple[str, str]:
        found = next(each for each in findings_now(case_id, actor=actor, at=AT) if each.check == "pictured")
        return found.outcome, found.reason

    def test_a_file_that_is_taken_off_is_no_picture_any_more(self, firm: Actor) -> None:
        case_id = booth(firm)
        sha = seal(firm, "碗.pdf")
        attached = attach_document(case_id, "pictures", sha, actor=firm, at=AT)
        works = [{"title": "碗", "pictures": [sha]}]
        save_answers(case_id, {"booth.works": works}, seen={}, actor=firm, at=AT)
        assert self.missing(case_id, firm)[0] == "met"
        detach_document(case_id, attached, actor=firm, at=AT)
        assert self.missing(case_id, firm) == ("not_met", "還沒有照片的作品：碗。")

    def test_a_file_that_was_never_attached_is_none(self, firm: Actor) -> None:
        case_id = booth(firm)
        works = [{"title": "碗", "pictures": ["a" * 64]}, {"title": "杯"}]
        save_answers(case_id, {"booth.works": works}, seen={}, actor=firm, at=AT)
        assert self.missing(case_id, firm) == ("not_met", "還沒有照片的作品：碗、杯。")

    def test_a_file_of_another_document_is_none(self, firm: Actor) -> None:
        case_id = booth(firm)
        attach_document(case_id, "proofs", sha := seal(firm, "證明.pdf"), actor=firm, at=AT)
        save_answers(case_id, {"booth.works": [{"title": "碗", "pictures": [sha]}]}, seen={}, actor=firm, at=AT)
        assert self.missing(case_id, firm)[0] == "not_met"

    def test_what_takes_a_files_place_is_meant(self, firm: Actor) -> None:
        case_id = booth(firm)
        old, new = seal(firm, "舊.pdf", 1), seal(firm, "新.pdf", 2)
        attached = attach_document(case_id, "pictures", old, actor=firm, at=AT)
        given = {"booth.name": "陶", "booth.telephone": "1", "booth.studios": [{"city": "南"}],
                 "booth.works": [{"title": "碗", "pictures": [old]}]}  # fmt: skip
        save_answers(case_id, given, seen={}, actor=firm, at=AT)
        submit_case(case_id, actor=firm, at=AT)
        wrong = [Wrong("document", "pictures", "看不清楚")]
        take_step(case_id, "request_correction", actor=OFFICE, at=AT, defects=wrong)
        attach_document(case_id, "pictures", new, actor=firm, at=AT, replaces=attached)
        take_step(case_id, "resubmit", actor=firm, at=AT)
        works = case_page(case_id, actor=OFFICE, at=AT).sections[1].questions[0]
        assert works.value[0]["pictures"] == [new]
        assert Attachment.objects.get(id=attached).superseded_at is not None


@pytest.mark.clause("L4.A7")
class TestWhatStaysBack:
    def test_only_what_may_be_public_leaves_with_the_decision(self, firm: Actor) -> None:
        case_id = booth(firm)
        picture, proof = seal(firm, "碗.pdf", 1), seal(firm, "證明.pdf", 2)
        attach_document(case_id, "pictures", picture, actor=firm, at=AT)
        attach_document(case_id, "proofs", proof, actor=firm, at=AT)
        works = [
            {"title": "碗", "price_twd": "800", "show_price": True, "pictures": [picture], "proof": [proof]},
            {"title": "杯", "price_twd": "600", "show_price": False},
            {"title": "盤", "price_twd": "500"},
        ]
        given = {"booth.name": "陶", "booth.telephone": "1", "booth.studios": [{"city": "南"}], "booth.works": works}
        save_answers(case_id, given, seen={}, actor=firm, at=AT)
        submit_case(case_id, actor=firm, at=AT)
        take_step(case_id, "admit", actor=OFFICE, at=AT)
        decided = next(each.event for each in read_stream(f"case-{case_id}") if isinstance(each.event, DecisionMade))
        assert public_facts(decided.facts, decided.public, decided.withheld) == {
            "booth.name": "陶",
            "booth.works": [
                {"title": "碗", "price_twd": 800, "pictures": [picture]},
                {"title": "杯", "pictures": None, "proof": None},
                {"title": "盤", "pictures": None, "proof": None, "show_price": None},
            ],
        }
