"""A file is taken off a draft."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from xuzhi.casework import events
from xuzhi.casework.editing import check_editable, check_hand_in, held_openness
from xuzhi.casework.holding import check_party, hold
from xuzhi.casework.models import Attachment
from xuzhi.casework.refusals import AttachmentSealed, AttachmentUnknown
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import record


def detach_document(case_id: UUID, attachment_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Take a file off before it was ever submitted (L6.1.5: after that it stays, and can only get a successor).

    Raises CaseUnknown, NotYours, ApplicantOnly, NotEditable, HandInOver, AttachmentUnknown, AttachmentSealed.
    """
    with transaction.atomic():
        held = hold(case_id, at)
        check_party(actor, held.case)
        may = held_openness(held)
        row = Attachment.objects.filter(id=attachment_id, case=held.case, detached_at=None).first()
        if row is not None and row.document in {each.name for each in held.kind.documents}:
            check_hand_in(held, may, held.kind.document(row.document))
        check_editable(held, may)
        if row is None:
            raise AttachmentUnknown()
        if row.submission is not None:
            raise AttachmentSealed(name=row.name)
        detached = events.DocumentDetached(
            case_id=str(held.case.id), attachment_id=str(row.id), document=row.document, sha256=row.sha256
        )
        record(held.stream, [detached], actor=actor, at=at)
