"""Read models of the catalogue, dropped and rebuilt from events. A listing keeps the id of its case."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from xuzhi.marketplace.connections.models import ApiKey as ApiKey
from xuzhi.marketplace.connections.models import ApiKeyUse as ApiKeyUse
from xuzhi.marketplace.connections.models import CallRate as CallRate
from xuzhi.marketplace.connections.models import KeptAnswer as KeptAnswer
from xuzhi.marketplace.connections.models import MessageLease as MessageLease
from xuzhi.marketplace.connections.models import Webhook as Webhook
from xuzhi.marketplace.connections.models import WebhookAttempt as WebhookAttempt
from xuzhi.marketplace.connections.models import WebhookMessage as WebhookMessage
from xuzhi.marketplace.connections.models import WebhookSecret as WebhookSecret
from xuzhi.marketplace.rating_models import Rating as Rating
from xuzhi.marketplace.search_models import ListingSearch as ListingSearch
from xuzhi.marketplace.subscription_models import Subscription as Subscription
from xuzhi.marketplace.subscription_models import SubscriptionTerm as SubscriptionTerm
from xuzhi.marketplace.subscription_models import UpheldComplaint as UpheldComplaint
from xuzhi.marketplace.usage_models import UsageFlag as UsageFlag
from xuzhi.marketplace.usage_models import UsageRecord as UsageRecord
from xuzhi.marketplace.usage_models import UsageValue as UsageValue


class Listing(models.Model):
    """A solution that is or was listed, with the facts that may stand on a public page."""

    id = models.UUIDField(primary_key=True)
    slug = models.CharField(max_length=60, unique=True)
    number = models.CharField(max_length=40)
    programme = models.CharField(max_length=80)
    kind = models.CharField(max_length=80)
    firm_ubn = models.CharField(max_length=8)
    firm_name = models.CharField(max_length=200)
    county = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    facts = models.JSONField(default=dict)
    verified = models.JSONField(default=list)
    documents = models.JSONField(default=dict)  # {document: day of approval} of what was attached
    edition_on = models.DateField()
    edition_sha256 = models.CharField(max_length=64)
    listed_at = models.DateTimeField()
    renewed_at = models.DateTimeField()
    valid_until = models.DateField(null=True)
    removed_at = models.DateTimeField(null=True)
    removed_because = models.CharField(max_length=40, blank=True)
    suspended_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        db_table = "marketplace_listing"
        indexes: ClassVar = [models.Index(fields=["firm_ubn", "name"], name="marketplace_listing_firm")]

    def __str__(self) -> str:
        return self.name


class ListingVersion(models.Model):
    """What was approved of a listing, from when on. Whoever subscribed keeps to the version of that day: a version
    never changes, and listing and number name it."""

    pk = models.CompositePrimaryKey("listing_id", "version")
    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="versions")
    version = models.IntegerField()
    name = models.CharField(max_length=300)
    facts = models.JSONField(default=dict)
    case_id = models.UUIDField()
    case_number = models.CharField(max_length=40)
    edition_on = models.DateField()
    approved_at = models.DateTimeField()

    class Meta:
        db_table = "marketplace_version"

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


class CheckedCase(models.Model):
    """The latest findings of a case that may become a listing, so that the listing can say what was verified."""

    case_id = models.UUIDField(primary_key=True)
    findings = models.JSONField(default=dict)

    class Meta:
        db_table = "marketplace_checked_case"

    def __str__(self) -> str:
        return str(self.case_id)


class Supplier(models.Model):
    """A firm as the public sees it: the public facts of its latest approved case that lists nothing itself."""

    firm_ubn = models.CharField(max_length=8, primary_key=True)
    firm_name = models.CharField(max_length=200)
    county = models.CharField(max_length=20, blank=True)
    facts = models.JSONField(default=dict)
    verified = models.JSONField(default=list)
    documents = models.JSONField(default=dict)
    approved_on = models.DateField()

    class Meta:
        db_table = "marketplace_supplier"

    def __str__(self) -> str:
        return self.firm_name
