"""Whether what a question says about its answers fits: rows for choices, files of documents, answers carried over."""

from __future__ import annotations

from collections.abc import Sequence

from xuzhi.rulebook.model import CaseKind, Parameter, Question
from xuzhi.rulebook.problems import Problems, did_you_mean


def check_answers(case: CaseKind, problems: Problems, parameters: Sequence[Parameter] = ()) -> None:
    """Note rows for a field that offers no choices, files of a document that is not there, and the like."""
    documents = [document.name for document in case.documents]
    named = [parameter.name for parameter in parameters]
    for question in case.questions:
        _check_rows(question, problems)
        _check_listed(question, named, problems)
        for each in (question, *question.fields):
            _check_file(each, documents, problems)
        for field in question.fields:
            _check_shown(question, field, problems)
            if field.carried_from:
                problems.error(field.place, f'"{field.name}": records are carried over whole, not field by field')


def _check_rows(question: Question, problems: Problems) -> None:
    if question.one_each and not question.rows_for:
        problems.error(question.place, f'"{question.name}": one_each goes with rows_for')
    if not question.rows_for:
        return
    field = question.field_named(question.rows_for)
    if field is None:
        told = did_you_mean(question.rows_for, [each.name for each in question.fields])
        problems.error(question.place, f'rows_for "{question.rows_for}" is no field of "{question.name}"{told}')
    elif field.type != "choice":
        problems.error(question.place, f'rows_for "{field.name}" is {field.type}; it should be a choice')


def _check_listed(question: Question, parameters: Sequence[str], problems: Problems) -> None:
    if question.goal and question.goal not in parameters:
        told = did_you_mean(question.goal, parameters)
        problems.error(question.place, f'goal of "{question.name}": "{question.goal}" is not a parameter{told}')
    if (question.by_file or question.unique) and question.type != "records":
        problems.error(question.place, f'"{question.name}" is {question.type}; only records come from a list')
    elif question.unique and question.field_named(question.unique) is None:
        told = did_you_mean(question.unique, [each.name for each in question.fields])
        problems.error(question.place, f'unique "{question.unique}" is no field of "{question.name}"{told}')


def _check_file(question: Question, documents: Sequence[str], problems: Problems) -> None:
    if question.document and question.type != "file":
        problems.error(question.place, f'"{question.name}" is {question.type}; only a file is of a document')
    if question.names_file and question.names_file not in documents:
        told = did_you_mean(question.names_file, documents)
        problems.error(question.place, f'"{question.name}": document "{question.names_file}" is not there{told}')
    if question.type == "file" and not question.document:
        problems.warning(question.place, f'"{question.name}" is a file of no document: nobody can send one in')
    elif question.document and question.document not in documents:
        told = did_you_mean(question.document, documents)
        problems.error(question.place, f'"{question.name}": document "{question.document}" is not there{told}')


def _check_shown(question: Question, field: Question, problems: Problems) -> None:
    if not field.shown_if:
        return
    beside = question.field_named(field.shown_if)
    if beside is None or beside.type != "yes_no":
        told = did_you_mean(field.shown_if, [each.name for each in question.fields if each.type == "yes_no"])
        problems.error(field.place, f'shown_if "{field.shown_if}" is no yes_no beside "{field.name}"{told}')


def check_carried(cases: Sequence[CaseKind], unread: Sequence[str], problems: Problems) -> None:
    """Note answers carried over from a kind or question that is not there, or that cannot hold the same."""
    asked = {f"{case.name}.{each.name}": each for case in cases for each in case.questions}
    for case in cases:
        for question in case.questions:
            for source in question.carried_from:
                earlier = asked.get(source)
                if earlier is None and source.partition(".")[0] not in unread:
                    told = did_you_mean(source, asked)
                    problems.error(question.place, f'carried_from "{source}" is not asked anywhere{told}')
                elif earlier is not None and earlier.type != question.type:
                    told = f'carried_from "{source}" is {earlier.type}; "{question.name}" is {question.type}'
                    problems.error(question.place, told)
