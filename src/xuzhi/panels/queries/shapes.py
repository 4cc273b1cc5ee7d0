"""What pages get: plain frozen records, labels in the reader's language. Instants are aware."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from xuzhi.casework.queries.shapes import DocumentView, QuestionView
from xuzhi.engine.scoring import Lack
from xuzhi.panels.queries.phases import PhaseLine
from xuzhi.panels.slides import Slide
from xuzhi.rulebook.model import Choice
from xuzhi.rulebook.panel import Criterion


@dataclass(frozen=True)
class ReviewerCard:
    """Somebody of the roster. `sits_on`: on how many panels that are not opened yet."""

    id: UUID
    name: str
    email: str
    organisation: str
    organisation_ubn: str
    title: str
    address: str
    representative: str
    expertise: tuple[str, ...]
    employers: tuple[Mapping[str, str], ...]
    ties: tuple[Mapping[str, str], ...]
    entered_at: datetime
    retired_at: datetime | None
    sits_on: int


@dataclass(frozen=True)
class SittingView:
    """A meeting. `begun`: its time has come."""

    id: UUID
    starts_at: datetime
    ends_at: datetime
    minutes: int
    place: str
    link: str
    note: str
    sequence: int
    begun: bool
    panels: int = 0
    material_until: datetime | None = None
    phases: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class FirmSitting:
    """A sitting as the firm was told of it. state: cancelled; ahead; over; past (and the review too); rearranged (what
    the letter said holds no more, the next has not gone out); off (the case left the review before it). `script` is
    (title, what should be seen)."""

    state: str
    starts_at: datetime
    ends_at: datetime
    minutes: int
    place: str
    link: str
    position: int
    note: str
    moved: bool
    reason: str
    script: tuple[tuple[str, str], ...]
    notice_id: UUID
    sent_at: datetime


@dataclass(frozen=True)
class ScriptStepView:
    id: UUID
    order: int
    title: str
    expected: str
    begun_at: datetime | None
    seen_at: datetime | None
    seen: str
    response: str
    response_typed: str
    flow: str
    flow_label: str
    seen_by: str


@dataclass(frozen=True)
class SeatView:
    """A member as the office sees them. state: appointed, pledged, cleared, handed_in, withdrawn."""

    reviewer_id: UUID
    name: str
    organisation: str
    state: str
    state_label: str
    appointed_at: datetime
    handed_in_at: datetime | None
    withdrawn_at: datetime | None
    withdrawn_why: str
    withdrawn_note: str
    seen: str  # of who withdrew: what had been looked at by then
    in_conflict: bool
    voided: bool
    invited_at: datetime | None
    invited_as_is: bool
    can_leave: bool


@dataclass(frozen=True)
class Candidate:
    """Somebody of the roster who could be appointed, or the ties that bar it, in sentences."""

    reviewer: ReviewerCard
    ties: tuple[str, ...]
    barred: str  # a sentence where something else bars it: sits already, withdrew for a conflict


@dataclass(frozen=True)
class PartyView:
    place: int
    role: str
    name: str
    ubn: str


@dataclass(frozen=True)
class CriterionScale:
    """A criterion with its figures; empty while they are not set."""

    criterion: Criterion
    weight: str
    scale: str
    bonus_most: str


@dataclass(frozen=True)
class GivenPoints:
    """What a member gave. `at` is its place on the scale in percent."""

    name: str
    points: str
    reason: str
    bonus: str
    bonus_reason: str
    at: int


@dataclass(frozen=True)
class CriterionOutcome:
    """One criterion over all members. `low`, `high` and `mid` are places on the scale in percent."""

    name: str
    label: str
    clause: str
    weight: str
    scale: str
    mean: str
    share: str
    least: str
    most: str
    spread: str
    short: bool
    low: int
    high: int
    mid: int
    given: tuple[GivenPoints, ...]


@dataclass(frozen=True)
class MemberTotal:
    name: str
    total: str
    apart: str
    outlier: bool
    remark: str


@dataclass(frozen=True)
class OutcomeView:
    """What came of the opened sheets. `with_bonus`: points beside the total may be given."""

    says: str
    quorate: bool
    passed: bool | None
    total: str
    bonus: str
    pass_mark: str
    members: int
    criteria: tuple[CriterionOutcome, ...]
    totals: tuple[MemberTotal, ...]
    short: tuple[str, ...]
    outlier_difference: str
    with_bonus: bool = True


@dataclass(frozen=True)
class MinutesView:
    """`confirmed` are the members who confirmed this very document, with the moment; `waits_for` those who have not."""

    nth: int
    sha256: str
    size: int
    made_at: datetime
    made_by: str
    current: bool
    confirmed: tuple[tuple[str, datetime], ...] = ()
    waits_for: tuple[str, ...] = ()


@dataclass(frozen=True)
class OfficePanel:
    """A panel as the office sees it: who is done, and before the opening not one point. What its rules have: something
    to be demonstrated (`shows_script`), people who attend or phases (`is_heard`), something to settle (`settles`)."""

    id: UUID | None
    case_id: UUID
    may_form: bool
    label: str
    clause: tuple[str, ...]
    nth: int
    parties: tuple[PartyView, ...]
    sitting: SittingView | None
    position: int
    ahead: tuple[SittingView, ...]
    seats: tuple[SeatView, ...]
    candidates: tuple[Candidate, ...]
    expertise: tuple[Choice, ...]
    least_members: int | None
    sitting_members: int
    handed_in: int
    enough: bool
    script: tuple[ScriptStepView, ...]
    script_used: bool
    firm_invited_at: datetime | None
    firm_invited_as_is: bool
    to_invite: int
    lacks: tuple[Lack, ...]
    criteria: tuple[CriterionScale, ...]
    settled: bool
    opened_at: datetime | None
    may_open: bool
    outcome: OutcomeView | None
    minutes: tuple[MinutesView, ...]
    programme: str
    shows_script: bool = False
    is_heard: bool = False
    settles: bool = False
    late_conflicts: tuple[str, ...] = ()  # who withdrew for a conflict after the case was decided


@dataclass(frozen=True)
class SeatLine:
    """A line of a member's own list: nothing of the case but its number before the declaration."""

    panel_id: UUID
    case_number: str
    programme_title: str
    title: str
    subject: str
    firm_name: str
    sitting: SittingView | None
    state: str
    state_label: str
    to_do: bool


