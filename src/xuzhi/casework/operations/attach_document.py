"""A sealed file is put under a document of the case."""

from __future__ import annotations

import uuid
from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.casework import events
from xuzhi.casework.editing import check_among_defects, check_editable, held_openness
from xuzhi.casework.holding import Held, check_party, hold
from xuzhi.casework.judging import open_file
from xuzhi.casework.models import Attachment
from xuzhi.casework.refusals import (
    AttachmentUnknown,
    DocumentNotAsked,
    DocumentUnknown,
    FileAlreadyAttached,
    FileOfWrongKind,
    FileTooLargeForDocument,
    TooManyFiles,
)
from xuzhi.documents.queries import file_info
from xuzhi.documents.shapes import SealedFile
from xuzhi.engine.form import AskedDocument, applicable_documents
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import record
from xuzhi.rulebook.model import Document

MEGABYTE = 1024 * 1024


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
    """Put the file under the document; gives the attachment's id. `replaces` is an attachment that it takes over from.

    `name` is what the file is called here (else as it was sealed). What was submitted before is kept beside its
    successor. Raises CaseUnknown, NotYours, ApplicantOnly, NotEditable, NotAmongDefects, DocumentUnknown,
    DocumentNotAsked, AttachmentUnknown, FileUnknown, FileOfWrongKind, FileTooLargeForDocument, TooManyFiles,
    FileAlreadyAttached.
    """
    file = file_info(sha256)
    with transaction.atomic():
        held = hold(case_id, at)
        check_party(actor, held.case)
        rule = _document(held, document)
        there = list(Attachment.objects.filter(case=held.case, document=document, detached_at=None, superseded_at=None))
        _check_open(held, rule, there)
        old = _successor_of(rule, there, replaces)
        called = name or file.name
        _check_file(rule, file, called)
        _check_room(rule, there, old, sha256, called)
        attached = events.DocumentAttached(
            case_id=str(held.case.id),
            attachment_id=str(uuid.uuid4()),
            document=document,
            sha256=sha256,
            name=called,
            size=file.size,
            kind=file.kind,
            note=note.strip(),
            replaces=str(old.id) if old else "",
        )
        record(held.stream, [attached], actor=actor, at=at)
    return UUID(attached.attachment_id)


def _check_open(held: Held, rule: Document, there: list[Attachment]) -> None:
    """Raises NotEditable, NotAmongDefects, DocumentNotAsked."""
    may = held_openness(held)
    check_editable(held, may)
    asked = _asked(held, rule.name)
    newly_due = not there and asked.required is True
    check_among_defects(may.document(rule.name) or newly_due, rule.label)
    if asked.asked is False:
        raise DocumentNotAsked(label=rule.label, clause=rule.clause or None)


def _asked(held: Held, document: str) -> AskedDocument:
    """Whether the answers as they are now ask for the document: a correction may raise ones that nobody asked for."""
    asked = applicable_documents(held.edition, held.kind.name, open_file(held).facts, held.judged_on)
    return next(each for each in asked if each.document.name == document)


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
