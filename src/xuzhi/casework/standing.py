"""A look at an approved case by the registers of today, and what is opened when something has come up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from xuzhi.casework import events
from xuzhi.casework.folding import fold, platform_facts
from xuzhi.casework.holding import Held, hold, stream_of
from xuzhi.casework.judging import facts_of, looked_up, open_file, sha256_of
from xuzhi.casework.locks import hold_name
from xuzhi.casework.models import Case, FindingRow, GivenFact, LookUpRow
from xuzhi.casework.opening import Beginning, begin
from xuzhi.casework.projectors.findings import look_up_row
from xuzhi.casework.queries.editions import Overlays, kind_of
from xuzhi.engine import check, outcome_of
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.finding import Finding
from xuzhi.kernel.outcome import Outcome
from xuzhi.kernel.roc import taipei_day
from xuzhi.kernel.texts import say
from xuzhi.ledger.events import Event
from xuzhi.ledger.operations import lock_stream, record
from xuzhi.parties.queries import firm_of
from xuzhi.rulebook import Edition
from xuzhi.rulebook.model import CaseKind

STANDING = "standing"
"""What fills a question of records with the findings for which the case was opened."""


@dataclass(frozen=True)
class Look:
    """What came of a look: the findings by today's rules, and which of them changed."""

    held: Held
    rules: Edition
    kind: CaseKind
    asked: Sequence[events.FactsLookedUp]
    findings: Sequence[Finding]
    changed: Sequence[str]

    def come_up(self, opens: str) -> list[Finding]:
        """The findings that have come to be not met and open that kind."""
        names = {each.name for each in self.kind.checks if each.nightly == opens} & set(self.changed)
        return [each for each in self.findings if each.check in names and each.outcome is Outcome.NOT_MET]


def look_again(case_id: UUID, *, actor: Actor, at: datetime) -> bool:
    """Record the look where something changed, and open what follows. In the caller's transaction."""
    _lock(case_id, at)
    held = hold(case_id, at)
    look = _look(held)
    if not look.changed:
        return False
    checked = events.StandingChecked(
        case_id=str(held.case.id),
        checked_on=held.today.isoformat(),
        outcome=outcome_of(look.findings).value,
        findings=[finding.as_json() for finding in look.findings],
        changed=list(look.changed),
    )
    record(held.stream, [*look.asked, checked], actor=actor, at=at)
    for name in dict.fromkeys(each.nightly for each in look.kind.checks if each.nightly):
        found = look.come_up(name)
        for about in _about(look.rules.case(name), held.case) if found else ():
            _open(look, look.rules.case(name), about, found, actor)
    return True


def _lock(case_id: UUID, at: datetime) -> None:
    """The case and all of its firm about which something could be opened, in the order of their ids."""
    case = Case.objects.get(id=case_id)
    rules = Overlays(case.programme).edition(case.programme, taipei_day(at))
    kind = kind_of(rules, case.kind)
    opened = [rules.case(each.nightly) for each in kind.checks if each.nightly]
    ids = {case_id} | {about.id for each in opened for about in _about(each, case)}
    for each in sorted(map(str, ids)):
        lock_stream(stream_of(each))
    hold_name(f"cases of {case.firm_ubn}")


def _about(opened: CaseKind, case: Case) -> list[Case]:
    """What a case of that kind would be about: this one, or what of the firm stands where it can be about it."""
    if case.kind in opened.about:
        return [case] if case.stage in opened.about_stages else []
    rows = Case.objects.filter(
        programme=case.programme, firm_ubn=case.firm_ubn, kind__in=opened.about, stage__in=opened.about_stages
    )
    return list(rows.order_by("opened_at", "number"))


def _look(held: Held) -> Look:
    case, at = held.case, held.at
    rules = Overlays(case.programme).edition(case.programme, held.today)
    asked = looked_up(held, rules)
    kind = kind_of(rules, case.kind)
    file = open_file(held)
    platform = platform_facts(rules, kind, case, firm_ubn=case.firm_ubn, round_name=case.round, at=at)
    folded = fold(kind, file.answers, [look_up_row(each) for each in asked], platform, case.firm_ubn)
    names = {each.name for each in kind.checks if each.looked_at_again}
    found = check(rules, kind.name, facts_of(rules, kind, folded), on=held.today)
    findings = [finding for finding in found if finding.check in names]
    return Look(held, rules, kind, asked, findings, _changed(case, findings))


