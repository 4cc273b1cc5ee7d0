"""Acts on cases that are refused. What each says, and what to do, is in texts/."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xuzhi.kernel.finding import Finding
from xuzhi.kernel.refusal import Refusal


class CaseUnknown(Refusal):
    """There is no such case."""

    code = "casework.case_unknown"


class ProgrammeUnknown(Refusal):
    """No programme has this id. Values: programme."""

    code = "casework.programme_unknown"


class KindUnknown(Refusal):
    """The programme has no such kind of case. Values: kind."""

    code = "casework.kind_unknown"


class NotYours(Refusal):
    """The case belongs to another firm."""

    code = "casework.not_yours"


class WrongRole(Refusal):
    """The act is another role's."""

    code = "casework.wrong_role"


class OfficeOnly(WrongRole):
    """Only the office does this."""

    code = "casework.office_only"


class ApplicantOnly(WrongRole):
    """Only the firm whose case it is does this."""

    code = "casework.applicant_only"


class FirmMissing(Refusal):
    """The actor acts for no firm, and a case needs one."""

    code = "casework.firm_missing"


class OpenedByOthers(Refusal):
    """This kind of case is opened by somebody else. Values: kind."""

    code = "casework.opened_by_others"


class ApprovalMissing(Refusal):
    """The firm must have another kind of case approved first. Values: kind, needed."""

    code = "casework.approval_missing"


class CodeNotRedeemed(Refusal):
    """The firm has not typed the code that it was sent. Values: kind."""

    code = "casework.code_not_redeemed"


class CaseUnderWay(Refusal):
    """The firm has such a case already, and may have one. Values: kind, number."""

    code = "casework.case_under_way"


class FirmIsBarred(Refusal):
    """The firm may not apply until a day. Values: until_on, reason."""

    code = "casework.firm_is_barred"


class RespondentMissing(Refusal):
    """The case would be about a case of one's own, and nobody else would answer it. Values: kind."""

    code = "casework.respondent_missing"


class NotEditable(Refusal):
    """The case cannot be changed in this stage. Values: stage."""

    code = "casework.not_editable"


class NotAmongDefects(Refusal):
    """In a correction, only what was found wrong can be changed. Values: label."""

    code = "casework.not_among_defects"


class QuestionUnknown(Refusal):
    """The kind of case has no such question. Values: question."""

    code = "casework.question_unknown"


class FilledElsewhere(Refusal):
    """A register or the platform fills this in. Values: label."""

    code = "casework.filled_elsewhere"


class AnswersUnreadable(Refusal):
    """Some answers could not be read and must be put right or emptied first. Values: count, labels."""

    code = "casework.answers_unreadable"


class AnswersUnconfirmed(Refusal):
    """Some answers were carried over from an earlier case and nobody has confirmed them. Values: count, labels."""

    code = "casework.answers_unconfirmed"


class DocumentUnknown(Refusal):
    """The kind of case has no such document. Values: document."""

    code = "casework.document_unknown"


class DocumentNotAsked(Refusal):
    """The document does not apply to this case. Values: label."""

    code = "casework.document_not_asked"


class FileOfWrongKind(Refusal):
    """The document does not take files of this kind. Values: name, label, kinds."""

    code = "casework.file_of_wrong_kind"


class FileTooLargeForDocument(Refusal):
    """Values: name, label, max_mb."""

    code = "casework.file_too_large"


class TooManyFiles(Refusal):
    """Values: label, at_most."""

    code = "casework.too_many_files"


class FileAlreadyAttached(Refusal):
    """The same file stands under the document already. Values: name, label."""

    code = "casework.file_already_attached"


class AttachmentUnknown(Refusal):
    """There is no such attachment in the case, or it was taken off."""

    code = "casework.attachment_unknown"


class AttachmentSealed(Refusal):
    """What has been submitted cannot be taken back (L6.1.5). Values: name."""

    code = "casework.attachment_sealed"


class SubmittedAlready(Refusal):
    """The case has been submitted. Values: number."""

    code = "casework.submitted_already"


class NoRoundOpen(Refusal):
    """No round takes this kind now, and none is announced. Values: kind."""

    code = "casework.no_round_open"


class RoundNotOpenYet(NoRoundOpen):
    """Values: kind, round, opens."""

    code = "casework.round_not_open_yet"


class RoundClosed(NoRoundOpen):
    """Values: kind, round, closed, at."""

    code = "casework.round_closed"


