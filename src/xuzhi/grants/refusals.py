"""Acts about plans that are refused. What each says, and what to do, is in texts/."""

from __future__ import annotations

from xuzhi.kernel.refusal import Refusal


class NothingToWrite(Refusal):
    """The case's rules have no document that the platform writes."""

    code = "grants.nothing_to_write"


class FontsNotSet(Refusal):
    """The rules do not say yet in which fonts the document is written. Values: label."""

    code = "grants.fonts_not_set"


class NotEditableNow(Refusal):
    """The documents cannot be changed now. Values: label, stage."""

    code = "grants.documents_closed"
