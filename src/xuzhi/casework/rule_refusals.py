"""Acts on the rules that are refused. What each says, and what to do, is in texts/."""

from __future__ import annotations

from xuzhi.kernel.refusal import Refusal


class ChangeUnknown(Refusal):
    """There is no such proposal."""

    code = "casework.change_unknown"


class ChangeDecided(Refusal):
    """The proposal was approved, rejected or withdrawn already. Values: title, who, at, state."""

    code = "casework.change_decided"


class ChangeWaiting(Refusal):
    """The same thing is proposed from the same day already. Values: label, who, from_on."""

    code = "casework.change_waiting"


class ChangeMoved(Refusal):
    """The rules changed while the approver was reading."""

    code = "casework.change_moved"


class SecondPersonNeeded(Refusal):
    """Whoever proposed it cannot approve it. Values: who."""

    code = "casework.second_person_needed"


class NotYourChange(Refusal):
    """Only whoever proposed it takes it back. Values: who."""

    code = "casework.not_your_change"


class ChangeReasonMissing(Refusal):
    """A change says why. Values: label."""

    code = "casework.change_reason_missing"


class LateReasonMissing(Refusal):
    """A change that begins in the past says why it must. Values: label, from_on, today."""

    code = "casework.late_reason_missing"


class ChangesNothing(Refusal):
    """What is proposed holds already. Values: label, value."""

    code = "casework.changes_nothing"


class DayMissing(Refusal):
    """The change does not say from which day it holds. Values: label."""

    code = "casework.day_missing"


class RoundsOverlap(Refusal):
    """Two rounds would take the same kind of case at the same time. Values: title, other, opens, closes."""

    code = "casework.rounds_overlap"


class RoundUnknown(Refusal):
    """Values: name."""

    code = "casework.round_unknown"


class ContactIncomplete(Refusal):
    """A contact has a name, and a telephone number or an e-mail address."""

    code = "casework.contact_incomplete"


class AnnouncementIncomplete(Refusal):
    """A public notice has a title and a text."""

    code = "casework.announcement_incomplete"


class AnnouncementEndsBefore(Refusal):
    """Values: from_on, until_on."""

    code = "casework.announcement_ends_before"


class AnnouncementUnknown(Refusal):
    """There is no such public notice, or it was ended."""

    code = "casework.announcement_unknown"


class CalendarNamesNothing(Refusal):
    """All of it stands in the calendar already."""

    code = "casework.calendar_names_nothing"


class SourceMissing(Refusal):
    """A day of the calendar says where it comes from."""

    code = "casework.source_missing"


class SetUpOnly(Refusal):
    """People propose and approve; only setting up writes at once."""

    code = "casework.set_up_only"


class WhatIfUnknown(Refusal):
    """There is no such question about other values."""

    code = "casework.whatif_unknown"


class WhatIfEmpty(Refusal):
    """No parameter was given another value."""

    code = "casework.whatif_empty"


class ReadModelUnknown(Refusal):
    """Values: name, known."""

    code = "casework.read_model_unknown"
