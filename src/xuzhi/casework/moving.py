"""A step is taken: the act, its decision and effects, the letter, the clocks and the next stage, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from xuzhi.casework import events
from xuzhi.casework.amending import amend, own_facts
from xuzhi.casework.causing import Reach
from xuzhi.casework.clocking import Starting, clocks_to_start, how_counted, start_clocks, stop_clocks
from xuzhi.casework.disclosing import withheld
from xuzhi.casework.effects import barred_event, issue_code
from xuzhi.casework.filing import files_of
from xuzhi.casework.folding import public_names, subject_of
from xuzhi.casework.holding import Held, hold
from xuzhi.casework.judging import File, open_file, situation, standing_findings
from xuzhi.casework.models import Case, Defect, FindingRow
from xuzhi.casework.opening import Beginning, begin
from xuzhi.casework.queries.editions import contact_of, edition
from xuzhi.casework.refusals import GroundsMissing, GroundUnknown, ReasonMissing, RulingMissing
from xuzhi.engine.steps import allow
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.finding import Finding
from xuzhi.kernel.outcome import Outcome
from xuzhi.kernel.texts import say, use_language
from xuzhi.ledger.events import Event
from xuzhi.ledger.operations import record
from xuzhi.notices.operations import AboutCase, Addressee, issue_notice
from xuzhi.parties.queries import firm_of, firms_named, letter_addresses
from xuzhi.rulebook.model import NoticeRule, Step

LETTER_LANGUAGE = "zh-Hant"
CONTACT_EMAIL = "contact.email"
"""The question whose answer is where a case's letters go first, in any kind that asks it."""


@dataclass(frozen=True)
class Order:
    """What the actor said with the step. `defects` are as CorrectionRequested keeps them; `confirmed` are sections;
    `cause` is the other case's step that set this one off."""

    reason: str = ""
    ruling: str = ""
    grounds: Sequence[str] = ()
    defects: Sequence[Mapping[str, Any]] = ()
    key: str = ""
    confirmed: Sequence[str] = ()
    cause: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Moved:
    """What came of a step. `already` means that the same key had taken it before."""

    case_id: str
    step: str
    from_stage: str
    to_stage: str
    notice_id: str = ""
    already: bool = False
    clocks: tuple[str, ...] = field(default=())


def check_order(step: Step, order: Order) -> None:
    """What the step needs must be there. Raises ReasonMissing, GroundsMissing, GroundUnknown, RulingMissing."""
    codes = {ground.code for ground in step.grounds}
    for code in order.grounds:
        if code not in codes:
            raise GroundUnknown(ground=code, step=step.label, clause=step.clause or None)
    if "grounds" in step.needs and not order.grounds:
        raise GroundsMissing(step=step.label, clause=step.clause or None)
    if "reason" in step.needs and not order.reason.strip():
        raise ReasonMissing(step=step.label, clause=step.clause or None)
    if "ruling" in step.needs and not order.ruling.strip():
        raise RulingMissing(step=step.label, clause=step.clause or None)


def move(held: Held, step: Step, order: Order, *, file: File, findings: Sequence[Finding], actor: Actor) -> Moved:
    """Take a step that was allowed, and those that it sets off. The caller holds the case and all others that the step
    reaches (`hold_all`), and has checked role, guard and needs."""
    from_stage = held.case.stage
    notice = held.kind.notice(step.notice) if step.notice else None
    with use_language(LETTER_LANGUAGE):
        starting = clocks_to_start(held, step, notice, file.facts)
        secret = issue_code(held, file, actor) if "issue_code" in step.effects else {}
        following = [(case, rule) for case, rule in Reach(held.at).following(held.case, step)] if step.then else []
        record(held.stream, _acts(held, step, order, file), actor=actor, at=held.at)
        if "amend" in step.effects:
            amend(held, file, file.changes, actor=actor)
        stop_clocks(held, step, actor=actor)
        notice_id = ""
        if notice is not None:
            data = letter_data(held, step, order, findings, starting)
            data |= {"changes": letter_changes(held, file), "paragraphs": data["paragraphs"] + letter_set_off(following)}
            notice_id = send(held, notice, file, data, actor=actor, secret=secret)
        start_clocks(held, starting, notice_id=notice_id, actor=actor)
        held.refreshed()
        _set_off(held, step, order, actor)
    names = tuple(each.rule.name for each in starting)
    return Moved(str(held.case.id), step.name, from_stage, step.to, notice_id, clocks=names)


