"""Text as terms to find it by: Chinese as single characters and pairs, everything else as words. Pure.

PostgreSQL has no dictionary for Chinese, so the terms are made here and handed over as a finished tsvector.
A query of two or more Chinese characters asks for its pairs, one of a single character for the character.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

# Variants that people mix in one word: 臺北 and 台北 are the same city. Both sides are folded alike.
FOLDED = {"臺": "台", "裏": "裡", "綫": "線", "着": "著", "爲": "為", "説": "說", "鈎": "鉤"}
HAN = "㐀-䶿一-鿿豈-﫿\U00020000-\U0003134f〇"
_RUN = re.compile(f"([{HAN}]+)|([^\\W_]+)")
_PIECE = re.compile(r"\d+|[^\d]+")
MOST_TERMS = 4000
MOST_POSITION = 16383
WEIGHTS = "ABCD"
SHORT_NUMBER = 3
# A longer word is no word; the database refuses lexemes of more than 2 KB.
LONGEST_WORD = 60


@lru_cache(maxsize=2048)
def fold(text: str) -> str:
    """One spelling: full-width to half-width, capitals to small letters, 臺 to 台."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    for variant, plain in FOLDED.items():
        folded = folded.replace(variant, plain)
    return folded


def terms_of(text: str) -> list[str]:
    """Every term of a text to be found, in order, repeats included."""
    terms: list[str] = []
    for han, word in _runs(text):
        if han:
            terms += [*han, *_pairs(han)]
        else:
            pieces = _PIECE.findall(word)
            terms += [word, *(pieces if len(pieces) > 1 else ())]
    return terms


def vector_of(parts: Sequence[Iterable[str]]) -> str:
    """A tsvector in PostgreSQL's own writing; the first part weighs most (A), the fourth least (D)."""
    weights: dict[str, str] = {}
    for weight, texts in zip(WEIGHTS, parts, strict=False):
        for text in texts:
            for term in terms_of(text):
                weights.setdefault(term, weight)
                if len(weights) >= MOST_TERMS:
                    break
    lexemes = enumerate(weights.items(), start=1)
    return " ".join(f"{_quoted(term)}:{min(place, MOST_POSITION)}{weight}" for place, (term, weight) in lexemes)


def lexemes_of(parts: Mapping[str, Iterable[str]], also: Iterable[str] = ()) -> str:
    """A tsvector without places, in PostgreSQL's own writing. Each part has a mark that stands before its terms, so
    that `=排程` is found only where the part marked `=` has it; the mark "" marks nothing. A mark is no letter. `also`
    are lexemes as they stand."""
    found: dict[str, None] = dict.fromkeys(also)
    known: dict[str, list[str]] = {}
    for mark, texts in parts.items():
        for text in texts:
            terms = known[text] if text in known else known.setdefault(text, terms_of(text))
            found.update(dict.fromkeys([mark + term for term in terms[: MOST_TERMS - len(found)]]))
    return " ".join(map(_quoted, found))


def query_of(text: str, under: str = "") -> str:
    """A tsquery in PostgreSQL's own writing: every run must be there; "" when nothing can be looked for.

    A Latin word is looked for by its beginning, as a number of three digits or more is, and `iso27001` also finds
    `ISO 27001`. `under` is the mark of the part (see `lexemes_of`) that must have it.
    """
    asked: list[str] = []
    for han, word in _runs(text):
        if han:
            asked += [_quoted(under + pair) for pair in _pairs(han)] or [_quoted(under + han)]
        else:
            pieces = _PIECE.findall(word)
            whole = _quoted(under + word) + ("" if word.isdigit() and len(word) < SHORT_NUMBER else ":*")
            apart = " & ".join(_quoted(under + piece) for piece in pieces)
            asked.append(f"({whole} | ({apart}))" if len(pieces) > 1 else whole)
    return " & ".join(dict.fromkeys(asked))


def exactly(lexeme: str) -> str:
    """A tsquery for one lexeme as it stands."""
    return _quoted(lexeme)


def runs_of(text: str) -> list[tuple[str, bool]]:
    """The runs of a text in order, folded; true for those of Chinese characters."""
    return [(han or word, bool(han)) for han, word in _runs(text)]


def words_of(text: str) -> list[str]:
    """The runs of a text that is looked for, folded: to find again where they stand."""
    return list(dict.fromkeys(han or word for han, word in _runs(text)))


def _runs(text: str) -> Iterable[tuple[str, str]]:
    """Runs of Chinese and of other words; `[^\\W_]` also matches Chinese, so a mixed run is cut at the borders."""
    for han, word in _RUN.findall(fold(text)):
        if han:
            yield han, ""
            continue
        for part in re.split(f"([{HAN}]+)", word):
            if part:
                yield (part, "") if re.match(f"[{HAN}]", part) else ("", part[:LONGEST_WORD])


def _pairs(han: str) -> list[str]:
    return [han[place : place + 2] for place in range(len(han) - 1)]


def _quoted(term: str) -> str:
    if "'" in term or "\\" in term:
        term = term.replace("\\", "\\\\").replace("'", "''")
    return f"'{term}'"
