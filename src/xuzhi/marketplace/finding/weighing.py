"""How well a listing answers a question. After BM25F: every further mention counts less, a long text counts less, a
rare word counts more, and what matters first is how many of the things asked for are there at all. Whoever writes a
word fifty times gains next to nothing, and whoever writes every word loses by length."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from xuzhi.marketplace.finding.asking import Place, Question
from xuzhi.marketplace.finding.fields import FIELDS, apart

SATURATION = 1.5
LENGTH = 0.75
MOST_MENTIONS = 8
NAMED = 6.0
ALIKE = 0.6
LONGEST_ALIKE = 12


def weigh(question: Question, folded: str, rarity: Mapping[int, float], slips: frozenset[int]) -> float:
    """`rarity` is the weight of each place in this catalogue; `slips` are the places that only a slip fills."""
    fields = apart(folded)
    norms = [
        1 - LENGTH + LENGTH * max(1.0, len(text) / field.usual_length)
        for field, text in zip(FIELDS, fields, strict=True)
    ]
    score = filled = asked = 0.0
    for number, place in enumerate(question.places):
        if place.bonus or number not in rarity:
            continue
        asked += rarity[number]
        if mentions := _mentions(place, fields, norms, number in slips):
            filled += rarity[number]
            score += rarity[number] * mentions / (mentions + SATURATION)
    share = filled / asked if asked else 0.0
    return score * (0.4 + 0.6 * share) + NAMED * resemblance(question.runs, fields[0])


def _mentions(place: Place, fields: Sequence[str], norms: Sequence[float], slipped: bool) -> float:
    words = place.slips if slipped else place.words
    return sum(
        word.worth * field.weight * min(text.count(word.text), MOST_MENTIONS) / norm
        for word in words
        for field, text, norm in zip(FIELDS, fields, norms, strict=True)
        if word.text in text
    )


def resemblance(runs: Sequence[str], name: str) -> float:
    """How much what was typed is the name itself: 1 for the same, less with a slip, 0 where it is no name."""
    typed, name = "".join(runs), name.replace(" ", "")
    if not typed or not name or len(typed) > LONGEST_ALIKE or len(typed) < 2:
        return 0.0
    if typed in name or (len(name) > 2 and name in typed):
        return 0.5 + 0.5 * min(len(typed), len(name)) / max(len(typed), len(name))
    alike = SequenceMatcher(None, typed, name, autojunk=False).ratio()
    return 0.5 * alike if alike >= ALIKE else 0.0
