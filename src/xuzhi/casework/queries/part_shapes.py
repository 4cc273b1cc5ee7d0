"""Shapes of what other firms sign, and of what a step hangs on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from xuzhi.rulebook.procedure import Link


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


@dataclass(frozen=True)
class ChainView:
    """What a step hangs on, link by link, and which stand; `here`: it could be taken from where the case stands."""

    name: str
    label: str
    here: bool
    links: tuple[tuple[Link, bool], ...]

    @property
    def done(self) -> int:
        return sum(1 for _, stands in self.links if stands)
