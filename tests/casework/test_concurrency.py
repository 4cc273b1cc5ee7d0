"""People and sweepers at the same instant: real threads and processes on a database whose transactions commit."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from django.db import connection

from xuzhi.casework.correcting import Wrong
from xuzhi.casework.models import Case, ClockFiring
from xuzhi.casework.operations.open_case import open_case
from xuzhi.casework.operations.save_answers import save_answers
from xuzhi.casework.operations.submit_case import submit_case
from xuzhi.casework.operations.sweep_clocks import sweep_clocks
from xuzhi.casework.operations.take_step import take_step
from xuzhi.casework.refusals import SubmissionBlocked
from xuzhi.kernel.refusal import Refusal
from xuzhi.kernel.roc import TAIPEI
from xuzhi.ledger.queries import read_stream

from . import market
from .market import AT, MARKET, OFFICE

DUE = datetime(2026, 11, 27, tzinfo=TAIPEI)


@pytest.fixture
def firm(fresh_database):
    market.import_company(market.company(), market.company(market.OTHER_UBN, "暮色小吃股份有限公司"))
    market.import_debarred(market.debarment("12345675", "別家營造股份有限公司"))
    return market.begin()


def at_once(*acts):
    """Run the acts in threads that begin together; gives what each returned or was refused with."""
    ready = threading.Barrier(len(acts))

    def run(act):
        try:
            ready.wait()
            return act()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.clause("L4.E3")
def test_of_two_fifth_submissions_at_once_exactly_one_is_refused(firm):
    market.with_code(firm)
    drafts = [market.stall(firm, f"攤 {n}") for n in range(6)]
    for case_id in drafts[:4]:
        submit_case(case_id, actor=firm, at=AT)
    results = at_once(*(lambda case_id=case_id: submit_case(case_id, actor=firm, at=AT) for case_id in drafts[4:]))
    refused = [each for each in results if isinstance(each, SubmissionBlocked)]
    assert len(refused) == 1
    assert [(finding.check, finding.clause) for finding in refused[0].findings] == [("batch_limit", "N3")]
    assert Case.objects.filter(kind="stall", round="first").exclude(submitted_at=None).count() == 5


def test_a_double_click_that_arrives_at_once_submits_once(firm):
    case_id = market.filled(firm)
    results = at_once(*(lambda: submit_case(case_id, actor=firm, at=AT, key="k") for _ in range(3)))
    assert Counter(each.already for each in results) == {False: 1, True: 2}
    assert [e.type for e in read_stream(f"case-{case_id}")].count("CaseSubmitted") == 1


def test_a_double_click_on_start_opens_one_case(firm):
    results = at_once(*(lambda: open_case(MARKET, "stallholder", actor=firm, at=AT, key="k") for _ in range(3)))
    assert len(set(results)) == 1
    assert Case.objects.get().number == "NM-115-00001"


def test_numbers_have_no_gaps_and_no_doubles_when_many_open_at_once(firm):
    market.with_code(firm)
    at_once(*(lambda: open_case(MARKET, "stall", actor=firm, at=AT) for _ in range(6)))
    assert sorted(Case.objects.values_list("serial", flat=True)) == [1, 2, 3, 4, 5, 6, 7]


def test_of_two_who_write_the_same_answer_one_sees_the_other_s(firm):
    case_id = market.filled(firm)
    results = at_once(
        *(
            lambda seats=seats: save_answers(case_id, {"plan.seats": seats}, seen={}, actor=firm, at=AT)
            for seats in ("10", "20")
        )
    )
    assert Counter(bool(each.conflicts) for each in results) == {True: 1, False: 1}


def correcting(firm, count=1):
    cases = []
    for number in range(count):
        actor = firm if number == 0 else market.begin(market.OTHER_UBN, "暮色小吃股份有限公司", "owner@mose.test")
        case_id = market.submitted(actor)
        take_step(case_id, "request_correction", actor=OFFICE, at=AT, defects=[Wrong("question", "plan.seats", "說明")])
        cases.append(case_id)
    return cases


def test_many_sweepers_fire_each_clock_once(firm):
    cases = correcting(firm, 2)
    results = at_once(*(lambda: sweep_clocks(at=DUE) for _ in range(4)))
    assert sum(results) == 2
    assert ClockFiring.objects.count() == 2
    for case_id in cases:
        assert [e.type for e in read_stream(f"case-{case_id}")].count("ClockExpired") == 1


def test_the_applicant_s_last_second_and_the_sweep_cannot_both_win(firm):
    (case_id,) = correcting(firm)
    save_answers(case_id, {"plan.seats": "3"}, seen={}, actor=firm, at=AT)
    before = DUE.replace(day=26, hour=23, minute=59, second=59)
    handed_in, fired = at_once(
        lambda: take_step(case_id, "resubmit", actor=firm, at=before), lambda: sweep_clocks(at=DUE)
    )
    case = Case.objects.get(id=case_id)
    if isinstance(handed_in, Refusal):
        assert (fired, case.stage) == (1, "dismissed")
    else:
        assert (fired, case.stage) == (0, "review")


SWEEPER = """
    import sys, time
    import django
    django.setup()
    from django.conf import settings
    from datetime import datetime
    from pathlib import Path
    settings.XUZHI_PROGRAMMES = [Path(sys.argv[1])]
    settings.XUZHI_DATA = Path(sys.argv[2])
    from xuzhi.casework.operations import expire_clock as module
    from xuzhi.casework.operations.sweep_clocks import sweep_clocks
    from xuzhi.ledger.reactions import connected
    from xuzhi.casework.events import DecisionMade
    def stop_here(stored):
        print("in the middle", flush=True)
        time.sleep(60)
    reactions = connected()
    reactions.reactors[DecisionMade] = (stop_here,)
    sweep_clocks(at=datetime.fromisoformat(sys.argv[3]))