@dataclass(frozen=True)
class Material:
    """What is shown beside a criterion."""

    questions: tuple[QuestionView, ...]
    documents: tuple[DocumentView, ...]


@dataclass(frozen=True)
class CriterionForm:
    """A criterion with what is beside it and what the member has typed."""

    scale: CriterionScale
    material: Material
    typed: Mapping[str, str]


@dataclass(frozen=True)
class MemberMinutes:
    """The minutes that hold, for a member. `confirmed_at`: when this member confirmed this very document; `current` is
    false where the result has changed since they were made."""

    nth: int
    sha256: str
    size: int
    made_at: datetime
    current: bool
    confirmed_at: datetime | None


@dataclass(frozen=True)
class MemberPanel:
    """A panel as a member sees it. state: pledge, declare, score, sealed, opened. Parts that the state does not open
    are empty."""

    id: UUID
    state: str
    case_number: str
    programme: str
    programme_title: str
    label: str
    clause: tuple[str, ...]
    sitting: SittingView | None
    position: int
    pledge: str = ""
    case_id: UUID | None = None
    subject: str = ""
    firm_name: str = ""
    parties: tuple[PartyView, ...] = ()
    criteria: tuple[CriterionForm, ...] = ()
    script: tuple[ScriptStepView, ...] = ()
    lacks: tuple[Lack, ...] = ()
    remark: str = ""
    saved_at: datetime | None = None
    handed_in_at: datetime | None = None
    outcome: OutcomeView | None = None
    phases: tuple[PhaseLine, ...] = ()
    course_clause: str = ""
    slides: tuple[Slide, ...] = ()
    frozen_at: datetime | None = None
    minutes: MemberMinutes | None = None

    @property
    def on(self) -> PhaseLine | None:
        return next((each for each in self.phases if each.state == "on"), None)

    @property
    def next_up(self) -> PhaseLine | None:
        return next((each for each in self.phases if each.next), None)

    @property
    def roles(self) -> tuple[tuple[str, tuple[PartyView, ...]], ...]:
        """The parties by what they are to the case."""
        found: dict[str, list[PartyView]] = {}
        for each in self.parties:
            found.setdefault(each.role, []).append(each)
        return tuple((role, tuple(of)) for role, of in found.items())


@dataclass(frozen=True)
class Ranked:
    """A case that passed, in its place: bonus points first, then the total."""

    rank: int
    case_id: UUID
    case_number: str
    subject: str
    firm_name: str
    total: Any
    bonus: Any
    concluded_at: datetime | None
    stage_label: str
