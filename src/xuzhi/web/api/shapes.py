"""The shapes of what the API tells a firm of its own, and of what it is asked to do."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict

from xuzhi.web.api.schemas import UsageTier

NO_NUL = r"^[^\x00]*$"  # what the database cannot hold is refused with its place


type PlainText = Annotated[str, Field(pattern=NO_NUL)]


class Asked(Schema):
    """Something that is sent in; a field that is not known is said so."""

    model_config = ConfigDict(extra="forbid")


class CaseOut(Schema):
    id: UUID
    number: str
    programme: str
    kind: str
    kind_title: str
    subject: str
    stage: str
    stage_label: str
    turn: str = Field(description="whose turn it is: applicant, respondent, officer, … or none")
    turn_label: str
    opened_at: datetime
    submitted_at: datetime | None
    ended_at: datetime | None
    changed_at: datetime
    outcome: str
    due_at: datetime | None = Field(description="when the time limit that runs out first does")
    about: str | None = Field(description="the case that it is about")
    open_defects: int
    url: str


class Cases(Schema):
    items: list[CaseOut]
    next: str | None = Field(description="cursor of the next page; null on the last")


class DocumentOut(Schema):
    id: UUID
    document: str = Field(description="which document of the rules it stands for")
    label: str
    clause: str
    name: str
    size: int = Field(description="bytes")
    kind: str
    sha256: str
    attached_at: datetime
    superseded_at: datetime | None = Field(description="since when another file stands in its place")
    href: str = Field(description="the file itself")


class Documents(Schema):
    items: list[DocumentOut]


class TermOut(Schema):
    """What holds from a day on. Amounts are whole NT dollars a period, for all seats."""

    from_on: date
    until_on: date
    version: int
    plan: str
    billing: str
    period_months: int
    term_months: int
    seats: int
    net_twd: int | None
    tax_twd: int | None
    gross_twd: int | None
    trial_until_on: date | None
    usage_tiers: list[UsageTier] = Field(description="what usage costs a month beside the amounts; empty where nothing")


class OrderOut(Schema):
    id: UUID
    number: str
    role: str = Field(description="buyer or supplier: the side of the caller's firm")
    state: str = Field(description="ordered, running, ended, fell_through")
    listing_id: UUID
    name: str
    buyer_ubn: str
    buyer_name: str
    supplier_ubn: str
    supplier_name: str
    from_on: date
    until_on: date
    term: TermOut
    terms: list[TermOut]
    payment: str
    ordered_at: datetime
    begun_at: datetime | None
    ended_at: datetime | None
    ended_because: str
    url: str


class Orders(Schema):
    items: list[OrderOut]
    next: str | None = Field(description="cursor of the next page; null on the last")


type Answer = PlainText | int | bool | None


class OrderAsked(Asked):
    listing: str = Field(max_length=60, pattern=NO_NUL, description="slug of the solution")
    version: int = Field(
        ge=1, le=2**31 - 1, description="version of the listing that you looked at: a change in between is refused"
    )
    answers: dict[PlainText, Answer] = Field(
        max_length=60,
        description="by question of the order's form, such as order.plan; `GET /programmes` names the programme",
    )


class ReasonAsked(Asked):
    reason: str = Field(min_length=1, max_length=2000, pattern=NO_NUL, description="the buyer reads it")


class NothingAsked(Asked):
    """Nothing needs to be said."""


class UsageAsked(Asked):
    subscription: str = Field(max_length=60, pattern=NO_NUL, description="id or number of the order")
    period: str = Field(max_length=20, pattern=NO_NUL, description="a day (2026-11-20) or a month (2026-11)")
    measure: str = Field(max_length=100, pattern=NO_NUL, description="code of what is counted, as the listing says")
    value: PlainText | int = Field(description="0 or more, three decimal places at most; as text")
    record_id: str = Field("", max_length=200, pattern=NO_NUL, description="your own id; the same again is the same")


class UsageBatch(Asked):
    records: list[UsageAsked] = Field(min_length=1, max_length=10_000)


class LineOut(Schema):
    line: int = Field(description="from 1, in the order sent")
    state: str = Field(description="kept, corrected, same (it stood already), refused")
    subscription_id: UUID | None
    errors: list[dict[str, Any]]


class UsageOut(Schema):
    kept: int
    corrected: int
    same: int
    refused: int
    lines: list[LineOut]
