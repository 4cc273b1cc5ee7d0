"""What pages and the rooms above may ask about people and firms. Every answer is plain data, no rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from xuzhi.kernel.actor import Actor
from xuzhi.ledger.reading import row_of, values_of
from xuzhi.parties.codes import TRIES, hash_token
from xuzhi.parties.models import AccessCode, Firm, Invitation, Membership, ParkedForm, StaffRole, User
from xuzhi.parties.refusals import FirmUnknown, InvitationUnknown, NotMemberOfFirm, ParkedFormGone, StaffRoleMissing

_OWNERS = """
    SELECT person.email FROM parties_membership AS place JOIN parties_user AS person ON person.id = place.user_id
     WHERE place.firm_id = %s AND place.role = 'owner' ORDER BY place.joined_at, place.user_id
"""
_STAFF = """
    SELECT person.id, person.name, person.email, held.role, held.granted_at
      FROM parties_staffrole AS held JOIN parties_user AS person ON person.id = held.user_id
     WHERE held.role = %s ORDER BY person.name, person.id
"""


@dataclass(frozen=True)
class FirmCard:
    """A firm as a page shows it; `role` is that of the person who asked, where one did."""

    ubn: str
    name: str
    county: str
    contact_email: str
    registered_at: datetime
    role: str | None = None


@dataclass(frozen=True)
class Member:
    """A person in a firm."""

    user_id: UUID
    name: str
    email: str
    role: str
    joined_at: datetime


@dataclass(frozen=True)
class InvitationCard:
    """An invitation as its sender and its receiver see it. `state` is open, accepted, withdrawn or expired."""

    id: UUID
    firm: str
    firm_name: str
    email: str
    role: str
    invited_by: str
    invited_at: datetime
    expires_at: datetime
    state: str


@dataclass(frozen=True)
class CodeState:
    """Where a firm's latest code for a purpose stands: open, redeemed, locked, expired or superseded."""

    purpose: str
    state: str
    email: str
    issued_at: datetime
    expires_at: datetime | None
    redeemed_at: datetime | None
    tries_left: int


@dataclass(frozen=True)
class ParkedFields:
    """A form that was kept: where it was going and what it said."""

    path: str
    fields: tuple[tuple[str, str], ...]
    file_names: tuple[str, ...]
    parked_at: datetime
    expires_at: datetime


def firm_of(ubn: str) -> FirmCard:
    """The firm with this business number. Raises FirmUnknown."""
    firm = row_of(Firm, ubn=ubn)
    if firm is None:
        raise FirmUnknown(ubn=ubn)
    return _card(firm, None)


def firms_named(ubns: list[str]) -> dict[str, FirmCard]:
    """Those of the business numbers that are registered here; one query."""
    return {firm.ubn: _card(firm, None) for firm in Firm.objects.filter(ubn__in=ubns)}


def firms_of(user: User) -> list[FirmCard]:
    """The firms a person acts for, in the order of joining; one query."""
    memberships = Membership.objects.filter(user=user).select_related("firm").order_by("joined_at", "firm_id")
    return [_card(each.firm, each.role) for each in memberships]


def members_of(ubn: str) -> list[Member]:
    """The people of a firm, owners first."""
    rows = Membership.objects.filter(firm_id=ubn).select_related("user").order_by("-role", "joined_at", "user_id")
    return [Member(row.user_id, row.user.name, row.user.email, row.role, row.joined_at) for row in rows]


def addresses_of(ubns: list[str]) -> dict[str, list[str]]:
    """Every e-mail address known of those of the firms that are registered here, and of their people; two queries."""
    found = {ubn: [email] for ubn, email in Firm.objects.filter(ubn__in=ubns).values_list("ubn", "contact_email")}
    people = Membership.objects.filter(firm_id__in=found).order_by("-role", "joined_at", "user_id")
    for ubn, email in people.values_list("firm_id", "user__email"):
        found[ubn].append(email)
    return found


def letter_addresses(ubn: str) -> list[str]:
    """Where a firm's letters go: its contact address first, then its owners', each once. Raises FirmUnknown."""
    addresses = known_addresses(ubn)
    if not addresses:
        raise FirmUnknown(ubn=ubn)
    return addresses


def known_addresses(ubn: str) -> list[str]:
    """The same; none of a firm that is not registered here. Two queries."""
    firm = row_of(Firm, ubn=ubn)
    if firm is None:
        return []
    owners = values_of(_OWNERS, [ubn])
    return list(dict.fromkeys([firm.contact_email, *(email for (email,) in owners)]))


