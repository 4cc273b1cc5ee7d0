"""The one statement that finds: which listings answer a question, how well, and those to look at closer.

Each lookup is a bitmap of the text index. A place counts by its rarity, ln(1 + (N - n + ½) / (n + ½)); a listing is
found when the places that it fills have ENOUGH of the weight of all that anything fills. Slips are used only for a
place that nothing else fills, and the name as remembered only lifts.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from xuzhi.marketplace.facets import CERTIFICATE
from xuzhi.marketplace.finding.asking import Question
from xuzhi.marketplace.queries.facet_board import STATE_AND_ONES, STATE_COLUMNS, Board, board_of, known_state

ENOUGH = 0.6
# So many are looked at closely; behind them the index's own order goes on.
POOL = 100
_ORDERS = {
    "relevance": "f.score desc, s.listed_at desc, s.listing_id",
    "newest": "s.listed_at desc, s.listing_id",
    "price": 's.price_twd asc nulls last, s.name collate "C", s.listing_id',
    # Unicode orders Chinese by radical and stroke, and every PostgreSQL has this collation.
    "name": 's.name collate "C", s.listing_id',
}
_FIND = f"""
with {STATE_AND_ONES},
asked as materialized (
    select * from unnest(%(places)s::int[], %(tiers)s::int[], %(worths)s::float8[], %(queries)s::tsquery[])
        as a(place, tier, worth, query)),
given as (
    select * from unnest(%(numbers)s::int[], %(weights)s::float8[], %(bonus)s::bool[]) as g(place, weight, bonus)),
hit as materialized (
    select a.place, a.tier, a.worth, s.number from asked a join marketplace_search s on s.vector @@ a.query),
used as materialized (
    select h.place, h.tier, h.number, max(h.worth) as worth from hit h
    join (select place, min(tier) as tier from hit group by place) best using (place, tier)
    group by h.place, h.tier, h.number),
rarity as materialized (
    select u.place, u.tier, g.bonus, count(*) as n,
        g.weight * ln(1 + (max(t.listings) - count(*) + 0.5) / (count(*) + 0.5)) as weight
    from used u join given g using (place) cross join state t group by u.place, u.tier, g.bonus, g.weight),
scored as materialized (
    select u.number, sum(u.worth * r.weight) as score, coalesce(sum(r.weight) filter (where not r.bonus), 0) as filled
    from used u join rarity r using (place) group by u.number),
found as materialized (
    select number, score, filled >= %(enough)s * (select coalesce(sum(weight), 0) from rarity where not bonus) as fits
    from scored)
"""
_TOP = """
select {columns},
    (select string_agg(int4send(number), ''::bytea) from found where fits),
    (select json_agg(json_build_array(place, tier, weight)) from rarity),
    (select json_agg(json_build_array(listing_id, score, is_full, texts) order by place) from (
        select row_number() over (order by f.fits desc, {order}) as place, s.listing_id, f.score, f.fits as is_full,
            {texts} as texts
        from found f join marketplace_search s using (number) where {narrowed}
        order by 1 limit %(limit)s offset {offset}) page)
"""
_ALL = """
with {state}
select {columns},
    (select json_agg(json_build_array(listing_id, 0, true, '') order by place) from (
        select row_number() over (order by {order}) as place, s.listing_id from marketplace_search s
        where {narrowed} order by 1 limit %(limit)s offset {offset}) page)
"""
# A page past the end is the last page.
_OFFSET = "(select least(%(offset)s, greatest(0, (count(*) - 1) / %(page)s * %(page)s)) from {source} where {narrowed})"


@dataclass(frozen=True)
class Candidate:
    """`full` where it answers enough to be found; the others are only near."""

    listing_id: str
    score: float
    full: bool
    texts: str


@dataclass(frozen=True)
class Answer:
    """`found` are all that were found, as bits of the board; `rarity` by place, and which of the places only slips
    fill. `candidates` are a page of them, or the first POOL, to be weighed."""

    board: Board
    found: int
    rarity: Mapping[int, float]
    slips: frozenset[int]
    candidates: tuple[Candidate, ...]


def everything(chosen: Mapping[str, Sequence[str]], sort: str, offset: int, limit: int, on: date | None) -> Answer:
    """A page of all listings. One query."""
    values: dict[str, Any] = {"limit": limit, "offset": offset, "page": limit, **known_state()}
    narrowed = _narrowed(chosen, on, values)
    source = _OFFSET.format(source="marketplace_search s", narrowed=narrowed) if offset else "%(offset)s"
    statement = _ALL.format(
        state=STATE_AND_ONES, columns=STATE_COLUMNS, order=_ORDERS[sort], narrowed=narrowed, offset=source
    )
    state, codes, ones, page = _one(statement, values)
    board = board_of(state, codes, ones)
    return Answer(board, board.everything, {}, frozenset(), _candidates(page))


def find(
    question: Question, chosen: Mapping[str, Sequence[str]], sort: str, offset: int, limit: int, on: date | None
) -> Answer:
    """What answers the question, the best first or in another order. One query."""
    lookups = question.lookups
    values: dict[str, Any] = {
        "places": [each.place for each in lookups],
        "tiers": [each.tier for each in lookups],
        "worths": [each.worth for each in lookups],
        "queries": [each.query for each in lookups],
        "numbers": list(range(len(question.places))),
        "weights": [place.weight for place in question.places],
        "bonus": [bool(place.bonus) for place in question.places],
        "enough": ENOUGH,
        "limit": limit,
        "offset": offset,
        "page": limit,
        **known_state(),
    }
    narrowed = _narrowed(chosen, on, values)
    if sort != "relevance":
        narrowed += " and f.fits"
    joined = "found f join marketplace_search s using (number)"
    source = _OFFSET.format(source=joined, narrowed=narrowed) if offset else "%(offset)s"
    texts = "s.texts" if sort == "relevance" and not offset else "''"
    statement = _FIND + _TOP.format(
        columns=STATE_COLUMNS, order=_ORDERS[sort], texts=texts, narrowed=narrowed, offset=source
    )
    state, codes, ones, numbers, rarity, page = _one(statement, values)
    board = board_of(state, codes, ones)
    known = [(int(place), int(tier), float(weight)) for place, tier, weight in rarity or ()]
    return Answer(
        board,
        board.bits(bytes(numbers or b"")),
        {place: weight for place, _, weight in known},
        frozenset(place for place, tier, _ in known if tier),
        _candidates(page),
    )


def _narrowed(chosen: Mapping[str, Sequence[str]], on: date | None, values: dict[str, Any]) -> str:
    """The facets' choice as a condition over marketplace_search s; its values are added to `values`."""
    conditions = []
    for facet, codes in chosen.items():
        if not codes:
            continue
        names = [f"{facet}:{code}" for code in codes]
        values[f"facet_{facet}"] = names
        if facet == CERTIFICATE:
            values["on"] = on.isoformat() if on else ""
            conditions.append(
                "exists (select from unnest(s.dated) held where split_part(held, '@', 1) = any(%(facet_certificate)s)"
                " and split_part(held, '@', 2) >= %(on)s)"
            )
        else:
            conditions.append(f"s.facets && %(facet_{facet})s::varchar[]")
    return " and ".join(conditions) or "true"


def _one(statement: str, values: Mapping[str, Any]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()


def _candidates(page: Any) -> tuple[Candidate, ...]:
    rows = json.loads(page) if isinstance(page, str) else page or ()
    return tuple(Candidate(str(each[0]), float(each[1]), bool(each[2]), str(each[3] or "")) for each in rows)
