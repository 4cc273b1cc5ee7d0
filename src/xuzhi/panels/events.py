"""What can happen to reviewers, sittings and panels.

Streams: `reviewer-<uuid>` (the person's id), `sitting-<uuid>`, `panel-<uuid>`. Payloads are JSON-safe and hold no
floats: instants are ISO text with offset, points are text where they are not whole. No score stands in any event
before all have handed in: until then there is only the hash that a member is bound by.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from xuzhi.ledger.events import Event

type Json = Any


def reviewer_stream(reviewer_id: object) -> str:
    return f"reviewer-{reviewer_id}"


def sitting_stream(sitting_id: object) -> str:
    return f"sitting-{sitting_id}"


def panel_stream(panel_id: object) -> str:
    return f"panel-{panel_id}"


@dataclass(frozen=True)
class ReviewerEntered(Event):
    """A person stands on the roster, or what is known of them changed: the last one holds.

    `employers` and `ties` are [{name, ubn, note}]. `address` and `representative` are those of the organisation, from
    the company register where it knows the number.
    """

    reviewer_id: str
    name: str
    email: str
    organisation: str
    organisation_ubn: str
    title: str
    address: str
    representative: str
    expertise: list[str]
    employers: list[Json]
    ties: list[Json]


@dataclass(frozen=True)
class ReviewerRetired(Event):
    """A person stands on the roster no more."""

    reviewer_id: str
    reason: str


@dataclass(frozen=True)
class SittingArranged(Event):
    """A meeting has a time and a place, or a link; again when it is moved: `sequence` counts up from 0."""

    sitting_id: str
    programme: str
    sequence: int
    starts_at: str
    minutes: int
    place: str
    link: str
    note: str
    reason: str = ""
    material_until: str = ""
    phases: list[Json] = field(default_factory=list)  # [{code, minutes}]


@dataclass(frozen=True)
class SittingCancelled(Event):
    """A meeting does not take place; `sequence` counts on, so that calendars take the entry away."""

    sitting_id: str
    sequence: int
    reason: str


@dataclass(frozen=True)
class PanelFormed(Event):
    """A case has a panel. `parties` are those that nobody on it may be tied to, as they stood that day:
    [{role, name, ubn, address, representative, domains}]."""

    panel_id: str
    case_id: str
    case_number: str
    programme: str
    kind: str
    stage: str
    nth: int
    subject: str
    firm_ubn: str
    firm_name: str
    parties: list[Json]


@dataclass(frozen=True)
class PanelPlaced(Event):
    """The panel stands on a sitting's agenda."""

    panel_id: str
    sitting_id: str
    position: int


@dataclass(frozen=True)
class PanelTakenOff(Event):
    """The panel stands on no agenda any more: its sitting was called off."""

    panel_id: str
    sitting_id: str


@dataclass(frozen=True)
class ReviewerAppointed(Event):
    panel_id: str
    reviewer_id: str
    name: str
    organisation: str


@dataclass(frozen=True)
class ConfidentialityPledged(Event):
    """A member undertook to keep what is seen to themselves, in these words (before anything was shown)."""

    panel_id: str
    reviewer_id: str
    words: str


@dataclass(frozen=True)
class ConflictDenied(Event):
    """A member saw who the parties are and declared to have no tie to any of them."""

    panel_id: str
    reviewer_id: str


@dataclass(frozen=True)
class ConflictDeclared(Event):
    """A member declared a tie, before or after anything was seen. `parties` are [{name, ubn}]."""

    panel_id: str
    reviewer_id: str
    parties: list[Json]
    note: str


@dataclass(frozen=True)
class ReviewerWithdrawn(Event):
    """A member sits no more. why: "declared" or "found" (a conflict), "office" (any other reason)."""

    panel_id: str
    reviewer_id: str
    why: str
    note: str


@dataclass(frozen=True)
class ScoresVoided(Event):
    """What a member had handed in counts no more."""

    panel_id: str
    reviewer_id: str


@dataclass(frozen=True)
class ScriptDrawn(Event):
    """What is to be demonstrated: [{id, title, expected}], in order."""

    panel_id: str
    steps: list[Json]


@dataclass(frozen=True)
class ScriptStepBegun(Event):
    panel_id: str
    step_id: str


@dataclass(frozen=True)
class ScriptStepSeen(Event):
    """What was seen of one step; the last one holds. flow: "smooth", "halting" or "failed"."""

    panel_id: str
    step_id: str
    seen: str
    response_ms: int | None
    flow: str


@dataclass(frozen=True)
class InvitationIssued(Event):
    """A letter with the sitting went out. `to` is "firm" or a reviewer's id; `sequence` the sitting's; `cancels`: it
    says that the sitting does not take place."""

    panel_id: str
    sitting_id: str
    to: str
    notice_id: str
    sequence: int
    cancels: bool = False


@dataclass(frozen=True)
class ScoringSettled(Event):
    """The figures that this panel scores by, fixed with the first sheet. `edition_on`: the rules they stand in."""

    panel_id: str
    settings: dict[str, Json]
    edition_on: str
    edition_sha256: str


@dataclass(frozen=True)
class ScoresHandedIn(Event):
    """A member's sheet is sealed. `sha256` binds it: of the canonical text of {panel, member, salt, sheet}."""

    panel_id: str
    reviewer_id: str
    sha256: str


@dataclass(frozen=True)
class ScoresOpened(Event):
    """All had scored, and the sheets were opened: [{reviewer_id, name, salt, sheet}]."""

    panel_id: str
    sheets: list[Json]


@dataclass(frozen=True)
class PanelConcluded(Event):
    """What came of the sheets that count; again when one of them was voided. `facts` is what the case was told."""

    panel_id: str
    nth: int
    result: dict[str, Json]
    facts: dict[str, Json]


@dataclass(frozen=True)
class MinutesMade(Event):
    """The minutes as a document."""

    panel_id: str
    nth: int
    sha256: str
    size: int


@dataclass(frozen=True)
class MinutesConfirmed(Event):
    """A member confirmed that the nth minutes say what was, by the hash of the document that was read."""

    panel_id: str
    reviewer_id: str
    nth: int
    sha256: str


@dataclass(frozen=True)
class LeaveTaken(Event):
    """Whoever leads cannot come; somebody of the plan stands in. The paper is kept by its hash; the last one holds."""

    panel_id: str
    leader: str
    proxy: str
    job_title: str
    reason: str
    sha256: str
    size: int


@dataclass(frozen=True)
class LeaveWithdrawn(Event):
    """Whoever leads comes after all."""

    panel_id: str


@dataclass(frozen=True)
class AttendeeCame(Event):
    """Somebody of the plan is there."""

    panel_id: str
    name: str
    role: str
    job_title: str
    stands_in: bool


@dataclass(frozen=True)
class AttendeeStruck(Event):
    """That was noted by mistake."""

    panel_id: str
    name: str


@dataclass(frozen=True)
class RollClosed(Event):
    """Who came has been called; `attended` is whether whoever leads, or the one who stands in, was there."""

    panel_id: str
    attended: bool
    names: list[str]


@dataclass(frozen=True)
class PhaseBegun(Event):
    """A phase of the meeting began; what was on before it ended with that."""

    panel_id: str
    phase: str
    minutes: int


@dataclass(frozen=True)
class PhaseEnded(Event):
    panel_id: str
    phase: str


@dataclass(frozen=True)
class RemarkNoted(Event):
    """What somebody said, in the phase that was on."""

    panel_id: str
    remark_id: str
    phase: str
    speaker: str
    says: str
