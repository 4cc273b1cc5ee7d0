"""Start everything from nothing: database, demo data, web server and worker; Ctrl-C stops all of it."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import typer

from xuzhi.console.speaking import tell
from xuzhi.kernel.texts import say

ACCOUNTS = ("supplier", "buyer", "office", "reviewer", "organiser", "applicant")
COMMAND = (sys.executable, "-m", "xuzhi.console.main")


if TYPE_CHECKING:
    from xuzhi.console.supervisor import Supervisor


def register(app: typer.Typer) -> None:
    app.command("demo", help=say("console.help_demo"))(demo)


def demo() -> None:
    """Status 3 where a part cannot be kept running, 2 where the settings refuse a demo."""
    from xuzhi.console.database import reachable_database
    from xuzhi.console.running import data_folder
    from xuzhi.console.supervisor import Program, Supervisor

    os.environ["XUZHI_MODE"] = "demo"
    port = os.environ.get("XUZHI_PORT", "8000")
    tell(say("console.demo_database", folder=data_folder()))
    with reachable_database(data_folder()):
        programs = [
            Program("serve", [*COMMAND, "serve"]),
            Program("worker", [*COMMAND, "worker", "--wait"], waits=True),
        ]
        status = Supervisor(programs, os.environ).run(lambda running: _make_ready(port, running))
        tell(say("console.demo_stopping"))
    raise typer.Exit(status)


def _make_ready(port: str, running: Supervisor) -> int:
    """Make the tables, fill them, and say where it is to be seen. Gives the status of whatever failed, or 0."""
    status = _make_tables_and_seed(running)
    if not status and not running.stopping:
        tell(say("console.demo_ready", address=f"http://127.0.0.1:{port}"))
        for account in ACCOUNTS:
            tell(f"  {account}@demo.xuzhi.test  demo-xuzhi")
    return status


def _make_tables_and_seed(running: Supervisor) -> int:
    """The seeding gets ready while the tables are made, and begins when its input ends; the programs load meanwhile."""
    tell(say("console.demo_migrate"))
    with subprocess.Popen([*COMMAND, "seed-demo", "--wait"], stdin=subprocess.PIPE) as seeding:
        with subprocess.Popen([*COMMAND, "migrate"], stdin=subprocess.DEVNULL) as migrating:
            status = _watch(migrating, running)
        if status or running.stopping:
            seeding.terminate()
            return status
        tell(say("console.demo_seed"))
        assert seeding.stdin is not None
        seeding.stdin.close()
        running.start()
        return _watch(seeding, running)


def _watch(process: subprocess.Popen[bytes], running: Supervisor) -> int:
    """The status with which it ends; one that is called off has ended well."""
    while not running.stopping:
        try:
            return process.wait(timeout=0.1)
        except subprocess.TimeoutExpired:
            continue
    process.terminate()
    process.wait()
    return 0
