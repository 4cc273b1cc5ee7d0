"""All findings on one case: every check, every document, every answer that is due. Never only the first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from xuzhi.engine.facts import Facts, read_facts
from xuzhi.engine.functions import call_function
from xuzhi.engine.reasons import Told, fill, reason_of, values_used
from xuzhi.engine.verdicts import Situated, Trace, evaluate
from xuzhi.kernel.finding import Finding
from xuzhi.kernel.outcome import Outcome
from xuzhi.rulebook.editions import Edition
from xuzhi.rulebook.expressions.tree import Expression
from xuzhi.rulebook.model import CaseKind, Check


def check(
    edition: Edition,
    kind: str | CaseKind,
    facts: Facts | Mapping[str, Any],
    *,
    on: date,
    attached: Mapping[str, int] | None = None,
) -> list[Finding]:
    """Every finding, in the order of the file; checks that do not apply (`when`) give none.

    `facts` may be raw nested values (then FactsInvalid may be raised). `attached` tells how many files each document
    has; given it, documents that are due give findings `document.<name>`, and answers that are due but missing or
    incomplete give `answer.<name>`. The same arguments always give the same findings.
    """
    case = edition.case(kind if isinstance(kind, str) else kind.name)
    typed = facts if isinstance(facts, Facts) else read_facts(edition, case.name, facts)
    findings = [
        finding for each in case.checks if (finding := check_one(edition, case, each, typed, on=on)) is not None
    ]
    if attached is not None:
        from xuzhi.engine.completeness import check_complete

        findings += check_complete(edition, case, typed, attached, on=on)
    return findings


def outcome_of(findings: Iterable[Finding]) -> Outcome:
    """Met when all are; one that is not met decides."""
    return Outcome.all(finding.outcome for finding in findings)


def check_one(edition: Edition, case: CaseKind, check: Check, facts: Facts, *, on: date) -> Finding | None:
    """The finding of one check, or None where it does not apply."""
    trace = Trace()
    if check.when is not None:
        applies, trace = verdict(edition, check.when, facts, on=on)
        if applies is False:
            return None
        if applies is None:
            return _finding(edition, case, check, Outcome.UNDETERMINED, facts, trace, on)
        trace = Trace()
    if check.holds is not None:
        holds, trace = verdict(edition, check.holds, facts, on=on)
    else:
        holds, trace = call_function(edition, case, check.function, facts, on)
    return _finding(edition, case, check, Outcome.of(holds), facts, trace, on)


def verdict(
    edition: Edition,
    expression: Expression,
    facts: Mapping[str, Any],
    *,
    on: date,
    given: Mapping[str, Any] | None = None,
) -> tuple[Any | None, Trace]:
    """An expression's value for these facts, with what it looked at."""
    situated = Situated(facts, edition.values, on, given)
    value = evaluate(expression, situated)
    return value, situated.trace


def _finding(
    edition: Edition, case: CaseKind, check: Check, outcome: Outcome, facts: Facts, trace: Trace, on: date
) -> Finding:
    told = Told(edition, case, facts, {"on": on}, trace)
    unknown = outcome is Outcome.UNDETERMINED
    return Finding(
        check=check.name,
        clause=check.clause,
        outcome=outcome,
        reason=reason_of(check, outcome, told),
        values=values_used(trace),
        missing=tuple(dict.fromkeys(trace.missing)) if unknown else (),
        label=check.label,
        remedy=fill(check.remedy, told) if check.remedy and outcome is Outcome.NOT_MET else None,
        confirmed_by=check.confirmed_by or None,
        blocking=check.blocking,
    )
