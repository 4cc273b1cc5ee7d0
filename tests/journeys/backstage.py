"""What happens behind the stage, so that a journey can begin in the middle: people, firms, cases half way through.

Run as a process of the site under test. Reads a line of JSON an act, {"act": name, …}, and answers {"done": …} or
{"error": …}. Every act calls the operations that the pages call; nothing is written to a table by hand.
"""

from __future__ import annotations

import json
import sys
import traceback
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import django

django.setup()

# What follows has models, which can be imported only once Django stands.
import granting  # noqa: E402
from django.utils import timezone  # noqa: E402

from xuzhi.casework.correcting import Wrong  # noqa: E402
from xuzhi.casework.operations.announce_round import announce_round  # noqa: E402
from xuzhi.casework.operations.confirm_answers import confirm_answers  # noqa: E402
from xuzhi.casework.operations.open_case import open_case  # noqa: E402
from xuzhi.casework.operations.save_answers import save_answers  # noqa: E402
from xuzhi.casework.operations.submit_case import submit_case  # noqa: E402
from xuzhi.casework.operations.sweep_clocks import sweep_clocks  # noqa: E402
from xuzhi.casework.operations.take_step import take_step  # noqa: E402
from xuzhi.casework.queries.case_page import case_page  # noqa: E402
from xuzhi.casework.queries.cases_of import cases_of  # noqa: E402
from xuzhi.console.demo import after, buying, meeting, papers, story  # noqa: E402
from xuzhi.console.demo.content import firms, solutions, texts  # noqa: E402
from xuzhi.console.demo.forms import solution_answers, supplier_answers  # noqa: E402
from xuzhi.console.demo.load import import_registers  # noqa: E402
from xuzhi.console.demo.world import PASSWORD, SYSTEM, TAIPEI, World, office_time  # noqa: E402
from xuzhi.kernel.refusal import Refusal  # noqa: E402
from xuzhi.marketplace.operations.accept_order import accept_order  # noqa: E402
from xuzhi.marketplace.queries.search import Wanted, search  # noqa: E402
from xuzhi.parties.operations.accept_invitation import accept_invitation  # noqa: E402
from xuzhi.parties.operations.add_person import add_person  # noqa: E402
from xuzhi.parties.operations.invite_member import invite_member  # noqa: E402
from xuzhi.parties.queries import actor_of, firm_of  # noqa: E402

DAY = timedelta(days=1)
PAPERS = ("tax_clearance", "security_report", "machine_room_proof")
world = World(timezone.now().astimezone(TAIPEI).date(), timezone.now().astimezone(TAIPEI).date() - 430 * DAY)


def settle() -> dict[str, str]:
    """Registers, the office's people, and a batch that is open."""
    import_registers(world.begins, office_time(world.begins, 0))
    world.settle_office()
    world.set_parameters()
    opens = datetime.combine(world.begins, datetime.min.time(), TAIPEI)
    batch = {"name": "journey", "title": "", "opens_at": opens, "closes_at": opens + 600 * DAY, "cases": ["solution"],
             "clause": "L4.E3"}  # fmt: skip
    batch["title"] = texts()["words"]["batch"].format(year=opens.year - 1911, nth=1)
    announce_round(world.programme, batch, actor=SYSTEM, at=office_time(world.begins, 5))
    return {"programme": world.programme}


def firm(key: str, days_ago: int = 0) -> dict[str, str]:
    """A firm with its owner, who signs in with the demo's password."""
    found, at = firms()[key], timezone.now() - days_ago * DAY
    world.owners[key] = add_person(found.email, found.representative, password=PASSWORD, at=at)
    world.found(found, at, account=key)
    return {"ubn": found.ubn, "name": found.name, "email": found.email, "person": found.representative}


def adopt(key: str, email: str) -> None:
    """A firm that came by itself: whoever registered it acts from here on."""
    from xuzhi.parties.models import User

    world.owners[key] = User.objects.get(email=email)


