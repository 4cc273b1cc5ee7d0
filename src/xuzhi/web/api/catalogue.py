"""The catalogue: searching it, its facets, and one solution. Open to all, through the same door as the pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import Query, Router

from xuzhi.kernel.refusal import Refusal
from xuzhi.marketplace.facets import FACETS
from xuzhi.marketplace.queries import Found, ListingRow, SolutionPage, Wanted, approved_version, search, solution_page
from xuzhi.marketplace.tiers import Tier
from xuzhi.web.api import schemas
from xuzhi.web.api.paging import MOST, USUAL, cursor_of, place_in
from xuzhi.web.api.problems import problem
from xuzhi.web.api.refusals import Answer, missing

router = Router(tags=["catalogue"])

LONGEST_QUERY = 100
MOST_CODES = 60
MOST_AHEAD = 10
"""How many pages the last that was seen may have moved on, before reading goes on where it stood."""

Text = Annotated[str, Query("", max_length=10_000, description="what is looked for; the first 100 characters count")]
Chosen = Annotated[
    list[str], Query([], max_length=MOST_CODES, description="<facet>:<code>, several times; codes of a facet are ORed")
]
Sort = Annotated[str, Query("", max_length=20, description="relevance, newest, price or name")]


@router.get("/catalogue", response=schemas.CataloguePage, operation_id="search_catalogue")
def catalogue(
    request: HttpRequest,
    q: Text,
    facet: Chosen,
    sort: Sort,
    cursor: Annotated[str, Query("", max_length=400, description="the `next` of the page before")],
    limit: Annotated[int, Query(USUAL, ge=1, le=MOST)],
) -> schemas.CataloguePage:
    """Search the listed solutions. A page goes on after the last solution of the page before, wherever that stands by
    then: what is listed meanwhile neither repeats nor hides anything."""
    last, number = place_in(cursor, str, int) if cursor else ("", 1)
    found, rows, place = _after(q, facet, sort, last, max(1, min(number, 10_000)), limit)
    return schemas.CataloguePage(
        items=[_line(row) for row in rows],
        total=found.total,
        sort=found.sort,
        next=cursor_of(rows[-1].slug, place) if place and rows else None,
        corrected=list(found.corrected),
        missing=list(found.missing),
    )


@router.get("/catalogue/facets", response=schemas.Facets, operation_id="catalogue_facets")
def facets(request: HttpRequest, q: Text, facet: Chosen) -> schemas.Facets:
    """What the catalogue can be narrowed by, with what one would find by choosing it as well."""
    found = search(_wanted(q, facet, "", 1))
    return schemas.Facets(
        total=found.total,
        facets=[
            schemas.FacetOut(
                name=each.name,
                label=each.label,
                choices=[
                    schemas.Choice(code=one.code, label=one.label, count=one.count, chosen=one.chosen)
                    for one in each.choices
                ],
            )
            for each in found.facets
        ],
    )


@router.get("/catalogue/{slug}", response=schemas.ListingOut, operation_id="read_listing")
def listing(request: HttpRequest, slug: str) -> schemas.ListingOut:
    """One listed solution in full. What was removed is 410, what is suspended or never was listed is 404."""
    page = solution_page(slug) if slug.isascii() and len(slug) <= 60 else None
    if page is None:
        raise missing()
    if page.removed_at is not None:
        gone = Refusal(code="web/api.removed", name=page.name)
        raise Answer(problem(410, gone.code, detail=gone.says, next=gone.remedy))
    if page.suspended_at is not None:
        raise missing("web/api.suspended")
    return _listing(page)


def _wanted(text: str, chosen: Iterable[str], sort: str, page: int) -> Wanted:
    pairs = [each.partition(":")[::2] for each in chosen]
    by_facet = {name: tuple(code for facet, code in pairs if facet == name and code) for name in FACETS}
    asked = text.replace("\x00", "")[:LONGEST_QUERY]
    return Wanted(text=asked, chosen=by_facet, sort=sort, page=page, on=timezone.localdate())


def _after(
    text: str, chosen: list[str], sort: str, last: str, number: int, limit: int
) -> tuple[Found, list[ListingRow], int]:
    """The rows after the last that was seen, and the page of the search on which they end, 0 when nothing follows."""
    found = search(_wanted(text, chosen, sort, number))
    rows, ahead = list(found.rows), 0
    if last:
        seen = _place(rows, last)
        while seen is None and ahead < MOST_AHEAD and found.number < found.pages:
            ahead += 1
            found = search(_wanted(text, chosen, sort, found.number + 1))
            seen = _place(list(found.rows), last)
            rows = list(found.rows) if seen is not None else rows
        if seen is None and ahead:
            found = search(_wanted(text, chosen, sort, number))
        rows = rows[seen + 1 :] if seen is not None else list(found.rows)
    taken = [(row, found.number) for row in rows]
    while len(taken) <= limit and found.number < found.pages:
        found = search(_wanted(text, chosen, sort, found.number + 1))
        taken += [(row, found.number) for row in found.rows]
    more = len(taken) > limit
    page = taken[:limit]
    return found, [row for row, _ in page], page[-1][1] if more and page else 0


def _place(rows: list[ListingRow], slug: str) -> int | None:
    return next((place for place, row in enumerate(rows) if row.slug == slug), None)


def _line(row: ListingRow) -> schemas.ListingLine:
    return schemas.ListingLine(
        slug=row.slug,
        name=row.name,
        summary=row.summary,
        supplier_name=row.firm_name,
        county=row.county,
        is_ai=row.is_ai,
        price_twd=row.price_twd,
        has_trial=row.has_trial,
        verified_checks=row.verified,
        listed_at=row.listed_at,
        valid_until=row.valid_until,
        reasons=[why.says for why in row.reasons],
        url=page_of(row.slug),
    )


def page_of(slug: str) -> str:
    return f"{settings.SITE_URL.rstrip('/')}{reverse('public:solution', args=[slug])}"


def _listing(page: SolutionPage) -> schemas.ListingOut:
    version = approved_version(page.id, page.version)
    return schemas.ListingOut(
        id=page.id,
        slug=page.slug,
        number=page.number,
        programme=page.programme,
        name=page.name,
        summary=page.summary,
        description=page.description,
        is_ai=page.is_ai,
        price_twd=page.lowest_twd,
        plans=[_plan(each) for each in page.plans],
        functions=[
            schemas.Function(name=each.name, description=each.description, performance=each.performance)
            for each in page.functions
        ],
        parts=[
            schemas.Part(name=part.name, label=part.label, facts=[_fact(each) for each in part.facts])
            for part in page.parts
        ],
        portability=list(page.portability),
        supplier=schemas.SupplierOut(
            ubn=page.supplier.ubn,
            name=page.supplier.name,
            county=page.supplier.county,
            website=page.supplier.website,
            approved_on=page.supplier.approved_on,
        ),
        verified=[
            schemas.VerifiedOut(
                check=each.check, label=each.label, clause=list(each.clause), on=each.on, by_officer=each.by_officer
            )
            for each in page.verified
        ],
        version=page.version,
        versions=[schemas.Version(version=each.version, approved_at=each.approved_at) for each in page.versions],
        listed_at=page.listed_at,
        valid_until=page.valid_until,
        edition_on=page.edition_on,
        facts=dict(version.facts) if version is not None else {},
        url=page_of(page.slug),
    )


def _plan(each: object) -> schemas.Plan:
    amount = each.amount
    return schemas.Plan(
        name=each.name,
        price_twd=each.price_twd,
        price_with_tax_twd=amount.with_tax if amount else None,
        price_without_tax_twd=amount.without_tax if amount else None,
        billing=each.period,
        monthly_twd=each.monthly_twd,
        term=each.term,
        seats=each.seats,
        trial=each.trial,
        setup_twd=each.setup_twd,
        exit_twd=each.exit_twd,
        extra_seat_twd=each.extra_seat_twd,
        per_seat=each.per_seat,
        includes=each.includes,
        usage_tiers=usage_tiers(each.tiers),
    )


def usage_tiers(tiers: Iterable[Tier]) -> list[schemas.UsageTier]:
    return [
        schemas.UsageTier(
            measure=each.measure,
            name=each.name,
            above=f"{each.above:f}",
            per=f"{each.per:f}",
            price_twd=each.price_twd,
            remainder=each.remainder,
        )
        for each in tiers
    ]


def _fact(fact: object) -> schemas.Fact:
    return schemas.Fact(
        name=fact.name,
        label=fact.label,
        value=fact.value,
        columns=list(fact.columns),
        rows=[list(row) for row in fact.rows],
        clause=list(fact.clause),
        mark=schemas.MarkOut(sort=fact.mark.sort, on=fact.mark.on) if fact.mark else None,
    )
