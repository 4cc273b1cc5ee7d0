"""The shapes of what the API tells about the catalogue and the rules."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema


class Error(Schema):
    """One thing that is wrong."""

    pointer: str | None = Field(None, description="JSON pointer to the part of the request")
    code: str = Field(description="what it is called")
    detail: str = Field(description="what is wrong, for people")
    clause: str | None = Field(None, description="the clause of the published rules")
    next: str | None = Field(None, description="what to do")


class Problem(Schema):
    """RFC 9457. `code` is for programs; `detail` and `next` are for people, in the language of Accept-Language."""

    type: str = Field(description="URN of the sort of problem")
    title: str
    status: int
    detail: str
    code: str
    clause: str | None = Field(None, description="the clause of the published rules that says no, where there is one")
    values: dict[str, Any] = Field(description="what the sentence was made of")
    next: str | None = Field(None, description="what to do next")
    errors: list[Error] = Field(description="everything that is wrong with single parts, all at once")


class ListingLine(Schema):
    slug: str = Field(description="names the solution in every address")
    name: str
    summary: str
    supplier_name: str
    county: str
    is_ai: bool | None
    price_twd: int | None = Field(description="lowest price a month in whole NT dollars; null where none is told")
    has_trial: bool
    verified_checks: int
    listed_at: datetime
    valid_until: date | None
    reasons: list[str] = Field(description="why it was found, in words")
    url: str = Field(description="the page for people")


class Choice(Schema):
    code: str
    label: str
    count: int
    chosen: bool


class FacetOut(Schema):
    name: str = Field(description="goes into the query as facet=<name>:<code>")
    label: str
    choices: list[Choice]


class Facets(Schema):
    total: int
    facets: list[FacetOut]


class CataloguePage(Schema):
    items: list[ListingLine]
    total: int
    sort: str
    next: str | None = Field(description="cursor of the next page; null on the last")
    corrected: list[str] = Field(description="words that were only found by reading them otherwise")
    missing: list[str] = Field(description="words that no listing has")


class UsageTier(Schema):
    """Graduated: each tier counts what lies beyond `above`, up to where the next one of the same measure starts."""

    measure: str = Field(description="code of what is counted, as in usage records")
    name: str
    above: str = Field(description="beyond so many a month; a number as text")
    per: str = Field(description="the price is for so many; a number as text")
    price_twd: int = Field(description="whole NT dollars, with tax or without as the plan's price")
    remainder: str = Field(description="less than `per` counts: pro_rata, started (as one more), whole (not at all)")


class Plan(Schema):
    name: str
    price_twd: int | None
    price_with_tax_twd: int | None
    price_without_tax_twd: int | None
    billing: str = Field(description="monthly, quarterly, half_yearly, yearly, one_off, usage, …")
    monthly_twd: int | None
    term: str
    seats: str
    trial: str
    setup_twd: int | None
    exit_twd: int | None
    extra_seat_twd: int | None
    per_seat: bool
    includes: str
    usage_tiers: list[UsageTier] = Field(description="what usage costs a month beside the price; empty where nothing")


class Function(Schema):
    name: str
    description: str
    performance: str


class MarkOut(Schema):
    sort: str = Field(description="declared by the supplier, proved by a file or register, verified by review")
    on: date


class Fact(Schema):
    name: str
    label: str
    value: str
    columns: list[str]
    rows: list[list[str]]
    clause: list[str]
    mark: MarkOut | None


class Part(Schema):
    name: str
    label: str
    facts: list[Fact]


class SupplierOut(Schema):
    ubn: str
    name: str
    county: str
    website: str
    approved_on: date | None


class VerifiedOut(Schema):
    check: str
    label: str
    clause: list[str]
    on: date
    by_officer: bool


class Version(Schema):
    version: int
    approved_at: datetime


class ListingOut(Schema):
    id: UUID
    slug: str
    number: str
    programme: str
    name: str
    summary: str
    description: str = Field(description="Markdown as the supplier wrote it; clean it before you show it")
    is_ai: bool | None
    price_twd: int | None
    plans: list[Plan]
    functions: list[Function]
    parts: list[Part]
    portability: list[str]
    supplier: SupplierOut
    verified: list[VerifiedOut]
    version: int = Field(description="send it with an order, so that a change in between is noticed")
    versions: list[Version]
    listed_at: datetime
    valid_until: date | None
    edition_on: date
    facts: dict[str, Any] = Field(description="the public facts by question, as they were approved")
    url: str


class EditionOut(Schema):
    on: date
    sha256: str = Field(description="covers all that is in force")


class KindOut(Schema):
    name: str
    title: str
    hint: str
    starts_alone: bool
    questions: int
    documents: int
    checks: int


class ProgrammeLine(Schema):
    id: str
    title: str
    short_title: str
    summary: str
    agency: str
    edition: EditionOut
    url: str


class ClauseOut(Schema):
    id: str
    at: str = Field(description="where it stands in the published rules")
    label: str
    says: str


class ParameterOut(Schema):
    name: str
    label: str
    unit: str
    value: Any = Field(description="null where the office has to set it and has not")
    clause: list[str]
    set_by_office: bool


class ProgrammeOut(ProgrammeLine):
    kinds: list[KindOut]
    clauses: list[ClauseOut]
    parameters: list[ParameterOut]


class RoundOut(Schema):
    name: str
    title: str
    state: str = Field(description="open, coming, closed, cancelled")
    opens_at: datetime
    closes_at: datetime
    kinds: list[str]
    tentative: bool


class Rounds(Schema):
    items: list[RoundOut]


class Programmes(Schema):
    items: list[ProgrammeLine]


class FindingOut(Schema):
    check: str
    label: str
    clause: list[str]
    outcome: str = Field(description="met, not_met, undetermined")
    reason: str
    next: str
    missing: list[str]
    source: str
    as_of: date | None
    needs_confirmation: bool


class EligibilityOut(Schema):
    programme: str
    kind: str
    ubn: str
    on: date
    found: bool = Field(description="whether the company register knows the number")
    name: str
    outcome: str = Field(description="met, not_met, undetermined")
    findings: list[FindingOut]
    can_start: bool
    why_not: str
    edition: EditionOut
