"""Acts on panels that are refused. What each says, and what to do, is in texts/."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xuzhi.kernel.refusal import Refusal


class PanelUnknown(Refusal):
    """There is no such panel, or it is not this person's."""

    code = "panels.panel_unknown"


class NoPanelHere(Refusal):
    """The case is not where a panel sits. Values: stage."""

    code = "panels.no_panel_here"


class OfficeOnly(Refusal):
    """Only the office does this."""

    code = "panels.office_only"


class MembersOnly(Refusal):
    """Only members of the panel do this."""

    code = "panels.members_only"


class Recused(Refusal):
    """The person has a conflict in this case and sees nothing of its review any more."""

    code = "panels.recused"


class ReviewerUnknown(Refusal):
    """Nobody of that id stands on the roster."""

    code = "panels.reviewer_unknown"


class ProfileInvalid(Refusal):
    """What was typed about a reviewer is not usable; `parts` has a refusal a field."""

    code = "panels.profile_invalid"

    def __init__(self, parts: Mapping[str, Refusal]) -> None:
        self.parts = dict(parts)
        super().__init__(count=len(parts))


class FieldInvalid(Refusal):
    """One field; the code names the sentence."""


class AlreadyAppointed(Refusal):
    """Values: name."""

    code = "panels.already_appointed"


class TiedToParty(Refusal):
    """Ties bar the appointment; all of them at once. Values: name, ties."""

    code = "panels.tied_to_party"


class WithdrawnForConflict(Refusal):
    """Who once withdrew for a conflict does not come back to the same panel. Values: name."""

    code = "panels.withdrawn_for_conflict"


class NotAppointed(Refusal):
    """The person does not sit on this panel. Values: name."""

    code = "panels.not_appointed"


class PledgeMissing(Refusal):
    """Nothing is shown before the undertaking of confidentiality."""

    code = "panels.pledge_missing"


class DeclarationMissing(Refusal):
    """Nothing of the case is shown before the declaration on conflicts."""

    code = "panels.declaration_missing"


class ConflictUnsaid(Refusal):
    """A conflict was declared without saying with whom, or what it is."""

    code = "panels.conflict_unsaid"


class SittingUnknown(Refusal):
    """There is no such sitting."""

    code = "panels.sitting_unknown"


class SittingInvalid(Refusal):
    """`parts` has a refusal a field."""

    code = "panels.sitting_invalid"

    def __init__(self, parts: Mapping[str, Refusal]) -> None:
        self.parts = dict(parts)
        super().__init__(count=len(parts))


class SittingMissing(Refusal):
    """The panel stands on no sitting's agenda yet."""

    code = "panels.sitting_missing"


class SittingNotBegun(Refusal):
    """Values: starts."""

    code = "panels.sitting_not_begun"


class SittingOver(Refusal):
    """The sitting has begun; it cannot be moved any more. Values: starts."""

    code = "panels.sitting_over"


class ScriptMissing(Refusal):
    """There is nothing to be demonstrated yet."""

    code = "panels.script_missing"


class ScriptUsed(Refusal):
    """The script cannot be changed once a step was seen."""

    code = "panels.script_used"


class ScriptStepUnknown(Refusal):
    """There is no such step."""

    code = "panels.script_step_unknown"


class ScriptNoteInvalid(Refusal):
    """`parts` has a refusal a field."""

    code = "panels.script_note_invalid"

    def __init__(self, parts: Mapping[str, Refusal]) -> None:
        self.parts = dict(parts)
        super().__init__(count=len(parts))


class SheetInvalid(Refusal):
    """A sheet that cannot be handed in; `parts` has a refusal a field."""

    code = "panels.sheet_invalid"

    def __init__(self, parts: Mapping[str, Refusal]) -> None:
        self.parts = dict(parts)
        super().__init__(count=len(parts))


class SheetSealed(Refusal):
    """What was handed in is not changed."""

    code = "panels.sheet_sealed"


class SheetBroken(Refusal):
    """A sheet is not the one that was sealed. Values: name."""

    code = "panels.sheet_broken"


class ScoresOutstanding(Refusal):
    """Not all members have handed in. Values: names."""

    code = "panels.scores_outstanding"

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(names=list(names), count=len(names))


class TooFewMembers(Refusal):
    """Fewer members than the least can decide nothing. Values: count, least."""

    code = "panels.too_few_members"


class OpenedAlready(Refusal):
    """The scores have been opened."""

    code = "panels.opened_already"


class NotOpened(Refusal):
    """The scores have not been opened."""

    code = "panels.not_opened"


class ReasonMissing(Refusal):
    """Values: what."""

    code = "panels.reason_missing"


class NoLeaveHere(Refusal):
    """There is no sitting from which leave could be taken."""

    code = "panels.no_leave_here"


class LeaveClosed(Refusal):
    """The meeting has begun. Values: starts."""

    code = "panels.leave_closed"


class LeaveInvalid(Refusal):
    """`parts` has a refusal a field."""

    code = "panels.leave_invalid"

    def __init__(self, parts: Mapping[str, Refusal]) -> None:
        self.parts = dict(parts)
        super().__init__(count=len(parts))


class NotInPlan(Refusal):
    """Only whom the plan names attends. Values: name, known."""

    code = "panels.not_in_plan"


class RollIsClosed(Refusal):
    """Who came has been called already."""

    code = "panels.roll_is_closed"


class RollOpen(Refusal):
    """Who came has not been called yet."""

    code = "panels.roll_open"


class NobodyLeads(Refusal):
    """Neither whoever leads nor a stand-in came."""

    code = "panels.nobody_leads"


class PhaseUnknown(Refusal):
    """The meeting has no such phase."""

    code = "panels.phase_unknown"


class PhaseOutOfTurn(Refusal):
    """Phases come one after the other, each once. Values: label, next (empty after the last)."""

    code = "panels.phase_out_of_turn"


class RemarkMissing(Refusal):
    """Nothing was written."""

    code = "panels.remark_missing"


class MinutesMissing(Refusal):
    """There are no such minutes."""

    code = "panels.minutes_missing"


class MinutesOutdated(Refusal):
    """The result has changed since these minutes were made."""

    code = "panels.minutes_outdated"


class SittingIncomplete(Refusal):
    """The sitting does not say yet until when material is handed in, or how long its phases last."""

    code = "panels.sitting_incomplete"