def colleague(key: str, email: str, name: str) -> None:
    """Somebody else of the firm, by invitation."""
    at, owner = timezone.now(), world.owners[key]
    person = add_person(email, name, password=PASSWORD, at=at)
    actor = actor_of(owner, firm=firms()[key].ubn)
    sent = invite_member(firms()[key].ubn, email, by=owner, actor=actor, at=at)
    accept_invitation(sent.token, person, actor=actor_of(person), at=at)


def supplier_draft(key: str, sections: list[str] | None = None, hand_in: bool = True, days_ago: int = 0) -> str:
    """A supplier's case, filled in (only what belongs to some sections, if they are named), not yet sent."""
    found, at = firms()[key], timezone.now() - days_ago * DAY
    actor = _applicant(key)
    case = open_case(world.programme, "supplier", actor=actor, at=at)
    fill(key, str(case), supplier_answers(found, at.date()), sections, days_ago)
    if sections is None or "company" in sections:
        confirm_answers(case, "company", actor=actor, at=at)
    if hand_in:
        world.hand_in(case, {each: papers.paper(each, found, at.date()) for each in PAPERS}, actor, at)
    return str(case)


def solution_rest(key: str, case: str, offer: str) -> None:
    """What remains of a solution's form by the green channel, with its documents."""
    found, at = firms()[key], timezone.now()
    told = next(each for each in solutions() if each.name == offer)
    fill(key, case, solution_answers(found, told, at.date()))
    story._attach(world, found, told, UUID(case), _applicant(key), at, "green")


def fill(key: str, case: str, answers: dict[str, Any], sections: list[str] | None = None, days_ago: int = 0) -> None:
    from xuzhi.casework.queries.task_list import task_list

    at, actor = timezone.now() - days_ago * DAY, _applicant(key)
    tasks = task_list(UUID(case), actor=actor, at=at)
    seen, wanted = {}, set()
    for section in tasks.sections:
        for each in section.questions:
            seen[each.question.name] = each.version
            if sections is None or section.name in sections:
                wanted.add(each.question.name)
    given = {name: value for name, value in answers.items() if name in wanted}
    came = save_answers(UUID(case), given, seen=seen, actor=actor, at=at)
    assert not came.invalid, came.invalid
    assert not came.conflicts, came.conflicts


def supplier_submitted(key: str, days_ago: int = 0) -> str:
    case, at = UUID(supplier_draft(key, days_ago=days_ago)), timezone.now() - days_ago * DAY
    submit_case(case, actor=_applicant(key), at=at, key=str(case))
    world.deliver(case, at)
    return str(case)


def supplier_correcting(key: str, days_ago: int = 0) -> str:
    """Sent, and asked on the same day to correct the tax certificate; the letter has arrived."""
    case, at = UUID(supplier_submitted(key, days_ago)), timezone.now() - days_ago * DAY + timedelta(minutes=10)
    officer = world.take_up(case, firms()[key], at)
    world.send_back(case, officer, "tax_clearance", texts()["words"]["wrong_tax"], at, "request_correction")
    return str(case)


def supplier_approved(key: str, days_ago: int = 20) -> None:
    """Qualified some time ago, the code typed in."""
    case, at = UUID(supplier_submitted(key, days_ago)), timezone.now() - days_ago * DAY + timedelta(minutes=10)
    officer = world.take_up(case, firms()[key], at)
    world.confirm_all(case, officer, at)
    world.decide(case, "approve", officer, at)
    world.use_code(firms()[key], at + timedelta(hours=1))


def solution_listed(key: str, offer: str, days_ago: int = 12) -> str:
    """Listed some time ago; gives the name in its address."""
    at = timezone.now() - days_ago * DAY
    told = next(each for each in solutions() if each.name == offer)
    for _ in story.solution(world, firms()[key], told, at):
        pass
    return next(row.slug for row in search(Wanted(text=offer)).rows if row.name == offer)


def solution_told(key: str, offer: str, ends: str, days_ago: int = 12, route: str = "green") -> str:
    """A solution's case brought to where its story ends; gives its id."""
    told = next(each for each in solutions() if each.name == offer)
    run(story.solution(world, firms()[key], told, timezone.now() - days_ago * DAY, ends=ends, route=route))
    return str(world.cases[offer])


