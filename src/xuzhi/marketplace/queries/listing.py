"""One solution as everybody may read it: what its supplier declared, and what was verified, clause by clause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from xuzhi.casework.queries.editions import edition
from xuzhi.engine.answers import show_answer
from xuzhi.kernel.roc import TAIPEI
from xuzhi.kernel.texts import current_language
from xuzhi.marketplace import facts as read
from xuzhi.marketplace.costing import Amount, taxed
from xuzhi.marketplace.marks import Grounds, Mark, mark_of
from xuzhi.marketplace.models import Listing, Supplier
from xuzhi.marketplace.queries.comparison import tax_percent
from xuzhi.marketplace.queries.door import on_sale
from xuzhi.marketplace.queries.plainly import (
    FORMATS,
    Badge,
    FunctionRow,
    badges_of,
    functions_of,
    portability_of,
    sample_of,
    told_plainly,
)
from xuzhi.marketplace.queries.search import PAGE
from xuzhi.marketplace.queries.versions import VersionLine, version_lines
from xuzhi.marketplace.queries.wording import own_words
from xuzhi.marketplace.tiers import Tier, tiers_of, tiers_said
from xuzhi.rulebook import Edition
from xuzhi.rulebook.model import CaseKind, Question

# What the page draws in a form of its own; all other public facts follow section by section.
DRAWN = {
    read.NAME, read.SUMMARY, read.DESCRIPTION, read.PLANS, read.TIERS, read.FUNCTIONS, read.IS_AI, read.SAMPLE_FILES,
}  # fmt: skip
MOST_OTHERS = PAGE
LONG = "long_text"


@dataclass(frozen=True)
class Shown:
    """A public fact in words, and what it rests on. Records have `columns` and `rows`; `long` texts are Markdown."""

    name: str
    label: str
    value: str
    clause: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    yes: bool | None = None
    long: bool = False
    mark: Mark | None = None

    @property
    def cells(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        """Rows with each cell beside its column."""
        return tuple(tuple(zip(self.columns, row, strict=True)) for row in self.rows)


@dataclass(frozen=True)
class Part:
    """The public facts of one section of the form."""

    name: str
    label: str
    facts: tuple[Shown, ...]

    @property
    def plain(self) -> tuple[Shown, ...]:
        """Those that are no tables."""
        return tuple(fact for fact in self.facts if not fact.rows)


@dataclass(frozen=True)
class PlanRow:
    name: str
    price_twd: int | None
    billing: str
    monthly_twd: int | None
    term: str
    seats: str
    trial: str
    setup_twd: int | None
    tax_included: bool | None
    includes: str
    period: str = ""
    per_seat: bool = False
    extra_seat_twd: int | None = None
    exit_twd: int | None = None
    most_seats: str = ""
    amount: Amount | None = None
    tiers: tuple[Tier, ...] = ()
    usage: tuple[str, ...] = ()  # what usage costs, in words

    @property
    def by_usage_alone(self) -> bool:
        """Whether nothing is paid but for usage."""
        return self.price_twd == 0 and bool(self.tiers)


@dataclass(frozen=True)
class SupplierCard:
    ubn: str
    name: str
    county: str
    introduction: str
    website: str
    approved_on: date | None
    others: tuple[tuple[str, str], ...]
    badges: tuple[Badge, ...] = ()


@dataclass(frozen=True)
class Verified:
    check: str
    label: str
    clause: tuple[str, ...]
    on: date
    by_officer: bool


@dataclass(frozen=True)
class SolutionPage:
    """`removed_at` or `suspended_at` is set when the solution is not listed now; then only name, supplier and days may
    be shown. `versions` are what was approved, the newest first."""

    id: UUID
    slug: str
    number: str
    programme: str
    programme_title: str
    name: str
    summary: str
    description: str
    is_ai: bool | None
    lowest_twd: int | None
    plans: tuple[PlanRow, ...]
    plan_facts: tuple[Shown, ...]
    functions: tuple[FunctionRow, ...]
    parts: tuple[Part, ...]
    supplier: SupplierCard
    verified: tuple[Verified, ...]
    listed_at: datetime
    renewed_at: datetime
    valid_until: date | None
    removed_at: datetime | None
    suspended_at: datetime | None
    edition_on: date
    version: int
    versions: tuple[VersionLine, ...]
    export: Part | None = None
    portability: tuple[str, ...] = ()
    samples: tuple[str, ...] = ()
    tax_percent: Decimal | None = None

    @property
    def costs_by_usage(self) -> bool:
        return any(plan.tiers for plan in self.plans)

    @property
    def other_parts(self) -> tuple[Part, ...]:
        """The parts but for the one on taking data along, which has its own place."""
        return tuple(part for part in self.parts if part != self.export)


def solution_page(slug: str) -> SolutionPage | None:
    """The page of a solution that is or was listed, or None. Five queries."""
    listing = Listing.objects.filter(slug=slug).first()
    if listing is None:
        return None
    rules = edition(listing.programme, listing.edition_on, spoken=True)
    kind = rules.case(listing.kind)
    facts = listing.facts
    approved_on = listing.renewed_at.astimezone(TAIPEI).date()
    grounds = Grounds(listing.verified, listing.documents, approved_on)
    parts = _parts(kind, grounds, {name: value for name, value in facts.items() if name not in told_plainly(facts)})
    beside_plans, beside_export = _section_of(kind, read.PLANS), _section_of(kind, FORMATS)
    return SolutionPage(
        id=listing.id,
        slug=listing.slug,
        number=listing.number,
        programme=listing.programme,
        programme_title=rules.programme.short_title or rules.title,
        name=listing.name,
        summary=listing.summary,
        description=str(facts.get(read.DESCRIPTION, "")),
        is_ai=facts.get(read.IS_AI),
        lowest_twd=read.lowest_price(facts),
        plans=_plans(kind, facts, tax_percent(rules)),
        plan_facts=tuple(fact for part in parts if part.name == beside_plans for fact in part.facts if not fact.rows),
        functions=functions_of(facts),
        parts=tuple(part for part in parts if part.name != beside_plans),
        export=next((part for part in parts if part.name == beside_export), None),
        supplier=_supplier(listing, rules),
        verified=_verified(listing, {check.name: check.label for check in kind.checks}),
        listed_at=listing.listed_at,
        renewed_at=listing.renewed_at,
        valid_until=listing.valid_until,
        removed_at=listing.removed_at,
        suspended_at=listing.suspended_at,
        edition_on=listing.edition_on,
        version=listing.version,
        versions=version_lines(listing.id, kind),
        portability=portability_of(kind, facts),
        samples=sample_of(facts),
        tax_percent=tax_percent(rules),
    )


def _section_of(kind: CaseKind, question: str) -> str:
    return next((each.section for each in kind.questions if each.name == question), "")


def _plans(kind: CaseKind, facts: Mapping[str, Any], rate: Decimal | None) -> tuple[PlanRow, ...]:
    question = next((each for each in kind.questions if each.name == read.PLANS), None)

    def words(plan: Mapping[str, Any], name: str) -> str:
        cell = question.field_named(name) if question else None
        value = plan.get(name)
        return _words(cell, value) if cell and value not in (None, "") else ""

    def row(plan: Mapping[str, Any]) -> PlanRow:
        tiers = tiers_of(facts, str(plan.get("name", "")))
        return PlanRow(
            name=str(plan.get("name", "")),
            price_twd=plan.get("price_twd"),
            billing=words(plan, "billing"),
            monthly_twd=read.monthly_price(plan),
            term=words(plan, "term_months"),
            seats=words(plan, "seats"),
            trial=words(plan, "trial_days"),
            setup_twd=plan.get("setup_twd"),
            tax_included=plan.get("tax_included"),
            includes=str(plan.get("includes") or ""),
            period=str(plan.get("billing") or ""),
            per_seat=plan.get("per") == "seat",
            extra_seat_twd=plan.get("extra_seat_twd"),
            exit_twd=plan.get("exit_twd"),
            most_seats=words(plan, "most_seats"),
            amount=taxed(plan["price_twd"], plan.get("tax_included"), rate) if plan.get("price_twd") else None,
            tiers=tiers,
            usage=tiers_said(tiers),
        )

    return tuple(row(plan) for plan in read.plans_of(facts))


def _parts(kind: CaseKind, grounds: Grounds, facts: Mapping[str, Any]) -> tuple[Part, ...]:
    parts = []
    for section in kind.sections:
        asked = [q for q in kind.questions if q.section == section.name and q.name in facts and q.name not in DRAWN]
        if asked:
            parts.append(
                Part(
                    section.name,
                    own_words("part", section.name, section.label),
                    tuple(replace(_shown(each, facts[each.name]), mark=mark_of(kind, each, grounds)) for each in asked),
                )
            )
    return tuple(parts)


def _shown(question: Question, value: Any) -> Shown:
    if question.type == "records" and isinstance(value, list):
        columns = [cell for cell in question.fields if any(record.get(cell.name) not in (None, "") for record in value)]
        return Shown(
            name=question.name,
            label=own_words("fact", question.name, question.label),
            value="",
            clause=question.clauses,
            columns=tuple(cell.label for cell in columns),
            rows=tuple(tuple(_cell(cell, record.get(cell.name)) for cell in columns) for record in value),
        )
    yes = value if isinstance(value, bool) else None
    label = own_words("fact", question.name, question.label)
    return Shown(question.name, label, _words(question, value), question.clauses, yes=yes, long=question.type == LONG)


def _cell(question: Question, value: Any) -> str:
    return "" if value in (None, "") else _words(question, value)


def _words(question: Question, value: Any) -> str:
    return show_answer(question, value, current_language())


def _supplier(listing: Listing, rules: Edition) -> SupplierCard:
    card = Supplier.objects.filter(firm_ubn=listing.firm_ubn).first()
    facts: Mapping[str, Any] = card.facts if card else {}
    others: Sequence[tuple[str, str]] = list(
        on_sale()
        .filter(firm_ubn=listing.firm_ubn)
        .exclude(id=listing.id)
        .order_by("name")
        .values_list("slug", "name")[:MOST_OTHERS]
    )
    return SupplierCard(
        ubn=listing.firm_ubn,
        name=listing.firm_name,
        county=listing.county,
        introduction=str(facts.get("company.introduction", "")),
        website=str(facts.get("company.website", "")),
        approved_on=card.approved_on if card else None,
        others=tuple(others),
        badges=badges_of(rules, facts),
    )


def _verified(listing: Listing, labels: Mapping[str, str]) -> tuple[Verified, ...]:
    return tuple(
        Verified(
            check=each["check"],
            label=labels.get(each["check"], each["label"]),
            clause=tuple(each["clause"]) if isinstance(each["clause"], list) else (each["clause"],),
            on=date.fromisoformat(each["on"]),
            by_officer=each["by_officer"],
        )
        for each in listing.verified
    )
