"""The catalogue: search, facets with counts, sorting, pages. Two queries whatever the length, one for the labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection

from xuzhi.casework.queries.editions import programmes
from xuzhi.kernel.terms import query_of
from xuzhi.kernel.texts import current_language, say
from xuzhi.marketplace import facts as read
from xuzhi.rulebook.model import Programme

PAGE = 20
MOST_PAGES = 10_000
SORTS = ("relevance", "newest", "price", "name")
_ORDER = {
    "relevance": "ts_rank('{0.1, 0.25, 0.6, 1.0}', s.vector, %(query)s::tsquery) desc, s.listed_at desc, s.listing_id",
    "newest": "s.listed_at desc, s.listing_id",
    "price": 's.price_twd asc nulls last, s.name collate "C", s.listing_id',
    # Unicode orders Chinese by radical and stroke, and every PostgreSQL has this collation.
    "name": 's.name collate "C", s.listing_id',
}

_COLUMNS = ("slug", "name", "summary", "firm_name", "county", "facets", "price_twd", "verified", "listed_at", "until")


@dataclass(frozen=True)
class Wanted:
    """What is looked for. `chosen` is {facet: codes}, any of its codes, all of the facets; unknown codes do nothing."""

    text: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = ""
    page: int = 1


@dataclass(frozen=True)
class FacetChoice:
    code: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """`count`s are those of the other facets' choice: what one would find by choosing this as well."""

    name: str
    label: str
    choices: tuple[FacetChoice, ...]

    @property
    def chosen(self) -> tuple[FacetChoice, ...]:
        return tuple(choice for choice in self.choices if choice.chosen)


@dataclass(frozen=True)
class ListingRow:
    """One solution as a row of the catalogue."""

    slug: str
    name: str
    summary: str
    firm_name: str
    county: str
    is_ai: bool | None
    industries: tuple[str, ...]
    uses: tuple[str, ...]
    price_twd: int | None
    has_trial: bool
    verified: int
    listed_at: datetime
    valid_until: date | None


@dataclass(frozen=True)
class Found:
    rows: tuple[ListingRow, ...]
    facets: tuple[Facet, ...]
    total: int
    number: int
    pages: int
    sort: str
    text: str

    @property
    def first(self) -> int:
        return (self.number - 1) * PAGE + 1 if self.rows else 0

    @property
    def last(self) -> int:
        return (self.number - 1) * PAGE + len(self.rows)


