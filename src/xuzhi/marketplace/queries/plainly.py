"""What a buyer asks first, in plain words: what it can do and how it looks, how one's data comes out again, who
vouches for the supplier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from xuzhi.engine.answers import show_answer
from xuzhi.kernel.texts import current_language, say
from xuzhi.marketplace import facts as read
from xuzhi.marketplace.marks import Grounds, Mark, mark_of
from xuzhi.marketplace.models import Supplier
from xuzhi.marketplace.queries.door import on_sale
from xuzhi.rulebook import Edition
from xuzhi.rulebook.model import CaseKind, Question

WHOLE = tuple(f"{read.EXPORT}.{each}" for each in ("free", "any_time", "self_service", "whole"))
FORMATS = f"{read.EXPORT}.formats"


@dataclass(frozen=True)
class FunctionRow:
    """`pictures` are the SHA-256 of its screens."""

    name: str
    description: str
    performance: str = ""
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True)
class Badge:
    """An award or certificate of the supplier."""

    kind: str
    name: str
    holder: str
    issuer: str
    number: str
    expires_on: date | None

    def valid_on(self, day: date) -> bool:
        return self.expires_on is None or day <= self.expires_on


def functions_of(facts: Mapping[str, Any]) -> tuple[FunctionRow, ...]:
    return tuple(
        FunctionRow(
            str(each.get("name", "")),
            str(each.get("description", "")),
            str(each.get("performance") or ""),
            tuple(each.get("screenshots") or ()),
        )
        for each in facts.get(read.FUNCTIONS, ())
    )


def shows_picture(slug: str, sha256: str) -> bool:
    """Whether a file is a screen of a solution that is listed now."""
    listing = on_sale().filter(slug=slug).first()
    return listing is not None and any(sha256 in each.pictures for each in functions_of(listing.facts))


def told_plainly(facts: Mapping[str, Any]) -> frozenset[str]:
    """The public facts that the sentences on portability say already."""
    whole = all(facts.get(name) is True for name in WHOLE)
    return frozenset((*WHOLE, FORMATS) if whole else (FORMATS,))


def portability_of(kind: CaseKind, facts: Mapping[str, Any]) -> tuple[str, ...]:
    """How a buyer gets all data out again, in a few sentences; nothing is said that was not declared."""
    sentences = []
    if all(facts.get(name) is True for name in WHOLE):
        sentences.append(say("marketplace.export_whole"))
    if formats := _said(kind, FORMATS, facts):
        sentences.append(say("marketplace.export_formats", formats=formats))
    rows, fields = facts.get(read.SAMPLE_ROWS), facts.get(read.SAMPLE_FIELDS)
    if rows and fields:
        sentences.append(say("marketplace.export_sample", rows=rows, fields=len(fields)))
    return tuple(sentences)


def badges_of(rules: Edition, facts: Mapping[str, Any]) -> tuple[Badge, ...]:
    """What the supplier holds, as it stood at approval."""
    question = _question(rules, read.CREDENTIALS)
    kind = question.field_named("kind") if question else None
    return tuple(
        Badge(
            show_answer(kind, each.get("kind"), current_language()) if kind else "",
            str(each.get("name") or ""),
            str(each.get("holder") or ""),
            str(each.get("issuer") or ""),
            str(each.get("number") or ""),
            date.fromisoformat(each["expires_on"]) if each.get("expires_on") else None,
        )
        for each in facts.get(read.CREDENTIALS, ())
        if isinstance(each, dict)
    )


def badges_mark(rules: Edition, card: Supplier | None) -> Mark | None:
    """What the supplier's awards and certificates rest on; None where no rules ask for any."""
    for kind in rules.cases.values():
        asked = next((each for each in kind.questions if each.name == read.CREDENTIALS), None)
        if asked is not None and card is not None:
            return mark_of(kind, asked, Grounds(card.verified, card.documents, card.approved_on))
    return None


def sample_of(facts: Mapping[str, Any]) -> tuple[str, ...]:
    """The files, by SHA-256, that the supplier lets everybody download to see what an export holds."""
    return tuple(str(each) for each in facts.get(read.SAMPLE_FILES) or ())


def shows_sample(slug: str, sha256: str) -> bool:
    """Whether a file is a public sample export of a solution that is listed now. One query."""
    listing = on_sale().filter(slug=slug).first()
    return listing is not None and sha256 in sample_of(listing.facts)


def _question(rules: Edition, name: str) -> Question | None:
    asked: Sequence[Question] = [question for kind in rules.cases.values() for question in kind.questions]
    return next((question for question in asked if question.name == name), None)


def _said(kind: CaseKind, name: str, facts: Mapping[str, Any]) -> str:
    question = next((each for each in kind.questions if each.name == name), None)
    return show_answer(question, facts[name], current_language()) if question and facts.get(name) else ""
