"""Names of firms, made comparable: width, white space, brackets, 臺 and 台, and the legal form set apart.

The original always stays beside what is made of it. Short names (under four characters) match only exactly, because
two characters of a name stand in too many others.
"""

import html
import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from xuzhi.registers.catalogue import words

MatchedBy = Literal["name", "similar_name"]
SHORTEST_LOOSE = 4

_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|《[^《》]*》|「[^「」]*」")
_FORM_LAST = 200  # a cell of a list can hold anything; what is compared and indexed is no longer than this


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
    """HTML references resolved, full width and white space folded away, 臺 as 台, letters in lower case."""
    folded = unicodedata.normalize("NFKC", html.unescape(html.unescape(text)))
    return "".join(folded.split()).replace("\u200b", "").replace("臺", "台").casefold()


def normalise_name(original: str) -> Name:
    """The name made comparable: brackets and what they hold taken out, the legal form set apart."""
    text = fold(original)
    bare = text
    while (without := _BRACKETED.sub("", bare)) != bare:
        bare = without
    core, form = _set_form_apart(bare or text)
    return Name(original, text, core[:_FORM_LAST], form)


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


def _set_form_apart(text: str) -> tuple[str, str]:
    for form in words()["names"]["forms"]:
        if text.endswith(form) and len(text) > len(form):
            return text.removesuffix(form), form
    return text, ""
