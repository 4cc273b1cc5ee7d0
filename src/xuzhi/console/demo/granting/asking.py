"""Who else says something of a demo's plan: the firm that measures and the accountant sign their parts, and the
panel's members are asked about a change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from xuzhi.casework.operations.recheck_case import recheck_case
from xuzhi.casework.operations.take_step import take_step
from xuzhi.casework.queries.case_page import case_page
from xuzhi.console.demo.content import DemoFirm, firms
from xuzhi.console.demo.granting.desk import Desk
from xuzhi.console.demo.granting.plans import MEASURER, told
from xuzhi.kernel.actor import Actor
from xuzhi.panels.consents.operations.answer_consent import answer_consent
from xuzhi.panels.consents.operations.open_consents import open_consents

ESCO = "esco"


def ask_measurer(desk: Desk, about: UUID, at: datetime) -> UUID:
    """The firm that the plan names is invited to sign its measurement and verification."""
    measurer = firms()[MEASURER]
    if measurer.key not in desk.world.owners:
        desk.world.found(measurer, at, ESCO)
    case = desk.begin("mv_statement", about, at)
    mailbox = desk.world.owners[measurer.key].email
    desk.answer(case, at, invite__email=mailbox, invite__words=told()["words"]["to_measurer"])
    desk.step(case, "submit", at, by=desk.actor)
    return case


def sign(desk: Desk, case: UUID, signer: Actor, at: datetime) -> None:
    """What is signed is what was read."""
    part = case_page(case, actor=signer, at=at).part
    assert part is not None
    take_step(case, "sign", actor=signer, at=at, shown=part.sha256)
    desk.world.deliver(case, at)


def have_audited(desk: Desk, report: UUID, at: datetime) -> None:
    """An accountant signs the expenses."""
    accountant = DemoFirm(**told()["accountant"])
    signer = desk.world.found(accountant, at)
    case = desk.begin("accountant_statement", report, at)
    desk.answer(case, at, accountant__ubn=accountant.ubn, accountant__name=accountant.name,
                invite__email=accountant.email, invite__words=told()["words"]["to_accountant"])  # fmt: skip
    desk.step(case, "submit", at, by=desk.actor)
    sign(desk, case, signer, at + timedelta(hours=2))


def consent(desk: Desk, contract: UUID, members: Sequence[Actor], at: datetime) -> None:
    """The members are asked about a changed figure, answer alone, and agree."""
    desk.step(contract, "ask_consent", at, reason=told()["words"]["raised"])
    desk.fill(contract, at, consent__needed=str(len(members)))
    for nth, member in enumerate(members, 1):
        answer_consent(contract, True, "", actor=member, at=at + timedelta(hours=nth))
    at += timedelta(hours=len(members) + 1)
    open_consents(contract, actor=desk.officer, at=at)
    desk.step(contract, "give_consent", at)
    recheck_case(contract, actor=desk.officer, at=at)