"""


def test_a_sweeper_killed_in_the_middle_leaves_the_clock_to_fire_once(firm, fresh_database, tmp_path):
    (case_id,) = correcting(firm)
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(SWEEPER), str(market.PROGRAMMES), str(tmp_path), DUE.isoformat()],
        env=os.environ | {"DATABASE_URL": fresh_database},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout.readline() == "in the middle\n"
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert Case.objects.get(id=case_id).stage == "correction"
    for _ in range(50):  # until the server has noticed that the sweeper is gone
        if sweep_clocks(at=DUE):
            break
        time.sleep(0.1)
    assert Case.objects.get(id=case_id).stage == "dismissed"
    assert sweep_clocks(at=DUE) == 0
    assert [e.type for e in read_stream(f"case-{case_id}")].count("ClockExpired") == 1


class TestStepsThatSetOffSteps:
    """Two that reach for the same cases never wait for each other in a ring."""

    def test_two_officers_sanction_two_stalls_of_one_firm_at_once(self, firm):
        market.with_code(firm)
        stalls = [market.opened(firm, f"攤 {n}") for n in range(4)]
        bans = [open_case(MARKET, "ban", actor=OFFICE, at=AT, about=each) for each in (stalls[0], stalls[3])]
        results = at_once(*(lambda ban=ban: take_step(ban, "ban", actor=OFFICE, at=AT, reason="違規") for ban in bans))
        assert [each.to_stage for each in results] == ["banned", "banned"]
        assert set(Case.objects.filter(id__in=stalls).values_list("stage", flat=True)) == {"taken_down"}
        taken = Counter(e.event.step for each in stalls for e in read_stream(f"case-{each}") if e.type == "StepTaken")
        assert taken["take_down"] == len(stalls)

    def test_the_clock_and_an_officer_at_once(self, firm):
        market.with_code(firm)
        stalls = [market.opened(firm, f"攤 {n}") for n in range(3)]
        patrol = open_case(MARKET, "patrol", actor=OFFICE, at=AT, about=stalls[0])
        take_step(patrol, "order", actor=OFFICE, at=AT, reason="油煙太大")
        ban = open_case(MARKET, "ban", actor=OFFICE, at=AT, about=stalls[1])
        results = at_once(
            lambda: sweep_clocks(at=DUE),
            lambda: take_step(ban, "ban", actor=OFFICE, at=DUE, reason="違規"),
        )
        assert results[1].to_stage == "banned"
        assert set(Case.objects.filter(id__in=stalls).values_list("stage", flat=True)) == {"taken_down"}
        for each in stalls:
            steps = [e.event.step for e in read_stream(f"case-{each}") if e.type == "StepTaken"]
            assert steps.count("take_down") == 1
        # A case about the same that came first decides how the patrol ends; it ends once.
        assert Case.objects.get(id=patrol).stage in ("taken_down", "closed")

    def test_two_who_ask_for_a_change_at_once_get_one(self, firm):
        market.with_code(firm)
        stall = market.opened(firm)
        results = at_once(
            *(lambda: open_case(MARKET, "stall_change", actor=firm, at=AT, about=stall) for _ in range(3))
        )
        assert len(set(results)) == 1

    def test_a_change_begun_while_the_stall_is_taken_down_does_not_stay_open(self, firm):
        market.with_code(firm)
        stall = market.opened(firm)
        ban = open_case(MARKET, "ban", actor=OFFICE, at=AT, about=stall)
        at_once(
            lambda: take_step(ban, "ban", actor=OFFICE, at=AT, reason="違規"),
            lambda: open_case(MARKET, "stall_change", actor=firm, at=AT, about=stall),
        )
        assert Case.objects.get(id=stall).stage == "taken_down"
        assert not Case.objects.filter(kind="stall_change", ended_at=None).exists()