def search(wanted: Wanted) -> Found:
    """One page of what fits, with the counts of every facet. A page past the end is the last page."""
    query = query_of(wanted.text)
    nothing_asked = bool(wanted.text.strip()) and not query
    labels = Labels(programmes())
    chosen = {name: labels.known(name, wanted.chosen.get(name, ())) for name in read.FACETS}
    counts = {} if nothing_asked else _counts(query, chosen)
    total = counts.get(("", ""), 0)
    pages = max(1, -(-total // PAGE))
    number = min(max(1, wanted.page), pages, MOST_PAGES)
    sort = wanted.sort if wanted.sort in SORTS and (wanted.sort != "relevance" or query) else ""
    sort = sort or ("relevance" if query else "newest")
    found = _rows(query, chosen, sort, number) if total else []
    return Found(
        rows=tuple(_listing_row(row, labels) for row in found),
        facets=tuple(_facet(name, counts, chosen[name], labels) for name in read.FACETS),
        total=total,
        number=number,
        pages=pages,
        sort=sort,
        text=wanted.text.strip(),
    )


def newest(count: int) -> tuple[ListingRow, ...]:
    """The latest listings. One query."""
    labels = Labels(programmes())
    return tuple(_listing_row(row, labels) for row in _rows("", {}, "newest", 1)[:count])


def figures() -> Mapping[str, int]:
    """How much is listed: solutions, suppliers. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*), count(distinct l.firm_ubn) from marketplace_search s join marketplace_listing l"
            " on l.id = s.listing_id"
        )
        solutions, suppliers = cursor.fetchone()
    return {"solutions": solutions, "suppliers": suppliers}


class Labels:
    """Words for codes: of the questions of all programmes, in the reader's language."""

    def __init__(self, known: Sequence[Programme]) -> None:
        self._words: dict[tuple[str, str], str] = {}
        for programme in known:
            for case in _spoken(programme).cases:
                for question in case.questions:
                    for choice in question.of:
                        self._words.setdefault((question.name, choice.code), choice.label)

    def word(self, question: str, code: str) -> str:
        return self._words.get((question, code), code)

    def order(self, question: str) -> list[str]:
        """The codes of a question as its rulebook orders them."""
        return [code for name, code in self._words if name == question]

    def known(self, facet: str, codes: Sequence[str]) -> tuple[str, ...]:
        """Those of the codes that the facet has; a county may be any."""
        ordered = _ordered(facet, {}, self)
        return tuple(dict.fromkeys(code for code in codes if facet == "county" or code in ordered))

    def of_facet(self, facet: str, code: str) -> str:
        if facet in read.CODED_FACETS:
            return self.word(read.CODED_FACETS[facet], code)
        if facet == "county":
            return code
        if facet == "availability":
            return say("marketplace.availability_from", percent=code)
        return _band_words(int(code)) if facet == "price" else say(f"marketplace.{facet}_{code}")


def _spoken(programme: Programme) -> Programme:
    from xuzhi.rulebook.editions import translations_of
    from xuzhi.rulebook.translating import translate_programme

    texts = {} if current_language() == "zh-Hant" else translations_of(programme, current_language())
    return translate_programme(programme, texts) if texts else programme


def _band_words(low: int) -> str:
    higher = [band for band in read.PRICE_BANDS if band > low]
    if not higher:
        return say("marketplace.price_from", low=f"{low:,}")
    key = "marketplace.price_below" if low == 0 else "marketplace.price_between"
    return say(key, low=f"{low:,}", high=f"{higher[0]:,}")


def _where(query: str, chosen: Mapping[str, Sequence[str]], values: dict[str, Any], without: str = "") -> str:
    """The condition over marketplace_search s; its values are added to `values`."""
    conditions = []
    if query:
        values["query"] = query
        conditions.append("s.vector @@ %(query)s::tsquery")
    for facet, codes in chosen.items():
        if codes and facet != without:
            values[f"facet_{facet}"] = [f"{facet}:{code}" for code in codes]
            conditions.append(f"s.facets && %(facet_{facet})s::varchar[]")
    return " and ".join(conditions) or "true"


def _counts(query: str, chosen: Mapping[str, Sequence[str]]) -> dict[tuple[str, str], int]:
    """{(facet, code): count}, and the total under ("", ""), in one query.

    Facets without a choice of their own share one count over what fits everything.
    """
    values: dict[str, Any] = {}
    everything = _where(query, chosen, values)
    parts = [f"select '' as facet, count(*) from marketplace_search s where {everything}"]
    free = [facet for facet in read.FACETS if not chosen.get(facet)]
    groups = [(free, everything)] if free else []
    groups += [([facet], _where(query, chosen, values, without=facet)) for facet in read.FACETS if chosen.get(facet)]
    for place, (facets, condition) in enumerate(groups):
        values[f"names_{place}"] = facets
        parts.append(
            f"select code, count(*) from marketplace_search s cross join unnest(s.facets) code where {condition}"
            f" and split_part(code, ':', 1) = any(%(names_{place})s) group by code"
        )
    with connection.cursor() as cursor:
        cursor.execute(" union all ".join(parts), values)
        rows = cursor.fetchall()
    return {(code.partition(":")[0], code.partition(":")[2]): count for code, count in rows}


def _rows(query: str, chosen: Mapping[str, Sequence[str]], sort: str, number: int) -> list[dict[str, Any]]:
    values: dict[str, Any] = {"limit": PAGE, "offset": (number - 1) * PAGE}
    condition = _where(query, chosen, values)
    with connection.cursor() as cursor:
        cursor.execute(
            "select l.slug, l.name, l.summary, l.firm_name, l.county, s.facets, s.price_twd,"
            " jsonb_array_length(l.verified), l.listed_at, l.valid_until"
            " from marketplace_search s join marketplace_listing l on l.id = s.listing_id"
            f" where {condition} order by {_ORDER[sort]} limit %(limit)s offset %(offset)s",
            values,
        )
        return [dict(zip(_COLUMNS, row, strict=True)) for row in cursor.fetchall()]


def _listing_row(row: Mapping[str, Any], labels: Labels) -> ListingRow:
    codes: dict[str, list[str]] = {}
    for facet, _, code in (each.partition(":") for each in row["facets"]):
        codes.setdefault(facet, []).append(code)
    return ListingRow(
        slug=row["slug"],
        name=row["name"],
        summary=row["summary"],
        firm_name=row["firm_name"],
        county=row["county"],
        is_ai={"yes": True, "no": False}.get(next(iter(codes.get("ai", [])), "")),
        industries=tuple(labels.of_facet("industry", code) for code in codes.get("industry", ())),
        uses=tuple(labels.of_facet("use", code) for code in codes.get("use", ())),
        price_twd=row["price_twd"],
        has_trial="trial" in codes,
        verified=row["verified"],
        listed_at=row["listed_at"],
        valid_until=row["until"],
    )


def _facet(name: str, counts: Mapping[tuple[str, str], int], chosen: Sequence[str], labels: Labels) -> Facet:
    found = {code: count for (facet, code), count in counts.items() if facet == name}
    ordered = _ordered(name, {**dict.fromkeys(chosen, 0), **found}, labels)
    codes = [code for code in ordered if code in found or code in chosen]
    return Facet(
        name=name,
        label=say(f"marketplace.facet_{name}"),
        choices=tuple(
            FacetChoice(code, labels.of_facet(name, code), found.get(code, 0), code in chosen) for code in codes
        ),
    )


def _ordered(name: str, found: Mapping[str, int], labels: Labels) -> list[str]:
    """Codes as the rulebook orders them, prices upwards, counties by how many."""
    if name in read.CODED_FACETS:
        return labels.order(read.CODED_FACETS[name])
    if name == "price":
        return [str(low) for low in read.PRICE_BANDS]
    if name == "availability":
        return list(read.AVAILABILITY_BANDS)
    if name == "county":
        return sorted(found, key=lambda code: (-found[code], code))
    return ["yes", "no"]
