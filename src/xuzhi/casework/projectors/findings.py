"""Look-ups, findings, defects."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from xuzhi.casework import events
from xuzhi.casework.models import Defect, FindingRow, GivenFact, LookUpRow
from xuzhi.casework.projectors.rows import change_case, entry, open_defects, summary_of, tell, tell_all
from xuzhi.ledger.events import StoredEvent
from xuzhi.ledger.reading import rows_of
from xuzhi.ledger.tables import change, put

LOOK_UP_COLUMNS = (
    "found", "how", "facts", "as_of", "snapshots", "evidence", "problems", "missing", "looked_up_on",
)  # fmt: skip
CONFIRMED_COLUMNS = ("case_id", "check_name", "stands", "note", "confirmed_by", "confirmed_at", "upheld")


def facts_looked_up(run: Sequence[StoredEvent]) -> None:
    """The latest answer about each subject; a statement may not touch a row twice, so the last of each is put."""
    rows: dict[tuple[str, str, str], LookUpRow] = {}
    for stored in run:
        event = cast(events.FactsLookedUp, stored.event)
        row = look_up_row(event)
        key = (event.case_id, event.register, event.subject)
        row.position, row.case_id = rows[key].position if key in rows else stored.position, UUID(event.case_id)
        rows[key] = row
    put(list(rows.values()), unique=("case_id", "register", "subject"), update=LOOK_UP_COLUMNS)


def look_up_row(event: events.FactsLookedUp) -> LookUpRow:
    """The row that an event makes, for whoever wants to fold facts without recording."""
    return LookUpRow(
        register=event.register,
        subject=event.subject,
        found=event.found,
        how=event.how,
        facts=event.facts,
        as_of=date.fromisoformat(event.as_of) if event.as_of else None,
        snapshots=event.snapshots,
        evidence=event.evidence,
        problems=event.problems,
        missing=event.missing,
        looked_up_on=date.fromisoformat(event.looked_up_on),
    )


def facts_given(stored: StoredEvent) -> None:
    event = cast(events.FactsGiven, stored.event)
    GivenFact.objects.filter(case_id=event.case_id, name__in=event.facts).delete()
    put(
        [
            GivenFact(case_id=event.case_id, name=name, value=value, source=event.source, given_at=stored.occurred_at)
            for name, value in event.facts.items()
            if value is not None
        ]
    )
    tell(event.case_id, stored, "office", source=event.source)


def standing_checked(stored: StoredEvent) -> None:
    event = cast(events.StandingChecked, stored.event)
    standing = {finding["check"]: finding["outcome"] for finding in event.findings}
    change_case(event.case_id, stored, standing=standing, standing_outcome=event.outcome)
    changed = [finding["label"] for finding in event.findings if finding["check"] in event.changed]
    tell(event.case_id, stored, "office", changed=changed, outcome=event.outcome)


def findings_recorded(stored: StoredEvent) -> None:
    """Put the new findings in place of the old; an officer's word lasts as long as what it was about is the same, and
    goes before one that is upheld from an earlier case."""
    event = cast(events.FindingsRecorded, stored.event)
    before = {row.check_name: row for row in rows_of(FindingRow, case_id=event.case_id)}
    rows = [
        _finding_row(event, order, finding, before.get(finding["check"]), first=not before)
        for order, finding in enumerate(event.findings)
    ]
    said = {word["check"]: word for word in event.upheld}
    for row in rows:
        if row.confirmed_at is None and row.check_name in said:
            _uphold(row, said[row.check_name])
    if before:
        FindingRow.objects.filter(case_id=event.case_id).delete()
    put(rows)
    told = summary_of((row.stands, row.needs_confirmation, row.confirmed_at) for row in rows)
    change_case(event.case_id, stored, **told)
    counts = {name: sum(row.outcome == name for row in rows) for name in ("met", "not_met", "undetermined")}
    tell(event.case_id, stored, "office", occasion=event.occasion, upheld=len(event.upheld), **counts)


def _uphold(row: FindingRow, word: dict[str, Any]) -> None:
    row.stands, row.note = word["outcome"], word["note"]
    row.confirmed_by, row.confirmed_at = word["confirmed_by"], datetime.fromisoformat(word["confirmed_at"])
    row.upheld = {"case_id": word["case_id"], "number": word["number"]}


def _finding_row(
    event: events.FindingsRecorded, order: int, finding: dict[str, Any], old: FindingRow | None, *, first: bool
) -> FindingRow:
    row = FindingRow(
        case_id=event.case_id,
        check_name=finding["check"],
        order=order,
        finding=finding,
        outcome=finding["outcome"],
        stands=finding["outcome"],
        needs_confirmation=finding.get("confirmed_by") is not None,
        checked_on=date.fromisoformat(event.checked_on),
    )
    if old is None:
        row.changed = not first and event.occasion != "submission"
        return row
    same = _essence(old.finding) == _essence(finding)
    if same and old.confirmed_at is not None and old.upheld is None:
        row.stands, row.note = old.stands, old.note
        row.confirmed_by, row.confirmed_at = old.confirmed_by, old.confirmed_at
    if same and event.occasion == "recheck":
        row.changed, row.previous = old.changed, old.previous
    elif event.occasion != "submission":
        row.changed = not same
        row.previous = {**old.finding, "stands": old.stands}
    return row


def _essence(finding: dict[str, Any]) -> tuple[Any, ...]:
    return finding["outcome"], finding["values"], finding["missing"]


def findings_confirmed(run: Sequence[StoredEvent]) -> None:
    """An officer confirms a dozen findings at once: their rows together, the case's row and sum once."""
    case_id, lines = cast(events.FindingConfirmed, run[0].event).case_id, []
    rows = {row.check_name: row for row in rows_of(FindingRow, case_id=case_id)}
    for stored in run:
        event = cast(events.FindingConfirmed, stored.event)
        if (row := rows.get(event.check)) is not None:
            row.stands, row.note = event.outcome, event.note
            row.confirmed_by, row.confirmed_at, row.upheld = stored.actor.name, stored.occurred_at, None
        lines.append(entry(case_id, stored, "office", check=event.check, outcome=event.outcome, note=event.note))
    said = {cast(events.FindingConfirmed, stored.event).check for stored in run}
    confirmed = [row for row in rows.values() if row.check_name in said]
    change(
        FindingRow,
        [{name: getattr(row, name) for name in CONFIRMED_COLUMNS} for row in confirmed],
        by=("case_id", "check_name"),
    )
    told = summary_of((row.stands, row.needs_confirmation, row.confirmed_at) for row in rows.values())
    change_case(case_id, run[-1], **told)
    tell_all(lines)


