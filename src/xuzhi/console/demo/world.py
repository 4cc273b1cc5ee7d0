"""The people of the demo and what they do: each function is one act at one instant, by the real operations."""

from __future__ import annotations

import email
import email.policy
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings as site

from xuzhi.casework.correcting import Wrong
from xuzhi.casework.operations.approve_change import approve_change
from xuzhi.casework.operations.assign_officer import assign_officer
from xuzhi.casework.operations.attach_document import Filed, attach_documents
from xuzhi.casework.operations.confirm_findings import confirm_findings
from xuzhi.casework.operations.propose_change import propose_change
from xuzhi.casework.operations.set_parameter import set_parameter
from xuzhi.casework.operations.settle_defects import Verdict, settle_defects
from xuzhi.casework.operations.take_step import take_step
from xuzhi.casework.queries.defects_of import defects_of
from xuzhi.casework.queries.editions import programme
from xuzhi.casework.queries.findings_to_confirm import findings_to_confirm
from xuzhi.console.demo.content import DemoFirm, settings, texts
from xuzhi.console.demo.meeting import settle_roster
from xuzhi.console.demo.papers import file_name
from xuzhi.documents.operations.seal_file import seal_file
from xuzhi.kernel.actor import Actor
from xuzhi.notices.operations.deliver_notice import deliver_notice
from xuzhi.notices.queries import notices_of_case
from xuzhi.parties.operations.add_person import add_person
from xuzhi.parties.operations.grant_staff_role import grant_staff_role
from xuzhi.parties.operations.redeem_access_code import redeem_access_code
from xuzhi.parties.operations.register_firm import register_firm
from xuzhi.parties.queries import actor_of, staff_with

TAIPEI = ZoneInfo("Asia/Taipei")
PASSWORD = "demo-xuzhi"
MAIL = "demo.xuzhi.test"
SYSTEM = Actor.system("demo")
# A telephone number looks the same but for its letters.
CODE = re.compile(r"\b(?=[0-9-]*[A-Z])[A-Z2-9]{4}-[A-Z2-9]{4}\b")


def office_time(day: date, minutes: int) -> datetime:
    """An instant `minutes` after nine on the first weekday that is not before `day`."""
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return datetime.combine(day, time(9), TAIPEI) + timedelta(minutes=minutes % 470)