def _set_off(held: Held, step: Step, order: Order, actor: Actor) -> None:
    """The steps in other cases, and the cases that are opened; each says what caused it."""
    cause = {"case_id": str(held.case.id), "number": held.case.number, "step": step.name, "label": step.label}
    reach = Reach(held.at) if step.then else None
    for then in step.then if reach else ():
        for case, _ in reach.set_off(held.case, then) if reach else ():
            other = hold(case.id, held.at)
            file = open_file(other)
            standing = standing_findings(FindingRow.objects.filter(case=other.case).order_by("order"))
            looked_at = situation(other, file.facts, standing)
            caused = allow(other.edition, other.kind.name, other.case.stage, then.step, "system", looked_at)
            said = Order(reason=order.reason, cause=cause)
            move(other, caused, said, file=file, findings=standing, actor=actor)
    for name in step.opens:
        _open(held, name, cause, actor)


def _open(held: Held, name: str, cause: Mapping[str, str], actor: Actor) -> None:
    """Open a case about this one, or about the same that this one is about, where the kind is about such a case."""
    rules = edition(held.case.programme, held.today)
    kind = rules.case(name)
    about = held.case if held.kind.name in kind.about else Case.objects.get(id=held.case.about)
    begin(
        Beginning(
            rules=rules, kind=kind, firm=firm_of(about.firm_ubn), opened_by="system", at=held.at,
            about=about, cause=cause,
        ),
        actor=actor,
    )  # fmt: skip


def _acts(held: Held, step: Step, order: Order, file: File) -> list[Event]:
    case, to = held.case, held.kind.stage(step.to)
    acts: list[Event] = [
        events.StepTaken(
            case_id=str(case.id),
            step=step.name,
            by=step.by,
            from_stage=case.stage,
            to_stage=to.name,
            turn=to.turn,
            ends=to.ends,
            outcome=to.outcome or step.decision,
            reason=order.reason.strip(),
            ruling=order.ruling.strip(),
            grounds=list(order.grounds),
            effects=list(step.effects),
            key=order.key,
            cause=dict(order.cause),
            confirmed=list(order.confirmed),
        )
    ]
    if order.defects:
        nth = 1 + _corrections(held)
        acts.append(events.CorrectionRequested(case_id=str(case.id), nth=nth, defects=[dict(d) for d in order.defects]))
    if step.decision or step.effects:
        acts.append(_decision(held, step, order, file))
    if "bar" in step.effects:
        acts.append(barred_event(held, step, order.reason))
    return acts


def _corrections(held: Held) -> int:
    last = Defect.objects.filter(case=held.case).order_by("-nth").values_list("nth", flat=True).first()
    return last or 0


def _decision(held: Held, step: Step, order: Order, file: File) -> events.DecisionMade:
    case = held.case
    return events.DecisionMade(
        case_id=str(case.id),
        number=case.number,
        programme=case.programme,
        kind=case.kind,
        firm_ubn=case.firm_ubn,
        firm_name=case.firm_name,
        county=case.county,
        subject=subject_of(held.kind, file.folded),
        step=step.name,
        decision=step.decision,
        effects=list(step.effects),
        facts=own_facts(held, file),
        public=public_names(held.kind, file.folded),
        withheld=withheld(held.kind, file.folded),
        files=files_of(file),
        edition_on=held.edition.on.isoformat(),
        edition_sha256=case.edition_sha256 or held.edition.sha256,
        round=case.round,
        about=case.about,
        grounds=list(order.grounds),
        reason=order.reason.strip(),
        changes=[each.as_json() for each in file.changes],
    )


