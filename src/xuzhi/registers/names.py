"""Names of firms, made comparable: width, white space, brackets, variant characters, and the legal form set apart.

The original always stays beside what is made of it. Short names (under four characters) match only exactly, because
two characters of a name stand in too many others.
"""

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from xuzhi.registers.catalogue import words

MatchedBy = Literal["name", "similar_name"]
SHORTEST_LOOSE = 4

_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|《[^《》]*》|「[^「」]*」")
_BETWEEN_WORDS = " ,.\t\n"
_LONGEST = 200  # a cell of a list can hold anything; what is compared and indexed is no longer than this


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it was written, as folded (`text`), and in two parts: `core` and legal `form` (may be empty)."""

    original: str
    text: str
    core: str
    form: str

    @property
    def is_short(self) -> bool:
        return len(self.core) < SHORTEST_LOOSE


def fold(text: str) -> str:
    """HTML references resolved, width and white space folded away, variants of a character as one, in lower case."""
    folded = unicodedata.normalize("NFKC", html.unescape(html.unescape(text)))
    seen = "".join(sign for sign in folded if not sign.isspace() and unicodedata.category(sign) != "Cf")
    # Case folding can leave signs that are not in their simplest form.
    return unicodedata.normalize("NFKC", seen.translate(_variants()).casefold())


def normalise_name(original: str) -> Name:
    """The name made comparable: a form that is abbreviated written out, brackets and what they hold and marks between
    words taken out, the legal form set apart."""
    text = fold(original)
    rest, abroad = _set_form_abroad_apart(original)
    bare = fold(rest)
    for short, form in words()["names"]["abbreviated"].items():
        bare = bare.replace(short, form)
    while (without := _BRACKETED.sub("", bare)) != bare:
        bare = without
    unmarked = "".join(sign for sign in bare if unicodedata.category(sign)[0] not in "PSZ")
    core, form = (unmarked, abroad) if abroad else _set_form_apart(unmarked)
    return Name(original, text, (core or text)[:_LONGEST], form)


def compare_names(one: Name, other: Name) -> MatchedBy | None:
    """`name` when all is equal, `similar_name` when only the legal form differs, None otherwise."""
    if not one.core or one.core != other.core:
        return None
    if one.form == other.form:
        return "name"
    return None if one.is_short else "similar_name"


def match_cell(name: Name, cell: Name) -> MatchedBy | None:
    """As `compare_names`, for a cell that may hold firm and person together.

    王小明即好吃小吃店 is the firm after 即; otherwise a name that is not short may stand inside the cell.
    """
    _, _, traded_as = cell.text.partition(words()["names"]["trading_as"])
    matched = compare_names(name, cell) or compare_names(name, normalise_name(traded_as))
    if matched is None and name.core and not name.is_short and name.core in cell.text:
        return "similar_name"
    return matched


@lru_cache
def _variants() -> dict[int, str]:
    """Each variant character, and the one that stands for all of its kind."""
    return {ord(variant): group[0] for group in words()["names"]["variants"] for variant in group[1:]}


def _set_form_apart(text: str) -> tuple[str, str]:
    for form in words()["names"]["forms"]:
        if text == form:
            break
        if text.endswith(form):
            return text.removesuffix(form), form
    return text, ""


def _set_form_abroad_apart(original: str) -> tuple[str, str]:
    """Acme (Taiwan) Co., Ltd. is Acme (Taiwan), with the form coltd."""
    rest, forms = unicodedata.normalize("NFKC", html.unescape(original)).strip(), ""
    while True:
        last = rest.rstrip(_BETWEEN_WORDS)
        gap = max(last.rfind(sign) for sign in _BETWEEN_WORDS)
        word = fold(last[gap + 1 :])
        if gap < 1 or word not in words()["names"]["forms_abroad"]:
            return rest, forms
        rest, forms = last[:gap], word + forms
