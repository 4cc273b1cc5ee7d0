"""The rules applied to a case: registers asked, facts folded, findings made."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.db import connection

from xuzhi.casework import events
from xuzhi.casework.differing import asks_difference, difference, difference_facts
from xuzhi.casework.folding import (
    COMPANY_REGISTER,
    HOST_REGISTER,
    Folded,
    attached_counts,
    company_sources,
    fold,
    named_companies,
    named_firms,
    named_hosts,
    platform_facts,
    subject_called,
)
from xuzhi.casework.holding import Held, held_about
from xuzhi.casework.inspected import asks_inspection, inspected_attachments, inspection_facts, inspections_in
from xuzhi.casework.knowing import known_about, shown_of
from xuzhi.casework.models import Answer, Attachment, FindingRow, LookUpRow
from xuzhi.casework.naming_files import asks_attached, attached_facts
from xuzhi.casework.referring import with_files
from xuzhi.casework.register_age import most_days
from xuzhi.casework.upholding import words_upheld
from xuzhi.engine import check, outcome_of
from xuzhi.engine.differences import Difference
from xuzhi.engine.facts import Facts, FactsInvalid, read_facts
from xuzhi.engine.steps import Situation
from xuzhi.kernel.finding import Finding
from xuzhi.kernel.outcome import Outcome
from xuzhi.ledger.reading import rows_of
from xuzhi.registers.hosts import host_of
from xuzhi.registers.operations.resolve_host import resolve_host
from xuzhi.registers.queries import look_up, look_up_each, look_up_host
from xuzhi.registers.shapes import LookUp
from xuzhi.rulebook import Edition
from xuzhi.rulebook.model import CaseKind

_SITUATION = """
    SELECT ARRAY(SELECT step FROM casework_step WHERE case_id = %(case)s),
           ARRAY(SELECT state FROM casework_defect WHERE case_id = %(case)s),
           ARRAY(SELECT document FROM casework_attachment
                 WHERE case_id = %(case)s AND detached_at IS NULL AND superseded_at IS NULL)
"""


@dataclass(frozen=True)
class File:
    """What stands in the case's folder: answers, look-ups, attachments, and the facts folded from them."""

    held: Held
    answers: tuple[Answer, ...]
    look_ups: tuple[LookUpRow, ...]
    attachments: tuple[Attachment, ...]
    folded: Folded
    changes: tuple[Difference, ...] = ()  # what it would change in the case that it is about
    stands: File | None = None  # of the case that it is about

    @cached_property
    def facts(self) -> Facts:
        """Typed, once somebody asks: of a case that is only looked into from another one nobody does."""
        return facts_of(self.held.edition, self.held.kind, self.folded)

    @property
    def in_force(self) -> list[Attachment]:
        return [each for each in self.attachments if in_force(each)]

    @property
    def attached(self) -> dict[str, int]:
        return attached_counts(self.attachments)


def open_file(held: Held, *, round_name: str | None = None) -> File:
    """Read what stands in the case and fold it. Four queries, and six more for the one it is about."""
    case, kind = held.case, held.kind
    answers = tuple(rows_of(Answer, case_id=case.id))
    look_ups = tuple(rows_of(LookUpRow, case_id=case.id))
    attachments = tuple(inspected_attachments(case))
    platform = platform_facts(
        held.edition,
        kind,
        case,
        firm_ubn=case.firm_ubn,
        round_name=case.round if round_name is None else round_name,
        at=case.submitted_at or held.at,
    )
    about = held_about(held) if kind.about else None
    stands = open_file(about) if about is not None else None
    if about is not None and stands is not None:
        platform |= known_about(kind, about.case, stands.folded.facts)
        attachments += tuple(shown_of(kind, stands.in_force))
    folded = fold(kind, answers, look_ups, platform, case.firm_ubn)
    if asks_inspection(kind):
        platform |= inspection_facts(held.edition, kind, attachments, inspections_in(attachments), folded.facts)
        folded = fold(kind, answers, look_ups, platform, case.firm_ubn)
    if asks_attached(kind):
        platform |= attached_facts(kind, [each for each in attachments if in_force(each)], folded.facts)
        folded = fold(kind, answers, look_ups, platform, case.firm_ubn)
    changes: list[Difference] = []
    if about is not None and stands is not None:
        wanted = (folded.facts, [each for each in attachments if in_force(each)])
        changes = difference(kind, about.kind, (stands.folded.facts, stands.in_force), wanted)
        if asks_difference(kind):
            folded = fold(kind, answers, look_ups, platform | difference_facts(changes), case.firm_ubn)
    folded = with_files(kind, folded, attachments)
    return File(held, answers, look_ups, attachments, folded, tuple(changes), stands)