def _changed(case: Case, findings: Sequence[Finding]) -> list[str]:
    """Checks that come out otherwise than at the last look, or, before the first, than what the decision rested on.
    One that nobody has looked at yet counts when it is not met."""
    decided = FindingRow.objects.filter(case=case).values_list("check_name", "outcome")
    before = {**dict(decided), **case.standing}
    return [
        each.check
        for each in findings
        if before.get(each.check, Outcome.MET.value if each.outcome is Outcome.NOT_MET else each.outcome.value)
        != each.outcome.value
    ]


def _open(look: Look, kind: CaseKind, about: Case, found: Sequence[Finding], actor: Actor) -> None:
    """Open the case, or take the open one about the same, and put into it what was found. What has been looked into
    once, and stands as it did then, opens nothing again."""
    held, evidence = look.held, _evidence(look, found)
    cause = {
        "case_id": str(held.case.id),
        "number": held.case.number,
        "step": "check_standing",
        "label": say("casework.nightly_look"),
    }
    rows = {row for each in evidence for row in _rows(each.register, each.subject, each.evidence)}
    if rows and rows <= _looked_into(kind, about):
        return
    beginning = Beginning(
        rules=look.rules, kind=kind, firm=firm_of(about.firm_ubn), opened_by="system", at=held.at,
        about=about, cause=cause,
    )  # fmt: skip
    opened = Case.objects.get(id=begin(beginning, actor=actor))
    if opened.ended_at is None:
        told = [*(_again(each, opened.id) for each in evidence), *_given(kind, opened.id, found, held)]
        record(stream_of(opened.id), told, actor=actor, at=held.at)


def _rows(register: str, subject: str, evidence: Iterable[Any]) -> set[tuple[str, str, str]]:
    """The rows of a look-up, to tell whether they are the same again."""
    return {(register, subject, sha256_of(dict(each).get("raw"))) for each in evidence}


def _looked_into(kind: CaseKind, about: Case) -> set[tuple[str, str, str]]:
    """The rows that cases of the kind about the same were opened for, or were given since."""
    known = LookUpRow.objects.filter(case__kind=kind.name, case__about=str(about.id))
    return {row for each in known for row in _rows(each.register, each.subject, each.evidence)}


def _evidence(look: Look, found: Sequence[Finding]) -> list[events.FactsLookedUp]:
    """The look-ups with rows in them, of the registers that the findings rest on."""
    named = {name.partition("[")[0] for each in found for name in (*each.values, *each.missing)}
    registers = {
        question.register
        for question in look.kind.questions
        if question.register and any(name == question.name or name.startswith(f"{question.name}.") for name in named)
    }
    # Beside a list the company's own entry only tells who was looked for.
    registers = registers - {"company"} or registers
    return [each for each in look.asked if each.evidence and each.register in registers]


def _again(asked: events.FactsLookedUp, opened: UUID) -> Event:
    """The look-up as evidence in the case that it opened."""
    return replace(asked, case_id=str(opened))


def _given(kind: CaseKind, opened: UUID, found: Sequence[Finding], held: Held) -> list[Event]:
    """The findings, beside those for which the case was opened before."""
    asked = next((question.name for question in kind.questions if question.filled_by == STANDING), None)
    if asked is None:
        return []
    rows: list[dict[str, Any]] = list(
        GivenFact.objects.filter(case=opened, name=asked).values_list("value", flat=True).first() or ()
    )
    rows += [
        {
            "check": each.label,
            "clause": each.clause,
            "reason": each.reason,
            "found_on": held.today.isoformat(),
            "number": held.case.number,
        }
        for each in found
    ]
    return [events.FactsGiven(case_id=str(opened), source="registers", facts={asked: rows})]
