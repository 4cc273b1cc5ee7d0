"""A member types the firm's code, and the door opens once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.kernel.refusal import Refusal
from xuzhi.ledger.operations import lock_stream, record
from xuzhi.parties.codes import TRIES, matches, read_code
from xuzhi.parties.events import AccessCodeMistyped, AccessCodeRedeemed, firm_stream
from xuzhi.parties.models import AccessCode, User
from xuzhi.parties.ownership import known_firm, member_of
from xuzhi.parties.refusals import (
    AccessCodeExpired,
    AccessCodeLocked,
    AccessCodeMalformed,
    AccessCodeMissing,
    AccessCodeSuperseded,
    AccessCodeUsed,
    AccessCodeWrong,
)


@dataclass(frozen=True)
class RedeemedCode:
    """What the code opened."""

    firm: str
    purpose: str


def redeem_access_code(firm: str, user: User, code: str, *, purpose: str | None = None, at: datetime) -> RedeemedCode:
    """Redeem the firm's code (for the purpose, or whichever it is of).

    A wrong try is recorded, and five lock the code: so the refusal is raised after the transaction, and a caller that
    has one of its own must not let the refusal undo it. Raises FirmUnknown, NotMemberOfFirm, AccessCodeMalformed
    (costs no try), AccessCodeMissing, AccessCodeWrong, AccessCodeLocked, AccessCodeExpired, AccessCodeUsed,
    AccessCodeSuperseded.
    """
    typed = read_code(code)
    if typed is None:
        raise AccessCodeMalformed()
    with transaction.atomic():
        lock_stream(firm_stream(firm))
        member_of(known_firm(firm), user.id)
        codes = AccessCode.objects.filter(firm_id=firm)
        if purpose is not None:
            codes = codes.filter(purpose=purpose)
        # The last ten are enough to tell a person which of their e-mails they are reading.
        known = list(codes.order_by("-issued_at", "id")[:10])
        actor = Actor.person(str(user.id), user.get_short_name(), "applicant", firm)
        result = _judge(firm, user, typed, known, actor, at)
    if isinstance(result, Refusal):
        raise result
    return result


def _judge(
    firm: str, user: User, typed: str, known: list[AccessCode], actor: Actor, at: datetime
) -> RedeemedCode | Refusal:
    open_ones = [each for each in known if _is_open(each, at)]
    if open_ones and all(each.wrong_tries >= TRIES for each in open_ones):
        return AccessCodeLocked()
    found = next((each for each in known if matches(typed, each.salt, each.code_hash)), None)
    if found is not None:
        refusal = _why_closed(found, at)
        if refusal is not None:
            return refusal
        event = AccessCodeRedeemed(ubn=firm, code_id=found.id, purpose=found.purpose, user_id=user.id)
        record(firm_stream(firm), [event], actor=actor, at=at)
        return RedeemedCode(firm, found.purpose)
    if not open_ones:
        return AccessCodeMissing()
    tried = [each for each in open_ones if each.wrong_tries < TRIES]
    record(
        firm_stream(firm),
        [AccessCodeMistyped(ubn=firm, code_ids=tuple(each.id for each in tried))],
        actor=actor,
        at=at,
    )
    left = TRIES - 1 - min(each.wrong_tries for each in tried)
    return AccessCodeWrong(left=left) if left else AccessCodeLocked()


def _is_open(code: AccessCode, at: datetime) -> bool:
    expired = code.expires_at is not None and at >= code.expires_at
    return code.redeemed_at is None and code.superseded_at is None and not expired


def _why_closed(code: AccessCode, at: datetime) -> Refusal | None:
    if code.redeemed_at is not None:
        return AccessCodeUsed(used=code.redeemed_at)
    if code.superseded_at is not None:
        return AccessCodeSuperseded()
    if code.expires_at is not None and at >= code.expires_at:
        return AccessCodeExpired(expired=code.expires_at)
    return AccessCodeLocked() if code.wrong_tries >= TRIES else None
