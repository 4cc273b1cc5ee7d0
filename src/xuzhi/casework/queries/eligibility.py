"""Whether a firm could apply, from its business number alone. Asking stores nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from xuzhi.casework.folding import Folded, bars_of, fold, keeps_out, platform_facts
from xuzhi.casework.judging import ask_registers, eligibility_findings, known_facts, look_up_event
from xuzhi.casework.models import Bar, LookUpRow
from xuzhi.casework.projectors.findings import look_up_row
from xuzhi.casework.queries.case_page import bar_view, look_up_view
from xuzhi.casework.queries.editions import edition, kind_of
from xuzhi.casework.queries.eligibility_shapes import EligibilityAnswer, EligibilityRow
from xuzhi.casework.queries.finding_views import source_says
from xuzhi.casework.rounds import needs_round, next_round, open_rounds
from xuzhi.engine import outcome_of
from xuzhi.kernel.finding import Finding
from xuzhi.kernel.outcome import Outcome
from xuzhi.kernel.texts import say
from xuzhi.kernel.ubn import check_ubn
from xuzhi.parties.queries import firms_named
from xuzhi.rulebook import Edition
from xuzhi.rulebook.model import CaseKind


def eligibility(programme: str, kind: str, ubn: str, on: date, *, at: datetime) -> EligibilityAnswer:
    """Every check that can be judged before a case exists, met or not, by the registers' snapshots of up to `on`.

    A kind without such checks is judged by those of the kind that must be approved first. The number of queries does
    not depend on what is found. Raises BusinessNumberInvalid, ProgrammeUnknown, KindUnknown.
    """
    number = check_ubn(ubn)
    rules = edition(programme, on, spoken=True)
    wanted = kind_of(rules, kind)
    judged = _judged_kind(rules, wanted)
    firm = firms_named([number]).get(number)
    rows = _look_ups(rules, judged, number, firm.name if firm else "", on)
    bars = bars_of(rules.programme_id, number)
    folded = fold(judged, (), rows, _platform(rules, judged, number, at), number)
    findings = eligibility_findings(rules, judged, folded, on)
    company = next((row for row in rows if row.register == "company"), None)
    taking = open_rounds(rules, wanted, at)
    bar = next((each for each in bars if keeps_out(each, on)), None)
    why_not = _why_not(findings, bar, has_round=bool(taking) or not needs_round(rules, wanted))
    return EligibilityAnswer(
        programme=rules.programme_id,
        kind=wanted.name,
        kind_title=wanted.title,
        ubn=number,
        on=on,
        found=bool(company and company.found),
        name=str(folded.facts.get("company.name") or (firm.name if firm else "")),
        company={name: value for name, value in folded.facts.items() if name.startswith("company.")},
        outcome=outcome_of(findings).value,
        rows=tuple(_row(judged, finding, folded) for finding in findings),
        bars=tuple(bar_view(each) for each in bars),
        look_ups=tuple(look_up_view(row) for row in rows),
        edition_on=rules.on,
        edition_sha256=rules.sha256,
        can_start=bar is None and outcome_of(findings) is not Outcome.NOT_MET,
        why_not=why_not,
        rounds_open=tuple(taking),
        next_round=next_round(rules, wanted, at),
    )


def _judged_kind(rules: Edition, wanted: CaseKind) -> CaseKind:
    if any(each.eligibility for each in wanted.checks) or not wanted.needs_approved:
        return wanted
    return kind_of(rules, wanted.needs_approved)


def _look_ups(rules: Edition, kind: CaseKind, ubn: str, name: str, on: date) -> list[LookUpRow]:
    """The registers' answers in the shape in which a case keeps them; nothing is stored. Lists that know names only are
    searched by the registered name, which the company register gives."""
    asked = ask_registers(rules, kind, ubn=ubn, name=name, on=on)
    names = (known_facts(kind, answer).get("company.name") for _, answer in asked)
    known = next((str(each) for each in names if each), "")
    if known and known != name:
        asked = ask_registers(rules, kind, ubn=ubn, name=known, on=on)
    return [look_up_row(look_up_event("", of, kind, answer, on)) for of, answer in asked]


def _platform(rules: Edition, kind: CaseKind, ubn: str, at: datetime) -> dict[str, object]:
    taking = open_rounds(rules, kind, at)
    return platform_facts(rules, kind, None, firm_ubn=ubn, round_name=taking[0].name if taking else "", at=at)


def _row(kind: CaseKind, finding: Finding, folded: Folded) -> EligibilityRow:
    source, as_of = _source(kind, finding, folded)
    record = finding.as_json()
    return EligibilityRow(
        check=finding.check,
        label=finding.label,
        clause=kind.check(finding.check).clauses,
        outcome=finding.outcome.value,
        reason=finding.reason,
        remedy=finding.remedy or "",
        values=record["values"],
        missing=finding.missing,
        source=source,
        as_of=as_of,
        needs_confirmation=finding.confirmed_by is not None,
    )


def _source(kind: CaseKind, finding: Finding, folded: Folded) -> tuple[str, date | None]:
    """Where the finding's first value is from, and its day; a list that was searched counts before the firm's name."""
    names = [name.partition("[")[0] for name in (*finding.values, *finding.missing)]
    for question in sorted(kind.questions, key=lambda each: each.register == "company"):
        if question.name in names or any(name.startswith(f"{question.name}.") for name in names):
            source = folded.sources.get(question.name) or ("register" if question.register else "")
            if source:
                return source_says(source, question.register, None), folded.as_of.get(question.name)
    return "", None


def _why_not(findings: Sequence[Finding], bar: Bar | None, *, has_round: bool) -> str:
    if bar is not None:
        return say("casework.cannot_start_barred", until_on=bar.until_on)
    unmet = sum(1 for finding in findings if finding.outcome is Outcome.NOT_MET)
    if unmet:
        return say("casework.cannot_start_not_met", count=unmet)
    return "" if has_round else say("casework.cannot_start_round")