class SubmissionBlocked(Refusal):
    """Rules refuse the submission; `findings` are all of them at once. Values: count, reasons."""

    code = "casework.submission_blocked"

    def __init__(self, findings: Sequence[Finding], **values: Any) -> None:
        super().__init__(clause=findings[0].clause, count=len(findings), reasons=[f.reason for f in findings], **values)
        self.findings = tuple(findings)


class DeadlinePassed(Refusal):
    """The time limit is over. Values: clock, due, at."""

    code = "casework.deadline_passed"


class DefectsMissing(Refusal):
    """A request for correction names at least one defect."""

    code = "casework.defects_missing"


class DefectUnknown(Refusal):
    """A defect names no check, question or document of the case. Values: name."""

    code = "casework.defect_unknown"


class DefectNoteMissing(Refusal):
    """Each defect says what is wrong. Values: label."""

    code = "casework.defect_note_missing"


class DefectNotAnswered(Refusal):
    """The item is not one that the applicant has answered since the last letter. Values: label."""

    code = "casework.defect_not_answered"


class VerdictNoteMissing(Refusal):
    """An item that is still wrong needs a note. Values: label."""

    code = "casework.verdict_note_missing"


class DefectsUnanswered(Refusal):
    """Some defects were neither changed nor answered. Values: count, labels."""

    code = "casework.defects_unanswered"


class ReasonMissing(Refusal):
    """The step needs a reason. Values: step."""

    code = "casework.reason_missing"


class GroundsMissing(Refusal):
    """The step needs at least one of its grounds. Values: step."""

    code = "casework.grounds_missing"


class GroundUnknown(Refusal):
    """Values: ground, step."""

    code = "casework.ground_unknown"


class RulingMissing(Refusal):
    """The step needs a ruling. Values: step."""

    code = "casework.ruling_missing"


class FindingUnknown(Refusal):
    """Values: check."""

    code = "casework.finding_unknown"


class FindingNotOpen(Refusal):
    """The rule alone decides this finding. Values: label."""

    code = "casework.finding_not_open"


class NoteMissing(Refusal):
    """An officer's word on a finding needs a note. Values: label."""

    code = "casework.note_missing"


class OutcomeUnknown(Refusal):
    """Values: outcome."""

    code = "casework.outcome_unknown"


class CaseEnded(Refusal):
    """Values: number."""

    code = "casework.case_ended"


class OfficerUnknown(Refusal):
    """The person is not an officer."""

    code = "casework.officer_unknown"


class ExportTooLarge(Refusal):
    """The list is longer than one file may hold. Values: rows, most."""

    code = "casework.export_too_large"


class TextMissing(Refusal):
    """Nothing was written."""

    code = "casework.text_missing"


class OfficeQuestionUnknown(Refusal):
    """There is no such question in the case, or it has been answered."""

    code = "casework.office_question_unknown"


class ParameterUnknown(Refusal):
    """Values: name."""

    code = "casework.parameter_unknown"


class ParameterInvalid(Refusal):
    """The value is not of the parameter's type. Values: label, value, expected."""

    code = "casework.parameter_invalid"


class RoundInvalid(Refusal):
    """The round does not make sense. Values: why."""

    code = "casework.round_invalid"


class CalendarEntryInvalid(Refusal):
    """Values: why."""

    code = "casework.calendar_entry_invalid"


class NothingSubmitted(Refusal):
    """There is no receipt yet. Values: number."""

    code = "casework.nothing_submitted"


class NoCodeToIssue(Refusal):
    """No access code goes with the case. Values: number."""

    code = "casework.no_code_to_issue"


class SectionUnknown(Refusal):
    """The form has no such section. Values: section."""

    code = "casework.section_unknown"


class AboutMissing(Refusal):
    """This kind of case is about another case, and none was named. Values: kind, allowed."""

    code = "casework.about_missing"


class AboutOfOtherKind(Refusal):
    """This kind of case cannot be about that one. Values: kind, allowed."""

    code = "casework.about_of_other_kind"


class AboutNotStanding(Refusal):
    """The other case stands where none of this kind may be about it. Values: kind, number, stage, stages."""

    code = "casework.about_not_standing"


class NotAllConfirmed(Refusal):
    """The step confirms everything, section by section. Values: step, count, labels."""

    code = "casework.not_all_confirmed"
