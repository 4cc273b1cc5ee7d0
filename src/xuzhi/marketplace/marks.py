"""How far a listing can be relied on: what is declared by the supplier, proved by a file, verified by review. Pure.

The rules say it: an officer answered for a check that reads the fact; or a document of the fact's clause was attached,
or the fact was read out of a file or a register; or nobody but the supplier says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from xuzhi.rulebook.model import CaseKind, Check, Question

DECLARED, PROVED, VERIFIED = "declared", "proved", "verified"
READ_OUT = "inspection"


@dataclass(frozen=True)
class Mark:
    """sort: declared, proved, verified; `on` is the day of it."""

    sort: str
    on: date


@dataclass(frozen=True)
class Grounds:
    """What is known about one case: the checks that were met, the documents attached, and the day of approval."""

    verified: Sequence[Mapping[str, Any]]
    documents: Mapping[str, str]
    approved_on: date


def mark_of(kind: CaseKind, question: Question, grounds: Grounds) -> Mark:
    """The best that can be said of what was answered to the question."""
    reading = {check.name for check in kind.checks if question.name in _read_by(check)}
    looked = [each["on"] for each in grounds.verified if each["by_officer"] and each["check"] in reading]
    if looked:
        return Mark(VERIFIED, date.fromisoformat(max(looked)))
    proofs = [grounds.documents[name] for name in _documents(kind, question) if name in grounds.documents]
    if proofs:
        return Mark(PROVED, date.fromisoformat(max(proofs)))
    if question.filled_by == READ_OUT or question.register:
        return Mark(PROVED, grounds.approved_on)
    return Mark(DECLARED, grounds.approved_on)


def _read_by(check: Check) -> set[str]:
    """What a check reads, where it applies and what must hold."""
    return {name for part in (check.holds, check.when) if part is not None for name in part.facts()}


def _documents(kind: CaseKind, question: Question) -> list[str]:
    """The documents that can prove an answer: those that it names, and those of its clause."""
    named = {each.document for each in (question, *question.fields) if each.document}
    return [each.name for each in kind.documents if each.name in named or set(each.clauses) & set(question.clauses)]
