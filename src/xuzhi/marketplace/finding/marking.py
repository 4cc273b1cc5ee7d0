"""Where in a text the words of a question stand, and why a listing was found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from xuzhi.kernel.terms import fold
from xuzhi.marketplace.finding.asking import GENERIC, Question, Word
from xuzhi.marketplace.finding.fields import Fields
from xuzhi.marketplace.finding.weighing import resemblance

MOST_REASONS = 2
LONGEST_QUOTE = 60
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?")


@dataclass(frozen=True)
class Piece:
    """Part of a text as written; `hit` where it is one of the words."""

    text: str
    hit: bool


@dataclass(frozen=True)
class Reason:
    """Why: the field (name, name_alike, functions, firm, labels, description, function_texts, rest, kin), what of
    it, in pieces, and for kin the word that was said."""

    sort: str
    quote: tuple[Piece, ...]
    said: str = ""


def words_to_mark(question: Question, slips: frozenset[int], *, kin: bool = True) -> tuple[str, ...]:
    """The words of all places that say something, or of all where none does, with their kin or without; the longest
    first."""
    telling = [each for each in enumerate(question.places) if each[1].weight > GENERIC] or enumerate(question.places)
    found: dict[str, None] = {}
    for number, place in telling:
        words: Iterable[Word] = place.slips if number in slips else place.words if kin else place.words[:1]
        found.update(dict.fromkeys(word.text for word in words))
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


def mark(text: str, words: Sequence[str]) -> tuple[Piece, ...]:
    """The text in pieces; a word is found whatever its width, case or variant characters."""
    folded, places = _folded(text)
    hits = bytearray(len(text))
    for word in words:
        at = folded.find(word)
        while word and at >= 0:
            hits[places[at] : places[at + len(word) - 1] + 1] = b"\x01" * (places[at + len(word) - 1] + 1 - places[at])
            at = folded.find(word, at + 1)
    pieces: list[Piece] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or hits[end] != hits[start]:
            pieces.append(Piece(text[start:end], bool(hits[start])))
            start = end
    return tuple(pieces)


def marked_in(text: str, words: Sequence[str]) -> bool:
    return any(piece.hit for piece in mark(text, words))


def reasons(question: Question, slips: frozenset[int], fields: Fields) -> tuple[Reason, ...]:
    """The strongest reasons, at most MOST_REASONS: where what was said stands, then what else it is called there. The
    one-sentence summary is shown anyway and is none."""
    said = words_to_mark(question, slips, kin=False)
    found = [
        *_by_name(question, said, fields.texts),
        *_by_field(said, fields.texts),
        *_by_kin(question, slips, fields),
    ]
    return tuple(found[:MOST_REASONS])


def best_sentence(text: str, words: Sequence[str], besides: Sequence[str] = ()) -> tuple[Piece, ...]:
    """The sentence with most of the words, marked and not too long, but none of `besides`; () where none has one."""
    sentences = [mark(each, words) for each in sentences_of(text) if not any(each in other for other in besides)]
    best = max(sentences, key=_hit_length, default=())
    return _short(best) if _hit_length(best) else ()


def sentences_of(text: str) -> list[str]:
    return [each.strip() for each in _SENTENCE.findall(text) if each.strip()]


def _by_name(question: Question, words: Sequence[str], texts: Mapping[str, tuple[str, ...]]) -> Iterable[Reason]:
    name = texts["name"][0] if texts["name"] else ""
    if marked_in(name, words) and resemblance(question.runs, fold(name)) >= 0.5:
        yield Reason("name", mark(name, words))
    elif resemblance(question.runs, fold(name)):
        yield Reason("name_alike", (Piece(name, False),))
    elif marked_in(name, words):
        yield Reason("name", mark(name, words))


def _by_field(words: Sequence[str], texts: Mapping[str, tuple[str, ...]]) -> Iterable[Reason]:
    for field in ("functions", "firm", "labels"):
        hits = [marked for text in texts[field] if _hit_length(marked := mark(text, words))]
        if hits:
            yield Reason(field, hits[0])
    for field in ("description", "function_texts", "rest"):
        quotes = [quote for text in texts[field] if (quote := best_sentence(text, words, besides=texts["summary"]))]
        if quotes:
            yield Reason(field, max(quotes, key=_hit_length))


def _by_kin(question: Question, slips: frozenset[int], fields: Fields) -> Iterable[Reason]:
    """Where only a word of the same meaning stands there: which."""
    folded = fields.folded
    for number, place in enumerate(question.places):
        if number in slips or place.bonus or place.said in folded:
            continue
        kin = next((word.text for word in place.words if word.text in folded), "")
        if kin:
            yield Reason("kin", (Piece(kin, True),), place.said)


def _folded(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters where it came from."""
    folded: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        for each in fold(sign):
            folded.append(each)
            places.append(place)
    return "".join(folded), places


def _hit_length(pieces: Sequence[Piece]) -> int:
    return sum(len(piece.text) for piece in pieces if piece.hit)


def _short(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Not much longer than LONGEST_QUOTE: what is far before the first hit, and the end, become dots."""
    length = sum(len(piece.text) for piece in pieces)
    if length <= LONGEST_QUOTE:
        return tuple(pieces)
    kept: list[Piece] = []
    room = LONGEST_QUOTE
    for place, piece in enumerate(pieces):
        text = piece.text
        if place == 0 and not piece.hit and len(text) > LONGEST_QUOTE // 3:
            text = "…" + text[-(LONGEST_QUOTE // 3) :]
        if len(text) > room:
            kept.append(Piece(text[:room] + "…", piece.hit))
            break
        kept.append(Piece(text, piece.hit))
        room -= len(text)
    return tuple(kept)