def inspected(key: str, offer: str, ends: str, days_ago: int = 6) -> str:
    """The listed solution is looked into; gives the inspection's id."""
    run(after.inspection(world, firms()[key], offer, timezone.now() - days_ago * DAY, ends=ends))
    return _about("inspection", key)


def sanctioned(key: str, offer: str, ends: str, days_ago: int = 6) -> str:
    """The supplier is told to set something right; gives the sanction's id."""
    run(after.sanction(world, firms()[key], offer, timezone.now() - days_ago * DAY, ends=ends))
    return _about("sanction", key)


def subscribed(key: str, offer: str, shop: str, days_ago: int = 5) -> str:
    """A firm has ordered the listed solution and the supplier has accepted; gives the order's id."""
    at, buyer = timezone.now() - days_ago * DAY, buying._buyer(world, firms()[shop])
    order = buying._placed(world, firms()[shop], offer, buyer, texts()["words"]["plan_small"], at)
    accept_order(order, actor=_applicant(key), at=at + timedelta(hours=2))
    world.deliver(order, at + timedelta(hours=2))
    return str(order)


def ordered_in_vain(key: str, code: str) -> str:
    """The inspection that stands open tells the supplier what to set right; it reports, and nothing is better."""
    found, officer, at = firms()[key], world.officers[0], timezone.now()
    case = UUID(_about("inspection", key))
    told = [Wrong("ground", code, texts()["words"]["faulty"])]
    take_step(case, "order_improvement", actor=officer, at=at, defects=told)
    world.deliver(case, at)
    after._report(world, found, case, timezone.now())
    after._settle(case, officer, timezone.now(), accepted=False)
    return str(case)


def run(told: Any) -> None:
    for _ in told:
        pass


def _about(kind: str, key: str) -> str:
    rows = cases_of(firms()[key].ubn, at=timezone.now())
    return next(str(row.id) for row in rows if row.kind == kind)


def others_score(case: str, name: str, days_ago: int) -> None:
    """The meeting is held: the script is seen, and every member but one declares and scores."""
    run(meeting.held(UUID(case), world.officers[0], timezone.now() - days_ago * DAY, without=name))


def proposal_selected(key: str) -> dict[str, str]:
    """A firm whose proposal was selected; gives its contract's case."""
    return granting.proposal_selected(world, key)


def grant_correcting(key: str) -> dict[str, str]:
    """A firm whose proposal was asked for a correction in March."""
    return granting.proposal_correcting(world, key)


def contract_closed(key: str) -> dict[str, str]:
    """What was paid of the firm's contract was spent and its results are handed in: it is closed today."""
    return granting.contract_closed(world, key)


def contract_paid(key: str) -> dict[str, str]:
    """A firm whose contract is in force and whose first instalment was paid; gives the contract's case."""
    return granting.contract_paid(world, key)


def applies_again(key: str, days: int) -> str:
    """What the firm is told that begins anew so many days from now; empty when it may."""
    try:
        open_case(world.programme, "supplier", actor=_applicant(key), at=timezone.now() + days * DAY)
    except Refusal as refusal:
        return str(refusal)
    return ""


def confirm_all(case: str) -> None:
    world.confirm_all(UUID(case), world.officers[0], timezone.now())


def state(key: str) -> list[dict[str, Any]]:
    """Where each of the firm's cases stands."""
    rows = cases_of(firms()[key].ubn, at=timezone.now())
    return [
        {"id": str(row.id), "kind": row.kind, "number": row.number, "stage": row.stage, "outcome": row.outcome}
        for row in rows
    ]


def submissions(case: str) -> int:
    page = case_page(UUID(case), actor=world.officers[0], at=timezone.now())
    return len(page.submissions)


def end_sessions(email: str) -> int:
    """The person's sessions run out now: their rows stay, as they would, until they are swept."""
    from django.contrib.sessions.models import Session

    from xuzhi.parties.models import User

    person, ended = str(User.objects.get(email=email).pk), 0
    for row in Session.objects.all():
        if row.get_decoded().get("_auth_user_id") == person:
            Session.objects.filter(pk=row.pk).update(expire_date=timezone.now() - timedelta(seconds=1))
            ended += 1
    return ended


