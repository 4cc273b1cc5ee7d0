"""What the letters about a case say, and to whom they go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from xuzhi.casework.clocking import Starting, how_counted
from xuzhi.casework.folding import subject_of
from xuzhi.casework.holding import Held
from xuzhi.casework.judging import File
from xuzhi.casework.models import Case, Defect
from xuzhi.casework.ordering import Order
from xuzhi.casework.queries.difference_views import difference_views
from xuzhi.casework.queries.editions import contact_of
from xuzhi.engine.answers import show_answer
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.finding import Finding
from xuzhi.kernel.outcome import Outcome
from xuzhi.kernel.texts import say
from xuzhi.notices.operations import AboutCase, Addressee, issue_notice
from xuzhi.parties.queries import known_addresses
from xuzhi.rulebook.model import CaseKind, NoticeRule, Step

LETTER_LANGUAGE = "zh-Hant"
CONTACT_EMAIL = "contact.email"
"""The question whose answer is where a case's letters go first, in any kind that asks it."""


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


def letter_shown(names: Sequence[str], kind: CaseKind, facts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The answers that a letter lists (`shows`): label and words; of records the heads and rows of a table."""
    shown: list[dict[str, Any]] = []
    for question in (each for name in names for each in kind.questions if each.name == name):
        value = facts.get(question.name)
        if value in (None, (), []):
            continue
        line: dict[str, Any] = {"name": question.name, "label": question.label, "says": "", "heads": [], "rows": []}
        if question.type == "records":
            line["heads"] = [each.label for each in question.fields]
            line["rows"] = [[show_answer(each, row.get(each.name)) for each in question.fields] for row in value]
        else:
            line["says"] = show_answer(question, value)
        shown.append(line)
    return shown


def letter_parties(held: Held) -> dict[str, str]:
    """Whose case it is, and the other firm where there is one."""
    case = held.case
    return {"firm": case.firm_name, "respondent": case.respondent_name} if case.respondent_ubn else {}


def letter_set_off(following: Sequence[tuple[Case, Step]]) -> list[str]:
    """The other cases that the step moves."""
    return [
        say("casework.letter_set_off", number=case.number, subject=case.subject, step=rule.label)
        for case, rule in following
    ]


def _unit_of(held: Held, lasts: str | int) -> str:
    return held.edition.programme.parameter(lasts).unit if isinstance(lasts, str) else ""


def _items(held: Held, step: Step, order: Order, findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """What is to be corrected; on a decision, what was found not to be met, or was not corrected in time."""
    if order.defects:
        before = {row.id: row for row in Defect.objects.filter(case=held.case)}
        return [
            {
                "label": each["label"],
                "clause": each["clause"],
                "says": each["note"],
                "remedy": each.get("remedy", ""),
                "before": said_before(before, each.get("continues", "")),
            }
            for each in order.defects
        ]
    if step.by == "clock" and step.decision:
        late = Defect.objects.filter(case=held.case, nth=corrections_of(held), answered_at=None).order_by("order")
        return [{"label": each.label, "clause": each.clause, "says": each.note, "remedy": ""} for each in late]
    if step.by == "officer" and step.decision and step.grounds:
        unmet = [finding for finding in findings if finding.outcome is Outcome.NOT_MET]
        return [
            {"label": each.label, "clause": each.clause, "says": each.reason, "remedy": each.remedy or ""}
            for each in unmet
        ]
    return []


def said_before(rows: Mapping[UUID, Defect], continues: str) -> list[str]:
    """What the letters before said about the item, and what the firm answered, the oldest first."""
    row = rows.get(UUID(continues)) if continues else None
    if row is None:
        return []
    last = {"nth": row.nth, "note": row.note, "reply": row.reply, "verdict": row.verdict}
    told = []
    for said in (*row.earlier, last):
        told.append(say("casework.letter_said_before", nth=said["nth"], note=said["note"]))
        if said["reply"]:
            told.append(say("casework.letter_replied_before", reply=said["reply"]))
        if said["verdict"]:
            told.append(say("casework.letter_verdict_before", verdict=said["verdict"]))
    return told


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
    firm = Addressee(case.firm_ubn, case.firm_name, str(file.folded.facts.get("company.address") or ""))
    return _issue(held, notice, file, data, firm, recipients_of(held, file), actor=actor, secret=secret)


def tell_respondent(held: Held, notice: NoticeRule, file: File, data: Mapping[str, Any], *, actor: Actor) -> str:
    """Issue a notice about the case to its other firm: where the case says to write to it, and where that firm said."""
    case, rule = held.case, held.kind.respondent
    named = str(file.folded.facts.get(rule.email) or "") if rule is not None and rule.email else ""
    known = dict.fromkeys([*([named] if named else []), *known_addresses(case.respondent_ubn)])
    firm = Addressee(case.respondent_ubn, case.respondent_name)
    return _issue(held, notice, file, data, firm, list(known), actor=actor)


def _issue(
    held: Held,
    notice: NoticeRule,
    file: File,
    data: Mapping[str, Any],
    firm: Addressee,
    recipients: list[str],
    *,
    actor: Actor,
    secret: Mapping[str, str] | None = None,
) -> str:
    case = held.case
    about = AboutCase(case.id, case.number, held.kind.title, subject_of(held.kind, file.folded))
    notice_id = issue_notice(
        edition=held.edition,
        rule=notice,
        case=about,
        firm=firm,
        recipients=recipients,
        data=data,
        secret=secret or None,
        contact=contact_of(case.programme, held.today, held.overlays),
        actor=actor,
        at=held.at,
    )
    return str(notice_id)


def recipients_of(held: Held, file: File) -> list[str]:
    """Where the case's letters go: the address that the case names, then the firm's."""
    ubn = held.case.firm_ubn
    named = file.folded.facts.get(CONTACT_EMAIL)
    known = known_addresses(ubn)
    return list(dict.fromkeys([*([str(named)] if named else []), *known]))


def corrections_of(held: Held) -> int:
    """How often the firm was asked to correct something."""
    last = Defect.objects.filter(case=held.case).order_by("-nth").values_list("nth", flat=True).first()
    return last or 0
