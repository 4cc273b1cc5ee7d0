"""Why an act is refused."""

from __future__ import annotations

from xuzhi.kernel.refusal import Refusal


class NobodyToAsk(Refusal):
    """No panel of this platform settled what is to be changed. Values: number."""

    code = "panels.nobody_to_ask"


class NotAsked(Refusal):
    """Nobody asked this person, or nobody asks any more."""

    code = "panels.not_asked"


class AnsweredAlready(Refusal):
    """The member has answered; an answer is sealed."""

    code = "panels.answered_already"


class AnswerMissing(Refusal):
    """Neither yes nor no was chosen, or a no without its reason. Values: field."""

    code = "panels.answer_missing"


class ReasonForNoMissing(Refusal):
    """A no without its reason."""

    code = "panels.reason_for_no_missing"


class AnswersOutstanding(Refusal):
    """Some have not answered. Values: names."""

    code = "panels.answers_outstanding"


class AnswersBroken(Refusal):
    """An answer is not the one that was sealed. Values: name."""

    code = "panels.answers_broken"
