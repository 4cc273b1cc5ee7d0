"""Acts on notices that are refused. What each says is in texts/."""

from __future__ import annotations

from xuzhi.kernel.refusal import Refusal


class NoticeUnknown(Refusal):
    """There is no such notice."""

    code = "notices.notice_unknown"


class RecipientMissing(Refusal):
    """A notice that goes out by e-mail needs an address. Values: title."""

    code = "notices.recipient_missing"


class LetterNotReady(Refusal):
    """The letter has not been made yet. Values: number."""

    code = "notices.letter_not_ready"


class LetterDamaged(Refusal):
    """The stored letter is not the one that was recorded. Values: number."""

    code = "notices.letter_damaged"
