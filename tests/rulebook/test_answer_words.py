"""What the lint says of rows for choices, files of documents, answers carried over, and what is public."""

from dataclasses import replace

from xuzhi.rulebook.checking_answers import check_answers, check_carried
from xuzhi.rulebook.model import CaseKind, Choice, Document, Question
from xuzhi.rulebook.problems import Problems

PURPOSE = Question(name="purpose", type="choice", label="", of=(Choice(code="backup", label=""),))
CITY = Question(name="city", type="text", label="")
ROOMS = Question(name="rooms", type="records", label="", fields=(PURPOSE, CITY), rows_for="purpose")
PROOF = Question(name="proof", type="file", label="", document="lease")
LEASE = Document(name="lease", label="", kinds=("pdf",))


def told(*questions: Question, documents: tuple[Document, ...] = (LEASE,)) -> list[str]:
    problems = Problems()
    check_answers(CaseKind(name="stall", title="", questions=questions, documents=documents), problems)
    return [problem.message for problem in (*problems.errors, *problems.warnings)]


def test_rows_are_for_a_choice_of_the_records() -> None:
    assert told(ROOMS) == []
    assert told(replace(ROOMS, rows_for="purpos")) == [
        'rows_for "purpos" is no field of "rooms"; did you mean purpose?'
    ]
    assert told(replace(ROOMS, rows_for="city")) == ['rows_for "city" is text; it should be a choice']
    assert told(replace(ROOMS, rows_for="", one_each=True)) == ['"rooms": one_each goes with rows_for']


def test_a_file_is_of_a_document() -> None:
    assert told(PROOF) == []
    assert told(replace(PROOF, document="leese")) == ['"proof": document "leese" is not there; did you mean lease?']
    assert told(replace(PROOF, document="")) == ['"proof" is a file of no document: nobody can send one in']
    assert told(replace(CITY, document="lease")) == ['"city" is text; only a file is of a document']
    assert told(replace(ROOMS, fields=(*ROOMS.fields, replace(PROOF, document="none")))) == [
        '"proof": document "none" is not there'
    ]


def test_what_makes_a_field_public_is_a_yes_or_no_beside_it() -> None:
    shown = replace(CITY, shown_if="open")
    yes = Question(name="open", type="yes_no", label="")
    assert told(replace(ROOMS, fields=(PURPOSE, shown, yes))) == []
    assert told(replace(ROOMS, fields=(PURPOSE, shown))) == ['shown_if "open" is no yes_no beside "city"']


def test_answers_are_carried_over_from_what_holds_the_same() -> None:
    maker = CaseKind(name="maker", title="", questions=(CITY, replace(ROOMS, name="studios")))

    def carried(question: Question, unread: tuple[str, ...] = ()) -> list[str]:
        problems = Problems()
        check_carried((maker, CaseKind(name="booth", title="", questions=(question,))), unread, problems)
        return [problem.message for problem in problems.errors]

    assert carried(replace(ROOMS, carried_from=("maker.studios",))) == []
    assert carried(replace(ROOMS, carried_from=("maker.studio",))) == [
        'carried_from "maker.studio" is not asked anywhere; did you mean maker.studios?'
    ]
    assert carried(replace(ROOMS, carried_from=("maker.city",))) == [
        'carried_from "maker.city" is text; "rooms" is records'
    ]
    assert carried(replace(ROOMS, carried_from=("smith.rooms",)), unread=("smith",)) == []
