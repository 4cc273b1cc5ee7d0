"""From stored answers and look-ups to the facts that the rules read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from xuzhi.casework.models import Answer, Attachment, Bar, Case, LookUpRow
from xuzhi.kernel.roc import TAIPEI
from xuzhi.rulebook import Edition
from xuzhi.rulebook.model import CaseKind, Question

APPROVED = ("approved", "listed")


@dataclass(frozen=True)
class Folded:
    """Facts by dotted name, JSON-safe; `sources` says of each where it is from, `as_of` the register's day.

    source: register, typed, disputed (typed against the register), carried, platform.
    """

    facts: Mapping[str, Any]
    sources: Mapping[str, str]
    as_of: Mapping[str, date | None]
    register: Mapping[str, Any]

    @property
    def answers(self) -> dict[str, Any]:
        """What the applicant answers for: everything but what the platform filled in."""
        return {name: value for name, value in self.facts.items() if self.sources[name] != "platform"}


def fold(
    kind: CaseKind,
    answers: Iterable[Answer],
    look_ups: Iterable[LookUpRow],
    platform: Mapping[str, Any],
    firm_ubn: str = "",
) -> Folded:
    """Fold the facts of a case. The register goes before what is typed, unless the question may be disputed and was."""
    given = {answer.question: answer for answer in answers}
    registered, days = _registered(look_ups, firm_ubn)
    facts: dict[str, Any] = {}
    sources: dict[str, str] = {}
    as_of: dict[str, date | None] = {}
    for question in kind.questions:
        name = question.name
        if question.filled_by:
            if name in platform:
                facts[name], sources[name] = platform[name], "platform"
            continue
        answer = given.get(name)
        typed = answer.value if answer is not None else None
        if question.register and registered.get(name) is not None:
            facts[name], sources[name], as_of[name] = registered[name], "register", days.get(name)
            if question.disputable and typed is not None and typed != registered[name]:
                facts[name], sources[name] = typed, "disputed"
        elif typed is not None and answer is not None:
            facts[name], sources[name] = typed, answer.source
    return Folded(facts, sources, as_of, registered)


def _registered(look_ups: Iterable[LookUpRow], firm_ubn: str) -> tuple[dict[str, Any], dict[str, date | None]]:
    facts: dict[str, Any] = {}
    days: dict[str, date | None] = {}
    for row in look_ups:
        if firm_ubn and row.subject != firm_ubn:
            continue
        for name, value in row.facts.items():
            facts[name], days[name] = value, row.as_of
    return facts, days


def answerable(question: Question, registered: Mapping[str, Any]) -> bool:
    """Whether a person may answer it: not what the platform fills in, nor what a register has said for good."""
    if question.filled_by:
        return False
    return not question.register or question.disputable or registered.get(question.name) is None


def platform_facts(
    rules: Edition, kind: CaseKind, case: Case | None, *, firm_ubn: str, round_name: str, at: datetime
) -> dict[str, Any]:
    """What the platform knows itself, for the questions of the kind that it fills in. At most three queries.

    `batch.name`, `batch.others_submitted`, `bars`, `submitted_at`, and `<kind>.approved` for any kind of the programme.
    """
    wanted = {question.name for question in kind.questions if question.filled_by}
    found: dict[str, Any] = {}
    if "submitted_at" in wanted:
        found["submitted_at"] = at.astimezone(TAIPEI).isoformat()
    if "batch.name" in wanted and round_name:
        found["batch.name"] = round_name
    if "batch.others_submitted" in wanted:
        found["batch.others_submitted"] = others_submitted(rules, kind, case, firm_ubn, round_name)
    if "bars" in wanted:
        found["bars"] = [
            {"from_on": bar.from_on.isoformat(), "until_on": bar.until_on.isoformat(), "reason": bar.reason}
            for bar in bars_of(rules.programme_id, firm_ubn)
        ]
    kinds = {f"{name}.approved": name for name in rules.cases}
    asked = {name: kinds[name] for name in wanted if name in kinds}
    if asked:
        approved = approved_kinds(rules.programme_id, firm_ubn)
        found |= {name: kind_name in approved for name, kind_name in asked.items()}
    return found


def others_submitted(rules: Edition, kind: CaseKind, case: Case | None, firm_ubn: str, round_name: str) -> int:
    """How many other cases of the kind the firm has submitted in the round."""
    rows = Case.objects.filter(
        programme=rules.programme_id, kind=kind.name, firm_ubn=firm_ubn, round=round_name
    ).exclude(submitted_at=None)
    return rows.exclude(id=case.id).count() if case is not None else rows.count()


def bars_of(programme_id: str, firm_ubn: str) -> list[Bar]:
    return list(Bar.objects.filter(programme=programme_id, firm_ubn=firm_ubn).order_by("from_on", "position"))


def approved_kinds(programme_id: str, firm_ubn: str) -> set[str]:
    """Kinds of which the firm has an approved case in the programme."""
    rows = Case.objects.filter(programme=programme_id, firm_ubn=firm_ubn, outcome__in=APPROVED)
    return set(rows.values_list("kind", flat=True))


def attached_counts(attachments: Iterable[Attachment]) -> dict[str, int]:
    """How many files are in force under each document."""
    counts: dict[str, int] = {}
    for each in attachments:
        if each.detached_at is None and each.superseded_at is None:
            counts[each.document] = counts.get(each.document, 0) + 1
    return counts


def public_names(kind: CaseKind, folded: Folded) -> list[str]:
    """Questions whose facts may stand on a public page."""
    return [question.name for question in kind.questions if question.public and question.name in folded.facts]


def subject_of(kind: CaseKind, folded: Folded) -> str:
    """What names the case among others, such as the solution's name."""
    value = folded.facts.get(kind.subject) if kind.subject else None
    return str(value)[:300] if value else ""