def correction_requested(stored: StoredEvent) -> None:
    """A new letter: the items of the one before are closed, but for those that were accepted."""
    event = cast(events.CorrectionRequested, stored.event)
    before = {str(row.id): row for row in Defect.objects.filter(case_id=event.case_id, state__in=("wrong", "answered"))}
    Defect.objects.filter(case_id=event.case_id).exclude(state__in=("closed", "accepted")).update(state="closed")
    defects = [
        Defect(
            id=defect["id"],
            case_id=event.case_id,
            nth=event.nth,
            order=order,
            kind=defect["kind"],
            name=defect["name"],
            label=defect["label"],
            clause=defect["clause"],
            note=defect["note"],
            opens_questions=defect["opens_questions"],
            opens_documents=defect["opens_documents"],
            state="open",
            earlier=_said_before(before.get(defect.get("continues", ""))),
        )
        for order, defect in enumerate(event.defects)
    ]
    put(defects)
    change_case(event.case_id, stored, open_defects=open_defects(event.case_id))
    tell(event.case_id, stored, nth=event.nth, count=len(event.defects))


def _said_before(row: Defect | None) -> list[dict[str, Any]]:
    if row is None:
        return []
    said = {"nth": row.nth, "note": row.note, "reply": row.reply, "changed": row.changed, "verdict": row.verdict}
    return [*row.earlier, said]


def defect_settled(stored: StoredEvent) -> None:
    event = cast(events.DefectSettled, stored.event)
    Defect.objects.filter(id=event.defect_id).update(
        state="accepted" if event.accepted else "wrong",
        verdict=event.note,
        settled_by=stored.actor.name,
        settled_at=stored.occurred_at,
    )
    change_case(event.case_id, stored)
    tell(event.case_id, stored, "office", label=event.label, accepted=event.accepted, note=event.note)


def defects_answered(stored: StoredEvent) -> None:
    event = cast(events.DefectsAnswered, stored.event)
    for answer in event.answers:
        Defect.objects.filter(id=answer["id"]).update(
            state="answered", reply=answer["reply"], changed=answer["changed"], answered_at=stored.occurred_at
        )
    change_case(event.case_id, stored, open_defects=open_defects(event.case_id))
    tell(event.case_id, stored, count=len(event.answers))
