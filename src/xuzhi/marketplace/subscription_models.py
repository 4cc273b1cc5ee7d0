"""Read models of what was ordered and what runs, dropped and rebuilt from events. A subscription keeps the id of its
order's case, and the version of the listing that it was contracted under."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Subscription(models.Model):
    """An order and what became of it. state: ordered (waits for the supplier), running, ended, fell_through.

    Plan, seats and amounts are those agreed on last; `SubscriptionTerm` has all of them with their days. Amounts are
    whole dollars a period. `listing_id` names what was ordered, listed or not.
    """

    id = models.UUIDField(primary_key=True)
    number = models.CharField(max_length=40)
    programme = models.CharField(max_length=80)
    kind = models.CharField(max_length=80)
    listing_id = models.UUIDField(db_index=True)
    name = models.CharField(max_length=300)
    version = models.IntegerField()
    buyer_ubn = models.CharField(max_length=8)
    buyer_name = models.CharField(max_length=200)
    supplier_ubn = models.CharField(max_length=8)
    supplier_name = models.CharField(max_length=200)
    state = models.CharField(max_length=20)
    contract = models.JSONField(default=dict)  # what was agreed on last, by the names after "contract."
    from_on = models.DateField()
    until_on = models.DateField()
    payment = models.CharField(max_length=20, blank=True)
    payment_told_by = models.CharField(max_length=120, blank=True)
    payment_told_at = models.DateTimeField(null=True)
    ordered_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=80, blank=True)

    class Meta:
        db_table = "marketplace_subscription"
        indexes: ClassVar = [
            models.Index(fields=["buyer_ubn", "-ordered_at"], name="marketplace_sub_buyer"),
            models.Index(fields=["supplier_ubn", "-ordered_at"], name="marketplace_sub_supplier"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class SubscriptionTerm(models.Model):
    """What holds from one day on, until the next term begins: by the order, a renewal or a change of plan."""

    position = models.BigIntegerField(primary_key=True)
    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="terms")
    from_on = models.DateField()
    until_on = models.DateField()
    version = models.IntegerField()
    contract = models.JSONField(default=dict)
    step = models.CharField(max_length=80)
    agreed_at = models.DateTimeField()

    class Meta:
        db_table = "marketplace_subscription_term"
        indexes: ClassVar = [models.Index(fields=["subscription", "from_on"], name="marketplace_term_of")]

    def __str__(self) -> str:
        return f"{self.subscription_id} {self.from_on}"


class UpheldComplaint(models.Model):
    """A complaint in which the office found the supplier responsible. It stands on the solution's public page."""

    case_id = models.UUIDField(primary_key=True)
    number = models.CharField(max_length=40)
    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE)
    listing_id = models.UUIDField(db_index=True)
    topic = models.CharField(max_length=60, blank=True)
    upheld_at = models.DateTimeField()

    class Meta:
        db_table = "marketplace_upheld_complaint"

    def __str__(self) -> str:
        return self.number
