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
        for command, says in (("migrate", "console.demo_migrate"), ("seed-demo", "console.demo_seed")):
            tell(say(says))
            status = subprocess.run([sys.executable, "-m", "xuzhi.console.main", command]).returncode
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
