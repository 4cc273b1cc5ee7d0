"""What is known of the two sides of a tie: parties out of a case, a reviewer out of the roster."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from xuzhi.casework.moving import CONTACT_EMAIL
from xuzhi.engine.form import holds
from xuzhi.kernel.texts import say
from xuzhi.panels.models import Reviewer
from xuzhi.panels.ties import Firm, Known, Party, domain_of
from xuzhi.parties.queries import addresses_of
from xuzhi.registers.queries import companies, look_up
from xuzhi.rulebook import Edition
from xuzhi.rulebook.model import CaseKind, Question


@dataclass(frozen=True)
class Firms:
    """What is known of firms by their number: the company register's facts, and e-mail addresses."""

    companies: Mapping[str, Mapping[str, Any]]
    addresses: Mapping[str, Sequence[str]]


def firms_known(ubns: Collection[str], on: date) -> Firms:
    """Three queries, however many there are (one more for every few thousand)."""
    numbers = sorted({ubn for ubn in ubns if ubn})
    return Firms(companies(numbers, on), addresses_of(numbers))


def named_in(edition: Edition, kind: CaseKind, facts: Mapping[str, Any], on: date) -> list[tuple[str, str, str]]:
    """The firms that the answers name as parties: (role, name, number); either may be empty, not both. What is not
    asked of this case names nobody."""
    rule = kind.panel
    if rule is None:
        return []
    found = []
    for name in rule.parties_from:
        question = kind.question(name)
        for row in (facts.get(name) or ()) if holds(edition, question.when, facts, on) is not False else ():
            found.append((_role(question, row), str(row.get("name") or ""), str(row.get("ubn") or "")))
    for each in rule.parties:
        if holds(edition, kind.question(each.ubn).when, facts, on) is not False:
            found.append((each.label, str(facts.get(each.name) or ""), str(facts.get(each.ubn) or "")))
    return [(role, called, ubn) for role, called, ubn in found if called or ubn]


def reads_of(kind: CaseKind) -> list[str]:
    """The questions from which the parties are read, and those that say whether they are asked."""
    rule = kind.panel
    if rule is None:
        return []
    names = [*rule.parties_from, *(name for each in rule.parties for name in (each.ubn, each.name))]
    asked = (kind.question(name).when for name in names)
    return list(dict.fromkeys([CONTACT_EMAIL, *names, *(fact for when in asked if when for fact in when.facts())]))


def parties_of(
    edition: Edition,
    kind: CaseKind,
    facts: Mapping[str, Any],
    *,
    firm_ubn: str,
    firm_name: str,
    on: date,
    known: Firms | None = None,
) -> list[Party]:
    """The firm whose case it is, and those that its answers name, with what the company register says of each.
    `known`: where somebody has asked for many cases at once."""
    named = [(say("panels.role_applicant"), firm_name, firm_ubn), *named_in(edition, kind, facts, on)]
    known = known or firms_known([ubn for _, _, ubn in named], on)
    found: dict[tuple[str, str], Party] = {}
    for role, name, ubn in named:
        if not found or ubn != firm_ubn or not ubn:
            extra = [] if found else [str(facts.get(CONTACT_EMAIL) or "")]
            found.setdefault((ubn, name), _party(role, name or ubn, ubn, known, extra))
    return list(found.values())


def _party(role: str, name: str, ubn: str, known: Firms, emails: Sequence[str]) -> Party:
    registered = known.companies.get(ubn, {})
    domains = (domain_of(each) for each in (*emails, *known.addresses.get(ubn, ())))
    return Party(
        role=role,
        name=name,
        ubn=ubn,
        address=str(registered.get("address") or ""),
        representative=str(registered.get("representative") or ""),
        domains=tuple(dict.fromkeys(each for each in domains if each)),
    )


def company_facts(ubn: str, on: date) -> Mapping[str, Any]:
    """What the company register says of the number; empty where it does not know it."""
    return look_up("company", ubn=ubn, on=on).flat if ubn else {}


def _role(question: Question, row: Mapping[str, Any]) -> str:
    """What the row says the firm is, in the words of the form; else the question's own."""
    for each in question.fields:
        choice = each.choice(str(row.get(each.name))) if each.type == "choice" else None
        if choice is not None:
            return choice.label
    return question.label


def known_of(reviewer: Reviewer) -> Known:
    """The roster's entry as ties are looked for in it."""
    return Known(
        name=reviewer.name,
        email=reviewer.email,
        organisation=reviewer.organisation,
        organisation_ubn=reviewer.organisation_ubn,
        address=reviewer.address,
        representative=reviewer.representative,
        employers=tuple(_firm(each) for each in reviewer.employers),
        ties=tuple(_firm(each) for each in reviewer.ties),
    )


def _firm(record: Mapping[str, Any]) -> Firm:
    return Firm(str(record.get("name") or ""), str(record.get("ubn") or ""), str(record.get("note") or ""))
