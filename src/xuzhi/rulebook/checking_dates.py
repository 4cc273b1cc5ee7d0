"""Dates that do not fit together across files: rounds that overlap, values that begin after they are wanted."""

from __future__ import annotations

from datetime import date
from itertools import combinations

from xuzhi.rulebook.model import Parameter, Programme, Round
from xuzhi.rulebook.problems import Problems


def check_dates(programme: Programme, problems: Problems) -> None:
    for one, other in combinations(programme.rounds, 2):
        _check_rounds(one, other, problems)
    opening = min((each.opens_at.date() for each in programme.rounds), default=None)
    if opening is None:
        return
    for parameter in programme.parameters:
        _check_begun(parameter, opening, problems)


def _check_rounds(one: Round, other: Round, problems: Problems) -> None:
    shared = set(one.cases) & set(other.cases)
    categories = set(one.categories) & set(other.categories) if one.categories and other.categories else {"all"}
    if shared and categories and one.opens_at <= other.closes_at and other.opens_at <= one.closes_at:
        kinds = ", ".join(sorted(shared))
        problems.warning(other.place, f'round "{other.name}" overlaps with "{one.name}" at {one.place} for {kinds}')


def _check_begun(parameter: Parameter, opening: date, problems: Problems) -> None:
    first = min((dated.from_ for dated in parameter.values), default=None)
    if first is not None and first > opening:
        problems.warning(
            parameter.place,
            f'parameter "{parameter.name}" has no value before {first}, but the first round opens on {opening}',
        )
