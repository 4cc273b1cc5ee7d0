"""Awards that cannot be settled. What each says, and what to do, is in texts/."""

from __future__ import annotations

from collections.abc import Mapping

from xuzhi.kernel.refusal import Refusal


class AwardField(Refusal):
    """One field; the code names the sentence."""


class AwardInvalid(Refusal):
    """`parts` has a refusal a field."""

    code = "grants.award_invalid"

    def __init__(self, parts: Mapping[str, Refusal]) -> None:
        self.parts = dict(parts)
        super().__init__(count=len(parts))


class NoAwardHere(Refusal):
    """The case is not where an award is settled: its scores are not open, or it has ended. Values: stage."""

    code = "grants.no_award_here"
