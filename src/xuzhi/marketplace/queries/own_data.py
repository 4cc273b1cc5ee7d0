"""All that the platform holds of a person and of a firm, for themselves: data, and the files by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from xuzhi.casework.queries.cases_of import cases_of
from xuzhi.casework.queries.shapes import Attached, CaseRow, SectionView
from xuzhi.casework.queries.task_list import task_list
from xuzhi.kernel.actor import Actor
from xuzhi.marketplace.connections.models import WebhookMessage
from xuzhi.marketplace.queries.connections import keys_of, webhooks_of
from xuzhi.marketplace.queries.subscriptions import Subscribed, subscribers_of, subscriptions_of
from xuzhi.marketplace.usage_models import UsageRecord
from xuzhi.notices import queries as notices
from xuzhi.parties.models import User
from xuzhi.parties.queries import firm_of, firms_of, members_of, roles_of

LETTERS_AT_ONCE = 500


@dataclass(frozen=True)
class OwnFile:
    """A file of the firm: where it stands in what is handed out, and what it is. `kind`: document or letter."""

    path: str
    kind: str
    sha256: str = ""
    notice_id: UUID | None = None


@dataclass(frozen=True)
class OwnData:
    """`data` is plain but for days, instants and ids."""

    data: Mapping[str, Any]
    files: tuple[OwnFile, ...]


def data_of_person(user: User) -> dict[str, Any]:
    """What is kept of a person: name, address, firms, roles. Two queries."""
    return {
        "id": user.id,
        "name": user.name,
        "email": user.email,
        "joined_at": user.joined_at,
        "firms": [{"ubn": each.ubn, "name": each.name, "role": each.role} for each in firms_of(user)],
        "roles": roles_of(user),
    }


def data_of_firm(ubn: str, *, actor: Actor, at: datetime) -> OwnData:
    """What is kept of a firm: itself and its people, its cases with every answer and file, letters, what it bought and
    sold, usage, keys and webhooks. `actor` acts for the firm. Raises FirmUnknown, NotYours."""
    files: list[OwnFile] = []
    cases = [_case(row, actor, at, files) for row in cases_of(ubn, at=at)]
    data = {
        "made_at": at,
        "firm": asdict(firm_of(ubn)),
        "members": [asdict(each) for each in members_of(ubn)],
        "cases": cases,
        "letters": list(_letters(ubn, files)),
        "bought": [_subscription(each) for each in subscriptions_of(ubn)],
        "sold": [_subscription(each) for each in subscribers_of(ubn)],
        "usage_records": list(
            UsageRecord.objects.filter(supplier_ubn=ubn)
            .order_by("position", "nth")
            .values(
                "subscription_id", "source", "record_id", "measure", "from_on", "until_on", "value", "revision",
                "told_by", "told_at",
            )
        ),
        "keys": [asdict(each) for each in keys_of(ubn, at)],
        "webhooks": [asdict(each) for each in webhooks_of(ubn)],
        "webhook_messages": list(
            WebhookMessage.objects.filter(webhook__firm_ubn=ubn)
            .order_by("position")
            .values("id", "webhook_id", "topic", "data", "happened_at", "state", "attempts")
        ),
        "files": [{"path": each.path, "sha256": each.sha256} for each in files],
    }  # fmt: skip
    return OwnData(data, tuple(files))


def _case(row: CaseRow, actor: Actor, at: datetime, files: list[OwnFile]) -> dict[str, Any]:
    sections = task_list(row.id, actor=actor, at=at).sections
    documents = [each for section in sections for view in section.documents for each in (*view.attached, *view.earlier)]
    for each in documents:
        files.append(OwnFile(f"cases/{row.number}/{each.id}-{_plain_name(each.name)}", "document", each.sha256))
    names = ("id", "number", "programme", "kind", "kind_title", "subject", "stage", "stage_label", "opened_at",
             "submitted_at", "ended_at", "outcome", "about", "version")  # fmt: skip
    said = {name: getattr(row, name) for name in names}
    return {**said, "answers": list(_answers(sections)), "documents": [_document(each) for each in documents]}


def _answers(sections: tuple[SectionView, ...]) -> Iterator[dict[str, Any]]:
    for section in sections:
        for each in section.questions:
            if each.value is not None or each.raw not in (None, ""):
                yield {
                    "question": each.question.name,
                    "label": each.question.label,
                    "value": each.value if each.value is not None else each.raw,
                    "source": each.source,
                    "as_of": each.as_of,
                    "given_by": each.given_by,
                    "given_at": each.given_at,
                }


def _document(each: Attached) -> dict[str, Any]:
    names = ("id", "document", "name", "size", "kind", "sha256", "attached_by", "attached_at", "superseded_at")
    return {name: getattr(each, name) for name in names}


def _letters(ubn: str, files: list[OwnFile]) -> Iterator[dict[str, Any]]:
    offset = 0
    while lines := notices.inbox(ubn, limit=LETTERS_AT_ONCE, offset=offset):
        offset += len(lines)
        for each in lines:
            if each.has_letter:
                files.append(OwnFile(f"letters/{_plain_name(each.number)}.pdf", "letter", notice_id=each.id))
            yield asdict(each)


def _subscription(found: Subscribed) -> dict[str, Any]:
    return asdict(found)


def _plain_name(name: str) -> str:
    """A name that is no path."""
    return "".join("_" if letter in '/\\:*?"<>|' or not letter.isprintable() else letter for letter in name)[:120]
