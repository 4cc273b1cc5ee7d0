"""What was typed over what stood: saved, unreadable, in conflict, or the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from xuzhi.casework import events
from xuzhi.casework.carrying import waits_for_confirmation
from xuzhi.casework.holding import Held
from xuzhi.casework.models import Answer
from xuzhi.engine.answers import AnswerInvalid, read_answer
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.texts import use_language
from xuzhi.rulebook.model import Question


@dataclass(frozen=True)
class Theirs:
    """What somebody else wrote meanwhile, and what was typed here; nothing of the two is lost."""

    value: Any
    raw: Any
    version: int
    given_by: str
    given_at: datetime
    mine: Any


@dataclass(frozen=True)
class SaveResult:
    """What came of each question: its new version, why it could not be read, or whose answer it met.

    Unreadable text is kept as well (`saved` has its version), so that the page can show it again beside the reason.
    """

    saved: Mapping[str, int] = field(default_factory=dict)
    invalid: Mapping[str, Refusal] = field(default_factory=dict)
    conflicts: Mapping[str, Theirs] = field(default_factory=dict)
    unchanged: frozenset[str] = frozenset()


class Saving:
    """Sorts what was typed into saved, invalid, in conflict and unchanged."""

    def __init__(self, held: Held, stored: Mapping[str, Answer]) -> None:
        self.held, self.stored = held, stored
        self.given: list[events.AnswerGiven] = []
        self.saved: dict[str, int] = {}
        self.invalid: dict[str, Refusal] = {}
        self.conflicts: dict[str, Theirs] = {}
        self.unchanged: set[str] = set()

    @property
    def result(self) -> SaveResult:
        return SaveResult(self.saved, self.invalid, self.conflicts, frozenset(self.unchanged))

    def take(self, question: Question, raw: Any, seen: int | None) -> None:
        name, before = question.name, self.stored.get(question.name)
        unseen = seen is None and before is not None and waits_for_confirmation(before)
        value, problem = read_raw(question, raw)
        if problem is not None:
            self.invalid[name] = problem
        kept_raw = raw if problem is not None else None
        if _same(before, value, kept_raw) and not unseen:
            self.unchanged.add(name)
            return
        if before is not None and before.version != (seen or 0) and not unseen:
            self.invalid.pop(name, None)
            self.conflicts[name] = Theirs(
                before.value, before.raw, before.version, before.given_by, before.given_at, raw
            )
            return
        version = (before.version if before is not None else 0) + 1
        self.saved[name] = version
        self.given.append(
            events.AnswerGiven(
                case_id=str(self.held.case.id),
                question=name,
                value=value,
                version=version,
                raw=kept_raw,
                problem=_says(problem),
                names_case=name == self.held.kind.subject,
            )
        )


def read_raw(question: Question, raw: Any) -> tuple[Any, Refusal | None]:
    """The answer that the raw text is, or why it cannot be read."""
    try:
        return read_answer(question, raw), None
    except AnswerInvalid as problem:
        return None, problem


def _same(before: Answer | None, value: Any, raw: Any) -> bool:
    if before is None:
        return value is None and raw is None
    return bool(before.value == value and before.raw == raw)


def _says(problem: Refusal | None) -> str:
    if problem is None:
        return ""
    with use_language("zh-Hant"):
        return problem.says
