"""From stored answers and look-ups to the facts that the rules read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from xuzhi.casework.models import Answer, Attachment, Bar, Case, LookUpRow
from xuzhi.casework.platform import known_of
from xuzhi.kernel.roc import TAIPEI
from xuzhi.ledger.reading import rows_of
from xuzhi.rulebook import Edition
from xuzhi.rulebook.model import CaseKind, Question

SUBMITTED_AT = "submitted_at"
"""The instant at which a case was sent; rules look at a draft as if it were sent now, people are told of none."""
VALID_UNTIL = "valid_until"
APPROVED = ("approved", "listed")
COMPANY_REGISTER = "company"
HOST_REGISTER = "ip_country"
LONGEST_SUBJECT = 200


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
    firm_ubn: str,
) -> Folded:
    """Fold the facts of a case. The register goes before what is typed, unless the question may be disputed and was."""
    given = {answer.question: answer for answer in answers}
    typed_values = {name: answer.value for name, answer in given.items()}
    registered, days = _registered(kind, list(look_ups), subjects_of(kind, firm_ubn, typed_values), typed_values)
    facts: dict[str, Any] = {}
    sources: dict[str, str] = {}
    as_of: dict[str, date | None] = {}
    for question in kind.known_questions:
        name = question.name
        if question.filled_by:
            if name in platform:
                facts[name], sources[name] = platform[name], "platform"
            continue
        typed = typed_values.get(name)
        if question.register and registered.get(name) is not None:
            facts[name], sources[name], as_of[name] = registered[name], "register", days.get(name)
            if question.disputable and typed is not None and typed != registered[name]:
                facts[name], sources[name] = typed, "disputed"
        elif typed is not None:
            facts[name], sources[name] = typed, given[name].source
    return Folded(facts, sources, as_of, registered)


def named_firms(kind: CaseKind, values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Other firms that the answers name, each (number, name) once: vendors, members and the like. One from abroad has
    no number ("") and goes by its name."""
    named: dict[str, tuple[str, str]] = {}
    for question in kind.questions:
        numbers = [each.name for each in question.fields if each.type == "business_number"]
        if question.type != "records" or question.register or question.filled_by or not numbers:
            continue
        for row in values.get(question.name) or ():
            name = str(row.get("name") or "").strip()
            given = [str(row[number]) for number in numbers if row.get(number)]
            for ubn in given or ([""] if name else []):
                named.setdefault(subject_called(ubn, name), (ubn, name))
    return list(named.values())


def subject_called(ubn: str, name: str) -> str:
    """Under what a look-up of the firm is kept: its number, or its name where it has none."""
    return ubn or name[:LONGEST_SUBJECT]


