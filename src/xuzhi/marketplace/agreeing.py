"""What two firms agree on is written into the order's case, and set as a document that is kept by its hash."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from xuzhi.casework.operations.give_facts import give_facts
from xuzhi.kernel.actor import Actor
from xuzhi.kernel.roc import taipei_day
from xuzhi.kernel.texts import use_language
from xuzhi.marketplace.contracting import contract_data
from xuzhi.marketplace.dealing import SOURCE, rules_for
from xuzhi.marketplace.queries.subscriptions import Subscribed
from xuzhi.marketplace.terms import facts_of
from xuzhi.notices.letters import render_letter, store_letter

SHA256, PREPARED_ON = "agreement.sha256", "agreement.prepared_on"


def agree(found: Subscribed, contract: Mapping[str, Any], *, at: datetime) -> str:
    """Write the contract down and seal its document; gives the hash. The caller holds the case, and then takes the
    step that lets it come about, which the rules allow on this very day only."""
    today = taipei_day(at)
    rules = rules_for(found.programme, today)
    with use_language("zh-Hant"):
        data = contract_data(found, contract, rules, at)
    paper = rules.case(found.kind).paper
    sha256 = store_letter(render_letter(rules.programme.folder / "papers" / paper, data, at=at)) if paper else ""
    kept = {PREPARED_ON: today.isoformat(), SHA256: sha256 or None}
    stale = {name: None for name in facts_of(found.term.contract) if name not in facts_of(contract)}
    told = {**stale, **facts_of(contract), **kept}
    give_facts(found.id, told, source=SOURCE, actor=Actor.system(SOURCE), at=at)
    return sha256
