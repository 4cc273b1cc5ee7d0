"""What is known of the two sides of a tie: parties out of a case, a reviewer out of the roster."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from xuzhi.casework.moving import CONTACT_EMAIL
from xuzhi.kernel.texts import say
from xuzhi.panels.models import Reviewer
from xuzhi.panels.ties import Firm, Known, Party, domain_of
from xuzhi.parties.queries import firms_named, members_of
from xuzhi.registers.queries import look_up
from xuzhi.rulebook.model import CaseKind, Question


def parties_of(kind: CaseKind, facts: Mapping[str, Any], *, firm_ubn: str, firm_name: str, on: date) -> list[Party]:
    """The firm whose case it is, and those that its answers name, with what the company register says of each."""
    applicant = _party(say("panels.role_applicant"), firm_name, firm_ubn, on, _mail_domains(facts, firm_ubn))
    found = {(firm_ubn, firm_name): applicant}
    for name in kind.panel.parties_from if kind.panel else ():
        question = kind.question(name)
        for row in facts.get(name) or ():
            called, ubn = str(row.get("name") or ""), str(row.get("ubn") or "")
            if (called or ubn) and (ubn != firm_ubn or not ubn):
                domains = _known_domains(ubn)
                found.setdefault((ubn, called), _party(_role(question, row), called or ubn, ubn, on, domains))
    return list(found.values())


def _party(role: str, name: str, ubn: str, on: date, domains: list[str]) -> Party:
    registered = company_facts(ubn, on)
    return Party(
        role=role,
        name=name,
        ubn=ubn,
        address=str(registered.get("company.address") or ""),
        representative=str(registered.get("company.representative") or ""),
        domains=tuple(dict.fromkeys(each for each in domains if each)),
    )


def company_facts(ubn: str, on: date) -> Mapping[str, Any]:
    """What the company register says of the number; empty where it does not know it."""
    return look_up("company", ubn=ubn, on=on).flat if ubn else {}


def _mail_domains(facts: Mapping[str, Any], ubn: str) -> list[str]:
    return [domain_of(str(facts.get(CONTACT_EMAIL) or "")), *_known_domains(ubn)]


def _known_domains(ubn: str) -> list[str]:
    """Of the addresses of a firm that is registered here, and of its people."""
    card = firms_named([ubn]).get(ubn) if ubn else None
    if card is None:
        return []
    return [domain_of(card.contact_email), *(domain_of(each.email) for each in members_of(ubn))]


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
