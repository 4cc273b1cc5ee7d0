"""Start everything from nothing: database, demo data, web server and worker; Ctrl-C stops all of it."""

from __future__ import annotations

import os
import subprocess
import sys

import typer

from xuzhi.console.speaking import tell
from xuzhi.kernel.texts import say

ACCOUNTS = ("supplier", "buyer", "office", "reviewer", "organiser", "applicant")


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
        status = _make_tables_and_seed()
        if status:
            raise typer.Exit(status)
        programs = [
            Program("serve", [sys.executable, "-m", "xuzhi.console.main", "serve"]),
            Program("worker", [sys.executable, "-m", "xuzhi.console.main", "worker"]),
        ]
        tell(say("console.demo_ready", address=f"http://127.0.0.1:{port}"))
        for account in ACCOUNTS:
            tell(f"  {account}@demo.xuzhi.test  demo-xuzhi")
        status = Supervisor(programs, os.environ).run()
        tell(say("console.demo_stopping"))
    raise typer.Exit(status)


def _make_tables_and_seed() -> int:
    """Exit status. The seeding gets ready while the tables are made, and begins when its input ends."""
    command = [sys.executable, "-m", "xuzhi.console.main"]
    tell(say("console.demo_migrate"))
    with subprocess.Popen([*command, "seed-demo", "--wait"], stdin=subprocess.PIPE) as seeding:
        status = subprocess.run([*command, "migrate"], stdin=subprocess.DEVNULL).returncode
        if status:
            seeding.terminate()
            return status
        tell(say("console.demo_seed"))
        seeding.communicate()
    return seeding.returncode
