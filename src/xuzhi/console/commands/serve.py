"""Run the web server, in the foreground; Ctrl-C stops it."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from xuzhi.kernel.texts import say


def register(app: typer.Typer) -> None:
    app.command("serve", help=say("console.help_serve"))(serve)


def serve(
    host: Annotated[str, typer.Option(envvar="XUZHI_HOST")] = "127.0.0.1",
    port: Annotated[int, typer.Option(envvar="XUZHI_PORT")] = 8000,
    workers: Annotated[int, typer.Option(envvar="XUZHI_WORKERS")] = 2,
) -> None:
    """Serve the site with granian: processes for the cores, threads for the waiting."""
    from xuzhi.console.database import reachable_database
    from xuzhi.console.running import data_folder, ready_django

    # A demo has nothing to gather; its workers load the application themselves, and nothing else here needs it.
    demo = os.environ.get("XUZHI_MODE") == "demo" and host == "127.0.0.1"
    with reachable_database(data_folder()) if demo else ready_django():
        if not demo:
            _gather_static_files()
        os.environ["XUZHI_HOST"], os.environ["XUZHI_PORT"] = host, str(port)
        command = [
            sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
            "--workers", str(workers), "--blocking-threads", "4", "--respawn-failed-workers", "--no-ws",
            "--log-level", "warning", "xuzhi.wiring.wsgi:application",
        ]  # fmt: skip
        if os.environ.get("DATABASE_URL"):
            raise typer.Exit(_run(command))


def _gather_static_files() -> None:
    """Where pages name static files by their hash, gather those of this version first; files of earlier ones stay."""
    from django.conf import settings
    from django.core.management import call_command

    if settings.STATIC_ROOT:
        call_command("collectstatic", verbosity=0, interactive=False)


def _run(command: list[str]) -> int:
    """Wait for the server; a signal to us is passed on to it, so that no worker is left behind."""
    import signal
    import subprocess

    process = subprocess.Popen(command)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: process.terminate())
    return process.wait()
