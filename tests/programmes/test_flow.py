"""The flows of both programmes: which way a case can go, what starts, and what it causes."""

from datetime import date, datetime, timedelta

import pytest

from xuzhi.engine.clocks import deadline
from xuzhi.engine.facts import read_facts
from xuzhi.engine.steps import Situation, offers
from xuzhi.kernel.calendar import WorkingCalendar
from xuzhi.kernel.finding import Finding
from xuzhi.kernel.outcome import Outcome
from xuzhi.kernel.roc import TAIPEI
from xuzhi.rulebook.model import Step

from .folders import GRANT, LISTING, programme

ON = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 10, 0, tzinfo=TAIPEI)


def step(programme_id: str, kind: str, name: str) -> Step:
    return programme(programme_id).case(kind).step(name)


def walk(programme_id: str, kind: str, *names: str) -> str:
    """Where these steps lead from the draft; each must be open at its place."""
    case = programme(programme_id).case(kind)
    stage = case.draft.name
    for name in names:
        taken = case.step(name)
        assert stage in taken.from_, f"{name} does not start from {stage}"
        stage = taken.to
    return stage


def allowed(
    programme_id: str, kind: str, stage: str, role: str, given: dict, outcome: Outcome = Outcome.MET
) -> set[str]:
    edition = programme(programme_id).edition(ON)
    found = (Finding(check="any", clause="", outcome=outcome, reason=""),)
    situation = Situation(read_facts(edition, kind, given), found, {}, ON)
    return {each.step.name for each in offers(edition, kind, stage, role, situation) if each.allowed}


@pytest.mark.clause("L7.1", "L5.3", "L7.3")
def test_green_with_a_correction_in_each_review() -> None:
    end = walk(
        LISTING, "solution", "submit", "request_correction", "resubmit", "pass_qualification",
        "request_review_correction", "resubmit_review", "list",
    )  # fmt: skip
    assert end == "listed"
    assert step(LISTING, "solution", "list").effects == ("list",)
    assert step(LISTING, "solution", "list").clock == ("listing", "renewal_reminder")
    assert step(LISTING, "solution", "list").notice == "listed"


@pytest.mark.clause("L7.2", "L5.4")
def test_expanded_goes_through_the_in_person_review_and_the_supplier_confirms() -> None:
    before = ("submit", "pass_qualification", "send_to_in_person")
    assert walk(LISTING, "solution", *before, "pass_in_person", "confirm_listing") == "listed"
    assert walk(LISTING, "solution", *before, "fail_in_person") == "dismissed"
    confirm = step(LISTING, "solution", "confirm_listing")
    assert (confirm.by, confirm.effects, confirm.decision) == ("applicant", ("list",), "approved")


@pytest.mark.clause("L4.T1", "L4.T2", "L5.3", "L5.4")
def test_the_route_decides_which_way_the_review_ends() -> None:
    green = allowed(LISTING, "solution", "solution_review", "officer", {"solution": {"route": "green"}})
    expanded = allowed(LISTING, "solution", "solution_review", "officer", {"solution": {"route": "expanded"}})
    assert ("list" in green, "send_to_in_person" in green) == (True, False)
    assert ("list" in expanded, "send_to_in_person" in expanded) == (False, True)


@pytest.mark.clause("L7.1")
def test_nothing_is_approved_while_a_check_is_not_met() -> None:
    given = {"solution": {"route": "green"}}
    steps = allowed(LISTING, "solution", "solution_review", "officer", given, Outcome.NOT_MET)
    assert steps == {"request_review_correction", "dismiss", "refuse", "record_review_ruling"}
    steps = allowed(LISTING, "supplier", "qualification", "officer", {}, Outcome.UNDETERMINED)
    assert steps == {"request_correction", "dismiss", "refuse", "record_ruling"}


