"""Tables of the panels room.

All are read models, dropped and rebuilt from events, but `ScoreSheet`: what a member has written and nobody else may
see must not enter the ledger before the sheets are opened.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from xuzhi.panels.consents.models import Consent as Consent
from xuzhi.panels.consents.models import ConsentRound as ConsentRound
from xuzhi.panels.consents.models import ConsentSheet as ConsentSheet


class Reviewer(models.Model):
    """A person on the roster; the id is that of the person's account."""

    id = models.UUIDField(primary_key=True)
    name = models.CharField(max_length=100)
    email = models.EmailField(max_length=254)
    organisation = models.CharField(max_length=200)
    organisation_ubn = models.CharField(max_length=8, blank=True)
    title = models.CharField(max_length=100, blank=True)
    address = models.CharField(max_length=300, blank=True)
    representative = models.CharField(max_length=100, blank=True)
    expertise = models.JSONField(default=list)
    employers = models.JSONField(default=list)  # [{name, ubn, note}]
    ties = models.JSONField(default=list)  # [{name, ubn, note}], declared on the roster or in a panel
    entered_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "panels_reviewer"

    def __str__(self) -> str:
        return self.name


class Sitting(models.Model):
    """A meeting at a time and a place, or a link; panels stand on its agenda."""

    id = models.UUIDField(primary_key=True)
    programme = models.CharField(max_length=80)
    sequence = models.IntegerField()
    starts_at = models.DateTimeField()
    minutes = models.IntegerField()
    place = models.CharField(max_length=300, blank=True)
    link = models.URLField(max_length=500, blank=True)
    note = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    arranged_at = models.DateTimeField()
    material_until = models.DateTimeField(null=True)
    phases = models.JSONField(default=list)  # [{code, minutes}]
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "panels_sitting"
        indexes: ClassVar = [models.Index(fields=["programme", "starts_at"], name="panels_sitting_when")]


class Panel(models.Model):
    """A panel on one case. `settings` are fixed with the first sheet; `result` is there once the sheets are open."""

    id = models.UUIDField(primary_key=True)
    case_id = models.UUIDField()
    case_number = models.CharField(max_length=40)
    programme = models.CharField(max_length=80)
    kind = models.CharField(max_length=80)
    stage = models.CharField(max_length=80)
    nth = models.IntegerField()
    subject = models.CharField(max_length=300, blank=True)
    firm_ubn = models.CharField(max_length=8)
    firm_name = models.CharField(max_length=200)
    parties = models.JSONField(default=list)
    formed_at = models.DateTimeField()
    sitting = models.ForeignKey(Sitting, null=True, on_delete=models.CASCADE, related_name="panels")
    position = models.IntegerField(default=0)
    settings = models.JSONField(null=True)
    opened_at = models.DateTimeField(null=True)
    result = models.JSONField(null=True)
    concluded = models.IntegerField(default=0)
    passed = models.BooleanField(null=True)
    quorate = models.BooleanField(null=True)
    total = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    bonus = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    roll_closed_at = models.DateTimeField(null=True)
    attended = models.BooleanField(null=True)

    class Meta:
        db_table = "panels_panel"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case_id", "stage", "nth"], name="panels_panel_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["programme", "-bonus", "-total"], name="panels_panel_rank")]


class Seat(models.Model):
    """A reviewer's place on a panel."""

    pk = models.CompositePrimaryKey("panel_id", "reviewer_id")
    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="seats")
    reviewer = models.ForeignKey(Reviewer, on_delete=models.CASCADE, related_name="seats")
    name = models.CharField(max_length=100)
    organisation = models.CharField(max_length=200)
    position = models.BigIntegerField()
    appointed_at = models.DateTimeField()
    pledged_at = models.DateTimeField(null=True)
    cleared_at = models.DateTimeField(null=True)
    handed_in_at = models.DateTimeField(null=True)
    sealed_sha256 = models.CharField(max_length=64, blank=True)
    sheet = models.JSONField(null=True)  # once opened, and as long as it counts
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(max_length=10, blank=True)
    withdrawn_note = models.TextField(blank=True)
    voided_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "panels_seat"
        indexes: ClassVar = [models.Index(fields=["reviewer", "appointed_at"], name="panels_seat_reviewer")]

    @property
    def sits(self) -> bool:
        return self.withdrawn_at is None

    @property
    def in_conflict(self) -> bool:
        return self.withdrawn_why in ("declared", "found")


