"""What an operation begins with: the stream's lock, the case, its rules, and who is asking."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from xuzhi.casework.models import Case
from xuzhi.casework.queries.editions import Overlays, kind_of
from xuzhi.casework.refusals import ApplicantOnly, CaseUnknown, NotYours, OfficeOnly
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import taipei_day
from xuzhi.ledger.operations import lock_stream
from xuzhi.ledger.reading import row_of
from xuzhi.rulebook import Edition
from xuzhi.rulebook.model import CaseKind, Stage

OFFICE = frozenset({"officer", "organiser"})
PARTY = frozenset({"applicant", "buyer"})


@dataclass(frozen=True)
class Held:
    """A case whose stream is locked until the transaction ends."""

    case: Case
    edition: Edition
    kind: CaseKind
    at: datetime
    overlays: Overlays | None = None  # as they were read for the edition

    @property
    def stream(self) -> str:
        return stream_of(self.case.id)

    @property
    def stage(self) -> Stage:
        return self.kind.stage(self.case.stage)

    @property
    def today(self) -> date:
        return taipei_day(self.at)

    @property
    def judged_on(self) -> date:
        """The day that the rules look at: that of submission, today's while it is a draft."""
        return self.case.edition_on or self.today

    @property
    def is_draft(self) -> bool:
        return self.case.submitted_at is None

    def refreshed(self) -> Held:
        """The same after something was recorded."""
        if (fresh := row_of(Case, id=self.case.id)) is not None:
            vars(self.case).update(vars(fresh))
        return self


def stream_of(case_id: UUID | str) -> str:
    return f"case-{case_id}"


def hold(case_id: UUID | str, at: datetime, overlays: Overlays | None = None) -> Held:
    """Lock the case's stream and read the case. Needs a transaction. What the office laid over the rules is read where
    it was not before. Raises CaseUnknown."""
    lock_stream(stream_of(case_id))
    case = row_of(Case, id=case_id)
    if case is None:
        raise CaseUnknown()
    return read_only(case, at, overlays)


def read_only(case: Case, at: datetime, overlays: Overlays | None = None) -> Held:
    """A case with its rules, without its lock."""
    overlays = overlays or Overlays()
    rules = overlays.edition_of(case, taipei_day(at))
    return Held(case, rules, kind_of(rules, case.kind), at, overlays)


def held_about(held: Held) -> Held | None:
    """The case that this one is about, by its own edition and without its lock."""
    case = row_of(Case, id=held.case.about) if held.case.about else None
    return read_only(case, held.at, held.overlays) if case is not None else None


def roles_in(actor: Actor, case: Case) -> frozenset[str]:
    """The roles in which the actor may act on the case: people of its firm as applicant, those of the firm of the case
    that it is about as respondent, once it was sent. Raises NotYours for any other firm's people."""
    if not actor.is_person:
        return frozenset({actor.role})
    if actor.role in PARTY:
        if actor.firm is not None and actor.firm == case.respondent_ubn and case.submitted_at is not None:
            return frozenset({"respondent"})
        if actor.firm != case.firm_ubn:
            raise NotYours()
        return frozenset({actor.role, "applicant"})
    return frozenset({actor.role})


def check_party(actor: Actor, case: Case) -> None:
    """Only people of the firm whose case it is. Raises NotYours, ApplicantOnly."""
    if "applicant" not in roles_in(actor, case):
        raise ApplicantOnly()


def check_office(actor: Actor) -> None:
    """Only the office. Raises OfficeOnly."""
    if actor.role not in OFFICE:
        raise OfficeOnly()


def check_may_see(actor: Actor, case: Case) -> None:
    """The firm's people, the respondent's, the office, and the machine; what a reviewer sees, another room says.

    Raises NotYours, OfficeOnly.
    """
    if actor.is_person and actor.role not in OFFICE | PARTY:
        raise OfficeOnly()
    roles_in(actor, case)
