"""Words for the codes of facets, out of the questions of every programme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xuzhi.engine.showing import show_country
from xuzhi.kernel.texts import current_language, say
from xuzhi.marketplace import facets as read
from xuzhi.marketplace.facts import AVAILABILITY_BANDS, PRICE_BANDS
from xuzhi.rulebook.editions import translations_of
from xuzhi.rulebook.model import Programme, Question
from xuzhi.rulebook.translating import translate_programme

LONGEST_NAME = 20


class Labels:
    """In the reader's language; `plain` as the rulebooks were written, whoever reads."""

    def __init__(self, known: Sequence[Programme], *, plain: bool = False) -> None:
        self._words: dict[tuple[str, str], str] = {}
        for programme in known:
            for case in (programme if plain else _spoken(programme)).cases:
                for name, question in _asked(case.questions):
                    for choice in question.of:
                        self._words.setdefault((name, choice.code), choice.label)

    def word(self, question: str, code: str) -> str:
        return self._words.get((question, code), code)

    def order(self, question: str) -> list[str]:
        """The codes of a question as its rulebook orders them."""
        return [code for name, code in self._words if name == question]

    def known(self, facet: str, codes: Sequence[str]) -> tuple[str, ...]:
        """Those of the codes that the facet has; a place may be any name."""
        ordered = self.ordered(facet, {})
        named = facet in ("county", "place")
        return tuple(dict.fromkeys(code for code in codes if code in ordered or (named and _is_name(code))))

    def of_facet(self, facet: str, code: str) -> str:
        if question := _question_of(facet):
            return self.word(question, code)
        if facet == "county":
            return code
        if facet == "place":
            return say("marketplace.place_only_home") if code == read.ONLY_HOME else show_country(code)
        if facet == "availability":
            return say("marketplace.availability_from", percent=code)
        if facet == "term":
            return say("marketplace.term_over" if code == "over" else "marketplace.term_within", months=code)
        return _band_words(int(code)) if facet == "price" else say(f"marketplace.{facet}_{code}")

    def ordered(self, facet: str, found: Mapping[str, int]) -> list[str]:
        """Codes as the rulebook orders them, bands upwards, places by how many."""
        if question := _question_of(facet):
            return self.order(question)
        if facet == "price":
            return [str(low) for low in PRICE_BANDS]
        if facet == "term":
            return [*map(str, read.TERM_BANDS), "over"]
        if facet == "availability":
            return list(AVAILABILITY_BANDS)
        if facet in ("county", "place"):
            return sorted(found, key=lambda code: (code != read.ONLY_HOME, -found[code], code))
        return ["yes", "no"]


def _is_name(code: str) -> bool:
    return 0 < len(code) <= LONGEST_NAME and code.isprintable()


def _question_of(facet: str) -> str:
    if facet in read.LISTED:
        return ".".join(read.LISTED[facet])
    return read.CODED.get(facet, "")


def _asked(questions: Sequence[Question]) -> Iterator[tuple[str, Question]]:
    """Questions and the fields of their records, by full name."""
    for question in questions:
        yield question.name, question
        for field in question.fields:
            yield f"{question.name}.{field.name}", field


def _spoken(programme: Programme) -> Programme:
    texts = {} if current_language() == "zh-Hant" else translations_of(programme, current_language())
    return translate_programme(programme, texts) if texts else programme


def _band_words(low: int) -> str:
    higher = [band for band in PRICE_BANDS if band > low]
    if not higher:
        return say("marketplace.price_from", low=f"{low:,}")
    key = "marketplace.price_below" if low == 0 else "marketplace.price_between"
    return say(key, low=f"{low:,}", high=f"{higher[0]:,}")
