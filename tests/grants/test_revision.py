"""At the re-check the officer sees what the revised plan says otherwise: answers side by side, and the file's text."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from docx import Document

from xuzhi.casework.operations.attach_document import attach_document
from xuzhi.casework.queries.files_to_compare import files_revised
from xuzhi.casework.queries.revision import revised_texts
from xuzhi.documents.operations.compare_files import compare_files
from xuzhi.documents.operations.seal_file import seal_file
from xuzhi.kernel.actor import Actor

from .contracting import AT, LINES, Desk, later

pytestmark = [pytest.mark.django_db, pytest.mark.clause("G9.1")]
INSPECTOR = Actor.system("inspection")


def word(*paragraphs: str) -> bytes:
    made, file = Document(), io.BytesIO()
    for each in paragraphs:
        made.add_paragraph(each)
    made.save(file)
    return file.getvalue()


def attach(desk: Desk, case, document: str, *paragraphs: str) -> None:
    sealed = seal_file(io.BytesIO(word(*paragraphs)), f"{document}.docx", actor=desk.firm, at=AT)
    attach_document(case, document, sealed.sha256, actor=desk.firm, at=AT)


@pytest.fixture
def desk(monkeypatch) -> Desk:
    from . import contracting

    settle = contracting.select

    def with_plan(proposal):
        desk = contracting.Desk.__new__(contracting.Desk)
        from . import proposing

        desk.firm = proposing.as_applicant(proposing.User.objects.get(email="owner@chenguang.test"))
        attach(desk, proposal, "plan_word", "推動策略", "先在三處場域試行。", "預期效益提升 20%。")
        settle(proposal)

    monkeypatch.setattr(contracting, "select", with_plan)
    return contracting.Desk()


def revised(desk: Desk) -> None:
    case = desk.contract
    desk.fill(case, revision__due_at="115/3/20 17:00")
    desk.step(case, "request_revision")
    desk.answer(
        case,
        revision__answers=[{"number": "1", "kind": "revised", "answer": "已補充"}],
        contract__budget_lines=LINES,
        plan__strategy="以需求預測減少缺貨，並補充場域的代表性。",
    )
    attach(desk, case, "revised_plan", "推動策略", "先在五處場域試行。", "預期效益提升 20%。")
    desk.step(case, "hand_in_revision", by=desk.firm)


def compare(desk: Desk) -> None:
    for first, second in files_revised(desk.contract, "revised_plan", at=later(days=1)):
        compare_files(first, second, actor=INSPECTOR, at=later(days=1), revised=True)


def test_the_text_of_the_file_is_held_against_the_plan_that_was_handed_in(desk):
    revised(desk)
    (waiting,) = revised_texts(desk.contract, actor=desk.officer, at=later(days=1))
    assert (waiting.paragraphs, waiting.of_about) == (None, True)
    compare(desk)
    (told,) = revised_texts(desk.contract, actor=desk.officer, at=later(days=1))
    assert (told.same, told.more) == (2, 0)
    assert told.paragraphs == (
        {
            "before": [["先在", True], ["三", False], ["處場域試行。", True]],
            "after": [["先在", True], ["五", False], ["處場域試行。", True]],
        },
    )


def test_the_officer_reads_answers_side_by_side_and_the_text(desk):
    revised(desk)
    browser = Client()
    browser.force_login(desk.officer_user)
    page = browser.get(f"/office/cases/{desk.contract}/revision/").content.decode()
    assert "還在讀取" in page
    compare(desk)
    answer = browser.get(f"/office/cases/{desk.contract}/revision/")
    page = answer.content.decode()
    assert "推動策略" in [each.label for each in answer.context["page"].related.differences]
    assert "先在<del>三</del>處場域試行。" in page
    assert "先在<ins>五</ins>處場域試行。" in page
    assert "1 段不同，2 段相同。" in page
