"""A list whose entries have names of their own, such as the characteristics of a clause: renamed, taken out, added.

In the form `code` and `called` are repeated, a pair a row; an empty name takes the entry out of the list.
"""

from dataclasses import dataclass
from itertools import zip_longest

from django.http import QueryDict

from xuzhi.casework.queries.parameters import ParameterPage

ADDED = "added_"


@dataclass(frozen=True)
class NamedRow:
    """`code` is empty for an entry that is not in the list yet; `was` is its name until now."""

    code: str
    was: str
    name: str


@dataclass(frozen=True)
class NamedList:
    """`codes` in their order and `names` are what the form asks for."""

    rows: tuple[NamedRow, ...]
    codes: list[str]
    names: dict[str, str]


def named_list(page: ParameterPage, form: QueryDict | None) -> NamedList:
    """The list as it stands, or as the form has it, with one more row to add an entry."""
    if form is None:
        rows = [NamedRow(code, page.names.get(code, code), page.names.get(code, code)) for code in page.row.value or ()]
    else:
        pairs = zip_longest(form.getlist("code"), form.getlist("called"), fillvalue="")
        rows = [NamedRow(code, page.names.get(code, ""), name.strip()) for code, name in pairs if code or name.strip()]
    codes, names = [], {}
    taken = {row.code for row in rows} | set(page.names)
    for row in rows:
        if not row.name:
            continue
        code = row.code or _next(taken)
        taken.add(code)
        codes.append(code)
        if row.name != page.names.get(code):
            names[code] = row.name
    return NamedList((*rows, NamedRow("", "", "")), codes, names)


def _next(taken: set[str]) -> str:
    """A code that no entry has or had."""
    return next(code for n in range(1, 1000) if (code := f"{ADDED}{n}") not in taken)
