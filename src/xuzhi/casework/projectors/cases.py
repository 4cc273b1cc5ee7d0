"""Which event of a case changes which rows."""

from __future__ import annotations

from xuzhi.casework import events, models, part_events
from xuzhi.casework.projectors import amending, clocks, filing, findings, parts, steps
from xuzhi.ledger.projectors import Projector

CASES = Projector(
    name="casework",
    models=(
        models.Case,
        models.Answer,
        models.LookUpRow,
        models.GivenFact,
        models.Attachment,
        models.Submission,
        models.FindingRow,
        models.Defect,
        models.ClockRow,
        models.ClockAlarm,
        models.ClockFiring,
        models.StepRow,
        models.TimelineEntry,
        models.Look,
        models.OfficeQuestion,
        models.Bar,
        models.DecidedChange,
        models.Signature,
    ),
    handles={
        events.CaseOpened: filing.case_opened,
        events.AnswersConfirmed: filing.answers_confirmed,
        events.DocumentDetached: filing.document_detached,
        events.CaseSubmitted: filing.case_submitted,
        events.FactsGiven: findings.facts_given,
        events.StandingChecked: findings.standing_checked,
        events.FindingsRecorded: findings.findings_recorded,
        events.CorrectionRequested: findings.correction_requested,
        events.DefectsAnswered: findings.defects_answered,
        events.DefectSettled: findings.defect_settled,
        events.StepTaken: steps.step_taken,
        events.DecisionMade: steps.decision_made,
        events.CaseAmended: amending.case_amended,
        events.FirmBarred: steps.firm_barred,
        part_events.RespondentNamed: parts.respondent_named,
        part_events.PartSigned: parts.part_signed,
        events.OfficerAssigned: steps.officer_assigned,
        events.QuestionAsked: steps.question_asked,
        events.QuestionAnswered: steps.question_answered,
        events.CaseViewed: steps.case_viewed,
        events.ClockAwaited: clocks.clock_awaited,
        events.ClockMoved: clocks.clock_moved,
        events.ClockExpired: clocks.clock_expired,
    },
    together={
        events.AnswerGiven: filing.answers_given,
        events.DocumentAttached: filing.documents_attached,
        events.FactsLookedUp: findings.facts_looked_up,
        events.FindingConfirmed: findings.findings_confirmed,
        events.ClockStarted: clocks.clocks_started,
        events.ClockStopped: clocks.clocks_stopped,
    },
)
