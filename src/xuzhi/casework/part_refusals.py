"""What is refused when another firm is asked into a case or signs. What each says, and what to do, is in texts/."""

from __future__ import annotations

from xuzhi.kernel.refusal import Refusal


class RespondentUnnamed(Refusal):
    """The case it is about does not say yet which firm is asked. Values: who, labels."""

    code = "casework.respondent_unnamed"


class SignedByOthers(Refusal):
    """The answers name another firm by now than the one that was asked. Values: who, name."""

    code = "casework.signed_by_others"


class PartChanged(Refusal):
    """What is to be signed is not any more what was read."""

    code = "casework.part_changed"
