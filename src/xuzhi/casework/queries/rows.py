"""Cases as rows, with the words for what they hold. The rules and the calendar are read once for all of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from xuzhi.casework.models import Case
from xuzhi.casework.queries.editions import Overlays, calendar
from xuzhi.casework.queries.remaining import remaining_of
from xuzhi.casework.queries.shapes import CaseRow
from xuzhi.kernel.calendar import WorkingCalendar
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.roc import taipei_day
from xuzhi.kernel.texts import has_text, say
from xuzhi.rulebook.model import CaseKind


class Rows:
    """Makes CaseRows. At most two queries, none a row: the calendar is read when the first time limit runs."""

    def __init__(self, at: datetime, overlays: Overlays | None = None, days: WorkingCalendar | None = None) -> None:
        self.at = at
        self.overlays = overlays or Overlays()
        self._days = days

    @property
    def days(self) -> WorkingCalendar:
        if self._days is None:
            self._days = calendar()
        return self._days

    def row(self, case: Case) -> CaseRow:
        title, kind = self.words(case.programme, case.kind)
        clocks = {each.name: each.label for each in kind.clocks} if kind else {}
        due_at = case.next_due_at
        return CaseRow(
            id=case.id,
            number=case.number,
            programme=case.programme,
            programme_title=title,
            kind=case.kind,
            kind_title=kind.title if kind else case.kind,
            subject=case.subject,
            firm_ubn=case.firm_ubn,
            firm_name=case.firm_name,
            county=case.county,
            stage=case.stage,
            stage_label=stage_label(kind, case.stage),
            turn=case.turn,
            turn_label=_turn_of(case, kind),
            round=case.round,
            officer_id=case.officer_id,
            officer_name=case.officer_name,
            opened_at=case.opened_at,
            submitted_at=case.submitted_at,
            ended_at=case.ended_at,
            changed_at=case.changed_at,
            outcome=case.outcome,
            outcome_label=outcome_label(case.outcome, kind),
            version=case.version,
            about=case.about,
            opened_by=case.opened_by,
            respondent_ubn=case.respondent_ubn,
            respondent_name=case.respondent_name,
            findings_outcome=case.findings_outcome,
            standing_outcome=case.standing_outcome,
            unconfirmed=case.unconfirmed,
            open_defects=case.open_defects,
            open_questions=case.open_questions,
            clock_label=clocks.get(case.next_clock, case.next_clock),
            due_at=due_at,
            remaining=remaining_of(case.next_started_at, due_at, self.at, self.days, case.county) if due_at else None,
        )

    def rows(self, cases: Iterable[Case]) -> tuple[CaseRow, ...]:
        return tuple(self.row(case) for case in cases)

    def words(self, programme: str, kind: str) -> tuple[str, CaseKind | None]:
        """Words come from today's edition: a stage that was renamed is called by its new name everywhere."""
        try:
            rules = self.overlays.edition(programme, taipei_day(self.at), spoken=True)
            return rules.programme.short_title or rules.title, rules.cases.get(kind)
        except Refusal:
            return programme, None

    def clause_label(self, programme: str, clause: str) -> str:
        """What the clause is called; its id where the rules do not say."""
        try:
            rules = self.overlays.edition(programme, taipei_day(self.at), spoken=True)
        except Refusal:
            return clause
        return next((each.label for each in rules.clauses.values() if each.id == clause), "") or clause


def stage_label(kind: CaseKind | None, stage: str) -> str:
    if kind is None:
        return stage
    return next((each.label for each in kind.stages if each.name == stage), stage)


def _turn_of(case: Case, kind: CaseKind | None) -> str:
    """Whose turn it is; another firm by what it is to the case, where the rules call it something."""
    if case.turn == "respondent" and kind is not None and kind.respondent is not None:
        return kind.respondent.label
    return turn_label(case.turn, ended=case.ended_at is not None, of_buyer=case.opened_by == "buyer")


def turn_label(turn: str, *, ended: bool = False, of_buyer: bool = False) -> str:
    """Whose turn it is, in words; a stage that is nobody's turn but has not ended is in force."""
    if turn == "none" and not ended:
        return say("casework.turn_in_force")
    if turn == "applicant" and of_buyer:
        return say("casework.turn_buyer")
    return say(f"casework.turn_{turn}")


def outcome_label(outcome: str, kind: CaseKind | None = None) -> str:
    """In our words, or else in those of the kind: the stage that ends so, or the one that the decision leads to."""
    key = f"casework.outcome_{outcome}"
    if not outcome or has_text(key):
        return say(key) if outcome else ""
    stages = kind.stages if kind is not None else ()
    leads_to = [step.to for step in kind.steps if step.decision == outcome] if kind is not None else []
    ends = (each.label for each in stages if each.outcome == outcome)
    return next(ends, "") or next((each.label for each in stages if each.name in leads_to), outcome)
