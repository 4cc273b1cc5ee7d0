"""What pages get: plain frozen records, labels already in the reader's language, nothing lazy.

`outcome` is "met", "not_met" or "undetermined". Instants are aware, shown by the pages in Taipei time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from xuzhi.casework.queries.about_shapes import Related
from xuzhi.casework.queries.defect_shapes import Change as Change
from xuzhi.casework.queries.defect_shapes import DefectView as DefectView
from xuzhi.casework.queries.defect_shapes import RoundView
from xuzhi.casework.queries.part_shapes import ChainView, PartView
from xuzhi.documents.shapes import Inspection
from xuzhi.notices.queries import NoticeLine
from xuzhi.rulebook.model import Contact, Document, Ground, Question, Round
from xuzhi.rulebook.panel import ConsentRule, PanelRule
from xuzhi.rulebook.procedure import Link


@dataclass(frozen=True)
class Remaining:
    """Time left of a running clock. `used_percent` is for the bar (0 to 100); past the end, `over` is true."""

    over: bool
    working_days: int
    hours: int
    minutes: int
    used_percent: int
    says: str


@dataclass(frozen=True)
class ClockMove:
    at: datetime
    was_due_at: datetime
    reason: str


@dataclass(frozen=True)
class ClockView:
    """A clock, with how it was counted. state: pending (waits for its notice), running, stopped, expired. One that
    `reminds` is no time limit."""

    id: UUID
    name: str
    label: str
    clause: str
    state: str
    notice_id: str
    started_at: datetime | None
    due_at: datetime | None
    due_on: date | None
    days: tuple[date, ...]
    skipped: tuple[tuple[date, str], ...]
    moves: tuple[ClockMove, ...]
    remaining: Remaining | None
    fired_at: datetime | None
    set_off: str
    refused: str
    reminds: bool = False


@dataclass(frozen=True)
class CaseRow:
    """A case as one row: of the queue, or of a firm's list."""

    id: UUID
    number: str
    programme: str
    programme_title: str
    kind: str
    kind_title: str
    subject: str
    firm_ubn: str
    firm_name: str
    county: str
    stage: str
    stage_label: str
    turn: str
    turn_label: str
    round: str
    officer_id: str
    officer_name: str
    opened_at: datetime
    submitted_at: datetime | None
    ended_at: datetime | None
    changed_at: datetime
    outcome: str
    outcome_label: str
    version: int  # of what was approved; 0 while nothing was listed
    about: str  # id of the case that it is about
    findings_outcome: str
    standing_outcome: str  # of the last nightly look that came out otherwise than before; empty while nothing changed
    unconfirmed: int
    open_defects: int
    open_questions: int
    clock_label: str
    due_at: datetime | None
    remaining: Remaining | None
    opened_by: str = "firm"
    respondent_ubn: str = ""  # the firm of the case that it is about, where that is another and acts in this one
    respondent_name: str = ""


@dataclass(frozen=True)
class Attached:
    id: UUID
    document: str
    sha256: str
    name: str
    size: int
    kind: str
    note: str
    attached_by: str
    attached_at: datetime
    submission: int | None
    superseded_at: datetime | None
    removable: bool
    inspection: Inspection | None = None  # None while nobody has looked into the file


@dataclass(frozen=True)
class QuestionView:
    """A question with its answer. `raw` holds text that could not be read, and `problem` says why.

    `from_case` is the number of the earlier case that the answer is carried over from, and `waits` that nobody of the
    firm has confirmed it.
    """

    question: Question
    section: str
    asked: bool
    required: bool
    editable: bool
    value: Any
    shown: str
    raw: Any
    problem: str
    version: int
    source: str  # "" | "typed" | "register" | "carried" | "platform" | "disputed"
    as_of: date | None
    register_value: Any
    register_shown: str
    given_by: str
    given_at: datetime | None
    defects: tuple[DefectView, ...] = ()
    from_case: str = ""
    waits: bool = False


@dataclass(frozen=True)
class DocumentView:
    document: Document
    section: str
    asked: bool
    required: bool
    editable: bool
    attached: tuple[Attached, ...]
    earlier: tuple[Attached, ...]
    enough: bool
    defects: tuple[DefectView, ...] = ()


@dataclass(frozen=True)
class SectionView:
    """A page of the form. state: done, in_progress, not_started, problem, not_asked."""

    name: str
    label: str
    hint: str
    state: str
    answered: int
    to_answer: int
    questions: tuple[QuestionView, ...]
    documents: tuple[DocumentView, ...]
    shows: tuple[str, ...] = ()  # what is worked out of the answers and shown with them

    @property
    def to_confirm(self) -> tuple[QuestionView, ...]:
        """Answers from earlier cases, or of registers, that wait for a word of the firm."""
        return tuple(question for question in self.questions if question.waits)


@dataclass(frozen=True)
class TaskList:
    case: CaseRow
    sections: tuple[SectionView, ...]
    ready: bool
    left: int
    editable: bool
    round: Round | None
    next_round: Round | None


@dataclass(frozen=True)
class Evidence:
    """Where a value of a finding comes from. kind: question, document, register, platform."""

    kind: str
    name: str
    label: str
    shown: str
    source: str
    as_of: date | None
    attachments: tuple[Attached, ...] = ()


