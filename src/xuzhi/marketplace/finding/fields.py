"""A listing as the fields in which it is looked for, from the name, which weighs most, to what stands at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from xuzhi.kernel.terms import fold, lexemes_of
from xuzhi.marketplace import facts as read
from xuzhi.marketplace.facets import records
from xuzhi.marketplace.finding.asking import ANYWHERE, FACET_MARK, HEAD, KIN_MARK, NAME
from xuzhi.marketplace.finding.lexicon import lexicon

HEADS = ("name", "functions", "summary", "firm")
BETWEEN, AMONG = "\x1f", "\x1e"
# Industries are words that people type. The uses are headings under which most of what is typed would fall.
CHOICES = ("solution.industries", "solution.ai.kind", "solution.ai.outputs")


@dataclass(frozen=True)
class Field:
    """`weight` of one mention, and the length from which mentions begin to count for less."""

    name: str
    weight: float
    usual_length: int


FIELDS = (
    Field("name", 4.0, 5),
    Field("functions", 2.5, 18),
    Field("summary", 2.5, 32),
    Field("firm", 2.0, 10),
    Field("labels", 0.8, 20),
    Field("description", 1.0, 160),
    Field("function_texts", 1.2, 60),
    Field("rest", 0.25, 160),
)


@dataclass(frozen=True)
class Fields:
    """The texts of each field, as written."""

    texts: Mapping[str, tuple[str, ...]]

    def vector(self, facets: Iterable[str] = ()) -> str:
        """For the index: names and heads once more under their marks, the groups of words that are spoken of, and the
        codes that can be chosen."""
        everything = [text for texts in self.texts.values() for text in texts]
        heads = [text for name in HEADS for text in self.texts[name]]
        kin = [KIN_MARK + group for group in sorted(lexicon().spoken_of(everything))]
        codes = [FACET_MARK + code for code in facets]
        return lexemes_of({NAME: self.texts["name"], HEAD: heads, ANYWHERE: everything}, [*kin, *codes])

    @property
    def folded(self) -> str:
        """All fields in one text, to weigh an answer by; `apart` takes it apart again."""
        return BETWEEN.join(AMONG.join(map(fold, self.texts[field.name])) for field in FIELDS)


def apart(folded: str) -> list[str]:
    """The folded fields in the order of FIELDS."""
    fields = folded.split(BETWEEN)
    return fields + [""] * (len(FIELDS) - len(fields))


def fields_of(
    facts: Mapping[str, Any], name: str, firm_name: str, label: Callable[[str, str], str], held: Iterable[str] = ()
) -> Fields:
    """`label(question, code)` says what a chosen code is called; `held` are the names of what the supplier holds."""
    functions = records(facts.get(read.FUNCTIONS))
    chosen = [label(question, code) for question in CHOICES for code in _codes(facts.get(question))]
    texts = {
        "name": [name],
        "functions": [_text(each.get("name")) for each in functions],
        "summary": [_text(facts.get(read.SUMMARY))],
        "firm": [firm_name],
        "labels": [*chosen, *held],
        "description": [_text(facts.get(read.DESCRIPTION))],
        "function_texts": [_text(each.get("description")) for each in functions],
        "rest": [_text(facts.get(each)) for each in read.TEXT_FACTS],
    }
    return Fields({field: tuple(_plain(text) for text in found if text) for field, found in texts.items()})


def _codes(value: Any) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else [str(value)] if value else []


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _plain(text: str) -> str:
    """Without the signs that keep fields apart."""
    return text.replace(BETWEEN, " ").replace(AMONG, " ").replace("\x00", "")
