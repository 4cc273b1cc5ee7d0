"""Sealed files are put under the documents of a case."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.casework import events
from xuzhi.casework.editing import Openness, check_among_defects, check_editable, check_hand_in, held_openness
from xuzhi.casework.holding import Held, check_office, check_party, hold, roles_in
from xuzhi.casework.judging import open_file
from xuzhi.casework.models import Attachment
from xuzhi.casework.refusals import (
    ApplicantOnly,
    AttachmentUnknown,
    CaseEnded,
    DocumentNotAsked,
    DocumentUnknown,
    FileAlreadyAttached,
    FileOfWrongKind,
    FileTooLargeForDocument,
    NotEditable,
    TooManyFiles,
)
from xuzhi.documents.queries import files_info
from xuzhi.documents.refusals import FileUnknown
from xuzhi.documents.shapes import SealedFile
from xuzhi.engine.form import AskedDocument, applicable_documents
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import record
from xuzhi.ledger.reading import rows_of
from xuzhi.rulebook.model import Document

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Filed:
    """A sealed file for a document. `name` is what it is called here (else as it was sealed); `replaces` an attachment
    that it takes over from.
    """

    document: str
    sha256: str
    name: str = ""
    note: str = ""
    replaces: UUID | None = None


def attach_document(
    case_id: UUID,
    document: str,
    sha256: str,
    *,
    actor: Actor,
    at: datetime,
    name: str = "",
    note: str = "",
    replaces: UUID | None = None,
) -> UUID:
    """Put one file under a document; gives the attachment's id. As attach_documents, and raises what that raises."""
    return attach_documents(case_id, [Filed(document, sha256, name, note, replaces)], actor=actor, at=at)[0]


def attach_documents(case_id: UUID, files: Sequence[Filed], *, actor: Actor, at: datetime) -> list[UUID]:
    """Put the files under their documents, all or none; gives the attachments' ids.

    What was submitted before is kept beside its successor. A document that is the office's own is attached
    by the office, one of the respondent's by that firm. Raises CaseUnknown, NotYours, ApplicantOnly, OfficeOnly,
    CaseEnded, NotEditable, HandInOver, NotAmongDefects,
    DocumentUnknown, DocumentNotAsked, AttachmentUnknown, FileUnknown, FileOfWrongKind,
    FileTooLargeForDocument, TooManyFiles, FileAlreadyAttached.
    """
    known = files_info({each.sha256 for each in files})
    for each in files:
        if each.sha256 not in known:
            raise FileUnknown(sha256=each.sha256)
    with transaction.atomic():
        held = hold(case_id, at)
        there = _there(held, {each.document for each in files})
        rules = [_document(held, each.document) for each in files]
        may = held_openness(held)
        if rules and all(rule.by == "officer" for rule in rules):
            _check_of_office(held, actor)
            may = Openness(False, documents=frozenset(rule.name for rule in rules))
        elif rules and all(rule.by == "respondent" for rule in rules):
            _check_of_respondent(held, actor)
            may = Openness(False, documents=frozenset(rule.name for rule in rules))
        else:
            check_party(actor, held.case)
            for rule in rules:
                check_hand_in(held, may, rule)
            check_editable(held, may)
        asked = {each.document.name: each for each in _asked(held)}
        attached = []
        for filed in files:
            rule = _document(held, filed.document)
            beside = there[filed.document]
            _check_open(asked[rule.name], may.document(rule.name), beside)
            attached.append(_event(held, rule, filed, known[filed.sha256], beside))
        record(held.stream, attached, actor=actor, at=at)
    return [UUID(each.attachment_id) for each in attached]


def _there(held: Held, documents: set[str]) -> dict[str, list[Attachment]]:
    rows = rows_of(
        Attachment,
        order=["attached_at", "id"],
        case_id=held.case.id,
        document=documents,
        detached_at=None,
        superseded_at=None,
    )
    found: dict[str, list[Attachment]] = {name: [] for name in documents}
    for row in rows:
        found[row.document].append(row)
    return found


