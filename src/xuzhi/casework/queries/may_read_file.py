"""Who may read a sealed file."""

from __future__ import annotations

from django.db.models import Q

from xuzhi.casework.holding import OFFICE
from xuzhi.casework.models import Attachment
from xuzhi.kernel.actor import Actor


def may_read_file(sha256: str, *, actor: Actor) -> bool:
    """Whether the file stands in a case that the actor may see: one of its firm's or about one of those; the office
    sees all.

    A reviewer sees files of the cases that were assigned, which is the review room's to say.
    """
    attached = Attachment.objects.filter(sha256=sha256)
    if actor.role in OFFICE or not actor.is_person:
        return attached.exists()
    of_the_firm = Q(case__firm_ubn=actor.firm) | Q(case__respondent_ubn=actor.firm, case__submitted_at__isnull=False)
    return bool(actor.firm) and attached.filter(of_the_firm).exists()
