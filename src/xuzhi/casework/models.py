"""Read models of cases. All are dropped and rebuilt from events, so no key here is numbered by the database:
keys are ids that the events carry, or the event's position in the ledger (`position`)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from xuzhi.casework.office_models import CaseSearch as CaseSearch
from xuzhi.casework.office_models import Export as Export
from xuzhi.casework.office_models import Look as Look
from xuzhi.casework.office_models import LookUpAnswer as LookUpAnswer
from xuzhi.casework.office_models import LookUpRequest as LookUpRequest
from xuzhi.casework.office_models import SavedView as SavedView
from xuzhi.casework.part_models import Signature as Signature
from xuzhi.casework.rule_models import CalendarDay as CalendarDay
from xuzhi.casework.rule_models import ChangeRow as ChangeRow
from xuzhi.casework.rule_models import OverlayRow as OverlayRow
from xuzhi.casework.rule_models import WhatIfProgress as WhatIfProgress
from xuzhi.casework.rule_models import WhatIfRow as WhatIfRow


class Case(models.Model):
    """Where a case stands now."""

    id = models.UUIDField(primary_key=True)
    number = models.CharField(max_length=40, unique=True)
    prefix = models.CharField(max_length=20)
    year = models.IntegerField()
    serial = models.IntegerField()
    programme = models.CharField(max_length=80)
    kind = models.CharField(max_length=80)
    firm_ubn = models.CharField(max_length=8)
    firm_name = models.CharField(max_length=200)
    county = models.CharField(max_length=20, blank=True)
    opened_by = models.CharField(max_length=10)
    about = models.CharField(max_length=40, blank=True)
    respondent_ubn = models.CharField(max_length=8, blank=True, default="")
    respondent_name = models.CharField(max_length=200, blank=True, default="")
    subject = models.CharField(max_length=300, blank=True)
    stage = models.CharField(max_length=80)
    turn = models.CharField(max_length=20)
    edition_on = models.DateField(null=True)
    edition_sha256 = models.CharField(max_length=64, blank=True)
    overlay_through = models.IntegerField(default=0)
    round = models.CharField(max_length=120, blank=True)
    officer_id = models.CharField(max_length=80, blank=True)
    officer_name = models.CharField(max_length=120, blank=True)
    opened_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    resubmitted_at = models.DateTimeField(null=True)
    submissions = models.IntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)  # of the first decision; what follows it changes only the outcome
    outcome = models.CharField(max_length=40, blank=True)
    version = models.IntegerField(default=0)  # of what was approved: 1 when it was listed, one more each agreed change
    confirmed_facts = models.JSONField(default=dict)  # by question, of registers
    standing = models.JSONField(default=dict)  # {check: outcome} of the last nightly look that differed
    standing_outcome = models.CharField(max_length=20, blank=True)
    findings_outcome = models.CharField(max_length=20, blank=True)
    unconfirmed = models.IntegerField(default=0)
    open_defects = models.IntegerField(default=0)
    open_questions = models.IntegerField(default=0)
    next_clock = models.CharField(max_length=80, blank=True)
    next_started_at = models.DateTimeField(null=True)
    next_due_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    open_key = models.CharField(max_length=80, blank=True)

    class Meta:
        db_table = "casework_case"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["prefix", "year", "serial"], name="casework_case_serial_once"),
            models.UniqueConstraint(
                fields=["firm_ubn", "open_key"], condition=~models.Q(open_key=""), name="casework_case_opened_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["programme", "kind", "firm_ubn", "round"], name="casework_case_batch"),
            models.Index(fields=["firm_ubn", "-opened_at"], name="casework_case_firm"),
            models.Index(
                fields=["respondent_ubn", "-opened_at"],
                condition=~models.Q(respondent_ubn=""),
                name="casework_case_respondent",
            ),
            models.Index(fields=["turn", "next_due_at", "submitted_at"], name="casework_case_queue"),
            models.Index(fields=["officer_id", "next_due_at"], name="casework_case_officer"),
        ]

    def __str__(self) -> str:
        return self.number


class OfCase(models.Model):
    """A row of a case, keyed by the position of the event that made it."""

    position = models.BigIntegerField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE)

    class Meta:
        abstract = True


class Answer(OfCase):
    """The answer in force to one question. `problem` is the sentence that says why `raw` could not be read.

    `from_case` is the number of the case that a carried answer is from; somebody of the firm confirms it.
    """

    question = models.CharField(max_length=120)
    value = models.JSONField(null=True)
    raw = models.JSONField(null=True)
    problem = models.TextField(blank=True)
    version = models.IntegerField()
    source = models.CharField(max_length=20)
    given_by = models.CharField(max_length=120)
    given_by_id = models.CharField(max_length=80)
    given_at = models.DateTimeField()
    from_case = models.CharField(max_length=40, blank=True, default="")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        db_table = "casework_answer"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "question"], name="casework_answer_once"),
        ]


class LookUpRow(OfCase):
    """The latest answer of one outside register about one firm (its number, or its name where it has none) or host."""

    register = models.CharField(max_length=40)
    subject = models.CharField(max_length=200)
    found = models.BooleanField(null=True)
    how = models.TextField(blank=True)
    facts = models.JSONField()
    as_of = models.DateField(null=True)
    snapshots = models.JSONField()
    evidence = models.JSONField()
    problems = models.JSONField()
    missing = models.JSONField()
    looked_up_on = models.DateField()

    class Meta:
        db_table = "casework_lookup"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "register", "subject"], name="casework_lookup_once"),
        ]


class GivenFact(models.Model):
    """A fact that another room told the case."""

    pk = models.CompositePrimaryKey("case_id", "name")
    case = models.ForeignKey(Case, on_delete=models.CASCADE)
    name = models.CharField(max_length=120)
    value = models.JSONField()
    source = models.CharField(max_length=120)
    given_at = models.DateTimeField()

    class Meta:
        db_table = "casework_givenfact"


class Attachment(models.Model):
    """A sealed file under a document. `detached_at`: taken off a draft; `superseded_at`: a later file replaces it."""

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE)
    position = models.BigIntegerField()
    document = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=300)
    size = models.BigIntegerField()
    kind = models.CharField(max_length=20)
    note = models.TextField(blank=True)
    attached_by = models.CharField(max_length=120)
    attached_at = models.DateTimeField()
    submission = models.IntegerField(null=True)
    detached_at = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)
    superseded_by = models.UUIDField(null=True)

    class Meta:
        db_table = "casework_attachment"
        indexes: ClassVar = [models.Index(fields=["case", "document"], name="casework_attachment_of")]


class Submission(OfCase):
    """What was handed in, the nth time."""

    nth = models.IntegerField()
    sequence = models.IntegerField()
    submitted_at = models.DateTimeField()
    submitted_by = models.CharField(max_length=120)
    edition_on = models.DateField()
    edition_sha256 = models.CharField(max_length=64)
    overlay_through = models.IntegerField()
    round = models.CharField(max_length=120, blank=True)
    answers = models.JSONField()
    answers_sha256 = models.CharField(max_length=64)
    files = models.JSONField()
    key = models.CharField(max_length=80, blank=True)

    class Meta:
        db_table = "casework_submission"
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "nth"], name="casework_submission_nth")]


class FindingRow(models.Model):
    """One finding of the latest check, with what the officer made of it and what it was before."""

    pk = models.CompositePrimaryKey("case_id", "check_name")
    case = models.ForeignKey(Case, on_delete=models.CASCADE)
    check_name = models.CharField(max_length=120)
    order = models.IntegerField()
    finding = models.JSONField()
    outcome = models.CharField(max_length=20)  # the rule's
    stands = models.CharField(max_length=20)  # the officer's where there is one, else the rule's
    needs_confirmation = models.BooleanField()
    confirmed_by = models.CharField(max_length=120, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)
    checked_on = models.DateField()
    changed = models.BooleanField(default=False)
    previous = models.JSONField(null=True)
    upheld = models.JSONField(null=True)  # {case_id, number}: the earlier case in which the word was given

    class Meta:
        db_table = "casework_finding"


class Defect(models.Model):
    """One thing to correct. state: open; answered; accepted or wrong, as an officer settled it; closed, when a later
    letter came. `earlier` holds what was said in the letters before: [{nth, note, reply, changed, verdict}]."""

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE)
    nth = models.IntegerField()
    order = models.IntegerField()
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    label = models.CharField(max_length=300, blank=True)
    clause = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    opens_questions = models.JSONField()
    opens_documents = models.JSONField()
    state = models.CharField(max_length=20)
    reply = models.TextField(blank=True)
    changed = models.JSONField(default=list)
    answered_at = models.DateTimeField(null=True)
    verdict = models.TextField(blank=True, default="")
    settled_by = models.CharField(max_length=120, blank=True, default="")
    settled_at = models.DateTimeField(null=True)
    earlier = models.JSONField(default=list)

    class Meta:
        db_table = "casework_defect"
        indexes: ClassVar = [models.Index(fields=["case", "state"], name="casework_defect_state")]


class ClockRow(models.Model):
    """One clock of a case. state: pending, running, stopped, expired."""

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE)
    clock = models.CharField(max_length=80)
    state = models.CharField(max_length=10)
    notice_id = models.CharField(max_length=80, blank=True)
    channel = models.CharField(max_length=20, blank=True)
    started_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    count = models.JSONField(null=True)
    moved = models.JSONField(default=list)  # [{at, was_due_at, reason}]
    fired_at = models.DateTimeField(null=True)
    set_off = models.CharField(max_length=80, blank=True)
    refused = models.TextField(blank=True)
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "casework_clock"
        indexes: ClassVar = [
            models.Index(fields=["notice_id"], condition=models.Q(state="pending"), name="casework_clock_pending"),
        ]


class ClockAlarm(OfCase):
    """An instant at which somebody must look at a clock: one row each time a clock is set. Projectors only ever insert
    here, so a sweep may hold a row's lock while it waits for the case: nobody who holds the case waits for the row."""

    clock = models.ForeignKey(ClockRow, on_delete=models.CASCADE)
    due_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "casework_clockalarm"


