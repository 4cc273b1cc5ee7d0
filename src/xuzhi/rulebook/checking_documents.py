"""Whether what is read out of documents fits the questions: `reads` of a document, and answers of the inspection."""

from __future__ import annotations

from collections.abc import Sequence

from xuzhi.rulebook.model import CaseKind, Document, Parameter, Question
from xuzhi.rulebook.problems import Problems, did_you_mean
from xuzhi.rulebook.vocabulary import INSPECTION_FACTS

INSPECTION = "inspection"
"""`filled_by` of a question that the inspection of a document's files answers."""

ATTACHED, LACKING = "attached", ".lacking"
"""`filled_by` of a question that tells which rows of a list name no file of a document, and the end of its name."""

WRITTEN = frozenset({"docx", "odt"})

_FITS = {
    "business_number": ("business_number", "text"),
    "name": ("text",),
    "date": ("date",),
    "amount": ("money",),
    "period_start": ("date",),
    "period_end": ("date",),
    "scan_date": ("date",),
    "open_high": ("number",),
}


def check_documents(case: CaseKind, parameters: Sequence[Parameter], problems: Problems) -> None:
    """Note every `reads` of a question that is not there or cannot hold it, fonts of which no parameter tells, and
    every answer that nothing gives."""
    named = {parameter.name: parameter for parameter in parameters}
    questions = {question.name: question for question in case.questions}
    fields = {f"{each.name}.{field.name}": field for each in case.questions for field in each.fields}
    for document in case.documents:
        _check_reads(document, questions | fields, problems)
        _check_fonts(document, named, problems)
        _check_during(case, document, problems)
        _check_written(document, case, problems)
        _check_same(document, case, problems)
    documents = [document.name for document in case.documents]
    for question in case.questions:
        if question.filled_by == INSPECTION:
            _check_inspected(question, documents, problems)
        if question.filled_by == ATTACHED:
            _check_attached(case, question, problems)


def _check_reads(document: Document, questions: dict[str, Question], problems: Problems) -> None:
    for name, found in document.reads.items():
        question = questions.get(name)
        if question is None:
            told = did_you_mean(name, questions)
            problems.error(document.place, f'document "{document.name}" reads "{name}", which is not asked{told}')
        elif question.type not in _FITS[found]:
            fit = " or ".join(_FITS[found])
            problems.error(
                document.place,
                f'document "{document.name}" reads "{name}" as {found}, which fits {fit}, not {question.type}',
            )


def _check_fonts(document: Document, parameters: dict[str, Parameter], problems: Problems) -> None:
    for key, name in document.fonts.items():
        if key == "clause":
            if name not in document.clauses:
                problems.error(document.place, f'document "{document.name}" does not cite {name}, which its fonts do')
        elif name not in parameters:
            told = did_you_mean(name, parameters)
            problems.error(document.place, f'fonts of "{document.name}": "{name}" is not a parameter{told}')


def _check_during(case: CaseKind, document: Document, problems: Problems) -> None:
    clocks = [clock.name for clock in case.clocks]
    if document.during and document.during not in clocks:
        told = did_you_mean(document.during, clocks)
        problems.error(document.place, f'document "{document.name}": there is no clock "{document.during}"{told}')


def _check_written(document: Document, case: CaseKind, problems: Problems) -> None:
    """What is written is written from sections that are there, into a kind of file that can be written."""
    sections = [each.name for each in case.sections]
    for name in document.written_from:
        if name not in sections:
            told = did_you_mean(name, sections)
            problems.error(document.place, f'"{document.name}" is written from "{name}", which is no section{told}')
    if document.paper:
        return
    if document.written_from and not set(document.kinds) & WRITTEN:
        problems.error(document.place, f'"{document.name}" is written as docx or odt, and takes neither')
    if document.written_from and not document.fonts:
        problems.error(document.place, f'"{document.name}" is written; fonts say in which')


def _check_same(document: Document, case: CaseKind, problems: Problems) -> None:
    if document.same_as:
        others = [each.name for each in case.documents if each.name != document.name]
        if document.same_as not in others:
            told = did_you_mean(document.same_as, others)
            problems.error(document.place, f'"{document.name}" is the same as "{document.same_as}", not there{told}')


def _check_inspected(question: Question, documents: list[str], problems: Problems) -> None:
    document, _, fact = question.name.rpartition(".")
    if document not in documents:
        told = did_you_mean(document, documents)
        problems.error(question.place, f'"{question.name}" is of no document: "{document}" is not there{told}')
    elif fact not in INSPECTION_FACTS:
        told = did_you_mean(fact, INSPECTION_FACTS)
        problems.error(question.place, f'the inspection of a file knows no "{fact}"{told}')
    elif INSPECTION_FACTS[fact] != question.type:
        wanted = INSPECTION_FACTS[fact]
        problems.error(question.place, f'"{question.name}" is {question.type}; the inspection gives {wanted}')


def _check_attached(case: CaseKind, question: Question, problems: Problems) -> None:
    """It tells rows of the list whose field names files of that document, in fields that the list has."""
    document = question.name.removesuffix(LACKING)
    lists = [each for each in case.questions if document in [field.names_file for field in each.fields]]
    if question.name == document or not lists:
        named = f"name it DOCUMENT{LACKING}, a document that a list names"
        problems.error(question.place, f'"{question.name}" tells of no list: {named}')
        return
    fields = [(field.name, field.type) for field in lists[0].fields]
    if question.type != "records" or any((each.name, each.type) not in fields for each in question.fields):
        problems.error(question.place, f'"{question.name}" should be records of fields that "{lists[0].name}" has')
