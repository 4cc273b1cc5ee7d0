"""Acts on funded plans that are refused. What each says, and what to do, is in texts/."""

from __future__ import annotations

from xuzhi.kernel.refusal import Refusal


class FundedFileInvalid(Refusal):
    """The file cannot be taken; nothing of it was. The code names the sentence."""

    clause = "G10.1"


class TitleMissing(Refusal):
    """A list needs a name."""

    code = "grants/likeness.title_missing"
    clause = "G10.1"
