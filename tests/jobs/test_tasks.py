"""Jobs are wake-up calls: what there is to do stands in the tables."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob

from xuzhi.casework.correcting import Wrong
from xuzhi.casework.models import Case, ClockFiring
from xuzhi.casework.operations.attach_document import Filed, attach_documents
from xuzhi.casework.operations.open_case import open_case
from xuzhi.casework.operations.take_step import take_step
from xuzhi.console.commands.worker import working_app
from xuzhi.jobs import tasks
from xuzhi.ledger.queries import latest_checkpoint, log_size
from xuzhi.notices.queries import notices_of_case

from ..casework import market
from ..casework.market import OFFICE

LONG_AGO = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def firm(db):
    market.import_company(market.company())
    market.import_debarred(market.debarment("12345675", "別家營造股份有限公司"))
    return market.begin()


def correcting(firm, at):
    case_id = market.submitted(firm, at)
    take_step(case_id, "request_correction", actor=OFFICE, at=at, defects=[Wrong("question", "plan.seats", "說明")])
    return case_id


def calls(name):
    return list(ProcrastinateJob.objects.filter(task_name=name).order_by("id"))


def test_every_task_of_the_minute_and_the_night_is_known():
    periodic = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}
    minute = {name for name, cron in periodic.items() if cron == tasks.EVERY_MINUTE}
    assert minute == {"deliver_due", "sweep_each_minute", "seal", "retry_stalled", "tell_due"}
    assert {name for name, cron in periodic.items() if cron == tasks.BY_NIGHT} == {"look_again", "tidy"}


def test_a_letter_and_a_clock_call_for_work_in_the_transaction_of_the_act(firm):
    case_id = correcting(firm, market.AT)
    letters = [str(letter.id) for letter in notices_of_case(case_id)]
    assert [job.args["notice_id"] for job in calls("deliver")] == letters
    due_at = Case.objects.get(id=case_id).next_due_at
    assert [job.scheduled_at for job in calls("sweep")] == [due_at]


def test_an_act_that_is_undone_calls_for_nothing(firm):
    def undone():
        with transaction.atomic():
            market.submitted(firm)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        undone()
    assert calls("deliver") == []


def test_what_a_worker_does_and_undoes_calls_for_nothing_either(firm):
    working = working_app(app)
    assert working.tasks is app.tasks
    assert working.periodic_registry is app.periodic_registry
    assert {type(app.connector), type(tasks.deliver.blueprint.job_manager.connector)} == {DjangoConnector}
    test_an_act_that_is_undone_calls_for_nothing(firm)


def test_a_letter_is_sent_once_however_often_it_is_called_for(firm, mailoutbox):
    case_id = market.submitted(firm)
    (letter,) = notices_of_case(case_id)
    assert tasks.deliver(str(letter.id)) == "delivered"
    assert tasks.deliver(str(letter.id)) == "already"
    assert len(mailoutbox) == 1
    assert tasks.deliver_due(0) == {}


def test_a_letter_that_fails_is_called_for_again(firm, monkeypatch):
    case_id = market.submitted(firm)
    (letter,) = notices_of_case(case_id)

    def broken(*args, **kwargs):
        raise ConnectionRefusedError("no mail server")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", broken)
    assert tasks.deliver(str(letter.id)) == "failed"
    again = calls("deliver")[-1]
    assert again.scheduled_at > datetime.now(UTC)


def test_files_handed_in_together_are_to_be_looked_into_one_by_one_and_called_for_at_once(firm):
    case_id = open_case(market.MARKET, "stallholder", actor=firm, at=market.AT)
    files = [market.seal(firm, pages=pages) for pages in (1, 2)]
    filed = [Filed("hygiene", files[0], "衛生.pdf"), Filed("hygiene", files[1], "衛生續頁.pdf")]
    with CaptureQueriesContext(connection) as asked:
        attach_documents(case_id, filed, actor=firm, at=market.AT)
    assert [job.args["sha256"] for job in calls("inspect")] == files
    assert sum("procrastinate_defer_jobs" in query["sql"] for query in asked) == 1


def test_a_letter_whose_call_was_lost_goes_out_all_the_same(firm, mailoutbox):
    market.submitted(firm, LONG_AGO)
    with connection.cursor() as cursor:
        cursor.execute("delete from procrastinate_jobs")
    assert tasks.deliver_due(0) == {"delivered": 1}
    assert len(mailoutbox) == 1


def test_a_sweep_fires_what_is_due_and_what_was_recorded_is_sealed(firm):
    case_id = correcting(firm, LONG_AGO)
    assert (tasks.sweep(), tasks.sweep_each_minute(0)) == (1, 0)
    assert Case.objects.get(id=case_id).stage == "dismissed"
    assert tasks.seal(0) == log_size()
    assert latest_checkpoint()["size"] == log_size()


def test_by_night_the_registers_are_asked_about_approved_firms(firm):
    case_id = market.approved(firm)
    assert tasks.look_again(0) == 0
    market.import_company(
        market.company(Company_Status_Desc="解散"), taken_on=datetime.now(UTC).date() - timedelta(days=1)
    )
    assert tasks.look_again(0) == 1
    assert tasks.look_again(0) == 0
    case = Case.objects.get(id=case_id)
    assert (case.standing_outcome, case.standing["in_business"], case.outcome) == ("not_met", "not_met", "approved")


def test_what_is_left_over_is_tidied(firm):
    assert tasks.tidy(0) == {"clocks": 0, "uploads": 0, "drafts": 0, "answers": 0}


def work(url, folder):
    return subprocess.Popen(
        [sys.executable, "-m", "xuzhi.console.main", "worker"],
        env=os.environ | {"DATABASE_URL": url, "XUZHI_DATA": str(folder), "XUZHI_PROGRAMMES": str(market.PROGRAMMES)},
    )


def until(holds, seconds=40):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.2)
    return False


def test_a_worker_does_what_is_called_for_and_stops_when_told(fresh_database, tmp_path):
    market.import_company(market.company())
    market.import_debarred(market.debarment("12345675", "別家營造股份有限公司"))
    case_id = correcting(market.begin(), LONG_AGO)
    worker = work(fresh_database, tmp_path)
    try:
        assert until(lambda: Case.objects.get(id=case_id).stage == "dismissed")
        assert until(lambda: {letter.state for letter in notices_of_case(case_id)} == {"delivered"})
        assert ClockFiring.objects.count() == 1
    finally:
        worker.send_signal(signal.SIGINT)
        stopped = worker.wait(20)
    assert stopped == 0


def test_a_job_whose_worker_was_killed_is_put_back(fresh_database, tmp_path):
    market.import_company(market.company())
    market.import_debarred(market.debarment("12345675", "別家營造股份有限公司"))
    case_id = market.submitted(market.begin())
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_workers (last_heartbeat) values (now() - interval '10 minutes') returning id"
        )
        (gone,) = cursor.fetchone()
        cursor.execute("update procrastinate_jobs set status = 'doing', worker_id = %s", [gone])
    worker = work(fresh_database, tmp_path)
    try:
        assert until(lambda: {letter.state for letter in notices_of_case(case_id)} == {"delivered"}, 90)
    finally:
        worker.send_signal(signal.SIGTERM)
        worker.wait(20)
