"""Shapes of what other firms sign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class PartView:
    """What a firm is asked to sign: whose part it is, the hash of it as it stands, and the last signature."""

    who: str
    sha256: str
    signed: SignedView | None


@dataclass(frozen=True)
class SignedView:
    """The last signature of a firm. `changed` names what is not any more as it was signed; empty where it stands."""

    case_id: UUID
    who: str
    firm_ubn: str
    firm_name: str
    says: str
    sha256: str
    signed_by: str
    signed_at: datetime
    changed: tuple[str, ...]

    @property
    def stands(self) -> bool:
        return not self.changed
