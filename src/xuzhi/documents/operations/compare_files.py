"""Hold the texts of two sealed files against each other."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from xuzhi.documents.events import FilesCompared, file_stream
from xuzhi.documents.inspection.comparing import compare_texts
from xuzhi.documents.inspection.revising import revise_texts
from xuzhi.documents.inspection.sandbox import text_apart
from xuzhi.documents.queries import comparisons_of, file_info
from xuzhi.documents.shapes import Compared
from xuzhi.documents.storage import on_disk
from xuzhi.kernel.actor import Actor
from xuzhi.ledger.operations import record


def compare_files(first: str, second: str, *, actor: Actor, at: datetime, revised: bool = False) -> Compared:
    """Read both in confined processes and record what only one of them says (G6.4), and where the second is a later
    text of the first (`revised`) which paragraphs differ (G9.1); what was compared before is not compared again.
    Raises FileUnknown."""
    known = comparisons_of([first], [second]).get((first, second))
    if known is not None and (not revised or known.why or known.revision is not None):
        return known
    texts: list[str] = []
    why: dict[str, Any] = {}
    for sha256 in (first, second):
        info = file_info(sha256)
        with on_disk(sha256) as path:
            text, unread = text_apart(path, info.name)
        texts.append(text)
        why = why or dict(unread)
    found = {} if why else compare_texts(*texts).as_json()
    if revised and not why:
        found["revision"] = revise_texts(*texts).as_json()
    with transaction.atomic():
        record(file_stream(first), [FilesCompared(first, second, found, why)], actor=actor, at=at)
    return comparisons_of([first], [second])[first, second]
