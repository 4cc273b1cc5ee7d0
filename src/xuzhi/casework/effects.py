"""What a step does outside the case."""

from __future__ import annotations

from datetime import date, timedelta

from xuzhi.casework import events
from xuzhi.casework.holding import Held
from xuzhi.casework.judging import File
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.months import add_months
from xuzhi.kernel.texts import say
from xuzhi.parties.operations.issue_access_code import issue_access_code
from xuzhi.parties.queries import letter_addresses
from xuzhi.rulebook.model import Step

CODE_LASTS = "code_valid_days"
"""The policy that names the parameter with the days in which an access code must be used."""
BAR = "bar"
BAR_LASTS = "bar_lasts"
"""The policy that names the parameter with the length of a bar; its unit says whether days, months or years."""
USUAL_CODE_DAYS = 30


def code_purpose(programme: str, kind: str) -> str:
    """What a code opens: the kinds of case that need this approved kind."""
    return f"{programme}/{kind}"


def issue_code(held: Held, file: File, actor: Actor) -> dict[str, str]:
    """Make the firm's access code; the answer is what only the e-mail may say."""
    case = held.case
    named = file.folded.facts.get("contact.email")
    email = str(named) if named else letter_addresses(case.firm_ubn)[0]
    policy = held.edition.programme.policies.get(CODE_LASTS)
    days = int(held.edition.value(policy)) if policy else USUAL_CODE_DAYS
    purpose = code_purpose(case.programme, case.kind)
    code = issue_access_code(case.firm_ubn, purpose, email, valid_days=days, actor=actor, at=held.at)
    return {say("casework.secret_code"): code}


def barred_event(held: Held, step: Step, reason: str) -> events.FirmBarred:
    """The firm may not apply from tomorrow on, for as long as the programme says. Raises KeyError without a policy."""
    case = held.case
    from_on, until_on = bar_period(held)
    return events.FirmBarred(
        case_id=str(case.id),
        programme=case.programme,
        firm_ubn=case.firm_ubn,
        from_on=from_on.isoformat(),
        until_on=until_on.isoformat(),
        reason=reason or step.label,
        clause=step.clause,
    )


def bar_period(held: Held) -> tuple[date, date]:
    """First and last day of a bar that is decided now. Raises KeyError without a policy, ParameterNotSet."""
    name = held.edition.programme.policies[BAR_LASTS]
    until_on = _after(held.today, int(held.edition.value(name)), held.edition.programme.parameter(name).unit)
    return held.today + timedelta(days=1), until_on


def _after(day: date, count: int, unit: str) -> date:
    if unit == "year":
        return add_months(day, 12 * count)
    return add_months(day, count) if unit == "month" else day + timedelta(days=count)
