"""What the contract's document says: the parties, the terms, and the listing as it was approved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from xuzhi.casework.queries.sealed_hash import answers_hash
from xuzhi.engine.answers import show_answer
from xuzhi.kernel.roc import format_date, format_deadline, taipei_day
from xuzhi.kernel.texts import current_language, say
from xuzhi.marketplace.queries.plainly import portability_of
from xuzhi.marketplace.queries.subscriptions import Subscribed
from xuzhi.marketplace.queries.versions import approved_version
from xuzhi.marketplace.terms import CONTRACT, REFUNDS, TIERS
from xuzhi.marketplace.tiers import tiers_in, tiers_said
from xuzhi.rulebook import Edition
from xuzhi.rulebook.model import CaseKind

TERMS = "order.private_risk"
"""The question in which the buyer accepts who answers for private dealings; its clause says it."""
APART = ("version", "cancelling", "least_months", "paid_months")
"""Parts of the contract that stand elsewhere in the document, or only served its checks."""
TOLD_AT_NOUGHT = ("net_twd", "gross_twd")
"""What is said even where it is nothing: that a period costs nothing, as where only usage is paid for."""


def contract_data(found: Subscribed, contract: Mapping[str, Any], rules: Edition, at: datetime) -> dict[str, Any]:
    """Everything that the template sets, in the reader's language."""
    kind = rules.case(found.kind)
    version = approved_version(found.listing_id, int(contract["version"]))
    sold = next((rules.cases[name] for name in kind.about if name in rules.cases), kind)
    facts = version.facts if version is not None else {}
    return {
        "title": say("marketplace.contract_title"),
        "programme": rules.title,
        "edition": say("marketplace.edition_of", on=format_date(rules.on)),
        "case": {"number": found.number, "subject": found.name},
        "buyer": {"name": found.buyer_name, "ubn": found.buyer_ubn},
        "supplier": {"name": found.supplier_name, "ubn": found.supplier_ubn},
        "agreed_at": format_deadline(at),
        "terms": terms_said(kind, contract),
        "cancelling": str(contract.get("cancelling") or "") or say("marketplace.cancelling_unsaid"),
        "portability": "".join(portability_of(sold, facts)),
        "liability": terms_accepted(rules, kind),
        "version": int(contract["version"]),
        "approved_at": format_date(taipei_day(version.approved_at)) if version is not None else "",
        "approved_case": version.case_number if version is not None else "",
        "order_sha256": answers_hash(found.id),
        "parts": parts_said(sold, facts),
    }


def terms_said(kind: CaseKind, contract: Mapping[str, Any]) -> list[dict[str, str]]:
    """The contract line by line, in the words and the order of the rules."""
    lines = []
    for question in kind.questions:
        name = question.name.removeprefix(CONTRACT)
        if not question.name.startswith(CONTRACT) or name in APART:
            continue
        if contract.get(name) not in (None, 0) or (name in TOLD_AT_NOUGHT and contract.get(name) == 0):
            says = _tiers(contract) if name == TIERS else show_answer(question, contract[name], current_language())
            lines.append({"label": question.label, "says": says})
    return lines


def _tiers(contract: Mapping[str, Any]) -> str:
    """What usage costs by the contract, a line for each measure."""
    included = next((row.get("tax_included") for row in contract.get(TIERS) or ()), None)
    tax = say("marketplace.tiers_tax_in" if included else "marketplace.tiers_tax_out") if included is not None else ""
    return "\n".join((*tiers_said(tiers_in(contract)), say("marketplace.tiers_beside") + tax))


def cancelling_of(facts: Mapping[str, Any]) -> str:
    """What a version says on ending early and on refunds; that it says nothing, where it does not."""
    return str(facts.get(REFUNDS) or "") or say("marketplace.cancelling_unsaid")


def terms_accepted(rules: Edition, kind: CaseKind) -> str:
    """The clause that a buyer accepts with an order, in plain words; "" where the rules have none."""
    asked = next((each for each in kind.questions if each.name == TERMS), None)
    clause = rules.clauses.get(asked.clause) if asked is not None else None
    return clause.says if clause is not None else ""


def parts_said(kind: CaseKind, facts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The public facts of the version, section by section; records row by row."""
    parts = []
    for section in kind.sections:
        asked = [each for each in kind.questions if each.section == section.name and facts.get(each.name) is not None]
        lines = [
            {"label": each.label, "says": show_answer(each, facts[each.name], current_language())}
            for each in asked
            if each.type != "file"
        ]
        if lines:
            parts.append({"label": section.label, "facts": lines})
    return parts
