"""What can happen to a case.

Streams: `case-<uuid>`, `programme-<id>`, `calendar`. Payloads are JSON-safe and hold no floats: dates are `YYYY-MM-DD`,
instants ISO 8601 with offset, ids text. Every event of a case names its case, so that a projector needs nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from xuzhi.casework.office_events import CaseViewed as CaseViewed
from xuzhi.casework.office_events import LookUpsRequested as LookUpsRequested
from xuzhi.casework.office_events import RecordsExported as RecordsExported
from xuzhi.casework.office_events import ViewForgotten as ViewForgotten
from xuzhi.casework.office_events import ViewSaved as ViewSaved
from xuzhi.ledger.events import Event

type Json = Any


@dataclass(frozen=True)
class CaseOpened(Event):
    """A case was opened, in the first stage of its kind. `number` is `<prefix>-<ROC year>-<serial of five digits>`."""

    case_id: str
    number: str
    prefix: str
    year: int
    serial: int
    programme: str
    kind: str
    stage: str
    turn: str
    firm_ubn: str
    firm_name: str
    county: str
    opened_by: str  # "firm", "buyer", "officer" or "system"
    about: str = ""  # another case's id, when this one is about it
    key: str = ""
    subject: str = ""  # of the case that it is about, where it names itself by nothing else
    cause: dict[str, Json] = field(default_factory=dict)  # the step that opened it: {case_id, number, step, label}
    respondent_ubn: str = ""  # the firm of the case that it is about, where that is another: it acts in this one too
    respondent_name: str = ""
    edition_on: str = ""  # pinned at once where the office or the machine opens it
    edition_sha256: str = ""
    overlay_through: int = 0


@dataclass(frozen=True)
class AnswerGiven(Event):
    """One question was answered. `value` is the read value; text that could not be read is kept in `raw`, and why."""

    case_id: str
    question: str
    value: Json
    version: int
    source: str = "typed"  # "typed" | "register" | "carried" | "amended" (by a change that was agreed to)
    raw: Json = None
    problem: str = ""
    names_case: bool = False  # the answer by which people call the case
    from_case: str = ""  # number of the earlier case that a carried answer is from: somebody has to confirm it


@dataclass(frozen=True)
class AnswersConfirmed(Event):
    """Somebody of the firm answers for what was carried over from an earlier case; nothing of it was changed.

    `filled` is what registers filled in and the firm looked at, by question with the value it saw.
    """

    case_id: str
    section: str
    questions: list[str]
    filled: dict[str, Json] = field(default_factory=dict)


@dataclass(frozen=True)
class DocumentAttached(Event):
    """A sealed file was put under a document of the case. It stands beside the others unless it `replaces` one."""

    case_id: str
    attachment_id: str
    document: str
    sha256: str
    name: str
    size: int
    kind: str
    note: str = ""
    replaces: str = ""


@dataclass(frozen=True)
class DocumentDetached(Event):
    """A file was taken off a draft. What has once been submitted stays (L6.1.5)."""

    case_id: str
    attachment_id: str
    document: str
    sha256: str


@dataclass(frozen=True)
class CaseSubmitted(Event):
    """The case was handed in. The edition is pinned by day, hash and the place in the programme's stream.

    `answers` is {question: {value, version}}, `files` is [{attachment_id, document, sha256, name, size, kind}];
    `answers_sha256` hashes the canonical JSON of {question: value}. `nth` is 1 for the first, more for corrections.
    """

    case_id: str
    nth: int
    edition_on: str
    edition_sha256: str
    overlay_through: int
    round: str
    answers: dict[str, Json]
    answers_sha256: str
    files: list[Json]
    subject: str
    key: str = ""


@dataclass(frozen=True)
class FactsLookedUp(Event):
    """An outside register was asked about one number.

    `found` false means: not in the snapshots of that day, which is not "clean"; null: it could not be looked for, or
    not in all of the register's lists (`missing`). `facts` are those that the kind asks for, by dotted name. Kept as
    evidence: the snapshots with their hash and day, the raw rows, and what could not be read (`problems`).
    """

    case_id: str
    register: str
    subject: str  # whose number was asked for
    found: bool | None
    facts: dict[str, Json]
    as_of: str | None
    how: str
    snapshots: list[Json]
    evidence: list[Json]
    problems: list[str]
    missing: list[str]
    looked_up_on: str


@dataclass(frozen=True)
class FactsGiven(Event):
    """Another room told the case what came of its own work, such as a panel's result. `facts` are those that the kind
    asks for (`filled_by = "platform"`), by dotted name; null takes one away. `source` is what people call the room."""

    case_id: str
    source: str
    facts: dict[str, Json]


@dataclass(frozen=True)
class FindingsRecorded(Event):
    """The rules were applied on a day, to the answers of the nth submission. `findings` are Finding.as_json()."""

    case_id: str
    checked_on: str
    occasion: str  # "submission" | "correction" | "recheck"
    outcome: str
    findings: list[Json]
    upheld: list[Json] = field(default_factory=list)  # words of earlier cases that hold for them: upholding.Word


@dataclass(frozen=True)
class StandingChecked(Event):
    """The registers were asked again about a firm that was approved, and something came out otherwise than before.

    `findings` are all that hold before any case, by the rules of that day; `changed` names those that differ.
    """

    case_id: str
    checked_on: str
    outcome: str
    findings: list[Json]
    changed: list[str]


@dataclass(frozen=True)
class FindingConfirmed(Event):
    """An officer answered for a finding: `outcome` stands from now on, with the note. `proposed` was the rule's."""

    case_id: str
    check: str
    proposed: str
    outcome: str
    note: str


