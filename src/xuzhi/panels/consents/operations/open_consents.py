"""The sealed answers are opened, all at once, and told to the case."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from xuzhi.casework.operations.give_facts import give_facts
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import lock_stream, record
from xuzhi.panels.consents import events
from xuzhi.panels.consents.asking import asks, rule_for, sealed_hash
from xuzhi.panels.consents.models import Consent, ConsentRound, ConsentSheet
from xuzhi.panels.consents.refusals import AnswersBroken, AnswersOutstanding, NotAsked
from xuzhi.panels.locking import check_officer


def open_consents(case_id: UUID, *, actor: Actor, at: datetime) -> int:
    """Open the answers when every member has given one; gives how many agree. Raises OfficeOnly, NotAsked,
    AnswersOutstanding, AnswersBroken."""
    check_officer(actor)
    with transaction.atomic():
        lock_stream(events.consents_stream(case_id))
        asked, rule = asks(case_id, at), rule_for(case_id, at)
        if asked is None or rule is None:
            raise NotAsked()
        members = list(Consent.objects.filter(round=asked).order_by("order"))
        waiting = [each.name for each in members if each.sealed_at is None]
        if waiting:
            raise AnswersOutstanding(names=waiting, count=len(waiting))
        answers = [_answer(asked, each) for each in members]
        opened = events.ConsentsOpened(str(case_id), asked.nth, answers)
        record(events.consents_stream(case_id), [opened], actor=actor, at=at)
        # From here on they stand in the ledger.
        ConsentSheet.objects.filter(case_id=case_id, nth=asked.nth).delete()
        told = [{name: each[name] for name in ("name", "agrees", "said_on", "reason")} for each in answers]
        give_facts(case_id, {rule.members: told}, source="panels", actor=Actor.system("panels"), at=at)
    return sum(1 for each in answers if each["agrees"])


def _answer(asked: ConsentRound, member: Consent) -> dict[str, Any]:
    """The answer as it was sealed. Raises AnswersBroken when it is another."""
    sheet = ConsentSheet.objects.filter(case_id=asked.case_id, nth=asked.nth, reviewer_id=member.reviewer_id).first()
    if sheet is None:
        raise AnswersBroken(name=member.name)
    if sealed_hash(asked.case_id, asked.nth, member.reviewer_id, sheet.salt, sheet.answer) != member.sealed_sha256:
        raise AnswersBroken(name=member.name)
    return {"reviewer_id": str(member.reviewer_id), "name": member.name, "salt": sheet.salt, **sheet.answer}
