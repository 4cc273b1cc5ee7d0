"""A step is taken: the act, its decision and effects, the letter, the clocks and the next stage, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xuzhi.casework import events
from xuzhi.casework.amending import amend, own_facts
from xuzhi.casework.causing import Reach, what_is_about
from xuzhi.casework.clocking import clocks_to_start, start_clocks, stop_clocks
from xuzhi.casework.disclosing import withheld
from xuzhi.casework.effects import barred_event, issue_code
from xuzhi.casework.filing import files_of
from xuzhi.casework.folding import public_names, subject_of
from xuzhi.casework.holding import Held, hold
from xuzhi.casework.judging import File, open_file, situation, standing_findings
from xuzhi.casework.lettering import CONTACT_EMAIL as CONTACT_EMAIL
from xuzhi.casework.lettering import LETTER_LANGUAGE as LETTER_LANGUAGE
from xuzhi.casework.lettering import (
    corrections_of,
    letter_changes,
    letter_data,
    letter_parties,
    letter_set_off,
    letter_shown,
    tell_respondent,
)
from xuzhi.casework.lettering import link_to as link_to
from xuzhi.casework.lettering import send as send
from xuzhi.casework.models import FindingRow
from xuzhi.casework.opening import Beginning, begin
from xuzhi.casework.ordering import Moved as Moved
from xuzhi.casework.ordering import Order as Order
from xuzhi.casework.ordering import check_order as check_order
from xuzhi.casework.queries.editions import edition
from xuzhi.casework.signing import SIGN, named_event, signed_event
from xuzhi.engine.steps import allow
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.finding import Finding
from xuzhi.kernel.texts import use_language
from xuzhi.ledger.events import Event
from xuzhi.ledger.operations import record
from xuzhi.ledger.reading import rows_of
from xuzhi.parties.queries import firm_of
from xuzhi.rulebook.model import Step


def move(held: Held, step: Step, order: Order, *, file: File, findings: Sequence[Finding], actor: Actor) -> Moved:
    """Take a step that was allowed, and those that it sets off. The caller holds the case and all others that the step
    reaches (`hold_all`), and has checked role, guard and needs."""
    from_stage = held.case.stage
    notice = held.kind.notice(step.notice) if step.notice else None
    with use_language(LETTER_LANGUAGE):
        starting = clocks_to_start(held, step, notice, file.facts)
        secret = issue_code(held, file, actor) if "issue_code" in step.effects else {}
        following = list(Reach(held.at, held.overlays).following(held.case, step)) if step.then else []
        named = named_event(held, file) if step.tells else None
        acts = _acts(held, step, order, file)
        record(held.stream, [named, *acts] if named else acts, actor=actor, at=held.at)
        if "amend" in step.effects:
            amend(held, file, file.changes, actor=actor)
        stop_clocks(held, step, actor=actor)
        notice_id = ""
        if notice is not None:
            data = letter_data(held, step, order, findings, starting)
            data |= {"changes": letter_changes(held, file), "parties": letter_parties(held)}
            data["shown"] = letter_shown(notice.shows, held.kind, file.folded.facts)
            data["paragraphs"] += letter_set_off(following)
            notice_id = send(held, notice, file, data, actor=actor, secret=secret)
        if named:
            held.refreshed()
        if step.tells and held.case.respondent_ubn:
            told = letter_data(held, step, order, findings, starting) | {"parties": letter_parties(held)}
            tell_respondent(held, held.kind.notice(step.tells), file, told, actor=actor)
        start_clocks(held, starting, notice_id=notice_id, actor=actor)
        if step.then or step.opens:
            _set_off(held.refreshed(), step, order, actor)
    names = tuple(each.rule.name for each in starting)
    return Moved(str(held.case.id), step.name, from_stage, step.to, notice_id, clocks=names)


def _set_off(held: Held, step: Step, order: Order, actor: Actor) -> None:
    """The steps in other cases, and the cases that are opened; each says what caused it."""
    cause = {"case_id": str(held.case.id), "number": held.case.number, "step": step.name, "label": step.label}
    reach = Reach(held.at, held.overlays) if step.then else None
    for then in step.then if reach else ():
        for case, _ in reach.set_off(held.case, then) if reach else ():
            other = hold(case.id, held.at)
            file = open_file(other)
            standing = standing_findings(rows_of(FindingRow, order=["order"], case_id=other.case.id))
            looked_at = situation(other, file.facts, standing)
            caused = allow(other.edition, other.kind.name, other.case.stage, then.step, "system", looked_at)
            said = Order(reason=order.reason, cause=cause)
            move(other, caused, said, file=file, findings=standing, actor=actor)
    for name in step.opens:
        _open(held, name, cause, actor)


def _open(held: Held, name: str, cause: Mapping[str, str], actor: Actor) -> None:
    """Open a case about this one, or about the nearest that it is about in turn, as the kind has it."""
    rules = edition(held.case.programme, held.today)
    kind = rules.case(name)
    about = what_is_about(held.case, kind)
    if about is None:
        return
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
        nth = 1 + corrections_of(held)
        acts.append(events.CorrectionRequested(case_id=str(case.id), nth=nth, defects=[dict(d) for d in order.defects]))
    if step.decision or set(step.effects) - {SIGN}:
        acts.append(_decision(held, step, order, file))
    if SIGN in step.effects:
        acts.append(signed_event(held, step, file, order.shown))
    if "bar" in step.effects:
        acts.append(barred_event(held, step, order.reason))
    return acts


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
        respondent_ubn=case.respondent_ubn,
        respondent_name=case.respondent_name,
    )
