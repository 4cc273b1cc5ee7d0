"""Solutions as rows of the catalogue, with why they were found."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from xuzhi.kernel.texts import say
from xuzhi.marketplace import facts as read
from xuzhi.marketplace.facets import records
from xuzhi.marketplace.finding.asking import Question
from xuzhi.marketplace.finding.fields import Fields, fields_of
from xuzhi.marketplace.finding.marking import Piece, Reason, mark, reasons, sentences_of, words_to_mark
from xuzhi.marketplace.labels import Labels

_TOLD = ("summary", "description", "function_texts")
_COLUMNS = (
    "id",
    "slug",
    "name",
    "summary",
    "firm_name",
    "county",
    "facets",
    "price_twd",
    "verified",
    "listed_at",
    "until",
)


@dataclass(frozen=True)
class Why:
    """A reason in words, with what it quotes."""

    says: str
    quote: tuple[Piece, ...]


@dataclass(frozen=True)
class ListingRow:
    """One solution as a row of the catalogue. Name and summary are also given in pieces, the words asked for marked."""

    slug: str
    name: str
    summary: str
    firm_name: str
    county: str
    is_ai: bool | None
    industries: tuple[str, ...]
    uses: tuple[str, ...]
    price_twd: int | None
    usage_price: str  # where no price a month is told and use is paid for: from which price, in words
    has_trial: bool
    verified: int
    listed_at: datetime
    valid_until: date | None
    name_pieces: tuple[Piece, ...] = ()
    summary_pieces: tuple[Piece, ...] = ()
    reasons: tuple[Why, ...] = ()


@dataclass(frozen=True)
class FoundRow:
    """A row with the public facts behind it and the sentences that it is found by."""

    row: ListingRow
    facts: Mapping[str, Any]
    sentences: tuple[str, ...]


def listing_rows(
    ids: Sequence[str], labels: Labels, question: Question | None = None, slips: frozenset[int] = frozenset()
) -> dict[str, ListingRow]:
    """{listing: row} of those that are listed in this moment. One query, none without ids."""
    asked = question if question and question.places else None
    # The texts are read only where something is to be found in them.
    return {
        str(row["id"]): _listing_row(
            row, facts, labels, _found(_fields(row, facts, labels), asked, slips) if asked else {}
        )
        for row, facts in _fetched(ids, with_facts=asked is not None)
    }


def found_rows(
    ids: Sequence[str], labels: Labels, question: Question, slips: frozenset[int] = frozenset()
) -> dict[str, FoundRow]:
    """The same, with what stands behind each. One query, none without ids."""
    found = {}
    for row, facts in _fetched(ids, with_facts=True):
        fields = _fields(row, facts, labels)
        told = [text for name in _TOLD for text in fields.texts[name]]
        functions = [
            f"{each.get('name', '')}：{each.get('description', '')}" for each in records(facts.get(read.FUNCTIONS))
        ]
        sentences = [*(sentence for text in told for sentence in sentences_of(text)), *functions]
        shown = _listing_row(row, facts, labels, _found(fields, question, slips))
        found[str(row["id"])] = FoundRow(shown, facts, tuple(dict.fromkeys(sentences)))
    return found


def _fetched(ids: Sequence[str], *, with_facts: bool) -> list[tuple[dict[str, Any], Mapping[str, Any]]]:
    if not ids:
        return []
    # What is paid for by use says from which price: that stands in the facts.
    facts_of = "l.facts" if with_facts else "case when s.price_twd is null then l.facts end"
    with connection.cursor() as cursor:
        cursor.execute(
            "select l.id, l.slug, l.name, l.summary, l.firm_name, l.county, s.facets, s.price_twd,"
            f" jsonb_array_length(l.verified), l.listed_at, l.valid_until, {facts_of}"
            " from marketplace_search s join marketplace_listing l on l.id = s.listing_id"
            " where l.id = any(%s::uuid[])",
            [list(ids)],
        )
        fetched = cursor.fetchall()
    return [(dict(zip(_COLUMNS, columns, strict=True)), _loaded(facts)) for *columns, facts in fetched]


def _fields(row: Mapping[str, Any], facts: Mapping[str, Any], labels: Labels) -> Fields:
    return fields_of({**facts, read.SUMMARY: row["summary"]}, row["name"], row["firm_name"], labels.word)


def _found(fields: Fields, question: Question, slips: frozenset[int]) -> dict[str, Any]:
    words = words_to_mark(question, slips)
    name, summary = ("".join(fields.texts[each]) for each in ("name", "summary"))
    return {
        "name_pieces": mark(name, words),
        "summary_pieces": mark(summary, words),
        "reasons": tuple(_why(each) for each in reasons(question, slips, fields)),
    }


def _why(reason: Reason) -> Why:
    return Why(say(f"marketplace.found_{reason.sort}", said=reason.said), reason.quote if reason.sort != "name" else ())


def _loaded(facts: Any) -> Mapping[str, Any]:
    return json.loads(facts) if isinstance(facts, str) else facts or {}


def _listing_row(
    row: Mapping[str, Any], facts: Mapping[str, Any], labels: Labels, found: Mapping[str, Any]
) -> ListingRow:
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
        usage_price=read.usage_price(facts) if row["price_twd"] is None else "",
        has_trial="trial" in codes,
        verified=row["verified"],
        listed_at=row["listed_at"],
        valid_until=row["until"],
        **found,
    )
