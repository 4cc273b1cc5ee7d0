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
from xuzhi.marketplace.finding.asking import Question, choice
from xuzhi.marketplace.queries.facet_board import STATE_AND_ONES, STATE_COLUMNS, Board, board_of, known_state

ENOUGH = 0.6
# So many are looked at closely; behind them the index's own order goes on.
POOL = 60
_ORDERS = {
    "relevance": "f.fits desc, f.score desc, f.number desc",
    "newest": "s.listed_at desc, s.listing_id",
    "price": 's.price_twd asc nulls last, s.name collate "C", s.listing_id',
    # Unicode orders Chinese by radical and stroke, and every PostgreSQL has this collation.
    "name": 's.name collate "C", s.listing_id',
}
_FIND = f"""
with {STATE_AND_ONES},
asked as (
    select * from unnest(%(places)s::int[], %(tiers)s::int[], %(worths)s::float8[], %(bases)s::bool[])
        with ordinality as a(place, tier, worth, base, lookup)),
given as (
    select * from unnest(%(numbers)s::int[], %(weights)s::float8[], %(bonus)s::bool[]) as g(place, weight, bonus)),
hit as materialized (
    select a.*, h.numbers from marketplace_hits(%(queries)s::tsquery[]) h join asked a using (lookup)
    where h.numbers is not null),
rarity as materialized (
    select distinct on (h.place) h.place, h.tier, g.bonus,
        g.weight * ln(1 + (t.listings - cardinality(h.numbers) + 0.5) / (cardinality(h.numbers) + 0.5)) as weight
    from hit h join given g using (place) cross join state t where h.base order by h.place, h.tier),
found as materialized (
    select number, sum(h.worth * r.weight) as score,
        sum(case when h.base and not r.bonus then r.weight else 0 end)
            >= %(enough)s * (select coalesce(sum(weight), 0) from rarity where not bonus) as fits
    from hit h join rarity r using (place, tier) cross join unnest(h.numbers) number group by number)
"""
_TOP = """
select {columns},
    (select string_agg(int4send(number), ''::bytea) from found where fits),
    (select json_agg(json_build_array(place, tier, weight)) from rarity),
    (select json_agg(json_build_array(listing_id, score, fits, {texts}) order by place) from (
        select *, row_number() over () as place from ({page}) best) page
        join marketplace_search s using (number))
"""
# The best are known before any listing is read, but for those whose certificates count.
_BEST = """
    select * from found where {narrowed}
    order by fits desc, score desc, number desc limit %(limit)s offset {offset}"""
_NARROWED = """
    select f.* from found f join marketplace_search s using (number) where {narrowed}
    order by {order} limit %(limit)s offset {offset}"""
_ALL = """
with {state}
select {columns},
    (select json_agg(json_build_array(listing_id, 0, true, '') order by place) from (
        select *, row_number() over () as place from (
            select s.listing_id from marketplace_search s
            where {narrowed} order by {order} limit %(limit)s offset {offset}) best) page)
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
        "bases": [each.base for each in lookups],
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
    best = sort == "relevance" and not chosen.get(CERTIFICATE)
    source = "found" if best else "found f join marketplace_search s using (number)"
    last = _OFFSET.format(source=source, narrowed=narrowed) if offset else "%(offset)s"
    page = (_BEST if best else _NARROWED).format(narrowed=narrowed, order=_ORDERS[sort], offset=last)
    texts = "s.texts" if sort == "relevance" and not offset else "''"
    statement = _FIND + _TOP.format(columns=STATE_COLUMNS, texts=texts, page=page)
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
    lasting = choice({facet: codes for facet, codes in chosen.items() if facet != CERTIFICATE})
    if lasting:
        values["choice"] = lasting
        conditions.append("number in (select unnest(numbers) from marketplace_hits(array[%(choice)s::tsquery]))")
    if chosen.get(CERTIFICATE):
        values["held"] = [f"{CERTIFICATE}:{code}" for code in chosen[CERTIFICATE]]
        values["on"] = on.isoformat() if on else ""
        conditions.append(
            "exists (select from unnest(s.dated) held where split_part(held, '@', 1) = any(%(held)s)"
            " and split_part(held, '@', 2) >= %(on)s)"
        )
    return " and ".join(conditions) or "true"


def _one(statement: str, values: Mapping[str, Any]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()


def _candidates(page: Any) -> tuple[Candidate, ...]:
    rows = json.loads(page) if isinstance(page, str) else page or ()
    return tuple(Candidate(str(each[0]), float(each[1]), bool(each[2]), str(each[3] or "")) for each in rows)