def _event(
    held: Held, rule: Document, filed: Filed, file: SealedFile, beside: list[Attachment]
) -> events.DocumentAttached:
    """The event of one file; `beside` is brought up to date, for the next file of the same document."""
    old = _successor_of(rule, beside, filed.replaces)
    called = filed.name or file.name
    _check_file(rule, file, called)
    _check_room(rule, beside, old, filed.sha256, called)
    attachment_id = uuid.uuid4()
    if old is not None:
        beside.remove(old)
    beside.append(Attachment(id=attachment_id, document=rule.name, sha256=filed.sha256))
    return events.DocumentAttached(
        case_id=str(held.case.id),
        attachment_id=str(attachment_id),
        document=rule.name,
        sha256=filed.sha256,
        name=called,
        size=file.size,
        kind=file.kind,
        note=filed.note.strip(),
        replaces=str(old.id) if old else "",
    )


def _check_of_office(held: Held, actor: Actor) -> None:
    """The office attaches its own documents while it is its turn. Raises OfficeOnly, CaseEnded, NotEditable."""
    check_office(actor)
    if held.case.ended_at is not None:
        raise CaseEnded(number=held.case.number)
    if held.stage.turn != "office":
        raise NotEditable(stage=held.stage.label)


def _check_of_respondent(held: Held, actor: Actor) -> None:
    """The other firm attaches its own documents while it is its turn. Raises NotYours, ApplicantOnly, CaseEnded,
    NotEditable."""
    if "respondent" not in roles_in(actor, held.case):
        raise ApplicantOnly()
    if held.case.ended_at is not None:
        raise CaseEnded(number=held.case.number)
    if held.stage.turn != "respondent":
        raise NotEditable(stage=held.stage.label)


def _check_open(asked: AskedDocument, open_: bool, beside: list[Attachment]) -> None:
    """Raises NotAmongDefects, DocumentNotAsked."""
    rule = asked.document
    newly_due = not beside and asked.required is True
    check_among_defects(open_ or newly_due, rule.label)
    if asked.asked is False:
        raise DocumentNotAsked(label=rule.label, clause=rule.clause or None)


def _asked(held: Held) -> Sequence[AskedDocument]:
    """Which documents the answers as they are now ask for: a correction may raise ones that nobody asked for."""
    return applicable_documents(held.edition, held.kind.name, open_file(held).facts, held.judged_on)


def _document(held: Held, name: str) -> Document:
    try:
        return held.kind.document(name)
    except KeyError:
        raise DocumentUnknown(document=name) from None


def _successor_of(rule: Document, there: list[Attachment], replaces: UUID | None) -> Attachment | None:
    """The attachment that the new file takes over from: the one named, or the only one where there can be only one."""
    if replaces is None:
        return there[0] if rule.at_most == 1 and there else None
    old = next((each for each in there if each.id == replaces), None)
    if old is None:
        raise AttachmentUnknown()
    return old


def _check_file(rule: Document, file: SealedFile, name: str) -> None:
    if rule.kinds and file.kind not in rule.kinds:
        raise FileOfWrongKind(
            name=name, label=rule.label, kinds=[kind.upper() for kind in rule.kinds], clause=rule.clause or None
        )
    if rule.max_mb is not None and file.size > rule.max_mb * MEGABYTE:
        raise FileTooLargeForDocument(name=name, label=rule.label, max_mb=rule.max_mb, clause=rule.clause or None)


def _check_room(rule: Document, there: list[Attachment], old: Attachment | None, sha256: str, name: str) -> None:
    if any(each.sha256 == sha256 for each in there):
        raise FileAlreadyAttached(name=name, label=rule.label)
    if old is None and rule.at_most is not None and len(there) >= rule.at_most:
        raise TooManyFiles(label=rule.label, at_most=rule.at_most, clause=rule.clause or None)
