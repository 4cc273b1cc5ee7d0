"""Why a usage record is not taken. What each says, and what to do, is in texts/."""

from __future__ import annotations

from xuzhi.kernel.refusal import Refusal


class UsageRefused(Refusal):
    """What cannot be taken; the clause is the one that asks suppliers for their records, where the rules have one."""


class UsageForUnknown(UsageRefused):
    """There is no such subscription. Values: subscription."""

    code = "marketplace/usage.for_unknown"


class UsageOfOthers(UsageRefused):
    """The subscription is to another supplier's solution. Values: subscription."""

    code = "marketplace/usage.of_others"


class UsageBeforeContract(UsageRefused):
    """The order never came to run. Values: subscription."""

    code = "marketplace/usage.before_contract"


class MeasureUnknown(UsageRefused):
    """The listing counts no such thing. Values: measure, known."""

    code = "marketplace/usage.measure_unknown"


class NothingMeasured(UsageRefused):
    """The listing names nothing that is counted. Values: name."""

    code = "marketplace/usage.nothing_measured"


class PeriodUnreadable(UsageRefused):
    """The text is neither a day nor a month. Values: text."""

    code = "marketplace/usage.period_unreadable"


class PeriodOfOtherLength(UsageRefused):
    """A day for what is counted by the month, or the reverse. Values: measure, every, text."""

    code = "marketplace/usage.period_of_other_length"


class PeriodOutside(UsageRefused):
    """The period lies before the subscription began or after it ended. Values: text, begins, ends."""

    code = "marketplace/usage.period_outside"


class PeriodAhead(UsageRefused):
    """The period has not begun. Values: text."""

    code = "marketplace/usage.period_ahead"


class ValueUnreadable(UsageRefused):
    """The text is no number, or has too many digits. Values: text."""

    code = "marketplace/usage.value_unreadable"


class ValueNegative(UsageRefused):
    """Nobody uses less than nothing. Values: text."""

    code = "marketplace/usage.value_negative"


class RecordIdTaken(UsageRefused):
    """The supplier's record of that id speaks of something else. Values: record_id, was."""

    code = "marketplace/usage.record_id_taken"


class RecordIdTooLong(UsageRefused):
    """Values: most."""

    code = "marketplace/usage.record_id_too_long"


class UnseenCharacters(UsageRefused):
    """The line has control characters; nothing else of it is looked at. Values: found."""

    code = "marketplace/usage.unseen_characters"


class TooManyLines(UsageRefused):
    """More lines than are taken at once; none was. Values: count, most."""

    code = "marketplace/usage.too_many_lines"


class NoLines(UsageRefused):
    """There is nothing in it."""

    code = "marketplace/usage.no_lines"


class FileUnreadable(UsageRefused):
    """The file is no table that can be read. Values: name."""

    code = "marketplace/usage.file_unreadable"


class ColumnsMissing(UsageRefused):
    """The file has not the columns that are needed. Values: missing, found."""

    code = "marketplace/usage.columns_missing"