@pytest.mark.clause("L5.2", "L7.1")
def test_an_approved_supplier_gets_its_code() -> None:
    assert walk(LISTING, "supplier", "submit", "request_correction", "resubmit", "approve") == "approved"
    approve = step(LISTING, "supplier", "approve")
    assert (approve.effects, approve.notice, approve.decision) == (("issue_code",), "supplier_approved", "approved")
    solution = programme(LISTING).case("solution")
    assert (solution.needs_approved, solution.needs_code) == ("supplier", True)


@pytest.mark.clause("L7.3", "G7.1")
@pytest.mark.parametrize(("programme_id", "kind"), [(LISTING, "supplier"), (LISTING, "solution"), (GRANT, "proposal")])
def test_three_working_days_then_not_accepted(programme_id: str, kind: str) -> None:
    case = programme(programme_id).case(kind)
    clock = case.clock("correction")
    assert clock.runs_from == "notice delivered"
    expiry = case.step(clock.on_expiry.step)
    assert (expiry.by, expiry.to, expiry.decision, expiry.notice) == ("clock", "dismissed", "dismissed", "dismissal")
    calendar = WorkingCalendar.taiwan([2026, 2027])
    due = deadline(programme(programme_id).edition(ON), kind, "correction", AT, calendar)
    assert (due.due_on, due.due_at) == (date(2026, 11, 26), datetime(2026, 11, 27, tzinfo=TAIPEI))


@pytest.mark.clause("L6.2.2")
def test_a_listing_lasts_365_days_with_a_letter_30_days_before() -> None:
    edition, calendar = programme(LISTING).edition(ON), WorkingCalendar.taiwan([2026, 2027])
    ends = deadline(edition, "solution", "listing", AT, calendar)
    reminded = deadline(edition, "solution", "renewal_reminder", AT, calendar)
    assert (ends.due_on - ON).days == 365
    assert ends.due_on - reminded.due_on == timedelta(days=30)
    sunday = datetime(2027, 1, 3, 9, tzinfo=TAIPEI) - timedelta(days=365)
    assert deadline(edition, "solution", "listing", sunday, calendar).due_on == date(2027, 1, 3), (
        "validity does not roll"
    )
    later = datetime(2027, 3, 1, 9, tzinfo=TAIPEI)
    assert deadline(edition, "solution", "listing", later, calendar).due_on == date(2028, 2, 29), (
        "2028 has no calendar yet"
    )
    lapse, remind = step(LISTING, "solution", "lapse"), step(LISTING, "solution", "remind_renewal")
    assert (lapse.effects, lapse.notice, lapse.by) == (("delist",), "lapsed", "clock")
    assert (remind.notice, remind.to) == ("renewal_reminder", "renewal_due")
    assert walk(LISTING, "solution", "submit", "pass_qualification", "list", "remind_renewal", "lapse") == "lapsed"


@pytest.mark.clause("L6.2.2")
def test_a_renewal_starts_the_term_anew() -> None:
    renewal = step(LISTING, "solution", "confirm_renewal")
    assert (renewal.by, renewal.to, renewal.effects) == ("applicant", "listed", ("list",))
    assert renewal.stops == renewal.clock == ("listing", "renewal_reminder")
    assert programme(LISTING).case("solution").clock("listing").keep_running


@pytest.mark.clause("G5.2", "G7.1")
def test_a_proposal_passes_on_to_the_meeting() -> None:
    assert walk(GRANT, "proposal", "submit", "request_correction", "resubmit", "pass_qualification") == "meeting"
    assert step(GRANT, "proposal", "pass_qualification").notice == "passed_to_meeting"


@pytest.mark.clause("L9.3", "G10.8")
@pytest.mark.parametrize(
    ("programme_id", "kind", "name"),
    [
        (LISTING, "supplier", "record_ruling"),
        (LISTING, "solution", "record_qualification_ruling"),
        (LISTING, "solution", "record_review_ruling"),
        (GRANT, "proposal", "record_ruling"),
    ],
)
def test_a_ruling_stays_where_it_is(programme_id: str, kind: str, name: str) -> None:
    ruling = step(programme_id, kind, name)
    assert (ruling.from_, ruling.needs, ruling.decision, ruling.effects) == ((ruling.to,), ("ruling",), "", ())
