"""How many of what is found stand under each facet. Each code is a row of bits, one a listing, kept in memory; a count
is an AND and a sum of bits, whatever the number of listings.

The bits belong to one state of the catalogue, told by its size and the sum of its numbers. Whoever searches says which
state is in memory, and where the catalogue is in another, the same statement brings the new bits: what was removed is
counted never again, and nobody asks twice.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from xuzhi.marketplace.facets import FACETS

# For `with`: the catalogue's state, and the numbers under each code where that is not the state in memory.
STATE_AND_ONES = """
state as materialized (
    select count(*) as listings, coalesce(sum(number), 0)::bigint as numbers from marketplace_search),
ones as materialized (
    select code, string_agg(int4send(number), ''::bytea) as bits from marketplace_search s
    cross join unnest(array['']::varchar[] || s.facets || s.dated) code
    where (select (listings, numbers) from state)
        is distinct from (%(known_listings)s::bigint, %(known_numbers)s::bigint)
    group by code)
"""
STATE_COLUMNS = (
    "(select array[listings, numbers] from state), (select array_agg(code order by code) from ones),"
    " (select array_agg(bits order by code) from ones)"
)
State = tuple[int, int]
_DIGITS = bytes.maketrans(b"\x00\x01", b"01")


@dataclass(frozen=True)
class Board:
    """`codes` has for each `facet:code` its bits; `dated` for each `facet:code` (last day, bits)."""

    state: State
    first: int
    size: int
    everything: int
    codes: Mapping[str, int]
    dated: Mapping[str, tuple[tuple[str, int], ...]]

    def bits(self, numbers: bytes) -> int:
        """Numbers of listings, four bytes each, as bits."""
        return _bits(numbers, self.first, self.size)

    def code(self, name: str, on: date | None) -> int:
        """The listings under `facet:code` on that day."""
        found = self.codes.get(name, 0)
        for until, bits in self.dated.get(name, ()):
            if on is None or until >= on.isoformat():
                found |= bits
        return found

    def any_of(self, facet: str, codes: Iterable[str], on: date | None) -> int:
        found = 0
        for code in codes:
            found |= self.code(f"{facet}:{code}", on)
        return found

    def counts(
        self, found: int, chosen: Mapping[str, Sequence[str]], on: date | None
    ) -> tuple[int, dict[str, dict[str, int]]]:
        """How many fit everything, and {facet: {code: how many}} of what fits the other facets' choice."""
        fitting = {facet: self.any_of(facet, codes, on) for facet, codes in chosen.items() if codes}
        everything = found
        for bits in fitting.values():
            everything &= bits
        bases = {facet: _all_but(found, fitting, facet) for facet in fitting}
        counted: dict[str, dict[str, int]] = {facet: {} for facet in FACETS}
        for name in (*self.codes, *self.dated):
            facet, _, code = name.partition(":")
            count = (self.code(name, on) & bases.get(facet, everything)).bit_count()
            if count and facet in counted:
                counted[facet][code] = count
        return everything.bit_count(), counted


_boards: dict[str, Board] = {}


def known_state() -> dict[str, int]:
    """The state of the board in memory, as values for STATE_AND_ONES."""
    held = _boards.get(_database())
    listings, numbers = held.state if held else (-1, -1)
    return {"known_listings": listings, "known_numbers": numbers}


def board_of(state: Sequence[int], codes: Sequence[str] | None, ones: Sequence[Any] | None) -> Board:
    """The board of that state: the one in memory, or the one that the columns STATE_COLUMNS brought."""
    told = (int(state[0]), int(state[1]))
    held = _boards.get(_database())
    if held is None or held.state != told:
        held = _made(told, {code: bytes(bits) for code, bits in zip(codes or (), ones or (), strict=True)})
        _boards[_database()] = held
    return held


def _database() -> str:
    return str(connection.settings_dict["NAME"])


def _made(state: State, ones: dict[str, bytes]) -> Board:
    every = ones.pop("", b"")
    numbers = _numbers(every)
    first, size = (min(numbers), max(numbers) - min(numbers) + 1) if numbers else (0, 0)
    codes: dict[str, int] = {}
    dated: dict[str, list[tuple[str, int]]] = {}
    for name, found in ones.items():
        known, _, until = name.partition("@")
        if until:
            dated.setdefault(known, []).append((until, _bits(found, first, size)))
        else:
            codes[name] = _bits(found, first, size)
    everything = _bits(every, first, size)
    return Board(state, first, size, everything, codes, {name: tuple(held) for name, held in dated.items()})


def _all_but(found: int, fitting: Mapping[str, int], left_out: str) -> int:
    for facet, bits in fitting.items():
        if facet != left_out:
            found &= bits
    return found


def _numbers(sent: bytes) -> Any:
    numbers = array("i", sent)
    numbers.byteswap()
    return numbers


def _bits(sent: bytes, first: int, size: int) -> int:
    flags = bytearray(size)
    for number in _numbers(sent):
        flags[number - first] = 1
    return int(flags.translate(_DIGITS), 2) if size else 0
