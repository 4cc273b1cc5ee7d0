"""What [case] says of other kinds: which it is about, and whose questions it takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xuzhi.kernel.texts import LANGUAGES, use_language
from xuzhi.rulebook.borrowing import Borrowed, borrowed_from, facts_about
from xuzhi.rulebook.expressions.tree import Expression
from xuzhi.rulebook.model import CaseKind, Check, Document, Question
from xuzhi.rulebook.problems import Problems, did_you_mean
from xuzhi.rulebook.procedure import RespondentRule
from xuzhi.rulebook.reading import Table


def read_links(head: Table, others: Mapping[str, CaseKind]) -> dict[str, Any]:
    """Keywords of CaseKind. A kind that is not among the others is told of when all have been read."""
    about = head.names("about")
    kinds = [others[name] for name in about if name in others]
    stages = head.names("about_stages")
    known = [stage.name for kind in kinds for stage in kind.stages]
    if about and not stages:
        head.error("about_stages is missing: the stages in which the other case must stand")
    if stages and not about:
        head.error("about_stages goes with about", "about_stages")
    for stage in stages if len(kinds) == len(about) else ():
        if stage not in known:
            head.error(f'about_stages: stage "{stage}" is not there{did_you_mean(stage, known)}', "about_stages")
    one_at_a_time = head.flag("one_at_a_time")
    if one_at_a_time and not about:
        head.error("one_at_a_time goes with about", "one_at_a_time")
    with use_language(LANGUAGES[0]):
        facts = facts_about(kinds)
    return {
        "about": about,
        "about_stages": stages,
        "one_at_a_time": one_at_a_time,
        "about_facts": facts,
        "questions_of": head.text("questions_of"),
        "respondent": _respondent(head),
    }


def _respondent(head: Table) -> RespondentRule | None:
    table = head.table("respondent")
    if table is None:
        return None
    told = {key: table.text(key, required=True) for key in ("label", "ubn", "name")}
    found = RespondentRule(**told, email=table.text("email"))
    table.done()
    return found


def check_respondent(case: CaseKind, problems: Problems) -> None:
    """The questions that name the other firm are there and of the type that it takes."""
    rule = case.respondent
    if rule is None:
        return
    asked = {question.name: question.type for question in case.questions}
    for key, wanted in (("ubn", "business_number"), ("name", "text"), ("email", "email")):
        name = getattr(rule, key)
        if not name:
            continue
        if name not in asked:
            told = did_you_mean(name, asked)
            problems.error(case.place, f'respondent: "{name}" is not a question of this case{told}')
        elif asked[name] != wanted:
            problems.error(case.place, f'respondent: "{name}" is {asked[name]}; it should be {wanted}')
    if not case.has_respondent:
        problems.error(case.place, "respondent: no step is taken by it")
    if not case.about:
        problems.error(case.place, "respondent goes with about")


def read_borrowed(head: Table, others: Mapping[str, CaseKind]) -> Borrowed:
    """The form and checks of `questions_of`, cut to `sections_of` and without what `without` names."""
    name, sections, without = head.text("questions_of"), head.names("sections_of"), head.names("without")
    stages = head.names("asked_at")
    if not name:
        for key in ("sections_of", "without", "asked_at"):
            if key in head:
                head.error(f"{key} goes with questions_of", key)
        return Borrowed()
    if name not in head.names("about"):
        head.error(f'questions_of "{name}": the case must be about one of that kind too', "questions_of")
    if name not in others:
        return Borrowed()
    other = others[name]
    pages = [each.name for each in other.sections]
    for section in sections:
        if section not in pages:
            head.error(f'sections_of: section "{section}" is not there{did_you_mean(section, pages)}', "sections_of")
    entries: list[Question | Document | Check] = [*other.questions, *other.documents, *other.checks]
    named = [each.name for each in entries]
    for entry in without:
        if entry not in named:
            head.error(f'without: "{entry}" is not there{did_you_mean(entry, named)}', "without")
    lent = borrowed_from(other, sections, without, stages)
    _check_whole(head, other, lent)
    return lent


def _check_whole(head: Table, other: CaseKind, lent: Borrowed) -> None:
    """What was left out must not be needed by what was kept."""
    gone = {each.name for each in other.questions} - {each.name for each in lent.questions}
    entries: list[Question | Document | Check] = [*lent.questions, *lent.documents, *lent.checks]
    for entry in entries:
        written = (getattr(entry, key, None) for key in ("when", "required", "holds"))
        needed = {name for each in written if isinstance(each, Expression) for name in each.facts()}
        for name in sorted(needed & gone):
            head.error(f'without "{name}": "{entry.name}" needs it; leave that out too', "without")
