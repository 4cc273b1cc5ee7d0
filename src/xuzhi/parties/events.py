"""What can happen to firms, their people, the staff and access codes.

Streams: `firm-<ubn>` for everything about a firm, `person-<uuid>` for a person's roles in the office. No
event holds a code or a link's token in clear, only hashes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from xuzhi.ledger.events import Event


def firm_stream(ubn: str) -> str:
    """The stream of one firm."""
    return f"firm-{ubn}"


def person_stream(user_id: object) -> str:
    """The stream of one person."""
    return f"person-{user_id}"


@dataclass(frozen=True)
class FirmRegistered(Event):
    ubn: str
    name: str
    county: str
    contact_email: str


@dataclass(frozen=True)
class FirmContactChanged(Event):
    ubn: str
    contact_email: str


@dataclass(frozen=True)
class MemberInvited(Event):
    ubn: str
    invitation_id: UUID
    email: str
    role: str
    token_hash: str
    expires_at: datetime


@dataclass(frozen=True)
class InvitationWithdrawn(Event):
    ubn: str
    invitation_id: UUID


@dataclass(frozen=True)
class MemberJoined(Event):
    ubn: str
    user_id: UUID
    role: str
    invitation_id: UUID | None = None


@dataclass(frozen=True)
class MemberRoleChanged(Event):
    ubn: str
    user_id: UUID
    role: str


@dataclass(frozen=True)
class MemberLeft(Event):
    ubn: str
    user_id: UUID


@dataclass(frozen=True)
class AccessCodeIssued(Event):
    ubn: str
    code_id: UUID
    purpose: str
    email: str
    salt: str
    code_hash: str
    expires_at: datetime | None = None


@dataclass(frozen=True)
class AccessCodeMistyped(Event):
    ubn: str
    code_ids: tuple[UUID, ...]


@dataclass(frozen=True)
class AccessCodeRedeemed(Event):
    ubn: str
    code_id: UUID
    purpose: str
    user_id: UUID


@dataclass(frozen=True)
class StaffRoleGranted(Event):
    user_id: UUID
    role: str


@dataclass(frozen=True)
class StaffRoleWithdrawn(Event):
    user_id: UUID
    role: str