def in_force(attachment: Attachment) -> bool:
    return attachment.detached_at is None and attachment.superseded_at is None


def facts_of(rules: Edition, kind: CaseKind, folded: Folded) -> Facts:
    """Typed facts of the engine. An answer that no longer fits its question, since the rules of a draft may change, is
    none: it is still shown, and asked for anew."""
    given = dict(folded.facts)
    try:
        return read_facts(rules, kind.name, given)
    except FactsInvalid as invalid:
        wrong = {problem.path[0] for problem in invalid.problems}
        return read_facts(rules, kind.name, {name: value for name, value in given.items() if name not in wrong})


def find(held: Held, file: File) -> list[Finding]:
    """Every finding, in the order of the file."""
    return check(held.edition, held.kind.name, file.facts, on=held.judged_on, attached=file.attached)


def eligibility_findings(rules: Edition, kind: CaseKind, folded: Folded, on: date) -> list[Finding]:
    """The findings that can be made before any case exists."""
    names = {each.name for each in kind.checks if each.eligibility}
    findings = check(rules, kind.name, facts_of(rules, kind, folded), on=on)
    return [finding for finding in findings if finding.check in names]


def registers_of(kind: CaseKind) -> list[str]:
    """The outside registers that the kind's questions are filled from, each once, in the order of the file."""
    return list(dict.fromkeys(question.register for question in kind.questions if question.register))


def ask_registers(
    rules: Edition, kind: CaseKind, *, ubn: str, name: str, on: date, values: Mapping[str, Any] | None = None
) -> list[tuple[str, LookUp]]:
    """Ask every register of the kind about the firm, every list about the firms that the answers name too, the company
    register about those by whose number questions are filled, and the table of addresses about hosts. Gives each answer
    with whom it is about."""
    oldest, firms = most_days(rules), named_firms(kind, values or {})
    answers = []
    for register in registers_of(kind):
        if register == HOST_REGISTER:
            answers += _ask_about_hosts(named_hosts(kind, register, values or {}), on, oldest)
            continue
        if register == COMPANY_REGISTER:
            companies = [(ubn, COMPANY_REGISTER), *named_companies(kind, values or {})]
            answers += ask_companies(companies, on, oldest)
            continue
        answers.append((ubn, look_up(register, ubn=ubn, name=name, on=on, most_days=oldest)))
        others = [each for each in firms if each[0] != ubn]
        found = look_up_each(register, others, on=on, most_days=oldest)
        answers += [(subject_called(*each), answer) for each, answer in zip(others, found, strict=True)]
    return answers


def ask_companies(wanted: Iterable[tuple[str, str]], on: date, oldest: int | None) -> list[tuple[str, LookUp]]:
    """The company register about each number once; its facts stand under every name by which they are wanted."""
    rooms: dict[str, list[str]] = {}
    for ubn, room in wanted:
        rooms.setdefault(ubn, []).append(room)
    answers = []
    for ubn, named in rooms.items():
        said = look_up(COMPANY_REGISTER, ubn=ubn, on=on, most_days=oldest)
        facts = said.facts.get(COMPANY_REGISTER)
        answers.append((ubn, replace(said, facts=dict.fromkeys(named, facts)) if facts else said))
    return answers


def _ask_about_hosts(hosts: Iterable[tuple[str, str]], on: date, oldest: int | None) -> list[tuple[str, LookUp]]:
    """Addresses are the applicant's; where none is given and this system speaks to the outside, it asks for them."""
    return [
        (host, look_up_host(host, given, on, resolved=() if given else resolve_host(host_of(host)), most_days=oldest))
        for host, given in hosts
    ]


def looked_up(held: Held, rules: Edition | None = None) -> list[events.FactsLookedUp]:
    """Ask the registers about the case's firm and those that its answers name, as events that keep the evidence.
    By the rules that the case is under, or others."""
    case, rules = held.case, rules or held.edition
    kind = rules.cases.get(case.kind, held.kind)
    values = {answer.question: answer.value for answer in rows_of(Answer, case_id=case.id)}
    asked = ask_registers(rules, kind, ubn=case.firm_ubn, name=case.firm_name, on=held.today, values=values)
    return [look_up_event(str(case.id), subject, kind, answer, held.today) for subject, answer in asked]