class World:
    """Everybody who acts, by name; made once, at the beginning of the story."""

    def __init__(self, today: date, begins: date) -> None:
        self.today = today
        self.programme: str = texts()["programme"]
        self.begins = begins
        self.owners: dict[str, Any] = {}
        self.officers: list[Actor] = []
        self.sealed: set[str] = set()
        self.cases: dict[str, UUID] = {}  # of solutions, by name

    def settle_office(self) -> None:
        """The office's people, and the accounts that everybody may use."""
        at = office_time(self.begins, 0)
        staff = texts()["staff"]
        accounts = [("office", staff["officers"][0], "officer"), ("reviewer", staff["reviewer"], "reviewer"),
                    ("organiser", staff["organiser"], "organiser")]  # fmt: skip
        accounts += [(f"officer{nth}", name, "officer") for nth, name in enumerate(staff["officers"][1:], 2)]
        for account, name, role in accounts:
            person = add_person(f"{account}@{MAIL}", name, password=PASSWORD, at=at)
            grant_staff_role(person, role, actor=SYSTEM, at=at)
            if role == "officer":
                self.officers.append(actor_of(person, role="officer"))
        settle_roster(MAIL, self.officers[0], at)
        for account in ("supplier", "buyer", "applicant", "esco"):
            self.owners[account] = add_person(f"{account}@{MAIL}", staff[account], password=PASSWORD, at=at)

    def set_parameters(self) -> None:
        """What the rules leave to the office: one officer asks for it, another approves."""
        reason, at = settings()["reason"], office_time(self.begins, 20)
        self._reach_back(reason, at)
        for name, value in settings()["values"].items():
            asked = propose_change(self.programme, "parameter", name, value, from_on=self.begins, reason=reason,
                                   late_reason=reason, actor=self.officers[0], at=at)  # fmt: skip
            approve_change(asked, actor=self.officers[1], at=at)

    def _reach_back(self, reason: str, at: datetime) -> None:
        """What was published with a day after the world's first holds in it from the first on."""
        for each in programme(self.programme).parameters:
            first = next((dated for dated in each.values if dated.value is not None), None)
            if first is not None and first.from_ > self.begins:
                set_parameter(self.programme, each.name, first.value, from_on=self.begins, reason=reason,
                              actor=SYSTEM, at=at)  # fmt: skip

    def join_office(self) -> None:
        """The office's people as somebody else settled them."""
        self.officers = [Actor.person(str(each.user_id), each.name, "officer") for each in staff_with("officer")]

    def windows(self) -> list[tuple[datetime, datetime]]:
        """Four batches of a quarter each; the last one is open today."""
        first = self.today - timedelta(days=294)
        days = [(first + timedelta(days=91 * nth), first + timedelta(days=91 * (nth + 1) - 3)) for nth in range(4)]
        return [
            (datetime.combine(opens, time(9), TAIPEI), datetime.combine(closes, time(17), TAIPEI))
            for opens, closes in days
        ]

    def announce_batches(self) -> None:
        for nth, (opens, closes) in enumerate(self.windows(), 1):
            title = texts()["words"]["batch"].format(year=opens.year - 1911, nth=nth)
            batch = {"name": f"batch-{opens:%Y}-{nth}", "title": title, "opens_at": opens, "closes_at": closes,
                     "cases": ["solution"], "clause": "L4.E3"}  # fmt: skip
            at = office_time(self.begins, 30)
            asked = propose_change(self.programme, "round", batch["name"], batch, reason=texts()["words"]["announce"],
                                   late_reason=texts()["words"]["announce"], actor=self.officers[0], at=at)  # fmt: skip
            approve_change(asked, actor=self.officers[1], at=at)

    def officer_for(self, firm: DemoFirm) -> Actor:
        return self.officers[int(firm.ubn) % len(self.officers)]

    def found(self, firm: DemoFirm, at: datetime, account: str = "") -> Actor:
        """Register the firm with its owner; gives the owner as applicant."""
        owner = self.owners.get(account) or add_person(firm.email, firm.representative, at=at)
        self.owners[firm.key] = owner
        mailbox = owner.email if account else firm.email
        register_firm(firm.ubn, firm.name, owner=owner, contact_email=mailbox, county=firm.county,
                      actor=actor_of(owner), at=at)  # fmt: skip
        return actor_of(owner, firm=firm.ubn)

    def hand_in(self, case: UUID, papers: Mapping[str, bytes | list[bytes]], actor: Actor, at: datetime) -> None:
        """Seal the papers, each content once, and put them under their documents."""
        files = []
        for document, content in _each(papers):
            known = sha256(content).hexdigest()
            if known not in self.sealed:
                seal_file(io.BytesIO(content), file_name(document), actor=actor, at=at)
                self.sealed.add(known)
            files.append(Filed(document, known, file_name(document)))
        attach_documents(case, files, actor=actor, at=at)

    def take_up(self, case: UUID, firm: DemoFirm, at: datetime) -> Actor:
        officer = self.officer_for(firm)
        assign_officer(case, officer.id, actor=officer, at=at)
        return officer

    def confirm_all(self, case: UUID, officer: Actor, at: datetime) -> None:
        """The officer confirms what the rules only suggest, each with a note."""
        open_ones = dict.fromkeys(findings_to_confirm(case), "met")
        confirm_findings(case, open_ones, note=texts()["words"]["look"], actor=officer, at=at)

    def send_back(self, case: UUID, officer: Actor, document: str, note: str, at: datetime, step: str) -> None:
        take_step(case, step, actor=officer, at=at, defects=[Wrong("document", document, note)])
        self.deliver(case, at)

    def answer_defects(self, case: UUID, actor: Actor, step: str, words: str, at: datetime) -> None:
        defects = defects_of(case, actor=actor, at=at)
        replies: dict[UUID | str, str] = {each.id: words for each in defects if each.state == "open"}
        take_step(case, step, actor=actor, at=at, replies=replies)

    def accept_defects(self, case: UUID, officer: Actor, at: datetime) -> None:
        """The officer closes each item that was corrected."""
        defects = defects_of(case, actor=officer, at=at)
        verdicts = {each.id: Verdict(accepted=True) for each in defects if each.state == "answered"}
        settle_defects(case, verdicts, actor=officer, at=at)

    def decide(
        self, case: UUID, step: str, officer: Actor, at: datetime, grounds: Sequence[str] = (), reason: str = ""
    ) -> None:
        take_step(case, step, actor=officer, at=at, grounds=grounds, reason=reason)
        self.deliver(case, at)

    def deliver(self, case: UUID, at: datetime) -> None:
        """Send what waits to be sent of the case, a minute after it was issued."""
        at += timedelta(minutes=1)
        for line in notices_of_case(case):
            if line.state == "pending":
                deliver_notice(line.id, at)

    def use_code(self, firm: DemoFirm, at: datetime) -> None:
        """Read the code in the mailbox, as its owner would, and type it in."""
        mailbox = Path(site.XUZHI_DATA) / "mail"  # where a demo puts its letters
        letters = sorted(mailbox.glob("*.log"), key=lambda path: path.name, reverse=True)
        code = next(filter(None, (_code_in(each, firm_mailbox(self, firm)) for each in letters)))
        redeem_access_code(firm.ubn, self.owners[firm.key], code, at=at)


def _each(papers: Mapping[str, bytes | list[bytes]]) -> Iterator[tuple[str, bytes]]:
    """Every paper with its document."""
    for document, made in papers.items():
        for content in made if isinstance(made, list) else [made]:
            yield document, content


def firm_mailbox(world: World, firm: DemoFirm) -> str:
    return str(world.owners[firm.key].email)


def _code_in(letter: Path, mailbox: str) -> str | None:
    """The code in the newest of the messages in the file that went to the mailbox."""
    for raw in reversed(letter.read_bytes().split(b"\n" + b"-" * 79)):
        if mailbox.encode() not in raw:
            continue
        message = email.message_from_bytes(raw.lstrip(), policy=email.policy.default)
        body = message.get_body(("plain",))
        found = CODE.search(body.get_content() if body else "")
        if found:
            return found.group()
    return None
