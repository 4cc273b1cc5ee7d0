"""What one case kind takes from another: the same form (`questions_of`), and the facts of a case it is `about`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from xuzhi.kernel.texts import say
from xuzhi.rulebook.model import CaseKind, Check, Choice, Document, Question, Section

ABOUT = "about"
"""Facts of the case that a case is about begin with this; a question `filled_by` it keeps that case's answer."""


@dataclass(frozen=True)
class Borrowed:
    """What `questions_of` brings along."""

    sections: tuple[Section, ...] = ()
    questions: tuple[Question, ...] = ()
    documents: tuple[Document, ...] = ()
    checks: tuple[Check, ...] = ()


def borrowed_from(
    other: CaseKind, sections: Sequence[str], without: Sequence[str], stages: Sequence[str] = ()
) -> Borrowed:
    """The form and the checks of another kind. With `sections` only those pages are asked again, with the checks that
    look at them: what stands on other pages stays a fact, as the other case has it. `without` names questions,
    documents and checks that are left out. With `stages` it is asked there; whatever else the other kind says of stages
    or of who answers counts only in it."""
    kept = [each for each in other.sections if not sections or each.name in sections]
    pages = {each.name for each in kept}
    here = {each.name for each in other.questions if each.section in pages}

    def asked(section: str) -> bool:
        return not sections or section in pages

    return Borrowed(
        sections=tuple(kept),
        questions=tuple(
            replace(each, by="", stages=tuple(stages)) if asked(each.section) else _kept_as_is(each)
            for each in other.questions
            if each.name not in without
        ),
        documents=tuple(
            replace(each, during="", stages=tuple(stages))
            for each in other.documents
            if each.name not in without and asked(each.section)
        ),
        checks=tuple(
            each for each in other.checks if each.name not in without and (not sections or _looks_at(each, here))
        ),
    )


def _looks_at(check: Check, asked: set[str]) -> bool:
    """Whether the check has anything to do with what is asked again; a function may look at everything."""
    if check.holds is None:
        return False
    return any(name in asked or any(name.startswith(f"{each}.") for each in asked) for name in check.holds.facts())


def _kept_as_is(question: Question) -> Question:
    """Nobody is asked; registers are asked all the same, and the platform fills in what it knows."""
    if question.register or question.filled_by == "platform":
        return replace(question, required=False, by="", stages=(), confirm=False)
    return replace(question, required=False, when=None, filled_by=ABOUT, by="", stages=())


def facts_about(kinds: Iterable[CaseKind]) -> tuple[Question, ...]:
    """What may be known of the case that another is about: number, kind, stage, subject, validity, and its answers.
    Where two kinds ask the same thing, the first says what it is."""
    kinds = list(kinds)
    if not kinds:
        return ()
    stages = {stage.name: stage.label for kind in reversed(kinds) for stage in kind.stages}
    found: dict[str, Question] = {
        "number": _fact("number", "text"),
        "kind": _fact("kind", "choice", of=tuple(Choice(code=each.name, label=each.title) for each in kinds)),
        "stage": _fact("stage", "choice", of=tuple(Choice(code=code, label=label) for code, label in stages.items())),
        "subject": _fact("subject", "text"),
        "valid_until": _fact("valid_until", "date"),
    }
    for kind in kinds:
        for question in kind.questions:
            found.setdefault(question.name, _fact_of(question))
    return tuple(found.values())


def _fact(name: str, kind: str, **more: Any) -> Question:
    label = say(f"rulebook.about_{name}")
    return Question(name=f"{ABOUT}.{name}", type=kind, label=label, filled_by=ABOUT, required=False, **more)


def _fact_of(question: Question) -> Question:
    return replace(
        question,
        name=f"{ABOUT}.{question.name}",
        label=say("rulebook.about_answer", label=question.label),
        filled_by=ABOUT,
        register="",
        required=False,
        when=None,
        section="",
        by="",
        stages=(),
    )
