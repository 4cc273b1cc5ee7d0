"""The catalogue: search with reasons, facets with counts, sorting, pages. Two queries whatever the length."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import connection

from xuzhi.casework.queries.editions import programmes
from xuzhi.kernel.texts import say
from xuzhi.marketplace.facets import FACETS
from xuzhi.marketplace.finding.asking import Question, ask
from xuzhi.marketplace.labels import Labels
from xuzhi.marketplace.queries.finding import POOL, Answer, Candidate, everything, find
from xuzhi.marketplace.queries.listing_rows import ListingRow, listing_rows
from xuzhi.marketplace.queries.weighed import WORTH_SHOWING, weighed

PAGE = 20
MOST_PAGES = 10_000
SORTS = ("relevance", "newest", "price", "name")
# Where fewer are found, those that have a part of it fill up the first page to so many.
FEW = 10


@dataclass(frozen=True)
class Wanted:
    """What is looked for. `chosen` is {facet: codes}, any of its codes, all of the facets; unknown codes do nothing.
    `on` is the day of the reader: certificates that ran out before it do not count."""

    text: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = ""
    page: int = 1
    on: date | None = None


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
class Found:
    """`near` are those that have only a part of what was asked for, told where few have enough of it; `missing` are the
    words that no listing has; `corrected` those that were read as what is often mistyped for them; `asks` is false
    where nothing was typed that can be looked for."""

    rows: tuple[ListingRow, ...]
    facets: tuple[Facet, ...]
    total: int
    number: int
    pages: int
    sort: str
    text: str
    near: tuple[ListingRow, ...] = ()
    asks: bool = True
    missing: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()

    @property
    def first(self) -> int:
        return (self.number - 1) * PAGE + 1 if self.rows else 0

    @property
    def last(self) -> int:
        return (self.number - 1) * PAGE + len(self.rows)


def search(wanted: Wanted) -> Found:
    """One page of what fits, with the counts of every facet. A page past the end is the last page."""
    question = ask(wanted.text)
    nothing_asked = bool(wanted.text.strip()) and not question.places
    labels = Labels(programmes())
    chosen = {name: labels.known(name, wanted.chosen.get(name, ())) for name in FACETS}
    sort = _sort(wanted, question)
    if nothing_asked:
        return _nothing(wanted, labels, chosen)
    page = min(max(1, wanted.page), MOST_PAGES)
    answer = _answer(question, chosen, sort, page, wanted.on)
    total, counts = answer.board.counts(answer.found, chosen, wanted.on)
    pages = max(1, -(-total // PAGE))
    number = min(page, pages)
    full, near = _page(question, answer, number)
    rows = listing_rows([each.listing_id for each in (*full, *near)], labels, question, answer.slips)
    return Found(
        rows=tuple(rows[each.listing_id] for each in full if each.listing_id in rows),
        facets=_facets(labels, counts, chosen),
        total=total,
        number=number,
        pages=pages,
        sort=sort,
        text=wanted.text.strip(),
        near=tuple(rows[each.listing_id] for each in near if each.listing_id in rows),
        missing=_missing(question, answer),
        corrected=tuple(place.said for n, place in enumerate(question.places) if n in answer.slips),
    )


def newest(count: int) -> tuple[ListingRow, ...]:
    """The latest listings. Two queries."""
    candidates = everything({}, "newest", 0, count, None).candidates
    rows = listing_rows([each.listing_id for each in candidates], Labels(programmes()))
    return tuple(rows[each.listing_id] for each in candidates)


def figures() -> Mapping[str, int]:
    """How much is listed: solutions, suppliers. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*), count(distinct l.firm_ubn) from marketplace_search s join marketplace_listing l"
            " on l.id = s.listing_id"
        )
        solutions, suppliers = cursor.fetchone()
    return {"solutions": solutions, "suppliers": suppliers}


def _sort(wanted: Wanted, question: Question) -> str:
    if wanted.sort in SORTS and (wanted.sort != "relevance" or question.places):
        return wanted.sort
    return "relevance" if question.places else "newest"


def _answer(question: Question, chosen: Mapping[str, Sequence[str]], sort: str, page: int, on: date | None) -> Answer:
    offset = (page - 1) * PAGE
    if not question.places:
        return everything(chosen, sort, offset, PAGE, on)
    if sort == "relevance" and offset < POOL:
        return find(question, chosen, sort, 0, POOL, on)
    return find(question, chosen, sort, offset, PAGE, on)


def _page(question: Question, answer: Answer, number: int) -> tuple[list[Candidate], list[Candidate]]:
    """The candidates of this page, and where they are few the nearest."""
    if not any(each.texts for each in answer.candidates):
        return [each for each in answer.candidates if each.full], []
    by_worth = weighed(question, answer)
    full = [each for each, _ in by_worth if each.full]
    worth_telling = WORTH_SHOWING * max(worth for _, worth in by_worth)
    near = [each for each, worth in by_worth if not each.full and worth >= worth_telling]
    first = (number - 1) * PAGE
    return full[first : first + PAGE], near[: max(0, FEW - len(full))]


def _missing(question: Question, answer: Answer) -> tuple[str, ...]:
    """Words that were said and that nothing has; pairs of an unknown word's characters are no words."""
    if not answer.rarity:
        return ()
    asked = [(n, place) for n, place in enumerate(question.places) if not place.bonus and place.weight == 1.0]
    return tuple(place.said for n, place in asked if n not in answer.rarity)


def _nothing(wanted: Wanted, labels: Labels, chosen: Mapping[str, Sequence[str]]) -> Found:
    return Found((), _facets(labels, {}, chosen), 0, 1, 1, "newest", wanted.text.strip(), asks=False)


def _facets(
    labels: Labels, counts: Mapping[str, Mapping[str, int]], chosen: Mapping[str, Sequence[str]]
) -> tuple[Facet, ...]:
    return tuple(_facet(name, counts.get(name, {}), chosen[name], labels) for name in FACETS)


def _facet(name: str, counts: Mapping[str, int], chosen: Sequence[str], labels: Labels) -> Facet:
    ordered = labels.ordered(name, {**dict.fromkeys(chosen, 0), **counts})
    codes = [code for code in ordered if code in counts or code in chosen]
    return Facet(
        name=name,
        label=say(f"marketplace.facet_{name}"),
        choices=tuple(
            FacetChoice(code, labels.of_facet(name, code), counts.get(code, 0), code in chosen) for code in codes
        ),
    )


__all__ = ["PAGE", "Facet", "FacetChoice", "Found", "Labels", "ListingRow", "Wanted", "figures", "newest", "search"]
