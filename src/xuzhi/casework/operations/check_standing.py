"""Whether firms that were approved, and what of theirs is listed, still are what they were approved as."""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.casework.folding import APPROVED
from xuzhi.casework.models import Case
from xuzhi.casework.moving import LETTER_LANGUAGE
from xuzhi.casework.queries.editions import Overlays, kind_of
from xuzhi.casework.standing import look_again
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import taipei_day
from xuzhi.kernel.texts import use_language

logger = logging.getLogger(__name__)


def check_standing(*, actor: Actor, at: datetime) -> int:
    """Ask the registers about every approved case that has not ended (L3.E4: every night while listed), its firm and
    those that it names, and apply by today's rules the checks that are looked at again; gives how many came out
    otherwise than before.

    Only what changed is recorded: the look-ups and a StandingChecked, each case in a transaction of its own. A check
    that has come to be not met opens the kind of case that it names (`nightly`) about what is listed, with the
    evidence; once, for it is no change the night after. What cannot be found out is undetermined, and opens nothing.
    """
    cases = Case.objects.filter(outcome__in=APPROVED).order_by("opened_at", "id")
    overlays, today = Overlays(), taipei_day(at)
    changed = 0
    for case in cases:
        kind = kind_of(overlays.edition(case.programme, today), case.kind)
        if any(each.looked_at_again for each in kind.checks):
            changed += _check(case.id, actor, at)
    return changed


def _check(case_id: UUID, actor: Actor, at: datetime) -> bool:
    try:
        with transaction.atomic(), use_language(LETTER_LANGUAGE):
            return look_again(case_id, actor=actor, at=at)
    except Exception:  # one firm's broken record must not hide what the registers say of all the others
        logger.exception("the standing of case %s could not be checked", case_id)
        return False
