"""One case kind: cases/NAME.toml, and cases/NAME/*.toml where it is long. First the questions are read, so that every
expression after them can be checked against their names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from xuzhi.rulebook.borrowing import Borrowed
from xuzhi.rulebook.checking_answers import check_answers
from xuzhi.rulebook.checking_documents import check_documents
from xuzhi.rulebook.checking_procedure import check_procedure
from xuzhi.rulebook.model import CaseKind, Document, Entry, NoticeRule, Parameter, Question
from xuzhi.rulebook.problems import did_you_mean
from xuzhi.rulebook.reading import Source, Table, Tables
from xuzhi.rulebook.reading_consents import check_consent, read_consent
from xuzhi.rulebook.reading_entries import Reading, read_entry, without_doubles
from xuzhi.rulebook.reading_links import check_respondent, read_borrowed, read_links
from xuzhi.rulebook.reading_panels import check_panel, read_criteria, read_panel
from xuzhi.rulebook.reading_procedure import read_check, read_clocks, read_stage, read_step
from xuzhi.rulebook.reading_programme import read_notices
from xuzhi.rulebook.reading_questions import read_document, read_question, read_sections, with_conditions
from xuzhi.rulebook.scopes import scope_of, with_procedure
from xuzhi.rulebook.vocabulary import OPENERS, PURPOSES


def read_case(
    sources: Sequence[Source],
    reading: Reading,
    parameters: Sequence[Parameter],
    functions: tuple[str, ...],
    notices: tuple[NoticeRule, ...],
    others: Mapping[str, CaseKind],
) -> CaseKind:
    """The case kind that files describe, the first of which has [case]; problems are noted in `reading`. `others` are
    the kinds that were read before it, among them those that it is about or whose questions it takes."""
    problems = reading.problems
    top = Tables(sources, problems)
    head, lent = _read_head(top.first, reading, PurePath(sources[0].file).stem, others)
    asked = _read_questions(top, reading, parameters)
    known = [*(question for question, _ in asked), *lent.questions, *head.get("about_facts", ())]
    scope = scope_of(known, parameters, f'the case kind "{head["name"]}"')
    questions = [with_conditions(question, table, scope) for question, table in asked]
    documents = [read_document(each, reading, scope) for each in top.tables("document")]
    attached = [each.name for each in (*documents, *lent.documents) if each is not None]
    in_procedure = with_procedure(scope, [step.text("name") for step in top.tables("step")], attached)
    checks = [read_check(each, reading, scope, functions) for each in top.tables("check")]
    stages = [read_stage(each, reading) for each in top.tables("stage")]
    taken = [read_step(each, reading, in_procedure) for each in top.tables("step")]
    own_notices = read_notices(top, reading)
    own = {notice.name for notice in own_notices}
    case = CaseKind(
        **head,
        sections=_kept([*read_sections(top, reading), *lent.sections], "section", reading),
        questions=_kept([*questions, *lent.questions], "question", reading),
        documents=_kept([*documents, *lent.documents], "document", reading),
        checks=_kept([*checks, *lent.checks], "check", reading),
        stages=_kept(stages, "stage", reading),
        steps=_kept(taken, "step", reading),
        clocks=read_clocks(top, reading),
        notices=own_notices + tuple(notice for notice in notices if notice.name not in own),
        criteria=read_criteria(top, reading, scope),
        panel=read_panel(top, reading),
        consent=read_consent(top, reading),
    )
    top.done()
    _check_references(case, lent, top, parameters, reading)
    check_answers(case, problems, parameters)
    check_documents(case, parameters, problems)
    check_procedure(case, parameters, problems)
    check_panel(case, parameters, problems)
    check_consent(case, others, problems)
    check_respondent(case, problems)
    return case


def _kept[T: Entry](entries: Sequence[T | None], what: str, reading: Reading) -> tuple[T, ...]:
    return without_doubles([entry for entry in entries if entry is not None], what, reading.problems)


def _read_head(
    top: Table, reading: Reading, file_name: str, others: Mapping[str, CaseKind]
) -> tuple[dict[str, Any], Borrowed]:
    """The keywords of the kind that stand in [case], and what it takes from another."""
    head = top.table("case")
    if head is None:
        top.error("the table [case] is missing")
        return {"name": file_name, "title": file_name}, Borrowed()
    read: dict[str, Any] = {
        "name": head.text("name", file_name),
        "title": head.text("title", file_name, required=True),
        **{key: head.text(key) for key in ("hint", "needs_approved", "subject", "paper")},
        "from_opening": head.names("from_opening"),
        "opened_by": head.some_of("opened_by", OPENERS) or ("firm",),
        "purpose": head.one_of("purpose", PURPOSES),
        "per_firm": head.one_of("per_firm", ("one", "many"), "many"),
        **{key: head.flag(key) for key in ("needs_code", "confidential")},
        "compares": head.names("compares"),
        **read_links(head, others),
        **read_entry(head, reading),
    }
    lent = read_borrowed(head, others)
    if read["questions_of"] in others and not read["subject"]:
        read["subject"] = others[read["questions_of"]].subject
    head.done()
    return read, lent


def _read_questions(top: Tables, reading: Reading, parameters: Sequence[Parameter]) -> list[tuple[Question, Table]]:
    """The questions without their conditions, each with its table. Names must not clash."""
    found: list[tuple[Question, Table]] = []
    taken = {parameter.name for parameter in parameters}
    names: set[str] = set()
    for table in top.tables("question"):
        question = read_question(table, reading)
        if question is None:
            continue
        found.append((question, table))
        if question.name in taken:
            table.error(f'"{question.name}" is the name of a parameter already', "name")
        clash = next((name for name in names if _stands_within(name, question.name)), None)
        if clash:
            table.error(f'"{question.name}" and "{clash}": one name cannot stand within another', "name")
        names.add(question.name)
    return found


def _stands_within(one: str, other: str) -> bool:
    return one.startswith(f"{other}.") or other.startswith(f"{one}.")


def _check_looks_up(case: CaseKind, question: Question, reading: Reading) -> None:
    """Hosts are looked up with records that name them, a company with its number, of the same stem as what it fills."""
    if not question.looks_up:
        return
    named = next((each for each in case.questions if each.name == question.looks_up), None)
    if named is None:
        told = did_you_mean(question.looks_up, [each.name for each in case.questions])
        reading.problems.error(question.place, f'looks_up "{question.looks_up}" is not a question of this case{told}')
    elif question.register == "company":
        _check_company_number(question, named, reading)
    elif named.field_named("host") is None:
        reading.problems.error(question.place, f'looks_up "{question.looks_up}" has no field "host"')
    if not question.register:
        reading.problems.error(question.place, f'"{question.name}" has looks_up, but no register')


def _check_company_number(question: Question, named: Question, reading: Reading) -> None:
    stem = named.name.rpartition(".")[0]
    if named.type != "business_number":
        reading.problems.error(question.place, f'looks_up "{named.name}" is no business_number')
    elif question.name.rpartition(".")[0] != stem:
        reading.problems.error(
            question.place, f'"{question.name}" is filled by "{named.name}", so its name begins with "{stem}."'
        )


def _check_references(
    case: CaseKind, lent: Borrowed, top: Tables, parameters: Sequence[Parameter], reading: Reading
) -> None:
    """Sections and the subject must be there. What was taken from a page that is not asked again stands on none."""
    sections = [section.name for section in case.sections]
    taken = {id(each) for each in (*lent.questions, *lent.documents)}
    everything: list[Question | Document] = [*case.questions, *case.documents]
    entries = [each for each in everything if id(each) not in taken]
    for entry in entries:
        if entry.section and entry.section not in sections:
            told = did_you_mean(entry.section, sections)
            reading.problems.error(entry.place, f'section "{entry.section}" of "{entry.name}" is not there{told}')
    asked = [question.name for question in case.questions]
    for question in case.questions:
        _check_looks_up(case, question, reading)
        _check_listed(question, parameters, reading)
    for name in case.compares:
        if name not in asked:
            place = top.first.place("case", "compares")
            reading.problems.error(
                place, f'compares "{name}" is not a question of this case{did_you_mean(name, asked)}'
            )
    if case.subject and case.subject not in asked:
        place = top.first.place("case", "subject")
        told = did_you_mean(case.subject, asked)
        reading.problems.error(place, f'subject "{case.subject}" is not a question of this case{told}')


def _check_listed(question: Question, parameters: Sequence[Parameter], reading: Reading) -> None:
    """`of_list` names a list of texts among the parameters."""
    lists = {each.name for each in parameters if each.type.name == "list"}
    for each in (question, *question.fields):
        if each.of_list and each.of_list not in lists:
            told = did_you_mean(each.of_list, lists)
            reading.problems.error(each.place, f'of_list "{each.of_list}" of "{each.name}" is no list parameter{told}')
