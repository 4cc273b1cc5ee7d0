"""The tasks. Each reads the clock, calls one operation, and says in its result what it did."""

from __future__ import annotations

import logging
from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from procrastinate import JobContext
from procrastinate.contrib.django import app

from xuzhi.casework.operations.answer_look_ups import answer_look_ups
from xuzhi.casework.operations.answer_whatif import answer_whatif
from xuzhi.casework.operations.check_standing import check_standing
from xuzhi.casework.operations.recount_clocks import recount_clocks
from xuzhi.casework.operations.seal_records import seal_records
from xuzhi.casework.operations.sweep_clocks import sweep_clocks
from xuzhi.casework.queries.deadline_from_delivery import deadline_from_delivery
from xuzhi.casework.queries.files_to_compare import files_revised, files_to_compare
from xuzhi.casework.queries.reads_pictures import reads_pictures
from xuzhi.documents.operations.compare_files import compare_files
from xuzhi.documents.operations.discard_uploads import discard_uploads
from xuzhi.documents.operations.inspect_document import inspect_document
from xuzhi.documents.refusals import FileUnknown
from xuzhi.jobs import agenda_tasks as agenda_tasks
from xuzhi.jobs import likeness_tasks as likeness_tasks
from xuzhi.jobs import usage_tasks as usage_tasks  # the worker finds its tasks through this module
from xuzhi.jobs import webhook_tasks as webhook_tasks
from xuzhi.kernel.actor import Actor
from xuzhi.marketplace.operations.discard_kept import discard_kept
from xuzhi.notices.operations import deliver_notice
from xuzhi.notices.queries import notices_due
from xuzhi.registers.operations.discard_drafts import discard_drafts

logger = logging.getLogger(__name__)

EVERY_MINUTE = "* * * * *"
BY_NIGHT = "20 18 * * *"  # in UTC: twenty past two in Taipei
ABANDONED = timedelta(days=2)
MOST_LETTERS = 50


@app.task(name="deliver")
def deliver(notice_id: str) -> str:
    """Send one notice; one that fails is called again when its next try is due."""
    came = deliver_notice(UUID(notice_id), timezone.now(), deadline=deadline_from_delivery)
    if came.next_try_at is not None:
        deliver.configure(schedule_at=came.next_try_at).defer(notice_id=notice_id)
    return came.outcome


@app.periodic(cron=EVERY_MINUTE)
@app.task(name="deliver_due", queueing_lock="deliver_due", lock="deliver_due")
def deliver_due(timestamp: int) -> dict[str, int]:
    """Send what is due and nobody was called for: after a restore, or when a call was lost."""
    outcomes: dict[str, int] = {}
    for notice_id in notices_due(timezone.now(), limit=MOST_LETTERS):
        outcome = deliver_notice(notice_id, timezone.now(), deadline=deadline_from_delivery).outcome
        outcomes[outcome] = outcomes.get(outcome, 0) + 1
    return outcomes


# One at a time, and after everything else: nobody waits for it, and looking into a file takes a processor for itself.
@app.task(name="inspect", lock="inspect", priority=-10)
def inspect(sha256: str, case_id: str, document: str) -> str:
    """Look into a file that was attached; scanned pages are read where the document's rule looks for something."""
    now = timezone.now()
    pictures = reads_pictures(case_id, document, at=now)
    inspector = Actor.system("inspection")
    try:
        state = inspect_document(sha256, actor=inspector, at=now, pictures=pictures).state
        for first, second in files_to_compare(case_id, document, at=now):
            compare_files(first, second, actor=inspector, at=timezone.now())
        for first, second in files_revised(case_id, document, at=now):
            compare_files(first, second, actor=inspector, at=timezone.now(), revised=True)
    except FileUnknown:
        return "unknown"
    return state


@app.task(name="inspect_again", lock="inspect", priority=-5)
def inspect_again(sha256: str, pictures: bool) -> str:
    """Look into a file that somebody of the office asks about."""
    return inspect_document(
        sha256, actor=Actor.system("inspection"), at=timezone.now(), pictures=pictures, again=True
    ).state


@app.task(name="answer_what_if")
def answer_what_if(run_id: str) -> bool:
    """Work out what other values would have done, where the cases are many."""
    return answer_whatif(run_id, at=timezone.now())


@app.task(name="sweep")
def sweep() -> int:
    """Fire the clocks that are due."""
    return sweep_clocks(at=timezone.now())


@app.periodic(cron=EVERY_MINUTE)
@app.task(name="sweep_each_minute", queueing_lock="sweep_each_minute")
def sweep_each_minute(timestamp: int) -> int:
    """Fire the clocks that are due, whoever was called or not."""
    return sweep_clocks(at=timezone.now())


@app.periodic(cron=EVERY_MINUTE)
@app.task(name="seal", queueing_lock="seal", lock="seal")
def seal(timestamp: int) -> int:
    """Seal what was recorded since the last minute."""
    return seal_records(at=timezone.now())


@app.periodic(cron=BY_NIGHT)
@app.task(name="look_again", queueing_lock="look_again", lock="look_again")
def look_again(timestamp: int) -> int:
    """Ask the registers again about every firm that was approved; gives how many stand otherwise than before."""
    return check_standing(actor=Actor.system("registers"), at=timezone.now())


@app.task(name="answer_bulk")
def answer_bulk(look_up_id: str) -> int:
    """Answer a bulk look-up, a hundred numbers a transaction, so that its page shows how far it is."""
    rounds = 1
    while answer_look_ups(UUID(look_up_id)):
        rounds += 1
    return rounds


@app.periodic(cron=BY_NIGHT)
@app.task(name="tidy", queueing_lock="tidy", lock="tidy")
def tidy(timestamp: int) -> dict[str, int]:
    """Count running clocks again by the calendar as it is now; throw away uploads, and files of registers, that were
    given up, and what was kept of calls of the API."""
    now = timezone.now()
    return {
        "clocks": recount_clocks(actor=Actor.system("clock"), at=now),
        "uploads": discard_uploads(now - ABANDONED),
        "drafts": discard_drafts(now - ABANDONED),
        "answers": discard_kept(at=now),
    }


@app.periodic(cron=EVERY_MINUTE)
@app.task(name="retry_stalled", queueing_lock="retry_stalled", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> int:
    """Put jobs back whose worker has gone silent; what they were to do they can do twice without harm."""
    manager = context.app.job_manager
    stalled = [job for job in await manager.get_stalled_jobs() if job.id != context.job.id]
    for job in stalled:
        logger.warning("job %s (%s) had stalled; it is put back", job.id, job.task_name)
        await manager.retry_job(job)
    return len(stalled)
