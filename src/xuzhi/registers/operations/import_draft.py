"""Import a file that was handed in and looked at."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from xuzhi.kernel.actor import Actor
from xuzhi.registers.operations.import_snapshot import ImportedSnapshot, import_snapshot
from xuzhi.registers.queries.drafts import held_draft


def import_draft(
    draft_id: UUID,
    register: str,
    list_name: str | None,
    taken_on: date,
    source: str,
    *,
    actor: Actor,
    at: datetime,
) -> ImportedSnapshot:
    """`import_snapshot` of the draft's file, after which the draft is gone. What is refused leaves it as it is.

    Raises DraftUnknown, and what import_snapshot raises.
    """
    with transaction.atomic():
        draft = held_draft(draft_id, actor)
        imported = import_snapshot(
            register,
            bytes(draft.content),
            taken_on,
            source,
            list_name=list_name,
            file_name=draft.file_name,
            actor=actor,
            at=at,
        )
        draft.delete()
    return imported