def roles_of(user: User) -> list[str]:
    """The person's roles in the office, sorted."""
    return sorted(StaffRole.objects.filter(user=user).values_list("role", flat=True))


def staff_with(role: str) -> list[Member]:
    """The people who have a role in the office, by name; `joined_at` is when it was granted."""
    return [Member(*row) for row in values_of(_STAFF, [role])]


def person_with(email: str) -> User | None:
    """Whose account has the address, in whatever case it is written; None when nobody's has."""
    return User.objects.filter(email=email.strip().lower()).first()


def actor_of(user: User, firm: str | None = None, role: str | None = None) -> Actor:
    """The person as the one who acts.

    With a firm: as its member, `role` applicant (or buyer). Without: with the office role asked for; with neither, as
    an applicant who does not act for a firm yet. Raises NotMemberOfFirm, StaffRoleMissing.
    """
    if firm is not None:
        if not Membership.objects.filter(user=user, firm_id=firm).exists():
            raise NotMemberOfFirm(firm=firm)
        return Actor.person(str(user.id), user.get_short_name(), role or "applicant", firm)
    if role is not None and role not in ("applicant", "buyer"):
        if role not in roles_of(user):
            raise StaffRoleMissing(role=role)
        return Actor.person(str(user.id), user.get_short_name(), role)
    return Actor.person(str(user.id), user.get_short_name(), role or "applicant")


def may_see(user: User, firm: str) -> bool:
    """Whether what belongs to the firm may be shown to the person: its members, and the office."""
    if Membership.objects.filter(user=user, firm_id=firm).exists():
        return True
    return StaffRole.objects.filter(user=user, role__in=("officer", "organiser")).exists()


def invitations_of(ubn: str, at: datetime) -> list[InvitationCard]:
    """A firm's invitations, newest first."""
    rows = Invitation.objects.filter(firm_id=ubn).select_related("firm").order_by("-invited_at", "id")
    return [_invitation(row, at) for row in rows]


def invitation_by(token: str, at: datetime) -> InvitationCard:
    """The invitation that a link opens. Raises InvitationUnknown."""
    row = Invitation.objects.filter(token_hash=hash_token(token)).select_related("firm").first()
    if row is None:
        raise InvitationUnknown()
    return _invitation(row, at)


def code_state(firm: str, purpose: str, at: datetime) -> CodeState | None:
    """Where the firm's latest code for the purpose stands; None when none was issued."""
    code = AccessCode.objects.filter(firm_id=firm, purpose=purpose).order_by("-issued_at", "id").first()
    return None if code is None else _code(code, at)


def codes_of(firm: str, at: datetime) -> list[CodeState]:
    """The firm's codes, newest first."""
    return [_code(each, at) for each in AccessCode.objects.filter(firm_id=firm).order_by("-issued_at", "id")]


def has_redeemed(firm: str, purpose: str) -> bool:
    """Whether the firm has ever redeemed a code for the purpose."""
    return AccessCode.objects.filter(firm_id=firm, purpose=purpose).exclude(redeemed_at=None).exists()


def parked_form(key: str, user: User, at: datetime) -> ParkedFields:
    """What was kept under the key, for the person whose it is (or for the key's holder, where that is not known).

    Raises ParkedFormGone.
    """
    row = ParkedForm.objects.filter(key_hash=hash_token(key), expires_at__gt=at).first()
    if row is None or row.owner_id not in (None, user.id):
        raise ParkedFormGone()
    fields = tuple((name, value) for name, value in row.fields)
    return ParkedFields(row.path, fields, tuple(row.file_names), row.parked_at, row.expires_at)


def _card(firm: Firm, role: str | None) -> FirmCard:
    return FirmCard(firm.ubn, firm.name, firm.county, firm.contact_email, firm.registered_at, role)


def _invitation(row: Invitation, at: datetime) -> InvitationCard:
    state = "open" if at < row.expires_at else "expired"
    if row.withdrawn_at is not None:
        state = "withdrawn"
    if row.accepted_at is not None:
        state = "accepted"
    return InvitationCard(
        row.id, row.firm_id, row.firm.name, row.email, row.role, row.invited_by, row.invited_at, row.expires_at, state
    )


def _code(code: AccessCode, at: datetime) -> CodeState:
    state = "open" if code.wrong_tries < TRIES else "locked"
    if code.expires_at is not None and at >= code.expires_at:
        state = "expired"
    if code.superseded_at is not None:
        state = "superseded"
    if code.redeemed_at is not None:
        state = "redeemed"
    left = max(0, TRIES - code.wrong_tries)
    return CodeState(code.purpose, state, code.email, code.issued_at, code.expires_at, code.redeemed_at, left)