def letter_data(
    held: Held, step: Step, order: Order, findings: Sequence[Finding], starting: Sequence[Starting]
) -> dict[str, Any]:
    """What the letter says besides its template's own words. The deadline is that of the first clock."""
    grounds = [ground.label for ground in step.grounds if ground.code in order.grounds]
    paragraphs = []
    if grounds:
        paragraphs.append(say("casework.letter_grounds", grounds=grounds))
    # A clock gives no reason of its own; what ran out is one, and the step's name says it.
    reason = order.reason.strip() or (step.label if step.by == "clock" and step.decision else "")
    if reason:
        paragraphs.append(say("casework.letter_reason", reason=reason))
    if order.ruling.strip():
        paragraphs.append(say("casework.letter_ruling", ruling=order.ruling.strip()))
    data: dict[str, Any] = {
        "paragraphs": paragraphs,
        "items": _items(held, step, order, findings),
        "link": link_to(held),
        "step": step.label,
        "stage": held.kind.stage(step.to).label,
        "decision": step.decision,
        "submitted_at": held.case.submitted_at,
        "round": held.case.round,
    }
    timed = next((each for each in starting if each.due is not None and not each.rule.before), None)
    if timed is not None and timed.due is not None:
        unit = timed.rule.unit or _unit_of(held, timed.rule.lasts)
        data |= {"deadline": timed.due.due_at, "deadline_how": how_counted(held.at, timed.due, unit)}
    return data


def letter_changes(held: Held, file: File) -> list[dict[str, str]]:
    """What the case would change, item by item."""
    separator = say("kernel.list_separator")
    return [
        {
            "label": each.label,
            "changes": separator.join(change.label for change in each.changes),
            "before": each.was,
            "after": each.will_be,
        }
        for each in difference_views(held.kind, file.changes)
    ]


def letter_set_off(following: Sequence[tuple[Case, Step]]) -> list[str]:
    """The other cases that the step moves."""
    return [
        say("casework.letter_set_off", number=case.number, subject=case.subject, step=rule.label)
        for case, rule in following
    ]


def _unit_of(held: Held, lasts: str | int) -> str:
    return held.edition.programme.parameter(lasts).unit if isinstance(lasts, str) else ""


def _items(held: Held, step: Step, order: Order, findings: Sequence[Finding]) -> list[dict[str, str]]:
    """What is to be corrected; on a decision, what was found not to be met, or was not corrected in time."""
    if order.defects:
        return [
            {"label": each["label"], "clause": each["clause"], "says": each["note"], "remedy": each.get("remedy", "")}
            for each in order.defects
        ]
    if step.by == "clock" and step.decision:
        late = Defect.objects.filter(case=held.case, nth=_corrections(held), answered_at=None).order_by("order")
        return [{"label": each.label, "clause": each.clause, "says": each.note, "remedy": ""} for each in late]
    if step.by == "officer" and step.decision and step.grounds:
        unmet = [finding for finding in findings if finding.outcome is Outcome.NOT_MET]
        return [
            {"label": each.label, "clause": each.clause, "says": each.reason, "remedy": each.remedy or ""}
            for each in unmet
        ]
    return []


def link_to(held: Held) -> str:
    """The address of the case's page, where the site has one."""
    try:
        return f"{settings.SITE_URL}{reverse('applicant:case', args=[held.case.id])}"
    except NoReverseMatch:
        return ""


def send(
    held: Held,
    notice: NoticeRule,
    file: File,
    data: Mapping[str, Any],
    *,
    actor: Actor,
    secret: Mapping[str, str] | None = None,
) -> str:
    """Issue a notice about the case to its firm, in the caller's transaction."""
    case = held.case
    about = AboutCase(case.id, case.number, held.kind.title, subject_of(held.kind, file.folded))
    firm = Addressee(case.firm_ubn, case.firm_name, str(file.folded.facts.get("company.address") or ""))
    notice_id = issue_notice(
        edition=held.edition,
        rule=notice,
        case=about,
        firm=firm,
        recipients=recipients_of(held, file),
        data=data,
        secret=secret or None,
        contact=contact_of(case.programme, held.today),
        actor=actor,
        at=held.at,
    )
    return str(notice_id)


def recipients_of(held: Held, file: File) -> list[str]:
    """Where the case's letters go: the address that the case names, then the firm's."""
    ubn = held.case.firm_ubn
    named = file.folded.facts.get(CONTACT_EMAIL)
    known = letter_addresses(ubn) if firms_named([ubn]) else []
    return list(dict.fromkeys([*([str(named)] if named else []), *known]))