def named_hosts(kind: CaseKind, register: str, values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The hosts that the register's questions are looked up with (`looks_up`): (host, addresses given) each once."""
    sources = {question.looks_up for question in kind.questions if question.register == register and question.looks_up}
    hosts: dict[str, str] = {}
    for source in sorted(sources):
        for row in values.get(source) or ():
            if host := str(row.get("host") or "").strip()[:LONGEST_SUBJECT]:
                hosts[host] = " ".join(filter(None, (hosts.get(host), str(row.get("addresses") or "").strip())))
    return list(hosts.items())


def company_sources(kind: CaseKind) -> list[str]:
    """The business numbers that the company register is asked about beside the firm's own, each question once."""
    found = (each.looks_up for each in kind.questions if each.register == COMPANY_REGISTER and each.looks_up)
    return list(dict.fromkeys(found))


def named_companies(kind: CaseKind, values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Those of them that are given: (number, what their facts' names begin with), such as `plan.esco`."""
    return [(str(values[name]), name.rpartition(".")[0]) for name in company_sources(kind) if values.get(name)]


def subjects_of(kind: CaseKind, firm_ubn: str, values: Mapping[str, Any]) -> dict[str, list[str]]:
    """About whom each register of the kind is asked. The company register speaks of the firm (and, question by
    question, of whom `looks_up` names), lists of hits of every firm that is named, the table of addresses of every
    host."""
    firms = [firm_ubn, *(subject_called(*each) for each in named_firms(kind, values))]
    registers = {question.register for question in kind.questions if question.register}
    asked = {register: list(dict.fromkeys(firms)) for register in registers}
    return asked | {
        register: [firm_ubn]
        if register == COMPANY_REGISTER
        else [host for host, _ in named_hosts(kind, register, values)]
        for register in registers & {COMPANY_REGISTER, HOST_REGISTER}
    }


def _registered(
    kind: CaseKind, rows: Sequence[LookUpRow], subjects: Mapping[str, Sequence[str]], values: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, date | None]]:
    """What the registers say. Nothing found is known only when everybody that is meant has been looked for."""
    facts: dict[str, Any] = {}
    days: dict[str, date | None] = {}
    for question in kind.questions:
        if not question.register:
            continue
        asked = subjects[question.register]
        if question.register == COMPANY_REGISTER and question.looks_up:
            asked = [str(values[question.looks_up])] if values.get(question.looks_up) else []
        answers = {row.subject: row for row in rows if row.register == question.register and row.subject in asked}
        said = [answers[name].facts.get(question.name) if name in answers else None for name in asked]
        value = _joined(said) if question.type == "records" else next((v for v in said if v is not None), None)
        if value is not None:
            facts[question.name] = value
            days[question.name] = min((row.as_of for row in answers.values() if row.as_of), default=None)
    return facts, days


def _joined(lists: Sequence[Any]) -> list[Any] | None:
    """All rows, each once; None when there is none and not everybody was looked for."""
    joined: list[Any] = []
    for rows in lists:
        joined += [row for row in rows or () if row not in joined]
    return joined if joined or all(rows is not None for rows in lists) else None


def answerable(question: Question, registered: Mapping[str, Any]) -> bool:
    """Whether a person may answer it: not what the platform fills in, nor what a register has said for good."""
    if question.filled_by or question.by:
        return False
    return not question.register or question.disputable or registered.get(question.name) is None


def platform_facts(
    rules: Edition, kind: CaseKind, case: Case | None, *, firm_ubn: str, round_name: str, at: datetime
) -> dict[str, Any]:
    """What the platform knows itself, for the questions of the kind that it fills in. One query.

    `batch.name`, `batch.others_submitted`, `bars`, `submitted_at`, `valid_until`, and `<kind>.approved` for any kind of
    the programme.
    """
    wanted = {question.name for question in kind.questions if question.filled_by}
    if not wanted:
        return {}
    known = known_of(
        rules.programme_id, kind.name, case.id if case is not None else None,
        firm_ubn=firm_ubn, round_name=round_name, approved=APPROVED,
    )  # fmt: skip
    found: dict[str, Any] = {}
    if SUBMITTED_AT in wanted:
        found[SUBMITTED_AT] = at.astimezone(TAIPEI).isoformat()
    if "batch.name" in wanted and round_name:
        found["batch.name"] = round_name
    if "batch.others_submitted" in wanted:
        found["batch.others_submitted"] = known.others_submitted
    if "bars" in wanted:
        found["bars"] = known.bars
    if VALID_UNTIL in wanted and case is not None:
        found[VALID_UNTIL] = known.valid_until.isoformat() if known.valid_until else None
    kinds = {f"{name}.approved": name for name in rules.cases}
    found |= {name: kinds[name] in known.approved for name in wanted if name in kinds}
    return found | {name: value for name, value in known.given.items() if name in wanted}


def bars_of(programme_id: str, firm_ubn: str) -> list[Bar]:
    return rows_of(Bar, order=["from_on", "position"], programme=programme_id, firm_ubn=firm_ubn)


def bar_against(kind: CaseKind, bars: Iterable[Bar], day: date) -> Bar | None:
    """The bar that keeps the firm from opening a case of the kind on the day. Kinds whose rules do not look at bars,
    such as a complaint, are open to everybody."""
    looks = any(question.name == "bars" and question.filled_by for question in kind.questions)
    return next((bar for bar in bars if looks and keeps_out(bar, day)), None)


def keeps_out(bar: Bar, day: date) -> bool:
    """A bar holds from the day of its decision on, though its time is counted from the day after."""
    return bar.from_on - timedelta(days=1) <= day <= bar.until_on


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
    """What names the case among others, such as the solution's name; else that of the case it is about."""
    value = folded.facts.get(kind.subject or "about.subject")
    return str(value)[:300] if value else ""
