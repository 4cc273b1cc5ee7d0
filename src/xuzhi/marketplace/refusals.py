"""Acts of buyers and suppliers that are refused. What each says, and what to do, is in texts/."""

from __future__ import annotations

from collections.abc import Mapping

from xuzhi.kernel.refusal import Refusal


class NotSoldHere(Refusal):
    """The programme has no rules for this act. Values: purpose."""

    code = "marketplace.not_sold_here"


class ListingGone(Refusal):
    """The solution is not listed any more, or not now. Values: name."""

    code = "marketplace.listing_gone"


class PlanGone(Refusal):
    """The version in force has no plan of that name. Values: plan, name."""

    code = "marketplace.plan_gone"


class PlanChanged(Refusal):
    """The plan is not what the buyer saw. Values: plan, was, now."""

    code = "marketplace.plan_changed"


class PriceOpen(Refusal):
    """What was chosen has no price that can be agreed on. Values: plan, seats."""

    code = "marketplace.price_open"


class AnswersWrong(Refusal):
    """Some of what was typed cannot be read; `problems` says which, by question. Values: count."""

    code = "marketplace.answers_wrong"

    def __init__(self, problems: Mapping[str, Refusal]) -> None:
        super().__init__(count=len(problems))
        self.problems = dict(problems)


class SubscriptionUnknown(Refusal):
    """There is no such subscription, or it is between others."""

    code = "marketplace.subscription_unknown"


class EndedAlready(Refusal):
    """Somebody ended the subscription before. Values: number, who, at."""

    code = "marketplace.ended_already"


class NotRunning(Refusal):
    """The subscription does not run. Values: number."""

    code = "marketplace.not_running"


class PaymentUnknown(Refusal):
    """No such state of payment. Values: state."""

    code = "marketplace.payment_unknown"


class NoFaultYet(Refusal):
    """The export is neither late nor failed. Values: number."""

    code = "marketplace.no_fault_yet"


class RatingStarsMissing(Refusal):
    """A rating has one to five stars."""

    code = "marketplace/usage.rating_stars"


class RatingTextMissing(Refusal):
    """Nothing is said of the use, or too little or too much. Values: least, most."""

    code = "marketplace/usage.rating_text"


class RatingBeforeUse(Refusal):
    """What never ran cannot be rated. Values: number."""

    code = "marketplace/usage.rating_before_use"


class RatingUnknown(Refusal):
    """There is no rating to answer. Values: number."""

    code = "marketplace/usage.rating_unknown"


class AnswerTextMissing(Refusal):
    """The answer to a rating is empty or too long. Values: most."""

    code = "marketplace/usage.rating_answer_text"


class NothingFlagged(Refusal):
    """Nothing looks wrong with the usage of the solution. Values: name."""

    code = "marketplace/usage.nothing_flagged"


class NotInspectedHere(Refusal):
    """The rules have no kind of case that may rest on such grounds. Values: name."""

    code = "marketplace/usage.not_inspected_here"