@dataclass(frozen=True)
class FindingView:
    """`outcome` is what the rule says, `stands` what holds after an officer's word. `changed` since the last round."""

    check: str
    label: str
    clause: tuple[str, ...]
    outcome: str
    stands: str
    reason: str
    remedy: str
    values: Mapping[str, Any]
    missing: tuple[str, ...]
    blocking: bool
    needs_confirmation: bool
    confirmed_by: str
    confirmed_at: datetime | None
    note: str
    checked_on: date
    changed: bool
    before: str
    evidence: tuple[Evidence, ...]
    upheld_case_id: str = ""  # the earlier case in which the word that holds was given, and its number
    upheld_number: str = ""

    @property
    def sign(self) -> str:
        """What stands; "unconfirmed" where the rule finds it met and the officer has not answered for it yet."""
        waits = self.needs_confirmation and self.confirmed_at is None
        return "unconfirmed" if waits and self.stands == "met" else self.stands


@dataclass(frozen=True)
class StepView:
    """A step from here. `will` says in sentences what it sets off: letter, clock, next stage."""

    name: str
    label: str
    hint: str
    by: str
    clause: tuple[str, ...]
    to: str
    to_label: str
    allowed: bool
    why_not: str
    needs: tuple[str, ...]
    grounds: tuple[Ground, ...]
    decision: str
    ends: bool
    will: tuple[str, ...]
    grounds_given: bool = False  # the facts say which grounds there are; nobody chooses
    links: tuple[tuple[Link, bool], ...] = ()  # what the step hangs on, and whether it stands


@dataclass(frozen=True)
class TimelineView:
    type: str
    at: datetime
    title: str
    detail: str
    actor_name: str
    actor_role: str
    sequence: int


@dataclass(frozen=True)
class OfficeQuestionView:
    id: UUID
    text: str
    asked_by: str
    asked_at: datetime
    answer: str
    answered_by: str
    answered_at: datetime | None


@dataclass(frozen=True)
class SubmissionView:
    nth: int
    sequence: int
    submitted_at: datetime
    submitted_by: str
    edition_on: date
    edition_sha256: str
    round: str
    answers_sha256: str
    files: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class LookUpView:
    """What a register answered about `subject` (a business number, a name, a host); `whom` is the firm's name."""

    register: str
    label: str
    subject: str
    found: bool | None
    how: str
    as_of: date | None
    snapshots: tuple[Mapping[str, Any], ...]
    evidence: tuple[Mapping[str, Any], ...]
    problems: tuple[str, ...]
    missing: tuple[str, ...]
    looked_up_on: date
    whom: str = ""


@dataclass(frozen=True)
class CasePage:
    """Everything that one page about a case shows."""

    case: CaseRow
    flow: Any  # engine.flow.Flow
    stage_clause: tuple[str, ...]
    edition_on: date | None
    edition_sha256: str
    edition_current: bool  # whether today's rules are the same
    edition_kept: bool  # whether the files at hand still are those that the case was submitted under
    sections: tuple[SectionView, ...]
    findings: tuple[FindingView, ...]
    defects: tuple[DefectView, ...]
    clocks: tuple[ClockView, ...]
    steps: tuple[StepView, ...]
    changes: tuple[Change, ...]
    timeline: tuple[TimelineView, ...]
    questions: tuple[OfficeQuestionView, ...]
    submissions: tuple[SubmissionView, ...]
    look_ups: tuple[LookUpView, ...]
    notices: tuple[NoticeLine, ...]
    bars: tuple[BarView, ...] = ()
    round: Round | None = None
    next_round: Round | None = None
    panel: PanelRule | None = None  # who reviews in a meeting, where the rules have somebody
    consent: ConsentRule | None = None  # where they are asked once more
    related: Related | None = None
    rounds: tuple[RoundView, ...] = ()  # letters that asked for corrections, the newest first
    contact: Contact | None = None  # whom to ask today, whatever edition the case has
    chains: tuple[ChainView, ...] = ()  # steps that hang on links, wherever the case stands
    part: PartView | None = None  # what another firm is asked to sign, where the rules have one


@dataclass(frozen=True)
class BarView:
    programme: str
    from_on: date
    until_on: date
    reason: str
    clause: str


@dataclass(frozen=True)
class QueueFilters:
    """Empty means any. `due` is "today" (with what is overdue), "overdue" or "week"; `text` is looked for in number,
    firm, subject, answers and what registers said."""

    programme: str = ""
    kind: str = ""
    stage: str = ""
    turn: str = ""
    officer: str = ""  # an officer's id, or "none"
    round: str = ""
    due: str = ""
    text: str = ""
    standing: str = ""  # an outcome: approved cases whose firm stands otherwise since; ended ones among them
    ended: bool = False
    anywhere: bool = False  # ended cases as well as those under way
    working: bool = False  # leave out what is nobody's turn: cases that are in force, such as listings


@dataclass(frozen=True)
class QueuePage:
    rows: tuple[CaseRow, ...]
    total: int
    page: int
    pages: int
    facets: Mapping[str, tuple[tuple[str, str, int], ...]]  # {"turn": ((value, label, count), …), …}