def settle_grants() -> dict[str, str]:
    """Registers, the office's people, and what the published rules of the grants leave to the office."""
    import_registers(world.today, timezone.now())
    world.settle_office()
    granting.settle_office()
    return {"programme": granting.review_day.PROGRAMME}


def stay_signed_in() -> int:
    """The clock was set: whoever was signed in has signed in again, which other journeys walk."""
    from django.conf import settings
    from django.contrib.sessions.models import Session

    ends = timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return Session.objects.exclude(session_data="").update(expire_date=ends)


def sweep() -> int:
    """What is due at this moment happens."""
    return sweep_clocks(at=timezone.now())


def looked_into() -> bool:
    """Whether every file that was handed in has been looked into."""
    from procrastinate.contrib.django.models import ProcrastinateJob

    return not ProcrastinateJob.objects.filter(task_name="inspect", status__in=("todo", "doing")).exists()


def grant_draft(key: str, given: dict[str, Any]) -> str:
    """A plan whose firm has written most of it."""
    actor, at = _applicant(key), timezone.now()
    case = open_case(granting.review_day.PROGRAMME, "proposal", actor=actor, at=at)
    fill(key, str(case), granting.flat(given))
    confirm_answers(case, "company", actor=actor, at=at)
    granting.attach_papers(case, actor, at)
    return str(case)


def grant_called(key: str, case: str) -> None:
    """The plan is qualified, its meeting arranged, and everything for it handed in."""
    granting.called(world, _applicant(key), UUID(case))


def grant_heard(case: str, came: str, kpis: list[str]) -> None:
    """The meeting was held, with whoever came for the firm: scored, awarded as asked for, selected."""
    granting.heard(world, UUID(case), came, kpis)


def grant_claimed(key: str, amount: str) -> None:
    """The first instalment is asked for, approved by two officers, and paid."""
    rows = {row.kind: row for row in cases_of(firms()[key].ubn, at=timezone.now())}
    granting.claimed(granting.desk_of(world, key, rows["contract"].id), timezone.now(), amount)


def survey_sent(case: str) -> None:
    """The office says what it wants to know, and until when."""
    granting.survey_sent(world, UUID(case), timezone.now())


def trust(fingerprint: str) -> None:
    """The office trusts what this certificate has certified."""
    granting.review_day.set_one("trusted_certificates", [fingerprint])


def grant_rivals(case: str, keys: list[str]) -> list[str]:
    """Other firms' proposals in the same meeting; all of them have handed in but the last, which has no slides."""
    return granting.rivals(world, case, keys)


def grant_scores(case: str, share: float, without: str = "") -> None:
    """The members of the panel hand in that share of the points, each alone; all but one of them."""
    granting.scores(world, case, share, without)


def grant_consents(case: str, without: str) -> None:
    """The members who were asked agree to the change, all but one of them."""
    granting.consents(world, case, without)


def _applicant(key: str) -> Any:
    ubn = firms()[key].ubn
    assert firm_of(ubn) is not None
    return actor_of(world.owners[key], firm=ubn)


ACTS = {
    act.__name__: act
    for act in (
        settle, settle_grants, stay_signed_in, sweep, looked_into, grant_draft, grant_called, grant_heard,
        grant_claimed, survey_sent, trust, firm, adopt, colleague, supplier_draft, supplier_submitted,
        supplier_correcting, supplier_approved, solution_rest, solution_listed, solution_told, inspected, sanctioned,
        subscribed, ordered_in_vain, grant_rivals, grant_scores, grant_consents, applies_again, others_score,
        confirm_all, state, submissions, end_sessions, proposal_selected, contract_paid, contract_closed,
        grant_correcting,
    )
}  # fmt: skip


def main() -> None:
    answers, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        given = json.loads(line)
        try:
            told = {"done": ACTS[given.pop("act")](**given)}
        except Exception:
            told = {"error": traceback.format_exc()}
        answers.write(json.dumps(told) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
