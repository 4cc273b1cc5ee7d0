"""Run the web server, in the foreground; Ctrl-C stops it."""

from __future__ import annotations

import os
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
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from xuzhi.console.loading import load_site
    from xuzhi.console.running import ready_django

    # Before the settings are read: letters name the site's address.
    os.environ["XUZHI_HOST"], os.environ["XUZHI_PORT"] = host, str(port)
    with ready_django():
        _gather_static_files()
        # Once for all workers: where processes are made by forking, they begin with it.
        load_site()
        Granian(
            "xuzhi.wiring.wsgi:application", address=host, port=port, interface=Interfaces.WSGI, workers=workers,
            blocking_threads=4, respawn_failed_workers=True, websockets=False, log_level=LogLevels.warning,
        ).serve()  # fmt: skip


def _gather_static_files() -> None:
    """Where pages name static files by their hash, gather those of this version first; files of earlier ones stay."""
    from django.conf import settings
    from django.core.management import call_command

    if settings.STATIC_ROOT:
        call_command("collectstatic", verbosity=0, interactive=False)
