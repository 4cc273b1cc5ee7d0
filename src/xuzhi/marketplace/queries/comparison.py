"""Up to four solutions side by side: what they do, promise and cost, and how far each word can be relied on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import DateTimeField, OuterRef, Subquery

from xuzhi.casework.queries.editions import Overlays
from xuzhi.engine.answers import show_answer
from xuzhi.kernel.roc import TAIPEI
from xuzhi.kernel.texts import current_language, say
from xuzhi.marketplace import facts as read
from xuzhi.marketplace.costing import Cheapest, Cost, cheapest, cost_of, terms_of
from xuzhi.marketplace.marks import Grounds, Mark, mark_of
from xuzhi.marketplace.models import Listing, ListingVersion, Supplier
from xuzhi.marketplace.queries.door import on_sale
from xuzhi.marketplace.queries.plainly import Badge, badges_mark, badges_of
from xuzhi.marketplace.queries.wording import own_words
from xuzhi.marketplace.tiers import measures_charged, tiers_of
from xuzhi.marketplace.usage.lines import Measure
from xuzhi.rulebook import Edition
from xuzhi.rulebook.model import CaseKind, Question

MOST = 4
TAX_RATE = "business_tax_rate"
# What is compared, in the order of the page. Names are those that rulebooks fix for a solution.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "functions": (
        read.IS_AI, "solution.ai.kind", "solution.ai.outputs", read.FUNCTIONS, "solution.industries", "solution.uses",
    ),
    "sla": (*read.SLA.values(), "solution.sla.support_hours", "solution.sla.credits"),
    "support": ("solution.support",),
    "export": (
        f"{read.EXPORT}.whole", f"{read.EXPORT}.free", f"{read.EXPORT}.any_time", f"{read.EXPORT}.self_service",
        f"{read.EXPORT}.formats", read.SAMPLE_ROWS, f"{read.EXPORT}.limits",
    ),
    "hosting": ("solution.machine_rooms",),
    "terms": ("solution.version", "solution.refunds"),
}  # fmt: skip
# Of records, what one line says: the first field, then the others.
LINES = {
    read.FUNCTIONS: ("name",),
    "solution.support": ("kind", "channel", "hours", "response_time_hours"),
    "solution.machine_rooms": ("purpose", "country", "city", "provider"),
}
# Where more is better, and where less is.
MORE = {read.SLA["availability"], read.SLA["support_weekly_hours"], read.SLA["credit_percent"]}
LESS = {read.SLA["response_seconds"], read.SLA["recovery_point_hours"], read.SLA["recovery_time_hours"]}


@dataclass(frozen=True)
class Cell:
    """What one solution says: lines of words, none where it says nothing. `best` is told of figures that differ."""

    lines: tuple[str, ...]
    mark: Mark | None = None
    yes: bool | None = None
    best: bool = False


@dataclass(frozen=True)
class Row:
    name: str
    label: str
    cells: tuple[Cell, ...]

    @property
    def differs(self) -> bool:
        return len({cell.lines for cell in self.cells}) > 1


@dataclass(frozen=True)
class Group:
    name: str
    label: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Column:
    """One solution. `costs` are those of its plans; `cheapest` the least of them for what was asked."""

    slug: str
    name: str
    firm_name: str
    firm_ubn: str
    summary: str
    costs: tuple[Cost, ...]
    cheapest: Cheapest | None
    price_mark: Mark
    badges: tuple[Badge, ...]
    badges_mark: Mark | None
    valid_until: date | None

    @property
    def cost(self) -> Cost | None:
        return self.cheapest.cost if self.cheapest else None


@dataclass(frozen=True)
class Comparison:
    """`gone` counts what was asked for and is not listed. `least` is the place of the column that costs least;
    `usage` how much is used a month, `charged` what any of the plans charges for."""

    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    seats: int
    months: int
    tax_percent: Decimal | None
    gone: int
    least: int | None
    least_saves: int = 0
    usage: Mapping[str, Decimal] = field(default_factory=dict)
    charged: tuple[Measure, ...] = ()


def comparison(
    slugs: Sequence[str], *, seats: int, months: int, on: date, usage: Mapping[str, Decimal] | None = None
) -> Comparison:
    """What stands in the catalogue of the solutions, in the order asked for, four at the most; `usage` is how much is
    used a month, by the code of what is counted. Three queries."""
    wanted = list(dict.fromkeys(slugs))[:MOST]
    found = {listing.slug: listing for listing in _listings(wanted)}
    listings = [found[slug] for slug in wanted if slug in found]
    suppliers = {each.firm_ubn: each for each in Supplier.objects.filter(firm_ubn__in={x.firm_ubn for x in listings})}
    overlays = Overlays()
    told = [_Told(each, overlays, suppliers.get(each.firm_ubn)) for each in listings]
    rates = {each.programme: tax_percent(overlays.edition(each.programme, on)) for each in listings}
    used = usage or {}
    columns = tuple(each.column(seats, months, rates[each.listing.programme], used) for each in told)
    least = cheapest([column.cost for column in columns if column.cost])
    return Comparison(
        columns=columns,
        groups=tuple(group for name, facts in GROUPS.items() if (group := _group(name, facts, told)).rows),
        seats=seats,
        months=months,
        tax_percent=next(iter(rates.values()), None),
        gone=len(wanted) - len(listings),
        least=_place(columns, least) if least and least.next else None,
        least_saves=least.saves if least else 0,
        usage=used,
        charged=_charged(columns),
    )


def _charged(columns: Sequence[Column]) -> tuple[Measure, ...]:
    """What any plan charges for, once each; all the names that solutions have for it."""
    found: dict[str, dict[str, Measure]] = {}
    for column in columns:
        for cost in column.costs:
            for each in measures_charged(cost.terms.tiers):
                found.setdefault(each.code, {}).setdefault(each.name, each)
    joint = say("marketplace.measure_joint")
    return tuple(replace(next(iter(named.values())), name=joint.join(named)) for named in found.values())


def tax_percent(rules: Edition) -> Decimal | None:
    """The rate of the business tax in the edition; None where it has none."""
    rate = rules.values.get(TAX_RATE)
    return None if rate is None else Decimal(str(rate))


def _place(columns: Sequence[Column], least: Cheapest) -> int | None:
    """The column whose sum is the least; none where there is another with the same."""
    return next((n for n, each in enumerate(columns) if each.cost is least.cost), None) if least.saves else None


def _listings(slugs: Sequence[str]) -> list[Any]:
    approved = ListingVersion.objects.filter(listing=OuterRef("pk"), version=OuterRef("version"))
    since = Subquery(approved.values("approved_at"), output_field=DateTimeField())
    return list(on_sale().filter(slug__in=slugs).annotate(approved_at=since))


class _Told:
    """One listing with the words of its own edition."""

    def __init__(self, listing: Any, overlays: Overlays, supplier: Supplier | None) -> None:
        self.listing: Listing = listing
        self.supplier = supplier
        self.rules = overlays.edition(listing.programme, listing.edition_on, spoken=True)
        self.kind: CaseKind = self.rules.case(listing.kind)
        since = max(filter(None, (listing.approved_at, listing.renewed_at)))
        self.grounds = Grounds(listing.verified, listing.documents, since.astimezone(TAIPEI).date())

    def question(self, name: str) -> Question | None:
        return next((each for each in self.kind.questions if each.name == name), None)

    def column(self, seats: int, months: int, rate: Decimal | None, usage: Mapping[str, Decimal]) -> Column:
        listing = self.listing
        facts = listing.facts
        terms = [terms_of(plan, tiers_of(facts, str(plan.get("name") or ""))) for plan in read.plans_of(facts)]
        costs = tuple(cost_of(each, seats=seats, months=months, tax_percent=rate, usage=usage) for each in terms)
        asked = self.question(read.PLANS)
        approved_on = self.grounds.approved_on
        return Column(
            slug=listing.slug,
            name=listing.name,
            firm_name=listing.firm_name,
            firm_ubn=listing.firm_ubn,
            summary=listing.summary,
            costs=costs,
            cheapest=cheapest(costs),
            price_mark=mark_of(self.kind, asked, self.grounds) if asked else Mark("declared", approved_on),
            badges=badges_of(self.rules, self.supplier.facts) if self.supplier else (),
            badges_mark=badges_mark(self.rules, self.supplier),
            valid_until=listing.valid_until,
        )

    def cell(self, name: str) -> Cell:
        value, question = self.listing.facts.get(name), self.question(name)
        if question is None or value in (None, "", []):
            return Cell(())
        yes = value if isinstance(value, bool) else None
        return Cell(_lines(question, value), mark_of(self.kind, question, self.grounds), yes)


def _group(name: str, facts: Sequence[str], told: Sequence[_Told]) -> Group:
    rows = []
    for fact in facts:
        cells = [each.cell(fact) for each in told]
        question = next((question for each in told if (question := each.question(fact))), None)
        if question is not None and any(cell.lines for cell in cells):
            label = own_words("fact", fact, question.label)
            rows.append(Row(fact, label, tuple(_best(fact, cells, told))))
    return Group(name, say(f"marketplace.compare_{name}"), tuple(rows))


def _best(fact: str, cells: Sequence[Cell], told: Sequence[_Told]) -> list[Cell]:
    """Mark the best figures, where figures differ and all of them are known."""
    figures = [read.number_of(each.listing.facts.get(fact)) for each in told]
    known = [figure for figure in figures if figure is not None]
    if fact not in MORE | LESS or len(known) < len(cells) or len(set(known)) < 2:
        return list(cells)
    top = max(known) if fact in MORE else min(known)
    return [Cell(cell.lines, cell.mark, cell.yes, figure == top) for cell, figure in zip(cells, figures, strict=True)]


def _lines(question: Question, value: Any) -> tuple[str, ...]:
    if question.name not in LINES or not isinstance(value, list):
        return tuple(show_answer(question, value, current_language()).splitlines())
    fields = [field for name in LINES[question.name] if (field := question.field_named(name))]
    return tuple(dict.fromkeys(_line(fields, record) for record in value))


def _line(fields: Sequence[Question], record: Mapping[str, Any]) -> str:
    words = [show_answer(field, record.get(field.name), current_language()) for field in fields]
    first, rest = words[0], [each for each in words[1:] if each]
    if not rest:
        return first
    return say("marketplace.compare_line", first=first, rest=say("marketplace.compare_joint").join(rest))