class ScriptStep(models.Model):
    """Something to be demonstrated, and what was seen of it."""

    id = models.UUIDField(primary_key=True)
    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="script")
    order = models.IntegerField()
    title = models.CharField(max_length=300)
    expected = models.TextField(blank=True)
    begun_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    seen = models.TextField(blank=True)
    response_ms = models.BigIntegerField(null=True)
    flow = models.CharField(max_length=10, blank=True)
    seen_by = models.CharField(max_length=120, blank=True)

    class Meta:
        db_table = "panels_scriptstep"


class Invitation(models.Model):
    """A letter about the sitting."""

    position = models.BigIntegerField(primary_key=True)
    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="invitations")
    to = models.CharField(max_length=40)  # "firm" or a reviewer's id
    sitting_id = models.UUIDField()
    notice_id = models.UUIDField()
    sequence = models.IntegerField()
    sent_at = models.DateTimeField()
    cancels = models.BooleanField(default=False)

    class Meta:
        db_table = "panels_invitation"


class Minutes(models.Model):
    """The minutes of a panel as a document."""

    position = models.BigIntegerField(primary_key=True)
    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="minutes")
    nth = models.IntegerField()
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=120)

    class Meta:
        db_table = "panels_minutes"


class Confirmation(models.Model):
    """A member's word that the minutes say what was."""

    position = models.BigIntegerField(primary_key=True)
    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="confirmations")
    reviewer_id = models.UUIDField()
    nth = models.IntegerField()
    sha256 = models.CharField(max_length=64)
    confirmed_at = models.DateTimeField()

    class Meta:
        db_table = "panels_confirmation"


class Leave(models.Model):
    """Somebody stands in for whoever leads; `form_sha256` is the paper."""

    panel = models.OneToOneField(Panel, primary_key=True, on_delete=models.CASCADE, related_name="leave")
    leader = models.CharField(max_length=100)
    proxy = models.CharField(max_length=100)
    job_title = models.CharField(max_length=200, blank=True)
    reason = models.TextField()
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    taken_at = models.DateTimeField()
    taken_by = models.CharField(max_length=120)

    class Meta:
        db_table = "panels_leave"


class Attendee(models.Model):
    """Somebody of the plan who came."""

    position = models.BigIntegerField(primary_key=True)
    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="attendees")
    name = models.CharField(max_length=100)
    role = models.CharField(max_length=80)
    job_title = models.CharField(max_length=200, blank=True)
    stands_in = models.BooleanField()
    came_at = models.DateTimeField()

    class Meta:
        db_table = "panels_attendee"


class Phase(models.Model):
    """A phase of the meeting, from when to when; `minutes` is the time that was set for it."""

    position = models.BigIntegerField(primary_key=True)
    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="phases")
    code = models.CharField(max_length=80)
    minutes = models.IntegerField()
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "panels_phase"


class Remark(models.Model):
    """What was said, and when."""

    id = models.UUIDField(primary_key=True)
    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="remarks")
    phase = models.CharField(max_length=80, blank=True)
    speaker = models.CharField(max_length=100, blank=True)
    says = models.TextField()
    noted_at = models.DateTimeField()

    class Meta:
        db_table = "panels_remark"


class ScoreSheet(models.Model):
    """What a member has written; not a read model. Nobody but the member reads it, and once it is handed in nobody.

    `typed` is as it was typed; `sheet` and `salt` are what the sealed hash was made of.
    """

    pk = models.CompositePrimaryKey("panel_id", "reviewer_id")
    panel_id = models.UUIDField()
    reviewer_id = models.UUIDField()
    typed = models.JSONField(default=dict)
    sheet = models.JSONField(null=True)
    salt = models.CharField(max_length=64, blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        db_table = "panels_scoresheet"