class ClockFiring(models.Model):
    """That a clock has fired. The clock is the key: a second firing cannot be written."""

    clock = models.OneToOneField(ClockRow, on_delete=models.CASCADE, primary_key=True)
    position = models.BigIntegerField()
    fired_at = models.DateTimeField()

    class Meta:
        db_table = "casework_clockfiring"


class StepRow(OfCase):
    """A step that was taken."""

    step = models.CharField(max_length=80)
    by = models.CharField(max_length=20)
    from_stage = models.CharField(max_length=80)
    to_stage = models.CharField(max_length=80)
    taken_at = models.DateTimeField()
    actor_name = models.CharField(max_length=120)
    actor_id = models.CharField(max_length=80, blank=True)
    reason = models.TextField(blank=True)
    ruling = models.TextField(blank=True)
    grounds = models.JSONField(default=list)
    key = models.CharField(max_length=80, blank=True)

    class Meta:
        db_table = "casework_step"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "key"], condition=~models.Q(key=""), name="casework_step_key_once"),
        ]


class TimelineEntry(OfCase):
    """One line of the case's history. `audience`: "all", or "office" for what only the office sees."""

    sequence = models.IntegerField()
    type = models.CharField(max_length=60)
    at = models.DateTimeField()
    actor_name = models.CharField(max_length=120)
    actor_role = models.CharField(max_length=20)
    audience = models.CharField(max_length=10)
    data = models.JSONField()

    class Meta:
        db_table = "casework_timeline"
        indexes: ClassVar = [models.Index(fields=["case", "sequence"], name="casework_timeline_of")]


class DecidedChange(OfCase):
    """What a case about another one was to change in it, as it was decided. `version` is the one that it made, where
    it was agreed to."""

    about = models.UUIDField(db_index=True)
    decision = models.CharField(max_length=40, blank=True)
    changes = models.JSONField(default=list)  # Difference.as_json()
    version = models.IntegerField(null=True)
    decided_at = models.DateTimeField()

    class Meta:
        db_table = "casework_decidedchange"


class OfficeQuestion(models.Model):
    """A question to the office from a case, and its answer."""

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE)
    text = models.TextField()
    asked_by = models.CharField(max_length=120)
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=120, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "casework_officequestion"


class Bar(OfCase):
    """A period in which a firm may not apply in a programme, both days included."""

    programme = models.CharField(max_length=80)
    firm_ubn = models.CharField(max_length=8, db_index=True)
    from_on = models.DateField()
    until_on = models.DateField()
    reason = models.TextField(blank=True)
    clause = models.CharField(max_length=40, blank=True)

    class Meta:
        db_table = "casework_bar"