@dataclass(frozen=True)
class CorrectionRequested(Event):
    """What to correct; only what it opens can be changed. defects: [{id, kind: check|question|document|ground, name,
    label, clause, note, opens_questions, opens_documents, continues: id of the item that was still wrong, or ""}]."""

    case_id: str
    nth: int
    defects: list[Json]


@dataclass(frozen=True)
class DefectsAnswered(Event):
    """The applicant handed the correction in. answers: [{id, reply, changed: [{kind, name, before, after}]}]."""

    case_id: str
    answers: list[Json]


@dataclass(frozen=True)
class DefectSettled(Event):
    """An officer looked at what the applicant did about one item: it is accepted, or still wrong, and why."""

    case_id: str
    defect_id: str
    label: str
    accepted: bool
    note: str


@dataclass(frozen=True)
class StepTaken(Event):
    """A step of the rulebook was taken, and the case moved from one stage to the next."""

    case_id: str
    step: str
    by: str
    from_stage: str
    to_stage: str
    turn: str
    ends: bool
    outcome: str
    reason: str = ""
    ruling: str = ""
    grounds: list[str] = field(default_factory=list)
    effects: list[str] = field(default_factory=list)
    key: str = ""
    cause: dict[str, Json] = field(default_factory=dict)  # another case's step: {case_id, number, step, label}
    confirmed: list[str] = field(default_factory=list)  # sections that the actor confirmed one by one


@dataclass(frozen=True)
class DecisionMade(Event):
    """A step decided something or has an effect outside the case (list, delist, suspend, amend, issue_code, bar).

    Recorded right after its StepTaken whenever the step has a decision or effects; it says all that other rooms need.
    `facts` is {dotted question name: JSON-safe value} as folded (answers, register, platform); `public` names those of
    them that may stand on a public page, but for what `withheld` names within them (`solution.track_record.0.amount`);
    `files` are the attachments in force. `changes` is what it would change in the case that it is about, as JSON.
    """

    case_id: str
    number: str
    programme: str
    kind: str
    firm_ubn: str
    firm_name: str
    county: str
    subject: str
    step: str
    decision: str
    effects: list[str]
    facts: dict[str, Json]
    public: list[str]
    files: list[Json]
    edition_on: str
    edition_sha256: str
    round: str = ""
    about: str = ""
    grounds: list[str] = field(default_factory=list)
    reason: str = ""
    changes: list[Json] = field(default_factory=list)
    withheld: list[str] = field(default_factory=list)
    respondent_ubn: str = ""
    respondent_name: str = ""


@dataclass(frozen=True)
class CaseAmended(Event):
    """What was agreed to in another case took the place of what stood in this one; its answers and files were recorded
    right before. `version` counts what was approved of the case: 1 is what it was listed with. The rest as in
    DecisionMade, of the case as it stands now."""

    case_id: str
    version: int
    by_case: str
    by_number: str
    changes: list[Json]
    number: str
    programme: str
    kind: str
    firm_ubn: str
    firm_name: str
    county: str
    subject: str
    facts: dict[str, Json]
    public: list[str]
    files: list[Json]
    edition_on: str
    edition_sha256: str
    withheld: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class FirmBarred(Event):
    """A firm may not apply in the programme from one day until another, both included."""

    case_id: str
    programme: str
    firm_ubn: str
    from_on: str
    until_on: str
    reason: str
    clause: str


@dataclass(frozen=True)
class ClockAwaited(Event):
    """A clock will run as soon as its notice has been delivered; until then it has no due instant."""

    case_id: str
    clock_id: str
    clock: str
    notice_id: str
    channel: str = ""


@dataclass(frozen=True)
class ClockStarted(Event):
    """A clock runs. It ends at `due_at`, exclusive. `count` is {total, days: [..], skipped: [[on, why]]}."""

    case_id: str
    clock_id: str
    clock: str
    started_at: str
    due_at: str
    due_on: str
    count: Json
    notice_id: str = ""


@dataclass(frozen=True)
class ClockMoved(Event):
    """A running clock got another end, and why."""

    case_id: str
    clock_id: str
    clock: str
    due_at: str
    due_on: str
    count: Json
    was_due_at: str
    reason: str


@dataclass(frozen=True)
class ClockStopped(Event):
    """A clock was stopped before its end, by a step."""

    case_id: str
    clock_id: str
    clock: str
    by_step: str


@dataclass(frozen=True)
class ClockExpired(Event):
    """A clock ran out, once. `step` is what it set off; `refused` says why that step was not possible any more."""

    case_id: str
    clock_id: str
    clock: str
    due_at: str
    step: str = ""
    refused: str = ""


@dataclass(frozen=True)
class OfficerAssigned(Event):
    case_id: str
    officer_id: str
    officer_name: str


@dataclass(frozen=True)
class QuestionAsked(Event):
    """A question to the office from a case (L9.4)."""

    case_id: str
    question_id: str
    text: str


@dataclass(frozen=True)
class QuestionAnswered(Event):
    case_id: str
    question_id: str
    text: str
