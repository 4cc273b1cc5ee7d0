"""A case read for a page: everything that stands in it, in a constant number of queries, with the reader's words."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import cached_property
from uuid import UUID

from xuzhi.casework.editing import Openness, openness
from xuzhi.casework.holding import Held, check_may_see, roles_in
from xuzhi.casework.judging import File, open_file
from xuzhi.casework.models import Case, ClockRow, Defect, FindingRow, StepRow, Submission
from xuzhi.casework.queries.editions import Overlays, calendar, kind_of
from xuzhi.casework.queries.rows import Rows
from xuzhi.casework.queries.shapes import CaseRow
from xuzhi.casework.refusals import CaseUnknown
from xuzhi.casework.rounds import needs_round, open_rounds
from xuzhi.casework.signing import is_named
from xuzhi.engine.form import FormSection, form_of
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.calendar import WorkingCalendar
from xuzhi.kernel.roc import taipei_day
from xuzhi.ledger.reading import rows_of
from xuzhi.rulebook import Edition
from xuzhi.rulebook.model import CaseKind


class Reading:
    """One case as one reader sees it. Each part is read when it is first asked for, and once.

    Raises CaseUnknown, NotYours when it is made.
    """

    def __init__(self, case_id: UUID | str, *, actor: Actor, at: datetime) -> None:
        case = Case.objects.filter(id=case_id).first()
        if case is None:
            raise CaseUnknown()
        check_may_see(actor, case)
        self.case, self.actor, self.at = case, actor, at
        self.overlays = Overlays()
        self.today = taipei_day(at)
        self.edition: Edition = self.overlays.edition_of(case, self.today, spoken=True)
        self.kind: CaseKind = kind_of(self.edition, case.kind)
        self.held = Held(case, self.edition, self.kind, at)

    @property
    def of_office(self) -> bool:
        return self.actor.role not in ("applicant", "buyer")

    @property
    def of_respondent(self) -> bool:
        return "respondent" in roles_in(self.actor, self.case)

    @cached_property
    def calendar(self) -> WorkingCalendar:
        return calendar()

    @cached_property
    def row(self) -> CaseRow:
        return Rows(self.at, self.overlays, self.calendar if self.case.next_due_at else None).row(self.case)

    @cached_property
    def round_name(self) -> str:
        """The round of the case; of a draft the one that would take it now."""
        if self.case.submitted_at is not None or not needs_round(self.edition, self.kind):
            return self.case.round
        taking = open_rounds(self.edition, self.kind, self.at)
        return taking[0].name if taking else ""

    @cached_property
    def file(self) -> File:
        return open_file(self.held, round_name=self.round_name)

    @cached_property
    def form(self) -> tuple[FormSection, ...]:
        if self.of_respondent and not is_named(self.case, self.kind, self.file.folded.facts):
            return ()
        sections = form_of(self.edition, self.kind.name, self.file.facts, self.held.judged_on)
        return sections if self.of_office else tuple(_for_the_firm(each) for each in sections)

    @cached_property
    def defects(self) -> list[Defect]:
        return rows_of(Defect, order=["nth", "order"], case_id=self.case.id)

    @cached_property
    def steps(self) -> list[StepRow]:
        return list(StepRow.objects.filter(case=self.case).order_by("position"))

    @cached_property
    def findings(self) -> list[FindingRow]:
        return rows_of(FindingRow, order=["order"], case_id=self.case.id)

    @cached_property
    def clocks(self) -> list[ClockRow]:
        return rows_of(ClockRow, order=["started_at", "id"], case_id=self.case.id)

    @cached_property
    def submissions(self) -> list[Submission]:
        return list(Submission.objects.filter(case=self.case).order_by("nth"))

    @cached_property
    def may(self) -> Openness:
        timed = any(each.during for each in self.kind.documents)  # else no clock opens anything
        return openness(self.case, self.kind, self.defects, self.clocks if timed else (), self.at)

    @property
    def correcting(self) -> bool:
        """Whether the firm is to correct something now."""
        return self.case.open_defects > 0 and self.kind.stage(self.case.stage).turn == "applicant"


def _for_the_firm(section: FormSection) -> FormSection:
    """Without what only the office sees, such as the points of a panel."""
    shown = tuple(each for each in section.questions if not each.question.office_only)
    return section if len(shown) == len(section.questions) else replace(section, questions=shown)
