"""Everything that one page about a case shows."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from xuzhi.casework.changing import changes_between
from xuzhi.casework.folding import bars_of, named_firms, subject_called
from xuzhi.casework.models import Bar, ClockRow, LookUpRow, Submission
from xuzhi.casework.queries.about_views import related_of
from xuzhi.casework.queries.finding_views import finding_views
from xuzhi.casework.queries.form_views import section_views
from xuzhi.casework.queries.history_views import question_views, timeline_views
from xuzhi.casework.queries.letter_titles import titled
from xuzhi.casework.queries.reading import Reading
from xuzhi.casework.queries.remaining import remaining_of
from xuzhi.casework.queries.round_views import defect_view, round_views
from xuzhi.casework.queries.shapes import (
    BarView,
    CasePage,
    Change,
    ClockMove,
    ClockView,
    LookUpView,
    SubmissionView,
)
from xuzhi.casework.queries.signed_views import part_of
from xuzhi.casework.queries.step_views import chains_of, step_views
from xuzhi.casework.rounds import next_round, open_rounds
from xuzhi.engine.flow import flow_of
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.texts import say
from xuzhi.notices.queries import NoticeLine, notices_of_case


def case_page(case_id: UUID | str, *, actor: Actor, at: datetime) -> CasePage:
    """The whole case for one reader, in a number of queries that does not depend on what is in it.

    The firm sees its own cases, the office all. Raises CaseUnknown, NotYours.
    """
    reading = Reading(case_id, actor=actor, at=at)
    case, kind = reading.case, reading.kind
    current = reading.overlays.edition(case.programme, reading.today)
    taking = open_rounds(reading.edition, kind, at)
    return CasePage(
        case=reading.row,
        flow=flow_of(reading.edition, kind.name),
        stage_clause=kind.stage(case.stage).clauses,
        edition_on=case.edition_on,
        edition_sha256=case.edition_sha256,
        edition_current=not case.edition_sha256 or case.edition_sha256 == current.sha256,
        edition_kept=not case.edition_sha256 or case.edition_sha256 == reading.edition.sha256,
        sections=section_views(reading),
        findings=finding_views(reading),
        defects=tuple(defect_view(each, kind) for each in reading.defects),
        clocks=tuple(clock_view(reading, each) for each in reading.clocks),
        steps=step_views(reading),
        changes=_changes(reading),
        timeline=timeline_views(reading),
        questions=question_views(reading),
        submissions=tuple(_submission(reading, each) for each in reading.submissions),
        look_ups=_look_ups(reading),
        notices=tuple(titled(_letters(reading), reading.today, reading.overlays)),
        bars=tuple(bar_view(each) for each in bars_of(case.programme, case.firm_ubn)),
        round=taking[0] if taking else None,
        next_round=next_round(reading.edition, kind, at),
        panel=kind.panel,
        consent=kind.consent,
        related=related_of(reading),
        rounds=round_views(reading),
        contact=current.contact,
        part=part_of(reading),
        chains=chains_of(reading) if reading.of_office else (),
    )


def _letters(reading: Reading) -> list[NoticeLine]:
    """The case's letters; a firm sees those that went to it."""
    if reading.of_office:
        return notices_of_case(reading.case.id)
    return notices_of_case(reading.case.id, firm=reading.actor.firm)


def clock_view(reading: Reading, row: ClockRow) -> ClockView:
    rule = next((each for each in reading.kind.clocks if each.name == row.clock), None)
    count = row.count or {}
    left = None
    if row.state == "running" and row.due_at is not None:
        left = remaining_of(row.started_at, row.due_at, reading.at, reading.calendar, reading.case.county)
    moves = (ClockMove(_at(m["at"]), _at(m["was_due_at"]), m["reason"]) for m in row.moved)
    return ClockView(
        id=row.id,
        name=row.clock,
        label=rule.label if rule else row.clock,
        clause=rule.clause if rule else "",
        state=row.state,
        notice_id=row.notice_id,
        started_at=row.started_at,
        due_at=row.due_at,
        due_on=row.due_on,
        days=tuple(date.fromisoformat(day) for day in count.get("days", ())),
        skipped=tuple((date.fromisoformat(day), why) for day, why in count.get("skipped", ())),
        moves=tuple(moves),
        remaining=left,
        fired_at=row.fired_at,
        set_off=row.set_off,
        refused=row.refused,
        reminds="before" in count,
    )


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _changes(reading: Reading) -> tuple[Change, ...]:
    """What the last submission changed against the one before it."""
    if len(reading.submissions) < 2:
        return ()
    before, after = reading.submissions[-2:]
    return tuple(changes_between(reading.kind, (before.answers, before.files), (after.answers, after.files)))


def _submission(reading: Reading, row: Submission) -> SubmissionView:
    """`round` is what people call it; the receipt's file has its name."""
    return SubmissionView(
        nth=row.nth,
        sequence=row.sequence,
        submitted_at=row.submitted_at,
        submitted_by=row.submitted_by,
        edition_on=row.edition_on,
        edition_sha256=row.edition_sha256,
        round=next((each.title for each in reading.edition.rounds if each.name == row.round), row.round),
        answers_sha256=row.answers_sha256,
        files=tuple(row.files),
    )


def _look_ups(reading: Reading) -> tuple[LookUpView, ...]:
    """The firm's own first, then those of whom it names, in the order in which it does."""
    case, values = reading.case, reading.file.folded.facts
    names = {subject_called(ubn, name): name for ubn, name in named_firms(reading.kind, values)}
    names = {case.firm_ubn: case.firm_name, **names}
    order = {subject: place for place, subject in enumerate(names)}
    rows = sorted(reading.file.look_ups, key=lambda row: (order.get(row.subject, len(order)), row.position))
    return tuple(look_up_view(row, names.get(row.subject, "")) for row in rows)


def look_up_view(row: LookUpRow, whom: str = "") -> LookUpView:
    return LookUpView(
        register=row.register,
        label=say(f"casework.register_{row.register}"),
        subject=row.subject,
        found=row.found,
        how=row.how,
        as_of=row.as_of,
        snapshots=tuple(row.snapshots),
        evidence=tuple(row.evidence),
        problems=tuple(row.problems),
        missing=tuple(row.missing),
        looked_up_on=row.looked_up_on,
        whom=whom,
    )


def bar_view(row: Bar) -> BarView:
    return BarView(row.programme, row.from_on, row.until_on, row.reason, row.clause)
