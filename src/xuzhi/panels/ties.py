"""Ties between a reviewer and the parties of a case, found by comparing what is known of both (L9.1). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from xuzhi.kernel.texts import say
from xuzhi.registers.names import compare_names, fold, normalise_name


@dataclass(frozen=True)
class Party:
    """Somebody whose case it is or who is named in it. `domains` are those of the e-mail addresses known of them."""

    role: str
    name: str
    ubn: str = ""
    address: str = ""
    representative: str = ""
    domains: tuple[str, ...] = ()

    @cached_property
    def marks(self) -> frozenset[str]:
        """What a tie to it shows by; who shares none of them has none."""
        names = {f"name {normalise_name(self.name).core}"} if self.name.strip() else set()
        domains = {f"domain {each}" for domain in self.domains for each in _with_parents(domain)}
        texts = {f"text {fold(each)}" for each in (self.address, self.representative) if fold(each)}
        return frozenset(names | domains | texts | ({f"number {self.ubn}"} if self.ubn else set()))

    def as_json(self) -> dict[str, Any]:
        return {
            "role": self.role,
            "name": self.name,
            "ubn": self.ubn,
            "address": self.address,
            "representative": self.representative,
            "domains": list(self.domains),
        }

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Party:
        return cls(
            record["role"],
            record["name"],
            record["ubn"],
            record["address"],
            record["representative"],
            tuple(record["domains"]),
        )


@dataclass(frozen=True)
class Firm:
    """A firm that a reviewer named: an earlier employer, or one with a tie."""

    name: str
    ubn: str = ""
    note: str = ""


@dataclass(frozen=True)
class Known:
    """What is known of a reviewer."""

    name: str
    email: str
    organisation: str
    organisation_ubn: str = ""
    address: str = ""
    representative: str = ""
    employers: tuple[Firm, ...] = ()
    ties: tuple[Firm, ...] = ()

    @cached_property
    def marks(self) -> frozenset[str]:
        """What a tie to somebody shows by."""
        firms = [Firm(self.organisation, self.organisation_ubn), *self.employers, *self.ties]
        names = {f"name {normalise_name(each.name).core}" for each in firms if each.name.strip()}
        numbers = {f"number {each.ubn}" for each in firms if each.ubn}
        texts = {f"text {fold(each)}" for each in (self.address, self.representative, self.name) if fold(each)}
        return frozenset(names | numbers | texts | {f"domain {each}" for each in _with_parents(domain_of(self.email))})


@dataclass(frozen=True)
class Tie:
    """One tie. kind: organisation, number, address, representative, domain, employment, declared; `value` is what
    both have in common."""

    kind: str
    party: str
    role: str
    value: str

    @property
    def says(self) -> str:
        return say(f"panels.tie_{self.kind}", party=self.party, role=self.role, value=self.value)


def find_ties(reviewer: Known, parties: Iterable[Party], free_mail: Iterable[str] = ()) -> list[Tie]:
    """Every tie to every party, each kind once a party. Addresses of `free_mail` domains tie nobody to anybody."""
    free = frozenset(domain.casefold() for domain in free_mail)
    found = []
    for party in parties:
        if reviewer.marks.isdisjoint(party.marks):
            continue
        kinds = dict(_ties(reviewer, party, free))
        found += [Tie(kind, party.name, party.role, value) for kind, value in kinds.items()]
    return found


def domain_of(email: str) -> str:
    """The part after the at sign, in lower case; empty where there is none."""
    return email.rpartition("@")[2].strip().casefold() if "@" in email else ""


def _with_parents(domain: str) -> Iterator[str]:
    """The domain and those that it is within: of two that are tied, one is among the other's."""
    while domain:
        yield domain
        _, _, domain = domain.partition(".")


def _ties(reviewer: Known, party: Party, free: frozenset[str]) -> Iterator[tuple[str, str]]:
    if _same_name(reviewer.organisation, party.name):
        yield "organisation", party.name
    if party.ubn and reviewer.organisation_ubn == party.ubn:
        yield "number", party.ubn
    if _same_text(reviewer.address, party.address):
        yield "address", party.address
    for person in (reviewer.representative, reviewer.name):
        if _same_text(person, party.representative):
            yield "representative", party.representative
    domain = domain_of(reviewer.email)
    for other in party.domains:
        if domain not in free and other not in free and _same_domain(domain, other):
            yield "domain", other
    for kind, firms in (("employment", reviewer.employers), ("declared", reviewer.ties)):
        for firm in firms:
            if (party.ubn and firm.ubn == party.ubn) or _same_name(firm.name, party.name):
                yield kind, firm.note or firm.name


def _same_name(one: str, other: str) -> bool:
    return bool(one.strip() and other.strip()) and compare_names(normalise_name(one), normalise_name(other)) is not None


def _same_text(one: str, other: str) -> bool:
    """Equal but for width, white space and variants of characters, 台 and 臺 among them."""
    return bool(fold(one)) and fold(one) == fold(other)


def _same_domain(one: str, other: str) -> bool:
    """The same, or one within the other: mail.firm.tw is of firm.tw."""
    if not one or not other:
        return False
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")