def looked_up_by(held: Held, saved: Collection[str], values: Mapping[str, Any]) -> list[events.FactsLookedUp]:
    """The company register about the numbers that were just given, where questions are filled by them."""
    new = [values[name] for name in company_sources(held.kind) if name in saved and values.get(name)]
    if not new:
        return []
    wanted = [(held.case.firm_ubn, COMPANY_REGISTER), *named_companies(held.kind, values)]
    named = [each for each in wanted if each[0] in new]
    return [
        look_up_event(str(held.case.id), ubn, held.kind, said, held.today)
        for ubn, said in ask_companies(named, held.today, most_days(held.edition))
    ]


def look_up_event(case_id: str, subject: str, kind: CaseKind, answer: LookUp, on: date) -> events.FactsLookedUp:
    """The event that keeps a register's answer, with the facts that the kind asks for."""
    kept = answer.as_json()
    return events.FactsLookedUp(
        case_id=case_id,
        register=answer.register,
        subject=subject,
        found=answer.found,
        facts=known_facts(kind, answer),
        as_of=kept["as_of"],
        how=answer.how,
        snapshots=kept["snapshots"],
        evidence=kept["evidence"],
        problems=kept["problems"],
        missing=kept["missing"],
        looked_up_on=on.isoformat(),
    )


def known_facts(kind: CaseKind, answer: LookUp) -> dict[str, Any]:
    """The register's facts that the kind asks for, by dotted name."""
    asked = {question.name for question in kind.questions if question.register == answer.register}
    return {name: value for name, value in answer.flat.items() if name in asked and value is not None}


def findings_event(held: Held, file: File, findings: Sequence[Finding], occasion: str) -> events.FindingsRecorded:
    """The event that keeps the findings, with the words of earlier cases that hold for them. At most two queries."""
    files = [(each.document, each.sha256) for each in file.in_force]
    return events.FindingsRecorded(
        case_id=str(held.case.id),
        checked_on=held.today.isoformat(),
        occasion=occasion,
        outcome=outcome_of(findings).value,
        findings=[finding.as_json() for finding in findings],
        upheld=[word.as_json() for word in words_upheld(held, findings, file.folded.answers, files)],
    )


def standing_findings(rows: Iterable[FindingRow]) -> list[Finding]:
    """Findings as they stand after the officers' words: a confirmed one asks for nobody's confirmation any more."""
    return [standing(row) for row in rows]


def standing(row: FindingRow) -> Finding:
    finding = finding_from_json(row.finding)
    if row.confirmed_at is None:
        return finding
    return replace(finding, outcome=Outcome(row.stands), confirmed_by=None)


def finding_from_json(record: Mapping[str, Any]) -> Finding:
    """The finding that `Finding.as_json` wrote."""
    return Finding(
        check=record["check"],
        clause=record["clause"],
        outcome=Outcome(record["outcome"]),
        reason=record["reason"],
        values=record["values"],
        missing=tuple(record["missing"]),
        label=record.get("label", ""),
        remedy=record.get("remedy"),
        confirmed_by=record.get("confirmed_by"),
        blocking=record.get("blocking", False),
    )


def situation(held: Held, facts: Facts, findings: Sequence[Finding]) -> Situation:
    """What the guards of steps look at. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_SITUATION, {"case": held.case.id})
        steps, states, attached = cursor.fetchone()
    return situation_of(held, facts, findings, steps=steps, states=states, attached=Counter(attached))


def situation_of(
    held: Held,
    facts: Facts,
    findings: Sequence[Finding],
    *,
    steps: Iterable[str],
    states: Iterable[str],
    attached: Mapping[str, int],
) -> Situation:
    """The same from the names of the steps taken, the states of the defects and how many files stand under each
    document, for whoever has read them."""
    taken = {step.name: 0 for step in held.kind.steps}
    for name in steps:
        taken[name] = taken.get(name, 0) + 1
    counted = Counter(states)
    return Situation(
        facts=facts,
        findings=tuple(findings),
        taken=taken,
        on=held.today,
        unsettled=counted["answered"],
        wrong=counted["wrong"],
        attached=attached,
    )


def sha256_of(value: Any) -> str:
    """SHA-256 of a JSON-safe value's canonical text: sorted keys, no spaces, UTF-8."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
