"""Start everything from nothing: database, demo data, web server and worker; Ctrl-C stops all of it."""

from __future__ import annotations

import os
import subprocess
from functools import partial
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from threading import Thread
from typing import TYPE_CHECKING

import typer

from xuzhi.console.speaking import tell
from xuzhi.kernel.texts import say

if TYPE_CHECKING:
    from xuzhi.console.forked import Forked
    from xuzhi.console.supervisor import Supervisor

ACCOUNTS = ("supplier", "buyer", "office", "reviewer", "organiser", "applicant", "esco")


def register(app: typer.Typer) -> None:
    app.command("demo", help=say("console.help_demo"))(demo)


def demo() -> None:
    """Status 3 where a part cannot be kept running, 2 where the settings refuse a demo."""
    from xuzhi.console.database import reachable_database
    from xuzhi.console.loading import load_libraries
    from xuzhi.console.main import run
    from xuzhi.console.running import data_folder
    from xuzhi.console.supervisor import Program, Supervisor

    os.environ["XUZHI_MODE"] = "demo"
    tell(say("console.demo_database", folder=data_folder()))
    loading = Thread(target=load_libraries)
    loading.start()
    with reachable_database(data_folder()):
        loading.join()
        programs = [Program(name, work=partial(run, [name])) for name in ("serve", "worker")]
        status = Supervisor(programs, os.environ).run(_make_ready)
        tell(say("console.demo_stopping"))
    raise typer.Exit(status)


def _make_ready(running: Supervisor) -> int:
    """Make the tables, fill them, and say where it is to be seen. Gives the status of whatever failed, or 0."""
    status = _make_tables_and_seed(running)
    if not status and not running.stopping:
        host, port = os.environ.get("XUZHI_HOST", "127.0.0.1"), os.environ.get("XUZHI_PORT", "8000")
        tell(say("console.demo_ready", address=f"http://{host}:{port}"))
        for account in ACCOUNTS:
            tell(f"  {account}@demo.xuzhi.test  demo-xuzhi")
    return status


def _make_tables_and_seed(running: Supervisor) -> int:
    """While the tables are made, all is loaded that seeding, server and worker begin with; the seeding gets ready,
    and goes on when they are there."""
    from xuzhi.console.forked import Forked
    from xuzhi.console.loading import load_site
    from xuzhi.console.main import run
    from xuzhi.console.running import ready_django

    tell(say("console.demo_migrate"))
    # A process of its own before the settings are read: it works as the tables' owner.
    migrating = Forked(partial(run, ["migrate"]))
    with ready_django():
        load_site()
    waits, goes = Pipe(duplex=False)
    seeding = Forked(partial(_seed, waits, goes))
    status = _watch(migrating, running)
    if status or running.stopping:
        seeding.terminate()
        return status
    tell(say("console.demo_seed"))
    goes.send_bytes(b"go")
    return _watch(seeding, running)


def _seed(waits: Connection, goes: Connection) -> int:
    from xuzhi.console.commands.seed_demo import seed

    goes.close()  # ours; when the other end's is gone too, the wait is over
    return 0 if seed(waits.recv_bytes) else 3


def _watch(process: Forked, running: Supervisor) -> int:
    """The status with which it ends; one that is called off has ended well."""
    while not running.stopping:
        try:
            return process.wait(timeout=0.1)
        except subprocess.TimeoutExpired:
            continue
    process.terminate()
    process.wait()
    return 0
