"""What is told to webhooks has workers of its own: receivers that hang hold no letter and no clock up."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from xuzhi.casework.correcting import Wrong
from xuzhi.casework.models import Case
from xuzhi.casework.operations.take_step import take_step
from xuzhi.marketplace.connections.limits import QUEUE
from xuzhi.marketplace.connections.models import WebhookMessage
from xuzhi.marketplace.operations.register_webhook import register_webhook
from xuzhi.marketplace.operations.try_webhook import try_webhook
from xuzhi.notices.queries import notices_of_case
from xuzhi.parties.queries import person_with

from ..casework import market
from ..casework.market import OFFICE
from ..marketplace.connections.receiving import receiving
from .test_tasks import LONG_AGO

RECEIVERS, AT_ONCE = 8, 6
"""More than the worker tells at once, and these more than it does anything else at once."""


def until(holds, seconds=40):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.1)
    return False


def hanging():
    return ProcrastinateJob.objects.filter(queue_name=QUEUE, status="doing").count()


def worker(url, folder):
    told = {"DATABASE_URL": url, "XUZHI_DATA": str(folder), "XUZHI_PROGRAMMES": str(market.PROGRAMMES)}
    told |= {"XUZHI_WEBHOOKS_TO_LOOPBACK": "true", "XUZHI_SECRET_KEY": settings.SECRET_KEY}
    return subprocess.Popen([sys.executable, "-m", "xuzhi.console.main", "worker"], env=os.environ | told)


def test_every_task_stands_in_a_queue_that_the_worker_works_off():
    ours = {name: task.queue for name, task in app.tasks.items() if not name.startswith(("builtin", "procrastinate"))}
    assert {name for name, queue in ours.items() if queue != "default"} == {"tell_message"}
    assert (ours["tell_message"], ours["deliver"], ours["sweep"]) == (QUEUE, "default", "default")


@pytest.fixture
def case_id(fresh_database):
    market.import_company(market.company())
    market.import_debarred(market.debarment("12345675", "別家營造股份有限公司"))
    return market.submitted(market.begin(), LONG_AGO)


def test_receivers_that_hang_hold_no_letter_and_no_clock_up(case_id, fresh_database, tmp_path):
    owner, now = person_with("owner@chenguang.test"), timezone.now()
    act = {"by": owner, "actor": market.applicant(owner), "at": now}
    with receiving(tmp_path, "hang") as receiver:
        for _ in range(RECEIVERS):
            made = register_webhook(market.UBN, receiver.url, ("order.placed",), loopback=True, **act)
            try_webhook(market.UBN, made.id, **act)
        working = worker(fresh_database, tmp_path)
        try:
            assert until(lambda: hanging() == AT_ONCE)
            take_step(
                case_id,
                "request_correction",
                actor=OFFICE,
                at=LONG_AGO,
                defects=[Wrong("question", "plan.seats", "說明")],
            )
            assert until(lambda: Case.objects.get(id=case_id).stage == "dismissed", 5)
            assert until(lambda: {letter.state for letter in notices_of_case(case_id)} == {"delivered"}, 5)
            tried = sum(WebhookMessage.objects.values_list("attempts", flat=True))
            assert (hanging(), tried) == (AT_ONCE, 0)
            assert until(lambda: sum(WebhookMessage.objects.values_list("attempts", flat=True)) >= RECEIVERS)
        finally:
            working.send_signal(signal.SIGINT)
            stopped = working.wait(20)
    assert stopped == 0
