"""A notice is issued: numbered and recorded with the decision it tells of, to be sent by a job."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection

from xuzhi.engine.letters import letter_says, letter_values
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import TAIPEI, format_roc
from xuzhi.kernel.texts import say, use_language
from xuzhi.ledger.operations import record
from xuzhi.notices.content import contact_of, json_safe
from xuzhi.notices.events import NoticeIssued, notice_stream
from xuzhi.notices.models import NoticeSecret
from xuzhi.notices.refusals import RecipientMissing
from xuzhi.notices.secrets import seal

if TYPE_CHECKING:
    from xuzhi.rulebook.editions import Edition
    from xuzhi.rulebook.model import Contact, NoticeRule

LETTER_LANGUAGE = "zh-Hant"


@dataclass(frozen=True)
class AboutCase:
    """The case that a notice is about."""

    id: UUID
    number: str
    title: str
    subject: str = ""


@dataclass(frozen=True)
class Addressee:
    """The firm that a notice is addressed to; `ubn` decides whose inbox it is in."""

    ubn: str
    name: str
    address: str = ""


def issue_notice(
    *,
    edition: Edition,
    rule: NoticeRule,
    case: AboutCase | None,
    firm: Addressee,
    recipients: Sequence[str],
    data: Mapping[str, Any],
    secret: Mapping[str, str] | None = None,
    contact: Contact | None = None,
    actor: Actor,
    at: datetime,
) -> UUID:
    """Number and record a notice, in the caller's transaction; gives its id. `deliver_notice` sends it.

    `data` may hold: subject (text; else the case's subject, else the rule's title), paragraphs (texts), items (each
    label, clause, says, remedy), deadline (aware instant), deadline_how (text), link (URL); other keys reach the
    template as they are. `secret` (label to text, such as a code in clear) is said in the e-mail and kept nowhere
    once that has left. `contact` is whom to ask today (L9.4), where that is not the edition's. Numbers have no gaps:
    they wait for each other and roll back with the transaction. Raises RecipientMissing when the rule sends e-mail
    and there is no address.
    """
    if "email" in rule.channel and not recipients:
        raise RecipientMissing(title=rule.title)
    notice_id = uuid.uuid4()
    programme = edition.programme
    word = programme.letter_word or programme.number_prefix
    year = at.astimezone(TAIPEI).year - 1911
    serial = _next_serial(word, year)
    with use_language(LETTER_LANGUAGE):
        number = say("notices.letter_number", word=word, year=year, serial=f"{serial:07}")
        content = _content(edition, rule, case, firm, data, contact or edition.contact, at)
    deadline = data.get("deadline")
    event = NoticeIssued(
        notice_id=notice_id,
        number=number,
        word=word,
        year=year,
        serial=serial,
        programme=programme.id,
        rule=rule.name,
        template=rule.template,
        clause=", ".join(rule.clauses),
        title=rule.title,
        subject=content["subject"],
        firm_ubn=firm.ubn,
        firm_name=firm.name,
        case_id=None if case is None else case.id,
        case_number="" if case is None else case.number,
        recipients=tuple(dict.fromkeys(recipients)),
        channels=tuple(rule.channel),
        content=content,
        deadline_at=deadline if isinstance(deadline, datetime) else None,
        edition_on=edition.on,
        edition_sha256=edition.sha256,
    )
    record(notice_stream(notice_id), [event], actor=actor, at=at)
    if secret:
        NoticeSecret.objects.create(notice_id=notice_id, sealed=seal(secret))
    return notice_id


def _next_serial(word: str, year: int) -> int:
    """The next number of the series, whose row stays locked until the caller's transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO notices_letterseries (word, year, last) VALUES (%s, %s, 0) ON CONFLICT DO NOTHING",
            [word, year],
        )
        cursor.execute("SELECT last FROM notices_letterseries WHERE word = %s AND year = %s FOR UPDATE", [word, year])
        last: int = cursor.fetchone()[0]
    return last + 1


def _content(
    edition: Edition,
    rule: NoticeRule,
    case: AboutCase | None,
    firm: Addressee,
    data: Mapping[str, Any],
    contact: Contact,
    at: datetime,
) -> dict[str, Any]:
    """All that the letter says but for its number and its deadline, JSON-safe."""
    programme = edition.programme
    subject = str(data.get("subject") or (case.subject if case else "") or rule.title)
    values = letter_values(edition, rule)
    own = {key: json_safe(value) for key, value in data.items() if key not in ("deadline", "subject")}
    return {
        "paragraphs": [],
        "items": [],
        "link": "",
        "deadline_how": "",
        **own,
        "title": rule.title,
        "says": letter_says(rule, values),
        "values": values,
        "subject": subject,
        "date_roc": format_roc(at.astimezone(TAIPEI).date()),
        "programme": programme.title,
        "agency": programme.agency,
        "executing_unit": programme.executing_unit,
        "contact": contact_of(contact),
        "recipient": {"name": firm.name, "address": firm.address, "ubn": firm.ubn},
        "case": {
            "number": case.number if case else "",
            "title": case.title if case else "",
            "subject": case.subject if case else "",
        },
        "edition": say("notices.edition", on=edition.on, sha256=edition.sha256[:12]),
    }
