"""What an owner tells of a bottleneck, and the solutions that speak of the same: ranked, with the sentences that match
on both sides, and what to ask the supplier. By words and their kin only: nothing is understood or sent away."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from xuzhi.casework.queries.editions import programmes
from xuzhi.kernel.terms import fold
from xuzhi.marketplace.finding.asking import Question, ask_at_length
from xuzhi.marketplace.finding.fields import FIELDS, apart
from xuzhi.marketplace.finding.marking import Piece, mark, words_to_mark
from xuzhi.marketplace.labels import Labels
from xuzhi.marketplace.queries.finding import POOL, Answer, find
from xuzhi.marketplace.queries.listing_rows import FoundRow, ListingRow, found_rows
from xuzhi.marketplace.queries.to_ask import to_ask
from xuzhi.marketplace.queries.weighed import weighed

LONGEST = 2000
MOST = 20
# Below this part of the best answer's worth, an answer is no answer.
WORTH_SHOWING = 0.12
_CLAUSE = re.compile(r"[^，。；！？,;!?\n]+")


@dataclass(frozen=True)
class Match:
    """`said` is the part of what was told that fits most, `told` the sentence of the solution; both in pieces."""

    row: ListingRow
    said: tuple[Piece, ...]
    told: tuple[Piece, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Heard:
    """`words` are what was looked for, `unknown` those of them that no solution speaks of; `cut` where the text was
    longer than is read."""

    text: str
    matches: tuple[Match, ...]
    words: tuple[str, ...]
    unknown: tuple[str, ...]
    cut: bool = False


def listen(text: str, *, most: int = MOST, on: date | None = None) -> Heard:
    """Two queries, none where nothing was said that can be looked for."""
    told = text.replace("\x00", "").strip()
    read = told[:LONGEST]
    question = ask_at_length(read)
    if not question.places:
        return Heard(read, (), (), (), len(told) > LONGEST)
    answer = find(question, {}, "relevance", 0, POOL, on)
    best = weighed(question, answer)
    kept = [each for each, worth in best if worth >= WORTH_SHOWING * best[0][1]][:most]
    rows = found_rows([each.listing_id for each in kept], Labels(programmes()), question, answer.slips)
    clauses = [each.strip() for each in _CLAUSE.findall(read) if each.strip()]
    matches = [
        _match(question, answer, clauses, each.texts, rows[each.listing_id]) for each in kept if each.listing_id in rows
    ]
    words = [(n, place.said) for n, place in enumerate(question.places) if place.weight == 1.0]
    return Heard(
        read,
        tuple(matches),
        tuple(word for _, word in words),
        tuple(word for n, word in words if n not in answer.rarity),
        len(told) > LONGEST,
    )


def _match(question: Question, answer: Answer, clauses: Sequence[str], folded: str, found: FoundRow) -> Match:
    held = _held(question, answer, folded)
    said = max(clauses, key=lambda clause: _worth(clause, question, held), default="")
    missed = [
        place.said
        for n, place in enumerate(question.places)
        if place.weight == 1.0 and n in answer.rarity and n not in held
    ]
    return Match(
        row=found.row,
        said=mark(said, [question.places[n].said for n in held]),
        told=_telling(found, words_to_mark(question, answer.slips)),
        questions=to_ask(found.facts, missed),
    )


def _held(question: Question, answer: Answer, folded: str) -> Mapping[int, float]:
    """{place: rarity} of the places that the listing fills; what stands in the last field says little."""
    text = "\n".join(apart(folded)[: len(FIELDS) - 1])
    return {
        n: rarity
        for n, rarity in answer.rarity.items()
        if any(word.text in text for word in (*question.places[n].words, *question.places[n].slips))
    }


def _worth(clause: str, question: Question, held: Mapping[int, float]) -> tuple[float, float]:
    """What the known words in it weigh, then what all of them do."""
    folded = fold(clause)
    there = [(question.places[n].weight, rarity) for n, rarity in held.items() if question.places[n].said in folded]
    return sum(rarity for weight, rarity in there if weight == 1.0), sum(rarity for _, rarity in there)


def _telling(found: FoundRow, words: Sequence[str]) -> tuple[Piece, ...]:
    """The sentence of the solution with most of the words."""
    sentences = [mark(each, words) for each in found.sentences]
    return max(sentences, key=lambda pieces: sum(len(each.text) for each in pieces if each.hit), default=())
